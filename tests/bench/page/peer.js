// SPDX-License-Identifier: Apache-2.0
/** One peer in a frame of its own, with globals of its own. Its file, in peers/ or bundled, exports `open(task, threads)`. */
const parameters = new URLSearchParams(location.search);
const threads = Number(parameters.get("threads"));

// Without it libraries that start threads by themselves do not.
if (threads === 1) delete globalThis.SharedArrayBuffer;

window.peer = import(parameters.get("file")).then(({ open }) => ({
  // Arrays of another frame are no arrays of ours to `instanceof`.
  open: (task) => open(structuredClone(task), threads),
}));
