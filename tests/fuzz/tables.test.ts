// SPDX-License-Identifier: Apache-2.0
/** Stored tables that were damaged on the way, or that a stranger has written: refused in words, or used without harm. */
import { createHash } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createEngine } from "../../web/node/engine.ts";
import { type StoredTable, storedTable } from "../../web/src/data/table.ts";
import type { Engine } from "../../web/src/engine/api.ts";
import { messageOf } from "../../web/src/engine/contract/engine_error.ts";
import { ExperimentError } from "../../web/src/engine/contract/experiment_error.ts";
import { diceOf } from "./dice.ts";
import { SEED } from "./range.ts";

const SAMPLES = 12;
const HEADER_AT = 8;

let engine: Engine;
let table: StoredTable;
const files = new Map<string, Uint8Array>();
beforeAll(async () => {
  table = await storedTable("damaged", {
    features: Uint8Array.from({ length: SAMPLES * 4 }, (_, i) => (i * 37) % 256),
    shape: [1, 2, 2],
    scale: 1 / 255,
    targets: Uint8Array.from({ length: SAMPLES }, (_, i) => i % 2),
    classes: ["dark", "bright"],
    target: "kind",
  });
  engine = await createEngine({ build: "simd", threads: 1, tables: (sha256) => files.get(sha256) });
});
afterAll(() => engine.close());

const hashOf = (bytes: Uint8Array) => createHash("sha256").update(bytes).digest("hex");

/** Opens, trains and closes an experiment with this file under this hash. */
async function train(file: Uint8Array, sha256: string): Promise<void> {
  files.set(sha256, file);
  try {
    const run = await engine.open({
      data: { ...table.data, sha256 },
      model: { layers: ["dense"] },
      stop: { steps: 2 },
    });
    await run.train();
    await run.close();
  } finally {
    files.delete(sha256);
  }
}

/** What was no refusal in words, and how many were used. */
async function faultsOf(
  damaged: Iterable<Uint8Array>,
  name: (bytes: Uint8Array) => string,
): Promise<{ faults: string[]; used: number }> {
  const faults: string[] = [];
  let used = 0;
  let index = 0;
  for (const bytes of damaged) {
    try {
      await train(bytes, name(bytes));
      used += 1;
    } catch (error) {
      const told = error instanceof ExperimentError && error.message.length > 0 && error.zh !== "";
      if (!told) faults.push(`${index}: ${messageOf(error)}`);
    }
    index += 1;
  }
  return { faults, used };
}

/** Each byte with one bit the other way, then each beginning. */
function* damagedOnce(whole: Uint8Array): Iterable<Uint8Array> {
  for (let at = 0; at < whole.length; at += 1) {
    const bytes = whole.slice();
    bytes[at] = (bytes[at] ?? 0) ^ (1 << diceOf(SEED, at).upTo(8));
    yield bytes;
  }
  for (let end = 0; end < whole.length; end += 1) yield whole.slice(0, end);
}

const LENGTHS = [
  0n,
  1n,
  2n ** 20n + 1n,
  2n ** 31n,
  2n ** 32n - 1n,
  2n ** 32n,
  2n ** 53n,
  2n ** 63n,
  2n ** 64n - 1n,
];

/** A header of a stranger's before the numbers of the table. */
function withHeader(header: string): Uint8Array {
  const size = Number(new DataView(table.file.buffer, table.file.byteOffset).getBigUint64(0, true));
  const text = new TextEncoder().encode(header);
  const bytes = new Uint8Array(HEADER_AT + text.length + table.file.length - HEADER_AT - size);
  new DataView(bytes.buffer).setBigUint64(0, BigInt(text.length), true);
  bytes.set(text, HEADER_AT);
  bytes.set(table.file.subarray(HEADER_AT + size), HEADER_AT + text.length);
  return bytes;
}

interface Tensor {
  dtype: string;
  shape: unknown[];
  data_offsets: unknown[];
}

/** The table's own header with one thing changed. */
function* strangeHeaders(): Iterable<string> {
  const size = Number(new DataView(table.file.buffer, table.file.byteOffset).getBigUint64(0, true));
  const own = new TextDecoder().decode(table.file.subarray(HEADER_AT, HEADER_AT + size));
  const changed = (change: (header: { features: Tensor; targets: Tensor }) => void) => {
    const header = JSON.parse(own);
    change(header);
    return JSON.stringify(header);
  };
  const { features, targets } = JSON.parse(own) as { features: Tensor; targets: Tensor };
  // Over each other, with a gap, behind the end, backwards, of a wrong length.
  for (const offsets of [
    features.data_offsets,
    [0, 12],
    [1, 13],
    [47, 59],
    [49, 61],
    [60, 48],
    [48, 2 ** 32 + 60],
    [-12, 0],
    [48.5, 60.5],
    [1e300, 1e300],
    ["48", "60"],
    [48],
    [],
  ]) {
    yield changed((header) => {
      header.targets.data_offsets = offsets;
    });
  }
  for (const shape of [
    [0],
    [13],
    [2 ** 31],
    [2 ** 32 + 12],
    [2 ** 63],
    [1e8, 1e8],
    [12, 1, 1],
    [12.5],
    [-12],
    [],
    ["12"],
    Array(1000).fill(1),
  ]) {
    yield changed((header) => {
      header.targets.shape = shape;
    });
  }
  for (const shape of [
    [12, 4, 1],
    [12, 1, 2],
    [2 ** 16, 2 ** 16, 2 ** 16, 2 ** 16],
    [48],
    [12, 1, 2 ** 31, 2 ** 31],
  ]) {
    yield changed((header) => {
      header.features.shape = shape;
    });
  }
  for (const dtype of ["F32", "F64", "I64", "BOOL", "", "U8 "]) {
    yield changed((header) => {
      header.features.dtype = dtype;
    });
  }
  yield changed((header) => {
    header.features.data_offsets = targets.data_offsets;
    header.targets.data_offsets = features.data_offsets;
  });
  for (const header of [
    "",
    "{",
    "[]",
    "null",
    "{}",
    `{"features":1}`,
    '{"a":'.repeat(10_000),
    `{"__metadata__":[]}`,
  ])
    yield header;
}

describe("a damaged stored table", () => {
  it("never passes for the one that the document names", async () => {
    expect(await faultsOf(damagedOnce(table.file), () => table.data.sha256)).toEqual({
      faults: [],
      used: 0,
    });
  });

  it("is refused or used, where a stranger has named it so", async () => {
    const { faults, used } = await faultsOf(damagedOnce(table.file), hashOf);
    expect(faults).toEqual([]);
    // Other brightnesses, other labels, other names.
    expect(used).toBeGreaterThan(0);
    expect(used).toBeLessThan(table.file.length);
  });

  it("is refused for a header that is longer than the file", async () => {
    const files = LENGTHS.map((length) => {
      const bytes = table.file.slice();
      new DataView(bytes.buffer).setBigUint64(0, length, true);
      return bytes;
    });
    expect(await faultsOf(files, hashOf)).toEqual({ faults: [], used: 0 });
  });

  it("is refused for tensors that overlap, leave gaps, or lie outside of it", async () => {
    const files = [...strangeHeaders()].map(withHeader);
    expect(await faultsOf(files, hashOf)).toEqual({ faults: [], used: 0 });
  });

  it("leaves an engine that serves on", async () => {
    await train(table.file, table.data.sha256);
  });
});
