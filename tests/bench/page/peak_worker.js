// SPDX-License-Identifier: Apache-2.0
/** One thread of the register peak: makes so many rounds when asked, and answers when they are done. */
import { peakKernel } from "../../../build/bench/shared.js";

let kernel;
addEventListener("message", ({ data: { kind, rounds } }) => {
  kernel ??= peakKernel(kind);
  kernel(rounds);
  postMessage("done");
});
