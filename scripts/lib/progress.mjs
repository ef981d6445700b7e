// SPDX-License-Identifier: Apache-2.0
/** Says what is happening and, where it takes long, why. */

const start = performance.now();

/** One line with the seconds since the script began. */
export function say(text) {
  const seconds = ((performance.now() - start) / 1000).toFixed(0).padStart(4);
  console.log(`${seconds} s  ${text}`);
}

/** Says a line every 20 s while a quiet step goes on, so that nobody takes it for dead. */
export async function withHeartbeat(what, step) {
  const timer = setInterval(() => say(`still ${what} ...`), 20_000);
  try {
    return await step();
  } finally {
    clearInterval(timer);
  }
}

export function megabytes(bytes) {
  return `${Math.ceil(bytes / 1e6)} MB`;
}
