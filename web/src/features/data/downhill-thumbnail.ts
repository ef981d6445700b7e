// SPDX-License-Identifier: Apache-2.0
/** A dataset in the size of a stamp. It is no canvas: those are composed anew with every frame. */
import { css, html, svg, unsafeCSS } from "lit";
import { customElement, property } from "lit/decorators.js";
import type { Thumbnail } from "../../app/first_page.ts";
import { PageElement } from "../../app/page_element.ts";
import { CLASS_COLOURS } from "../../charts/palette.ts";

const SIZE = 44;
/** Across. */
const DOT = 3;

const COLOURS = unsafeCSS(
  Array.from(
    { length: CLASS_COLOURS },
    (_, colour) => `.class-${colour} { stroke: var(--class-${colour}); }`,
  ).join("\n"),
);

@customElement("downhill-thumbnail")
export class DownhillThumbnail extends PageElement {
  static override styles = [
    ...PageElement.styles,
    css`
      svg {
        display: block;
        inline-size: var(--touch);
        block-size: var(--touch);
        fill: none;
        stroke-width: ${DOT};
        stroke-linecap: round;
      }
      ${COLOURS}
    `,
  ];

  @property({ attribute: false }) thumbnail: Thumbnail | undefined;

  override render() {
    const { thumbnail } = this;
    const dots = thumbnail === undefined ? [] : dotsOf(thumbnail);
    return html`
      <svg viewBox="0 0 ${SIZE} ${SIZE}" aria-hidden="true">
        ${dots.map((path, colour) => svg`<path class="class-${colour}" d=${path} />`)}
      </svg>
    `;
  }
}

/** For each colour a path through its samples that is but dots: a line of no length with round ends. */
export function dotsOf({ summary, points }: Thumbnail): string[] {
  const { task, features, range } = summary;
  const paths = Array.from({ length: CLASS_COLOURS }, () => "");
  if (range === undefined) return paths;
  for (let at = 0; at + 3 < points.length; at += 4) {
    const target = points[at + 2] ?? 0;
    const height = features === 1 ? target : (points[at + 1] ?? 0);
    const x = ((points[at] ?? 0) - range.x_min) / (range.x_max - range.x_min);
    const y = (range.y_max - height) / (range.y_max - range.y_min);
    const side = task === "regression" ? Number(target > 0) : target;
    const colour = features === 1 ? 0 : side % CLASS_COLOURS;
    paths[colour] += `M${(x * SIZE).toFixed(1)} ${(y * SIZE).toFixed(1)}h0`;
  }
  return paths;
}

declare global {
  interface HTMLElementTagNameMap {
    "downhill-thumbnail": DownhillThumbnail;
  }
}
