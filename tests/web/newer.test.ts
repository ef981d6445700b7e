/** A file that a newer Downhill has written says so, wherever its version is read; a document says it in the parser (tests/cpp). */
import { describe, expect, it } from "vitest";
import type { ExperimentError } from "../../web/src/engine/contract/experiment_error.ts";
import { checkedModel, readModel } from "../../web/src/engine/read_model.ts";
import { readSafetensors } from "../../web/src/exporters/safetensors.ts";
import { readRun } from "../../web/src/library/run_file.ts";

function safetensors(metadata: object): Uint8Array {
  const header = new TextEncoder().encode(JSON.stringify({ __metadata__: metadata }));
  const bytes = new Uint8Array(8 + header.length);
  new DataView(bytes.buffer).setBigUint64(0, BigInt(header.length), true);
  bytes.set(header, 8);
  return bytes;
}

const READERS: readonly [string, (version: unknown) => unknown][] = [
  ["a saved model", (version) => readModel(JSON.stringify({ format: "downhill-model", version }))],
  [
    "a saved model with parts that this one does not know",
    (version) =>
      readModel(JSON.stringify({ format: "downhill-model", version, layout: "rows", sums: [] })),
  ],
  ["a model of the library", (version) => checkedModel({ format: "downhill-model", version })],
  [
    "safetensors",
    (version) => readSafetensors(safetensors({ format: "downhill-model", version: `${version}` })),
  ],
  ["a kept run's file", (version) => readRun({ format: "downhill-run", version })],
];

function refusalOf(read: () => unknown): ExperimentError {
  try {
    read();
  } catch (error) {
    return error as ExperimentError;
  }
  throw new Error("accepted");
}

describe.each(READERS)("%s", (_name, read) => {
  it.each([2, 99])(
    "of version %i says that a newer Downhill made it, and what to do",
    (version) => {
      const { path, message, zh } = refusalOf(() => read(version));
      expect(path).toMatch(/^(model|run)\.version$/);
      expect(message).toBe(
        `is ${version}, from a newer Downhill: this one reads files of version 1. Reload the page, or install the newest package.`,
      );
      expect(zh).toContain("更新的 Downhill");
      expect(zh).toContain("请刷新页面");
    },
  );

  it.each([0, -1, undefined, "x"])("of version %s is not called newer", (version) => {
    const { path, message, zh } = refusalOf(() => read(version));
    expect(path).toMatch(/^(model|run)\.version$/);
    expect(message).toMatch(/^is not 1, .*\. Save it again with this Downhill\.$/);
    expect(zh).toMatch(/。$/);
  });
});
