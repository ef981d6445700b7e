// SPDX-License-Identifier: Apache-2.0
/** In the page that is measured: opens contestants by number, and runs them. Whoever drives it calls `bench` from outside. */

import {
  OPERATIONS_PER_ROUND,
  operationsPerSample,
  peakKernel,
} from "../../../build/bench/shared.js";
import { createEngine } from "../../../build/browser/index.js";
import { downhill } from "./downhill.js";
import { noiseImages } from "./noise_images.js";

const images = await noiseImages();

const engine = downhill(createEngine, {
  wasm: new URL("../../../dist/wasm/", import.meta.url).href,
  tables: { [images.sha256]: images.bytes },
});

const opened = new Map();
let numbers = 0;
const keep = (contestant) => {
  numbers += 1;
  opened.set(numbers, contestant);
  return numbers;
};

const frames = new Map();
/** A frame for each peer and number of threads. `file`: from the root of the checkout on. */
function frameOf(file, threads) {
  const address = `peer.html?file=/${file}&threads=${threads}`;
  if (!frames.has(address)) {
    const frame = document.createElement("iframe");
    frame.src = address;
    const loaded = new Promise((resolve) => frame.addEventListener("load", resolve));
    document.body.append(frame);
    frames.set(
      address,
      loaded.then(() => frame.contentWindow.peer),
    );
  }
  return frames.get(address);
}

async function timed(work) {
  const begin = performance.now();
  await work();
  return (performance.now() - begin) / 1000;
}

async function base64(array) {
  const blob = new Blob([array]);
  const address = await new Promise((resolve) => {
    const reader = new FileReader();
    reader.onload = () => resolve(reader.result);
    reader.readAsDataURL(blob);
  });
  return address.slice(address.indexOf(",") + 1);
}

async function written(value) {
  if (ArrayBuffer.isView(value)) return base64(value);
  if (typeof value !== "object" || value === null || Array.isArray(value)) return value;
  const entries = Object.entries(value).map(async ([key, one]) => [key, await written(one)]);
  return Object.fromEntries(await Promise.all(entries));
}

const bench = {
  isolated: crossOriginIsolated,

  async openDownhill(document, threads) {
    const { description, module, ...run } = await engine.open({ document, threads });
    const epoch = description.summary.steps_per_epoch;
    return { id: keep(run), module, operations: operationsPerSample(description), epoch };
  },

  /** On each thread the same rounds, at the same time. */
  async openPeak(kind, threads) {
    if (peakKernel(kind) === undefined) return undefined;
    const script = new URL("./peak_worker.js", import.meta.url);
    const workers = Array.from({ length: threads }, () => new Worker(script, { type: "module" }));
    const rounds = (worker, count) =>
      new Promise((done, failed) => {
        worker.onmessage = done;
        worker.onerror = failed;
        worker.postMessage({ kind, rounds: count });
      });
    // A thousand rounds a step: the call itself costs nothing then.
    const run = (steps) =>
      timed(() => Promise.all(workers.map((worker) => rounds(worker, 1000 * steps))));
    const close = () => {
      for (const worker of workers) worker.terminate();
    };
    return { id: keep({ run, close }), perStep: threads * 1000 * OPERATIONS_PER_ROUND };
  },

  /** What the peers of this document begin with, kept here until it is forgotten. */
  async task(document) {
    return keep(await engine.timed(document));
  },

  /** The same for so many common steps, and the losses that Downhill has before and after them. */
  async common(document, steps) {
    const { task, first, loss } = await engine.common(document, steps);
    const longest = Math.max(
      task.batch,
      ...task.layers.map(({ parameters, output }) => parameters / output[0]),
    );
    return { id: keep(task), first, loss, longest, layers: task.layers.length };
  },

  async openPeer(file, threads, task) {
    const { open } = await frameOf(file, threads);
    const contestant = await open(opened.get(task));
    return keep({ ...contestant, run: (steps) => timed(() => contestant.steps(steps)) });
  },

  /** The same for a program outside: its arrays in base64. */
  written: (task) => written(opened.get(task)),

  run: (id, steps) => opened.get(id).run(steps),
  loss: async (id) => opened.get(id).loss(),
  study: (document, threads) => engine.study(document, threads),

  async close(id) {
    await opened.get(id).close?.();
    opened.delete(id);
  },
};

globalThis.bench = bench;
