// SPDX-License-Identifier: Apache-2.0
export const en = {
  intro:
    "Trains three networks for a few seconds and tells how many samples a second this machine takes. Training and studies on the page are paused meanwhile, and go on afterwards.",
  begin: "Measure",
  again: "Measure again",
  stop: "Stop",
  progress: "Progress of the measurement",
  busy: "Measuring; training on the page is paused.",
  table: "What this machine reaches",
  network: "Network",
  samples: "Samples a second",
  gflops: "GFLOP/s",
  share: "Of one core's peak",
  trainer: "Trainer",
  networks: {
    small: "2-32-32-1, batches of 32",
    digits: "64-128-64-10, batches of 64",
    convolutions: "8 × 8 pictures, two convolutions, batches of 32",
  },
  runs: (instructions: string, threads: string) => `${instructions}, ${threads}`,
  meaning:
    "GFLOP/s are billions of multiplications and additions a second, counted by the mathematics. The peak is what one core does with numbers that never leave its registers. Other work on the machine lowers all of them. SIMD are instructions that calculate with four numbers at once; the relaxed ones also multiply and add in one go, where the browser and the processor can, and may round the last digit in another way.",
  copy: "Copy as text",
  copied: "Copied.",
  copyByHand: "This page may not use the clipboard. The text is selected: copy it with Ctrl+C.",
  text: "The result as text",
};
