// SPDX-License-Identifier: Apache-2.0
/** Confusion matrix: which class was taken for which, as a table whose cells are shaded by their share of the row, and can be chosen. */
import { css, html, type TemplateResult } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import { PageElement } from "../../app/page_element.ts";
import { setProperties } from "../../ui/set_properties.ts";
import { TOUCH } from "../../ui/styles/media.ts";
import type { Cell } from "./judged.ts";
import { outputWords } from "./words.ts";

/** Classes whose names have room. */
const FEW = 4;

@customElement("downhill-confusion")
export class DownhillConfusion extends PageElement {
  static override styles = [
    ...PageElement.styles,
    css`
      table {
        inline-size: 100%;
        table-layout: fixed;
        border-collapse: separate;
        border-spacing: 2px;
        text-align: center;
      }
      th {
        font-weight: 600;
        font-size: var(--text-note);
        color: var(--ink-2);
        overflow: hidden;
        text-overflow: ellipsis;
        padding: 2px;
      }
      td {
        position: relative;
        padding: 0;
        border-radius: var(--radius-small);
        background: var(--sunken);
        min-inline-size: 24px;
        block-size: 24px;
      }
      /* The shade lies below the number; right ones blue, mistakes orange. */
      td::before {
        content: "";
        position: absolute;
        inset: 0;
        border-radius: inherit;
        background: var(--class-1);
        opacity: calc(0.75 * var(--share));
      }
      td.right::before {
        background: var(--class-0);
        opacity: calc(0.12 + 0.36 * var(--share));
      }
      td.none button {
        color: var(--ink-3);
      }
      td button {
        position: relative;
        inline-size: 100%;
        block-size: 100%;
        min-block-size: 24px;
        padding: 0;
        border: 0;
        border-radius: inherit;
        background: transparent;
        font-size: var(--text-small);
      }
      td button[aria-pressed="true"] {
        outline: 2px solid var(--ink);
        outline-offset: -1px;
      }
      /* Of few classes all columns are alike. */
      .many th.corner {
        inline-size: 46px;
      }
      th.corner {
        overflow: visible;
        font-weight: 400;
        font-size: var(--text-tiny);
        line-height: 1.2;
        color: var(--ink-3);
      }
      /* Three digits fit into a tenth of the width. */
      .many {
        border-spacing: 1px;
      }
      .many td button {
        font-size: var(--text-tiny);
        letter-spacing: -0.03em;
      }
      @media ${TOUCH} {
        td,
        td button {
          block-size: var(--touch);
        }
        /* Ten columns are no wider: as high as wide, all are in sight. */
        .many td,
        .many td button {
          block-size: 27px;
        }
      }
      @media (max-width: 719px) {
        /* No room for it here; still there for those who have the table read out. */
        .corner span {
          position: absolute;
          clip-path: inset(50%);
        }
      }
    `,
  ];

  /** classes x classes, row = true class. */
  @property({ attribute: false }) counts: Float32Array = new Float32Array();
  @property({ attribute: false }) chosen: Cell | undefined;
  /** A cell was touched. */
  @property({ attribute: false }) choose: (cell: Cell) => void = () => {};
  /** The cell that was reached last; other data may have fewer. */
  @state() private reached: Cell = { truth: 0, said: 0 };

  /** Where Tab arrives. */
  private get stop(): Cell {
    const last = this.workspace.run.description.summary.class_names.length - 1;
    const { truth, said } = this.reached;
    return { truth: Math.min(truth, last), said: Math.min(said, last) };
  }

  override render() {
    const own = outputWords(this.language);
    const names = this.workspace.run.description.summary.class_names;
    const size = names.length;
    return html`
      <table class=${size > FEW ? "many" : ""} aria-label=${own.confusionMatrix} @keydown=${this.onKey}>
        <thead>
          <tr>
            <th class="corner"><span>${own.confusionCorner}</span></th>
            ${names.map((name) => html`<th scope="col" title=${name}>${name}</th>`)}
          </tr>
        </thead>
        <tbody>
          ${names.map((name, truth) => {
            const row = this.counts.subarray(truth * size, (truth + 1) * size);
            const total = row.reduce((sum, count) => sum + count, 0);
            return html`
              <tr>
                <th scope="row" title=${name}>${name}</th>
                ${Array.from(row, (count, said) => this.renderCell({ truth, said }, count, total))}
              </tr>
            `;
          })}
        </tbody>
      </table>
    `;
  }

  private renderCell(cell: Cell, count: number, total: number): TemplateResult {
    const own = outputWords(this.language);
    const { truth, said } = cell;
    const names = this.workspace.run.description.summary.class_names;
    const kind = `${truth === said ? "right" : ""} ${count === 0 ? "none" : ""}`;
    const share = total > 0 ? (count / total).toFixed(3) : 0;
    const shown = this.format.integer(count);
    const brief = count < 1000 ? shown : this.format.short(count);
    const label = own.cellSays(names[truth] ?? "", names[said] ?? "", shown);
    return html`
      <td class=${kind} ${setProperties({ "--share": share })}>
        <button
          id="cell-${truth}-${said}"
          tabindex=${same(cell, this.stop) ? 0 : -1}
          aria-pressed=${same(cell, this.chosen)}
          aria-label=${label}
          title=${label}
          @focus=${() => {
            this.reached = cell;
          }}
          @click=${() => this.choose(cell)}
        >${brief}</button>
      </td>
    `;
  }

  /** One stop of Tab for all cells; arrows go from one to the next. */
  private onKey(event: KeyboardEvent): void {
    const steps = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] };
    const [down = 0, right = 0] = steps[event.key as keyof typeof steps] ?? [];
    if (down === 0 && right === 0) return;
    event.preventDefault();
    const { truth, said } = this.stop;
    this.renderRoot.querySelector<HTMLElement>(`#cell-${truth + down}-${said + right}`)?.focus();
  }
}

const same = (one: Cell | undefined, other: Cell | undefined): boolean =>
  one?.truth === other?.truth && one?.said === other?.said;

declare global {
  interface HTMLElementTagNameMap {
    "downhill-confusion": DownhillConfusion;
  }
}
