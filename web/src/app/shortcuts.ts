// SPDX-License-Identifier: Apache-2.0
/** Single keys that act on the whole page, but never while something is typed or a control has its own use for them. */
import type { Playground } from "./playground.ts";

/** Where a letter is text, or moves within the control. */
const TYPES_LETTERS =
  "input:not([type=checkbox]):not([type=range]), textarea, select, [contenteditable]";
/** Where Space presses. */
const TAKES_SPACE = "button, summary, a[href], input, [role=region]";

type Action = (playground: Playground) => void;

const ACTIONS: Readonly<Record<string, Action>> = {
  " ": (playground) => void (playground.runs.playing ? playground.runs.pause() : playground.play()),
  s: ({ runs }) => void runs.step(),
  e: ({ runs }) => void runs.epoch(),
  r: (playground) => void playground.reset(),
  n: (playground) => void playground.newSeed(),
  l: ({ settings }) => settings.setLogarithmic(!settings.logarithmic),
};

/** @returns whether the key was used. */
export function useShortcut(event: KeyboardEvent, playground: Playground): boolean {
  if (!playground.settings.shortcuts || event.defaultPrevented || event.repeat) return false;
  if (event.ctrlKey || event.metaKey || event.altKey) return false;
  const target = event.composedPath()[0];
  const element = target instanceof Element ? target : undefined;
  if (element?.matches(TYPES_LETTERS) === true) return false;
  if (event.key === " " && element?.matches(TAKES_SPACE) === true) return false;
  const action = ACTIONS[event.key.toLowerCase()];
  if (action === undefined) return false;
  action(playground);
  return true;
}
