// SPDX-License-Identifier: Apache-2.0
/** Explanations open beside their words; browsers without anchors in CSS are told where. What is wider than its place is scrolled by keys too. */

export function placeTerms(): void {
  const listen = async (event: Event) => {
    const { target } = event;
    // Not with the page, which it is larger than.
    const { placeBeside } = await import("../../ui/popovers.ts");
    if (!(target instanceof HTMLElement) || (event as ToggleEvent).newState !== "open") return;
    const button = document.querySelector(`[popovertarget="${target.id}"]`);
    if (button !== null) placeBeside(target, button);
  };
  // It does not bubble.
  document.addEventListener("toggle", (event) => void listen(event), true);
  const sizes = new ResizeObserver((entries) => {
    for (const { target } of entries) {
      if (target.scrollWidth > target.clientWidth) target.setAttribute("tabindex", "0");
      else target.removeAttribute("tabindex");
    }
  });
  for (const one of document.querySelectorAll(".formula, .wide, pre")) sizes.observe(one);
}
