// SPDX-License-Identifier: Apache-2.0
/** The table of receipts, how far they are, and what is done with all of them. */
import { html, nothing, type TemplateResult } from "lit";
import { customElement, query, state } from "lit/decorators.js";
import { repeat } from "lit/directives/repeat.js";
import { download } from "../../app/download.ts";
import type { CheckResult } from "../../exercises/check.ts";
import { COLUMNS, type Column, HEADS, predictionSaid, summaryOf } from "../../exercises/table.ts";
import { tableCsv, tableText } from "../../exercises/table_csv.ts";
import { icons } from "../../ui/icons.ts";
import type { DeskLine } from "./desk.ts";
import { DeskElement } from "./desk_element.ts";
import "./downhill-receipt.ts";
import { exerciseIdOf } from "./entry.ts";
import { marksStyles } from "./marks_styles.ts";

/** Between two drawings of a table that fills: five hundred rows take some hundredths of a second. */
const REDRAW_MS = 250;

@customElement("downhill-marks")
export class DownhillMarks extends DeskElement {
  static override styles = [...DeskElement.styles, marksStyles];

  @query("dialog") private ask!: HTMLDialogElement;
  @state() private said: "copied" | "notCopied" | undefined;

  protected override get redrawPause(): number {
    return this.desk.running ? REDRAW_MS : 0;
  }

  override render() {
    const { own, desk, view } = this;
    if (desk.entries.length === 0) return nothing;
    const lines = view.shown(desk.lines);
    return html`
      <h2 id="table">${own.table}</h2>
      ${this.renderProgress()}
      ${desk.trouble === undefined ? nothing : html`<p class="trouble" role="alert">${this.say(desk.trouble)}</p>`}
      <div class="bar">
        <label>${own.filter} ${this.renderFilter()}</label>
        <button id="names" aria-pressed=${view.namesHidden} aria-keyshortcuts="n" @click=${() => view.toggleNames()}>
          ${view.namesHidden ? own.showNames : own.hideNames} <kbd>N</kbd>
        </button>
        <button id="csv" @click=${() => this.saveCsv(lines)}>${own.csv}</button>
        <button id="copy" @click=${() => this.copy(lines)}>${own.copy}</button>
        <button id="clear" @click=${() => this.ask.showModal()}>${own.clear}</button>
      </div>
      <p role="status" class="quiet">${this.said === undefined ? nothing : own[this.said]}${view.namesHidden ? ` ${own.namesHidden}` : nothing}</p>
      <div class="scroll" role="region" aria-labelledby="table" tabindex="0">
        <table>
          <thead>
            <tr>${COLUMNS.map((column) => this.renderHead(column))}</tr>
          </thead>
          <tbody>
            ${repeat(
              lines,
              ({ entry }) => entry.number,
              (line) => this.renderRow(line),
            )}
          </tbody>
        </table>
      </div>
      <p class="quiet">${own.columnsHelp}</p>
      <p class="summary">${this.say(summaryOf(lines.map(({ row }) => row)))}</p>
      ${this.renderAsk()}
    `;
  }

  private renderProgress() {
    const { own, desk } = this;
    const [done, total] = [desk.done, desk.entries.length];
    const left = desk.running ? desk.left(performance.now()) : undefined;
    return html`
      ${
        desk.running
          ? html`
            <div class="bar">
              <progress aria-label=${own.progressName} max=${total} value=${done}></progress>
              <span class="number" id="progress">${own.progress(done, total)}</span>
              ${left === undefined ? nothing : html`<span class="quiet">${own.left(this.format.duration(left))}</span>`}
              <button id="cancel" @click=${() => desk.cancel()}>${own.cancel}</button>
            </div>
          `
          : nothing
      }
      <p role="status" id="state" class=${desk.running ? "hidden" : "quiet"}>
        ${desk.running ? nothing : done === total ? own.finished(total) : own.stopped(done, total)}
      </p>
      ${
        desk.running || done === total
          ? nothing
          : html`<div class="bar"><button id="go-on" @click=${() => desk.mark()}>${own.goOn(total - done)}</button></div>`
      }
    `;
  }

  private renderFilter() {
    const { desk, view, own } = this;
    const ids = new Map<string, number>();
    for (const entry of desk.entries) {
      const id = exerciseIdOf(entry);
      if (id !== undefined) ids.set(id, (ids.get(id) ?? 0) + 1);
    }
    return html`
      <select id="filter" @change=${(event: Event) => view.setExercise((event.target as HTMLSelectElement).value || undefined)}>
        <option value="" ?selected=${view.exercise === undefined}>${own.all(desk.entries.length)}</option>
        ${[...ids].map(
          ([id, count]) => html`
            <option value=${id} ?selected=${view.exercise === id}>${this.titleOf(id)}${own.open}${count}${own.shut}</option>
          `,
        )}
      </select>
    `;
  }

