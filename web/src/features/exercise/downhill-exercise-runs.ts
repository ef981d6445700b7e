// SPDX-License-Identifier: Apache-2.0
/** The runs so far: what each has changed, and in a line why. One change at a time tells what it did. */
import { css, html, type TemplateResult } from "lit";
import { customElement } from "lit/decorators.js";
import { repeat } from "lit/directives/repeat.js";
import { LONGEST_WHY, type RunLine, runCount } from "../../exercises/work.ts";
import { ExercisePart } from "./part.ts";

/** The newest ones; the others can be opened. */
const SHOWN = 2;
const NAMED = 4;

@customElement("downhill-exercise-runs")
export class DownhillExerciseRuns extends ExercisePart {
  static override styles = [
    ...ExercisePart.styles,
    css`
      ol {
        display: grid;
        gap: var(--space-2);
        margin: 0;
        padding: 0;
        list-style: none;
      }
      li {
        display: grid;
        grid-template-columns: auto 1fr;
        gap: var(--space-1) var(--space-2);
        align-items: baseline;
        font-size: var(--text-small);
      }
      li input {
        grid-column: 2;
      }
      .at {
        color: var(--ink-3);
        min-inline-size: 2ch;
      }
    `,
  ];

  override render(): TemplateResult {
    const { own, work, format } = this;
    const log = work.log.value;
    const all = log.runs.map((line, index) => ({ line, index })).toReversed();
    const looks = this.workspace.testSeal.total;
    const { test } = this.workspace.document.description.summary.counts;
    return html`
      <section aria-labelledby="runs">
        <h3 id="runs">${own.runs}</h3>
        <p class="note line">
          <span id="count">${all.length === 0 ? own.noRuns : own.counted(format.integer(runCount(log)))}</span>
          ${test > 0 || looks > 0 ? html`<span id="looks">${own.looks(format.integer(looks))}</span>` : ""}
        </p>
        ${this.renderLines(all.slice(0, SHOWN))}
        ${
          all.length > SHOWN
            ? html`<details><summary>${this.words.more}</summary>${this.renderLines(all.slice(SHOWN))}</details>`
            : ""
        }
      </section>
    `;
  }

  private renderLines(lines: readonly { readonly line: RunLine; readonly index: number }[]) {
    const { own, work, format } = this;
    const before = work.log.value.left_out?.runs ?? 0;
    return html`<ol>${repeat(
      lines,
      ({ index }) => before + index,
      ({ line, index }) => {
        const at = format.integer(before + index + 1);
        return html`
          <li>
            <span class="at number">${at}</span>
            <span>${this.said(line, before + index === 0)}</span>
            <input
              type="text"
              aria-label=${own.whyOf(at)}
              placeholder=${own.whyPlaceholder}
              maxlength=${LONGEST_WHY}
              .value=${line.why ?? ""}
              @input=${(event: Event) => work.why(index, (event.target as HTMLInputElement).value)}
            />
          </li>
        `;
      },
    )}</ol>`;
  }

  private said({ changed, more = 0 }: RunLine, isFirst: boolean): string {
    const { own, labels, format } = this;
    const count = changed.length + more;
    if (count === 0) return isFirst ? own.first : own.same;
    const named = changed.slice(0, NAMED).map((place) => labels.name(place));
    const names = `${named.join(own.comma)}${count > NAMED ? "…" : ""}`;
    return count === 1 ? own.changed(names) : own.changedMany(format.integer(count), names);
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "downhill-exercise-runs": DownhillExerciseRuns;
  }
}
