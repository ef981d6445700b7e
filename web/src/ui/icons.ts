// SPDX-License-Identifier: Apache-2.0
/** Pictures on buttons, drawn in the colour of the text. The button carries the name. */
import { html, svg, type TemplateResult } from "lit";

const icon = (size: number, shape: TemplateResult<2>) => html`
  <svg width=${size} height=${size} viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-width="2"
    stroke-linecap="round" stroke-linejoin="round" aria-hidden="true" focusable="false">${shape}</svg>`;

export const icons = {
  play: icon(
    30,
    svg`<path d="M8 5.2v13.6c0 .8.9 1.3 1.6.8l10-6.8c.6-.4.6-1.2 0-1.6l-10-6.8C8.9 3.9 8 4.4 8 5.2z" fill="currentColor" stroke="none"/>`,
  ),
  pause: icon(30, svg`<path d="M8.5 5.5v13M15.5 5.5v13" stroke-width="4"/>`),
  step: icon(
    20,
    svg`<path d="M6 5.5v13l9-6.5z" fill="currentColor" stroke-width="1.5"/><path d="M18.5 5.5v13"/>`,
  ),
  epoch: icon(
    20,
    svg`<path d="M4 6v12l7.5-6z" fill="currentColor" stroke-width="1.5"/><path d="M12 6v12l7.5-6z" fill="currentColor" stroke-width="1.5"/>`,
  ),
  reset: icon(20, svg`<path d="M4.5 12a7.5 7.5 0 1 0 2.4-5.5"/><path d="M4.5 4.5v4.3h4.3"/>`),
  dice: icon(
    18,
    svg`<rect x="4" y="4" width="16" height="16" rx="4"/><path d="M9 9h.01M15 9h.01M12 12h.01M9 15h.01M15 15h.01" stroke-width="2.6"/>`,
  ),
  help: icon(
    16,
    svg`<circle cx="12" cy="12" r="9"/><path d="M9.7 9.3a2.4 2.4 0 1 1 3.4 2.5c-.700.3-1.1.800-1.1 1.6"/><path d="M12 16.8h.01" stroke-width="2.6"/>`,
  ),
  undo: icon(16, svg`<path d="M4 9h10a5.5 5.5 0 0 1 0 11h-3"/><path d="M8 5L4 9l4 4"/>`),
  redo: icon(16, svg`<path d="M20 9H10a5.5 5.5 0 0 0 0 11h3"/><path d="M16 5l4 4-4 4"/>`),
  more: icon(18, svg`<path d="M5.500 12h.01M12 12h.01M18.500 12h.01" stroke-width="3.4"/>`),
  plus: icon(16, svg`<path d="M12 5.5v13M5.5 12h13"/>`),
  minus: icon(16, svg`<path d="M5.5 12h13"/>`),
  close: icon(16, svg`<path d="M6 6l12 12M18 6L6 18"/>`),
  link: icon(
    18,
    svg`<path d="M10 13.5a4 4 0 0 0 6 .4l3-3a4 4 0 0 0-5.7-5.7l-1.2 1.2"/><path d="M14 10.5a4 4 0 0 0-6-.4l-3 3a4 4 0 0 0 5.7 5.7l1.2-1.2"/>`,
  ),
  file: icon(
    16,
    svg`<path d="M14 3H7a2 2 0 0 0-2 2v14a2 2 0 0 0 2 2h10a2 2 0 0 0 2-2V8z"/><path d="M14 3v5h5"/>`,
  ),
  sliders: icon(
    16,
    svg`<path d="M4 7h9M19 7h1M4 17h1M11 17h9"/><circle cx="16" cy="7" r="2.500"/><circle cx="8" cy="17" r="2.500"/>`,
  ),
  pencil: icon(
    16,
    svg`<path d="M4 20l1-4.500L16 4.500l3.500 3.500L8.500 19z"/><path d="M13.500 7l3.500 3.500"/>`,
  ),
  pin: icon(16, svg`<path d="M9 4h6l-1 6 3.500 3v1.500h-11V13L10 10z"/><path d="M12 14.500V20"/>`),
  lock: icon(14, svg`<path d="M6 11h12v9H6z"/><path d="M8.5 11V8a3.500 3.500 0 0 1 7 0v3"/>`),
  check: icon(18, svg`<path d="M5 12.5l4.5 4.5L19 7.5"/>`),
  gauge: icon(20, svg`<path d="M4.800 17.5a8.5 8.5 0 1 1 14.4 0"/><path d="M12 13.5l4-4.5"/>`),
  table: icon(
    16,
    svg`<rect x="4" y="5" width="16" height="14" rx="2"/><path d="M4 10h16M4 14.5h16M10 10v9"/>`,
  ),
  sun: icon(
    18,
    svg`<circle cx="12" cy="12" r="4"/><path d="M12 2.5v2M12 19.5v2M2.5 12h2M19.5 12h2M5.3 5.3l1.4 1.4M17.3 17.3l1.4 1.4M5.3 18.7l1.4-1.4M17.3 6.7l1.4-1.4"/>`,
  ),
  moon: icon(18, svg`<path d="M20 14.5A8.5 8.5 0 0 1 9.5 4a8.5 8.5 0 1 0 10.5 10.5z"/>`),
  half: icon(
    18,
    svg`<circle cx="12" cy="12" r="8.5"/><path d="M12 3.5a8.5 8.5 0 0 1 0 17z" fill="currentColor"/>`,
  ),
};
