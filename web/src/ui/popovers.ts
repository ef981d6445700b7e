// SPDX-License-Identifier: Apache-2.0
/** What opens beside a button: the browser's own popover, which closes at Escape and at a click elsewhere. */
import { css } from "lit";

export const popoverStyles = css`
  [popover] {
    position: fixed;
    inset: auto;
    margin: 0;
    inline-size: min(320px, calc(100vw - 16px));
    padding: var(--space-3) 14px;
    background: var(--surface);
    border: 1px solid var(--line);
    border-radius: var(--radius);
    box-shadow: var(--shadow-high);
    color: var(--ink-2);
  }
  [popover]:popover-open {
    display: grid;
    gap: var(--space-2);
  }
`;

/** To what had opened it, where the focus goes with the panel that has closed: browsers see to that, but not into elements of elements. */
export function giveFocusBack(panel: HTMLElement, opener: HTMLElement | null): void {
  const { activeElement } = panel.getRootNode() as ShadowRoot;
  const isLost = document.activeElement === document.body || panel.contains(activeElement);
  if (isLost) opener?.focus();
}

/** Below the button, and inside the window. Browsers without anchors in CSS are told where. */
export function placeBelow(panel: HTMLElement, button: Element): void {
  const { bottom, right } = button.getBoundingClientRect();
  const margin = 8;
  const width = document.documentElement.clientWidth;
  panel.style.top = `${bottom + 6}px`;
  const fromRight = Math.max(margin, width - right);
  panel.style.right = `${Math.min(fromRight, Math.max(margin, width - panel.offsetWidth - margin))}px`;
}

/** Beside what it belongs to: below it where there is room, else above, else at its side; and inside the window. */
export function placeBeside(panel: HTMLElement, anchor: Element): void {
  const margin = 8;
  const gap = 6;
  const { top, bottom, left, right, width } = anchor.getBoundingClientRect();
  const { clientWidth, clientHeight } = document.documentElement;
  const { offsetWidth, offsetHeight } = panel;
  const lowest = Math.max(margin, clientHeight - offsetHeight - margin);
  const rightmost = Math.max(margin, clientWidth - offsetWidth - margin);
  const inside = (value: number, most: number) => Math.max(margin, Math.min(value, most));
  const below = bottom + gap;
  const above = top - gap - offsetHeight;
  const middle = left + width / 2 - offsetWidth / 2;
  const place = (x: number, y: number) => {
    panel.style.left = `${inside(x, rightmost)}px`;
    panel.style.top = `${inside(y, lowest)}px`;
  };
  if (below <= lowest) place(middle, below);
  else if (above >= margin) place(middle, above);
  else if (right + gap <= rightmost) place(right + gap, top);
  else if (left - gap - offsetWidth >= margin) place(left - gap - offsetWidth, top);
  else place(middle, above);
}
