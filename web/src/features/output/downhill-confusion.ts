// SPDX-License-Identifier: Apache-2.0
/** Confusion matrix: which class was taken for which, as a table whose cells are shaded by their share of the row. */
import { signal } from "@preact/signals-core";
import { css, html, nothing } from "lit";
import { customElement, property } from "lit/decorators.js";
import { LeasedView } from "../../app/leased_view.ts";
import { PageElement } from "../../app/page_element.ts";
import { PARTS, type Part } from "../../engine/api.ts";
import { setProperties } from "../../ui/set_properties.ts";
import { Visible } from "../../ui/visible.ts";
import { outputWords } from "./words.ts";

/** What was held out tells more than what was trained on; the test part is not for steering by. */
const PREFERRED: readonly Part[] = ["validation", "train", "test"];

/** Of the parts that have samples, the one wished for or else the one that tells most. */
export function shownPart(
  counts: Readonly<Partial<Record<Part, number>>> | undefined,
  wish: Part | undefined,
): Part | undefined {
  const has = (part: Part) => (counts?.[part] ?? 0) > 0;
  return wish !== undefined && has(wish) ? wish : PREFERRED.find(has);
}

@customElement("downhill-confusion")
export class DownhillConfusion extends PageElement {
  static override styles = [
    ...PageElement.styles,
    css`
      .frame {
        background: var(--surface);
        border: 1px solid var(--line);
        border-radius: var(--radius);
        padding: var(--space-3) 14px 14px;
        min-inline-size: 0;
        display: grid;
        grid-template-rows: auto minmax(0, 1fr);
        gap: 10px;
      }
      .top {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        justify-content: space-between;
        gap: 6px var(--space-4);
      }
      .top label {
        display: inline-flex;
        align-items: center;
        gap: var(--space-2);
        color: var(--ink-2);
      }
      .scroll {
        overflow: auto;
        display: grid;
      }
      table {
        inline-size: 100%;
        block-size: 100%;
        table-layout: fixed;
        border-collapse: separate;
        border-spacing: 2px;
        text-align: center;
      }
      th {
        font-weight: 600;
        font-size: var(--text-small);
        color: var(--ink-2);
        overflow-wrap: anywhere;
        padding: 2px;
      }
      td {
        position: relative;
        padding: 0 2px;
        border-radius: var(--radius-small);
        background: var(--sunken);
        min-inline-size: 24px;
        block-size: clamp(24px, 3vh, 40px);
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
      td span {
        position: relative;
      }
      td.none span {
        color: var(--ink-3);
      }
      th.corner {
        font-weight: 400;
        font-size: var(--text-tiny);
        line-height: 1.2;
        color: var(--ink-3);
      }
      @media (max-width: 719px) {
        /* No room for it here; still there for those who have the table read out. */
        .corner span {
          position: absolute;
          clip-path: inset(50%);
        }
        th,
        td {
          font-size: var(--text-note);
          padding: 0;
        }
      }
    `,
  ];

  /** The part that the visitor chose; the stage keeps it while another picture is shown. */
  @property({ attribute: false }) wish: Part | undefined;
  @property({ attribute: false }) choose: (part: Part) => void = () => {};

  private readonly visible = new Visible(this);
  private readonly view = new LeasedView(this, this.visible.seen, (run) => {
    const part = shownPart(run.description.summary.counts, this.wished.value);
    return part && { kind: "confusion", part };
  });
  private readonly wished = signal<Part | undefined>(undefined);

  override willUpdate(): void {
    this.wished.value = this.wish;
  }

  /** Eight times a second: faster it cannot be read. */
  protected override get redrawPause(): number {
    return 125;
  }

  private get shown(): Part | undefined {
    return shownPart(this.workspace.run.description.summary.counts, this.wish);
  }

  override render() {
    const own = outputWords(this.language);
    const { workspace, shown } = this;
    const { description } = workspace.run;
    const confusion = this.view.answer;
    const names = description.summary.class_names;
    const ready = confusion !== undefined && confusion.length === names.length ** 2;
    return html`
      <div class="frame">
        <div class="top">
          <label>
            ${own.part}
            <select
              id="part"
              @change=${(event: Event) => this.choose((event.target as HTMLSelectElement).value as Part)}
            >
              ${PARTS.filter((part) => description.summary.counts[part] > 0).map(
                (part) =>
                  html`<option value=${part} .selected=${part === shown}>${own.parts[part]}</option>`,
              )}
            </select>
          </label>
          <span class="quiet">${own.confusionSays}</span>
        </div>
        ${ready ? this.renderTable(names, confusion) : nothing}
      </div>
    `;
  }

  private renderTable(names: readonly string[], confusion: Float32Array) {
    const { format } = this;
    const own = outputWords(this.language);
    const size = names.length;
    const rows = names.map((name, row) => {
      const counts = confusion.subarray(row * size, (row + 1) * size);
      return { name, counts, total: counts.reduce((sum, count) => sum + count, 0) };
    });
    return html`
      <div class="scroll" tabindex="0" role="region" aria-label=${own.confusionMatrix}>
        <table>
          <thead>
            <tr>
              <th class="corner"><span>${own.confusionCorner}</span></th>
              ${names.map((name) => html`<th scope="col">${name}</th>`)}
            </tr>
          </thead>
          <tbody>
            ${rows.map(
              ({ name, counts, total }, row) => html`
                <tr>
                  <th scope="row">${name}</th>
                  ${Array.from(counts, (count, column) => {
                    const kind = `${row === column ? "right" : ""} ${count === 0 ? "none" : ""}`;
                    const share = total > 0 ? (count / total).toFixed(3) : 0;
                    return html`<td class=${kind} ${setProperties({ "--share": share })}><span>${format.integer(count)}</span></td>`;
                  })}
                </tr>
              `,
            )}
          </tbody>
        </table>
      </div>
    `;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "downhill-confusion": DownhillConfusion;
  }
}
