// SPDX-License-Identifier: Apache-2.0
/** What this browser or Node can run, found by trying and never by its name. */

export interface Features {
  readonly webassembly: boolean;
  /** Fixed-width SIMD: every module needs it. */
  readonly simd: boolean;
  readonly relaxed: boolean;
  /** The page is cross-origin isolated, so that memory may be shared. Always true in Node. */
  readonly isolated: boolean;
  /** Shared memory exists and really travels to a worker. */
  readonly shared_memory: boolean;
  readonly cores: number;
  /** It serves several pages at once. */
  readonly several?: boolean;
}

export function detectFeatures(cores: number, isolated: boolean): Features {
  const webassembly = typeof WebAssembly === "object" && WebAssembly !== null;
  return {
    webassembly,
    simd: webassembly && WebAssembly.validate(SIMD),
    relaxed: webassembly && WebAssembly.validate(RELAXED_SIMD),
    isolated,
    shared_memory: webassembly && WebAssembly.validate(ATOMICS) && sharedMemoryTravels(),
    cores,
  };
}

/**
 * Safari and Firefox let a page that is not isolated make shared memory, and fail only when it is posted
 * (web-platform.md 1.2, point 4), so it is posted here.
 */
function sharedMemoryTravels(): boolean {
  if (typeof SharedArrayBuffer === "undefined" || typeof MessageChannel === "undefined") {
    return false;
  }
  const channel = new MessageChannel();
  try {
    channel.port1.postMessage(new SharedArrayBuffer(8));
    return true;
  } catch {
    return false;
  } finally {
    channel.port1.close();
    channel.port2.close();
  }
}

// The smallest modules that use one instruction of each feature. The opening is common: the magic word and version 1.
const OPENING = [0x00, 0x61, 0x73, 0x6d, 0x01, 0x00, 0x00, 0x00];
const TYPE_NONE_TO_V128 = [0x01, 0x05, 0x01, 0x60, 0x00, 0x01, 0x7b];
const ONE_FUNCTION = [0x03, 0x02, 0x01, 0x00];
const ZERO_SPLAT = [0x41, 0x00, 0xfd, 0x0f]; // i32.const 0, i8x16.splat

/** () -> v128: i8x16.popcnt(splat 0). */
const SIMD = new Uint8Array([
  ...OPENING,
  ...TYPE_NONE_TO_V128,
  ...ONE_FUNCTION,
  ...[0x0a, 0x0a, 0x01, 0x08, 0x00, ...ZERO_SPLAT, 0xfd, 0x62, 0x0b],
]);

/** () -> v128: f32x4.relaxed_madd(splat 0, splat 0, splat 0). */
const RELAXED_SIMD = new Uint8Array([
  ...OPENING,
  ...TYPE_NONE_TO_V128,
  ...ONE_FUNCTION,
  ...[0x0a, 0x13, 0x01, 0x11, 0x00, ...ZERO_SPLAT, ...ZERO_SPLAT, ...ZERO_SPLAT],
  ...[0xfd, 0x85, 0x02, 0x0b],
]);

/** Shared memory of one page and i32.atomic.load of its first word. */
const ATOMICS = new Uint8Array([
  ...OPENING,
  ...[0x01, 0x04, 0x01, 0x60, 0x00, 0x00],
  ...ONE_FUNCTION,
  ...[0x05, 0x04, 0x01, 0x03, 0x01, 0x01],
  ...[0x0a, 0x0b, 0x01, 0x09, 0x00, 0x41, 0x00, 0xfe, 0x10, 0x02, 0x00, 0x1a, 0x0b],
]);
