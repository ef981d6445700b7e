// SPDX-License-Identifier: Apache-2.0
/** Keys that act on the whole page, but never while something is typed or a control has its own use for them. */
import { COMMANDS, type Command, type CommandId } from "./commands.ts";
import type { Workspace } from "./workspace.ts";

/** Where a letter is text, or moves within the control. */
const TYPES_LETTERS =
  "input:not([type=checkbox]):not([type=range]), textarea, select, [contenteditable]";
/** Where Space presses. */
const TAKES_SPACE = "button, summary, a[href], input, [role=region]";

/** The key as commands name it: "Space", "S", "?", "Control+Shift+Z". */
export function keyName(
  event: Pick<KeyboardEvent, "key" | "ctrlKey" | "metaKey" | "shiftKey">,
): string {
  const { key } = event;
  const name = key === " " ? "Space" : key.length === 1 ? key.toUpperCase() : key;
  const controlled = event.ctrlKey || event.metaKey;
  // Without Control, Shift only makes another sign of the key.
  return `${controlled ? "Control+" : ""}${controlled && event.shiftKey ? "Shift+" : ""}${name}`;
}

function commandFor(name: string): Command | undefined {
  return COMMANDS.find((command: Command) => command.keys?.includes(name));
}

/** `allowed`: what this page has of all commands. @returns whether the key was used. */
export function useShortcut(
  event: KeyboardEvent,
  workspace: Workspace,
  allowed: (id: CommandId) => boolean = () => true,
): boolean {
  if (event.defaultPrevented || event.altKey) return false;
  const name = keyName(event);
  const single = !name.startsWith("Control+");
  // Who holds a key means it once; only undo may be repeated.
  if (single && (event.repeat || !workspace.settings.shortcuts)) return false;
  const target = event.composedPath()[0];
  const element = target instanceof Element ? target : undefined;
  if (element?.matches(TYPES_LETTERS) === true) return false;
  if (name === "Space" && element?.matches(TAKES_SPACE) === true) return false;
  const command = commandFor(name);
  if (command === undefined || !allowed(command.id as CommandId)) return false;
  if (command.enabled(workspace)) void command.run(workspace);
  return true;
}
