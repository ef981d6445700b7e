// SPDX-License-Identifier: Apache-2.0
/** What somebody has chosen in a panel is there again after a reload. A frame in somebody else's page leaves nothing behind. */
import { effect, type Signal } from "@preact/signals-core";
import { readStored, removeStored, writeStored } from "./storage.ts";
import type { Workspace } from "./workspace.ts";

/**
 * Takes over what is kept by this name, and keeps what `choice` becomes. What it begins with is not kept: it may be another one at the next
 * visit. `read`: the kept choice as this page understands it; undefined where it does not.
 */
export function keepChoice<T>(
  { settings }: Pick<Workspace, "settings">,
  name: string,
  choice: Signal<T>,
  read: (kept: unknown) => T | undefined,
): void {
  if (!settings.remembers) return;
  const key = `choice.${name}`;
  const begins = choice.peek();
  let kept = begins;
  const text = readStored(key);
  if (text !== undefined) kept = parsed(text, read) ?? begins;
  choice.value = kept;
  effect(() => {
    const { value } = choice;
    if (value === kept) return;
    kept = value;
    if (value === begins) removeStored(key);
    else writeStored(key, JSON.stringify(value));
  });
}

function parsed<T>(text: string, read: (kept: unknown) => T | undefined): T | undefined {
  try {
    return read(JSON.parse(text));
  } catch {
    return undefined;
  }
}