  private renderHead(column: Column) {
    const { view } = this;
    const name = this.say(HEADS[column]);
    const order = view.order?.by === column ? view.order : undefined;
    const helps: Readonly<Partial<Record<Column, string>>> = this.own.columnHelp;
    const help = helps[column];
    const sorted = order === undefined ? "none" : order.descending ? "descending" : "ascending";
    const mark = { none: "", ascending: " ↑", descending: " ↓" }[sorted];
    return html`
      <th scope="col" aria-sort=${sorted} class=${isNumber(column) ? "number" : ""}>
        <button title=${help === undefined ? this.own.sortBy(name) : `${this.own.sortBy(name)}${this.own.colon}${help}`} data-column=${column} @click=${() => view.sortBy(column)}>${name}<span aria-hidden="true">${mark}</span></button>
      </th>
    `;
  }

  private renderRow(line: DeskLine): TemplateResult {
    const { own, view } = this;
    const { entry, row } = line;
    const name = this.nameOf(line);
    const open = view.open.has(entry.number);
    const plain = (value: number | null) =>
      html`<td class="number">${value === null ? own.none : this.format.integer(value)}</td>`;
    return html`
      <tr data-number=${entry.number}>
        <th scope="row">
          <button aria-expanded=${open} aria-label=${own.details(name)} @click=${() => view.toggleOpen(entry.number)}>${name}</button>
        </th>
        <td class="exercise">${this.titleOf(row.exercise)}</td>
        <td>${this.renderChecks(line)}</td>
        <td class="prediction">${row.prediction === null ? own.none : this.say(predictionSaid(row))}</td>
        ${plain(row.looks)} ${plain(row.runs)} ${plain(row.changes)}
        <td class="reproduces">${this.renderReproduces(line)}</td>
      </tr>
      ${
        open
          ? html`
            <tr class="details">
              <td colspan=${COLUMNS.length}><downhill-receipt .line=${line}></downhill-receipt></td>
            </tr>
          `
          : nothing
      }
    `;
  }

  private renderChecks({ verification }: DeskLine) {
    const results = verification?.verdict?.results;
    if (results === undefined) return this.own.none;
    return html`<span class="checks">${results.map((result) => this.renderCheck(result))}</span>`;
  }

  private renderCheck(result: CheckResult) {
    const { own } = this;
    const { passed, hidden, measured } = result;
    const value =
      typeof measured === "number"
        ? this.format.datum(measured)
        : measured === null
          ? own.none
          : String(measured);
    return html`
      <span class="check ${passed ? "passed" : ""} ${hidden ? "kept" : ""}" title=${this.say(result.text)}>
        <span aria-hidden="true">${passed ? "✓" : "✗"}</span>
        <span class="hidden">${passed ? own.passed : own.failed}${hidden ? `${own.comma}${own.hiddenCheck}` : ""}</span>
        ${hidden ? icons.lock : nothing} ${value.slice(0, 24)}
      </span>
    `;
  }

  private renderReproduces({ row, twin, twinNumber }: DeskLine) {
    const { own, view } = this;
    const remarks = row.faults.map((fault) => this.say(fault));
    if (twin !== undefined) {
      remarks.push(own.sameAs(view.namesHidden ? String(twinNumber) : twin || own.nameless));
    }
    return html`
      <span class=${row.reproduces ? "" : "no"}>${row.reproduces ? own.yes : own.no}</span>${remarks.map((remark) => own.semicolon + remark)}
    `;
  }

  private renderAsk() {
    const { own, desk } = this;
    return html`
      <dialog aria-labelledby="clear-ask">
        <p id="clear-ask">${own.clearAsk(desk.entries.length)}</p>
        <div class="bar">
          <button id="clear-yes" @click=${this.clear}>${own.clearYes}</button>
          <button @click=${() => this.ask.close()}>${own.keepThem}</button>
        </div>
      </dialog>
    `;
  }

  private readonly clear = () => {
    this.ask.close();
    this.view.clear();
    void this.desk.clear();
  };

  private saveCsv(lines: readonly DeskLine[]): void {
    download("downhill.csv", [tableCsv(lines, this.language)], "text/csv;charset=utf-8");
  }

  private async copy(lines: readonly DeskLine[]): Promise<void> {
    try {
      await navigator.clipboard.writeText(tableText(lines, this.language));
      this.said = "copied";
    } catch {
      this.said = "notCopied";
    }
  }
}

const isNumber = (column: Column): boolean => ["looks", "runs", "changes"].includes(column);

declare global {
  interface HTMLElementTagNameMap {
    "downhill-marks": DownhillMarks;
  }
}
