// SPDX-License-Identifier: Apache-2.0
/** "Show me": something on the page is scrolled into sight, and stands out for a moment. */

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
export function showPlace(selector: string): void {
  const place = findPlace(selector);
  if (place === undefined) return;
  const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
  place.scrollIntoView({ block: "nearest", behavior: calm ? "instant" : "smooth" });
  if (!place.hasAttribute("tabindex")) place.tabIndex = -1;
  place.focus({ preventScroll: true });
  place.animate(
    [{ outline: "3px solid var(--focus)", outlineOffset: "2px" }, { outlineColor: "transparent" }],
    STANDS_OUT,
  );
}
