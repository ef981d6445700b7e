/** Feature detection: found by trying, also where a browser promises more than it keeps. */
import v8 from "node:v8";
import { afterEach, expect, it, vi } from "vitest";
import { detectFeatures } from "../../../web/src/engine/worker/detect.ts";

afterEach(() => vi.unstubAllGlobals());

it("finds what Node has", () => {
  // Node 20 hides relaxed SIMD behind this flag; newer ones ignore it.
  v8.setFlagsFromString("--experimental-wasm-relaxed-simd");
  expect(detectFeatures(4, true)).toEqual({
    webassembly: true,
    simd: true,
    relaxed: true,
    isolated: true,
    shared_memory: true,
    cores: 4,
  });
});

it("does without WebAssembly", () => {
  vi.stubGlobal("WebAssembly", undefined);
  expect(detectFeatures(4, true)).toMatchObject({
    webassembly: false,
    simd: false,
    relaxed: false,
    shared_memory: false,
  });
});

it("does without SharedArrayBuffer", () => {
  vi.stubGlobal("SharedArrayBuffer", undefined);
  expect(detectFeatures(4, false).shared_memory).toBe(false);
});

it("notices shared memory that cannot be posted, as on pages that are not isolated", () => {
  class Channel {
    port1 = {
      postMessage: () => {
        throw new DOMException("could not be cloned", "DataCloneError");
      },
      close: () => {},
    };
    port2 = { close: () => {} };
  }
  vi.stubGlobal("MessageChannel", Channel);
  expect(detectFeatures(4, false).shared_memory).toBe(false);
});
