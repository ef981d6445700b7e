// SPDX-License-Identifier: Apache-2.0
/** What was made of a table, column by column, with what changes it beside each. */
import { css, html, nothing, type TemplateResult } from "lit";
import { customElement, property } from "lit/decorators.js";
import type { ColumnOverview } from "../../data/csv/report.ts";
import type { ColumnReading } from "../../data/fault.ts";
import type { TableWish } from "../../data/own/plan.ts";
import { options } from "../../ui/field/controls.ts";
import { TOUCH } from "../../ui/styles/media.ts";
import { UiElement } from "../../ui/ui_element.ts";
import { en } from "./words.en.ts";
import { zh } from "./words.zh.ts";

const WORDS = { en, zh };
const COLUMNS_SHOWN = 60;
const CLASSES_SHOWN = 3;

@customElement("downhill-columns")
export class DownhillColumns extends UiElement {
  static override styles = [
    ...UiElement.styles,
    css`
      :host {
        overflow: auto;
        max-block-size: 46vh;
        border: 1px solid var(--line);
        border-radius: var(--radius-control);
      }
      table {
        inline-size: 100%;
        font-size: var(--text-small);
      }
      th,
      td {
        padding: var(--space-1) var(--space-2);
        text-align: start;
        vertical-align: middle;
        border-block-end: 1px solid var(--line);
      }
      thead th {
        position: sticky;
        inset-block-start: 0;
        background: var(--sunken);
        color: var(--ink-2);
        font-weight: 600;
        white-space: nowrap;
      }
      tbody th {
        font-weight: 600;
        min-inline-size: 88px;
        max-inline-size: 180px;
        overflow-wrap: anywhere;
      }
      td:nth-child(n + 5) {
        min-inline-size: 104px;
        max-inline-size: 220px;
        overflow-wrap: anywhere;
      }
      td.number {
        text-align: end;
      }
      tr.target {
        background: var(--note-surface);
      }
      tr.out > :not(:nth-child(2)) {
        color: var(--ink-3);
      }
      select {
        min-block-size: 28px;
        font-size: var(--text-small);
      }
      caption {
        caption-side: bottom;
        padding: var(--space-2);
        color: var(--ink-3);
      }
      @media ${TOUCH} {
        select {
          min-block-size: var(--touch);
        }
      }
    `,
  ];

  @property({ attribute: false }) columns: readonly ColumnOverview[] = [];
  /** As the table was read. */
  @property({ attribute: false }) wish!: TableWish;
  @property({ attribute: false }) change!: (wish: TableWish) => void;

  private get own(): typeof en {
    return WORDS[this.language];
  }

  override render() {
    const { own, columns, format } = this;
    const head = columns.slice(0, COLUMNS_SHOWN);
    const target = columns.find(({ role }) => role === "target");
    const shown = target === undefined || head.includes(target) ? head : [target, ...head];
    const more = columns.length - shown.length;
    return html`
      <table>
        ${more > 0 ? html`<caption>${own.moreColumns(format.integer(more))}</caption>` : nothing}
        <thead>
          <tr>
            ${Object.values(own.columns).map((name) => html`<th scope="col">${name}</th>`)}
          </tr>
        </thead>
        <tbody>
          ${shown.map((column) => this.renderColumn(column))}
        </tbody>
      </table>
    `;
  }

  private renderColumn(column: ColumnOverview): TemplateResult {
    const { name, unit, role, missing, samples, decision } = column;
    const { format } = this;
    return html`
      <tr class=${role === "target" ? "target" : role === "left out" ? "out" : ""}>
        <th scope="row">${name}${unit === "" ? nothing : html` <small class="quiet">${unit}</small>`}</th>
        <td>${this.renderRole(column)}</td>
        <td>${this.renderType(column)}</td>
        <td class="number">${missing === 0 ? nothing : format.integer(missing)}</td>
        <td>${this.extent(column)}</td>
        <td>${samples.join(" · ")}</td>
        <td>${this.say(decision)}</td>
      </tr>
    `;
  }

  /** A column that says nothing of its own accord comes in by a reading. */
  private renderRole(column: ColumnOverview): TemplateResult {
    const { own, wish } = this;
    const { role, name, position } = column;
    const mayLearn =
      role !== "left out" || wish.ignore.includes(position) || readingsOf(column).length > 0;
    const roles = (["feature", "target", "left out"] as const).filter(
      (one) =>
        one === role || one === "target" || (one === "feature" ? mayLearn : role !== "target"),
    );
    const choices = roles.map((id) => ({ id, label: own.roles[id] }));
    return html`
      <select
        aria-label=${own.roleOf(name)}
        @change=${(event: Event) => this.use(column, (event.target as HTMLSelectElement).value)}
      >
        ${options(choices, role)}
      </select>
    `;
  }

  private use(column: ColumnOverview, role: string): void {
    const { wish } = this;
    const { position } = column;
    const ignore = wish.ignore.filter((place) => place !== position);
    const as = wish.as.filter(([place]) => place !== position);
    if (role === "target") this.change({ ...wish, target: position, ignore });
    else if (role === "left out") this.change({ ...wish, ignore: [...ignore, position], as });
    else {
      const [reading] = column.role === "left out" ? readingsOf(column) : [];
      const asked: TableWish["as"] =
        reading === undefined || wish.ignore.includes(position) ? as : [...as, [position, reading]];
      this.change({ ...wish, ignore, as: asked });
    }
  }

  private renderType(column: ColumnOverview): TemplateResult {
    const { own, wish } = this;
    const { position, name, type, role } = column;
    const forced = wish.as.find(([place]) => place === position)?.[1];
    const others = readingsOf(column).filter((reading) => reading !== forced);
    if (forced === undefined && others.length === 0) return html`${own.types[type]}`;
    if (role === "left out") return html`${own.types[type]}`;
    const choices = [
      { id: "", label: forced === undefined ? own.types[type] : own.detected },
      ...(forced === undefined ? [] : [{ id: forced, label: own.readings[forced] }]),
      ...others.map((id) => ({ id, label: own.readings[id] })),
    ];
    return html`
      <select
        aria-label=${own.typeOf(name)}
        @change=${(event: Event) => this.readAs(position, (event.target as HTMLSelectElement).value)}
      >
        ${options(choices, forced ?? "")}
      </select>
    `;
  }

  private readAs(position: number, reading: string): void {
    const { wish } = this;
    const as = wish.as.filter(([place]) => place !== position);
    const asked: TableWish["as"] =
      reading === "" ? as : [...as, [position, reading as ColumnReading]];
    this.change({ ...wish, as: asked });
  }

  private extent({ range, values }: ColumnOverview): string {
    const { own, format } = this;
    if (range !== undefined) return own.range(format.plain(range.least), format.plain(range.most));
    if (values === undefined) return "";
    const more = values.length > CLASSES_SHOWN ? `, … (${values.length})` : "";
    return values.slice(0, CLASSES_SHOWN).join(", ") + more;
  }
}

/** Other readings that the reader offers. */
const readingsOf = ({ changes }: ColumnOverview): readonly ColumnReading[] =>
  changes.flatMap((cure) => (cure.option === "as" ? cure.readings : []));

declare global {
  interface HTMLElementTagNameMap {
    "downhill-columns": DownhillColumns;
  }
}
