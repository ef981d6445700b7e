// SPDX-License-Identifier: Apache-2.0
/** The browser's storage, which throws in some frames and private windows, and when it is full: the page works without it. */

const PREFIX = "downhill.";

export function readStored(key: string): string | undefined {
  try {
    return globalThis.localStorage?.getItem(PREFIX + key) ?? undefined;
  } catch {
    return undefined;
  }
}

/** @returns whether it will be there at the next visit */
export function writeStored(key: string, value: string): boolean {
  try {
    if (globalThis.localStorage === undefined) return false;
    globalThis.localStorage.setItem(PREFIX + key, value);
    return true;
  } catch {
    return false;
  }
}

export function removeStored(key: string): void {
  try {
    globalThis.localStorage?.removeItem(PREFIX + key);
  } catch {
    // It was not there.
  }
}

export function storedKeys(): string[] {
  try {
    const storage = globalThis.localStorage;
    return Array.from({ length: storage?.length ?? 0 }, (_, index) => storage.key(index) ?? "")
      .filter((key) => key.startsWith(PREFIX))
      .map((key) => key.slice(PREFIX.length));
  } catch {
    return [];
  }
}
