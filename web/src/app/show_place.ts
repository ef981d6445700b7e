// SPDX-License-Identifier: Apache-2.0
/** "Show me": something on the page is scrolled into sight, and stands out for a moment. */
import type { Section, Workspace } from "./workspace.ts";

/** An element of the page, and what brings it there: a tab by the name of its feature, on a phone the part it stands in. */
export interface Place {
  readonly element: string;
  readonly tab?: string;
  readonly section?: Section;
}

/** Twice, so that nobody misses it; it does not move. */
const STANDS_OUT = { duration: 700, iterations: 2 };

/** The first element of these names anywhere on the page. */
export function findPlace(
  selector: string,
  within: ParentNode = document,
): HTMLElement | undefined {
  const here = within.querySelector<HTMLElement>(selector);
  if (here !== null) return here;
  for (const { shadowRoot } of within.querySelectorAll("*")) {
    const inside = shadowRoot === null ? undefined : findPlace(selector, shadowRoot);
    if (inside !== undefined) return inside;
  }
  return undefined;
}

/** The focus goes there too, so that whoever listens is there as well. */
export async function showPlace(
  { tab, section }: Workspace,
  { element, tab: wanted, section: part }: Place,
): Promise<void> {
  if (wanted !== undefined) tab.value = wanted;
  if (part !== undefined) section.value = part;
  // Once the page has drawn what was just opened.
  await new Promise(requestAnimationFrame);
  const place = findPlace(element);
  if (place === undefined) return;
  const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
  place.scrollIntoView({ block: "nearest", behavior: calm ? "instant" : "smooth" });
  if (!place.hasAttribute("tabindex") && !place.matches("button")) place.tabIndex = -1;
  place.focus({ preventScroll: true });
  place.animate(
    [{ outline: "3px solid var(--focus)", outlineOffset: "2px" }, { outlineColor: "transparent" }],
    STANDS_OUT,
  );
}
