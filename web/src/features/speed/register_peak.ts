// SPDX-License-Identifier: Apache-2.0
/**
 * The most that one thread can do here: multiply-adds of vectors that never leave the registers. What a network reaches is read as a share
 * of it. The module is written down instruction by instruction, so that no compiler stands between it and the machine.
 */

/** `simd` multiplies and adds, which every machine rounds alike; `relaxed` may do both at once. */
export type PeakKind = "simd" | "relaxed";

/** Does so many rounds of multiply-adds. */
export type PeakKernel = (rounds: number) => void;

/** Independent chains: more than the latency of two units times their number needs, and with x and y still within 16 registers. */
const CHAINS = 12;
/** Of the loop, so that its counter costs nothing. */
const UNROLLED = 4;
const LANES = 4;

/** Multiplications and additions in one round. */
export const OPERATIONS_PER_ROUND = CHAINS * UNROLLED * LANES * 2;

const I32 = 0x7f;
const F32 = 0x7d;
const V128 = 0x7b;
const SPLAT = [0xfd, 0x13];
const EXTRACT_FIRST_LANE = [0xfd, 0x1f, 0];
const ADD = [0xfd, 0xe4, 0x01];
const MULTIPLY = [0xfd, 0xe6, 0x01];
const RELAXED_MULTIPLY_ADD = [0xfd, 0x85, 0x02];
const END = 0x0b;

/** Numbers of the locals: 0 is the parameter. */
const ROUNDS = 0;
const CHAIN = 1;
const X = CHAIN + CHAINS;
const Y = X + 1;

const get = (local: number) => [0x20, local];
const set = (local: number) => [0x21, local];
const chains = <T>(make: (chain: number) => readonly T[]) =>
  Array.from({ length: CHAINS }, (_, at) => make(CHAIN + at)).flat();

/** LEB128. */
function unsigned(value: number): number[] {
  return value < 0x80 ? [value] : [(value & 0x7f) | 0x80, ...unsigned(value >>> 7)];
}

const sized = (bytes: readonly number[]) => [...unsigned(bytes.length), ...bytes];
const constant = (value: number) => [
  0x43,
  ...new Uint8Array(new Float32Array([value]).buffer),
  ...SPLAT,
];

/** (rounds: i32) -> f32: a chain becomes chain * x + y again and again, which settles at y / (1 - x): no overflow, nothing denormal. */
function moduleOf(kind: PeakKind): Uint8Array<ArrayBuffer> {
  const multiplyAdd = (chain: number) =>
    kind === "simd"
      ? [...get(chain), ...get(X), ...MULTIPLY, ...get(Y), ...ADD, ...set(chain)]
      : [...get(chain), ...get(X), ...get(Y), ...RELAXED_MULTIPLY_ADD, ...set(chain)];
  const body = [
    ...chains((chain) => [...constant(1 + chain / CHAINS), ...set(chain)]),
    ...[...constant(0.75), ...set(X), ...constant(0.25), ...set(Y)],
    ...[0x03, 0x40], // loop
    ...Array.from({ length: UNROLLED }, () => chains(multiplyAdd)).flat(),
    ...[...get(ROUNDS), 0x41, 1, 0x6b, 0x22, ROUNDS, 0x0d, 0, END], // rounds -= 1; again while not 0
    // All of them are looked at, so that none can be left out.
    ...get(CHAIN),
    ...chains((chain) => [...get(chain), ...ADD]),
    ...[...EXTRACT_FIRST_LANE, END],
  ];
  const code = [1, ...unsigned(CHAINS + 2), V128, ...body];
  return new Uint8Array([
    ...[0x00, 0x61, 0x73, 0x6d, 0x01, 0x00, 0x00, 0x00],
    ...[0x01, ...sized([1, 0x60, 1, I32, 1, F32])], // types
    ...[0x03, ...sized([1, 0])], // functions
    ...[0x07, ...sized([1, 1, 0x66, 0x00, 0])], // exports: f
    ...[0x0a, ...sized([1, ...sized(code)])],
  ]);
}

/** Undefined where the browser has no such instructions. */
export function peakKernel(kind: PeakKind): PeakKernel | undefined {
  const bytes = moduleOf(kind);
  if (typeof WebAssembly !== "object" || !WebAssembly.validate(bytes)) return undefined;
  const { f } = new WebAssembly.Instance(new WebAssembly.Module(bytes)).exports;
  return f as PeakKernel;
}
