// SPDX-License-Identifier: Apache-2.0
/** The browser's storage, which throws in some frames and private windows: the page works without it. */

const PREFIX = "downhill.";

export function readStored(key: string): string | undefined {
  try {
    return globalThis.localStorage?.getItem(PREFIX + key) ?? undefined;
  } catch {
    return undefined;
  }
}

export function writeStored(key: string, value: string): void {
  try {
    globalThis.localStorage?.setItem(PREFIX + key, value);
  } catch {
    // Forgotten at the next visit, nothing else.
  }
}
