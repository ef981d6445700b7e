// SPDX-License-Identifier: Apache-2.0
/** The runs that are kept in this browser: named, compared, opened again, taken to a file and from one. */
import { html, nothing, type TemplateResult } from "lit";
import { customElement, state } from "lit/decorators.js";
import { repeat } from "lit/directives/repeat.js";
import { commandOf, keysOf, perform } from "../../app/commands.ts";
import { chooseFiles, download } from "../../app/download.ts";
import { openKept } from "../../app/keeping.ts";
import { ownLibrary } from "../../app/own_library.ts";
import { PageElement } from "../../app/page_element.ts";
import { onlyChange } from "../../documents/one_change.ts";
import { factorOf } from "../../documents/prediction.ts";
import type { KeptRun, WholeRun } from "../../library/kept_run.ts";
import { LONGEST_NAME, LONGEST_NOTE, LONGEST_WHY, runText } from "../../library/run_file.ts";
import { type Change, changesOf, saidChanges } from "../../locales/changes.ts";
import { saidBy } from "../../locales/words.ts";
import "../../ui/downhill-stamp.ts";
import { foundTableStyles } from "../../ui/found_table.ts";
import { MEASURES, renderComparison, written } from "./comparison.ts";
import { runsStyles } from "./styles.ts";
import { en } from "./words.en.ts";
import { zh } from "./words.zh.ts";

export const tag = "downhill-runs";

const WORDS = { en, zh };
/** Of more changes at once there is no one to begin with. */
const MOST_OFFERED = 4;
/** What a file may be called everywhere. */
const UNFIT = /[^\p{L}\p{N}._-]+/gu;

const typed = (event: Event): string =>
  (event.target as HTMLInputElement | HTMLTextAreaElement).value.trim();

/** A name has no line ends: there it is done. */
function oneLine(event: KeyboardEvent): void {
  if (event.key !== "Enter" || event.isComposing) return;
  event.preventDefault();
  (event.target as HTMLTextAreaElement).blur();
}

@customElement(tag)
export class DownhillRuns extends PageElement {
  static override styles = [...PageElement.styles, foundTableStyles, runsStyles];

  @state() private chosen: ReadonlySet<string> = new Set();
  @state() private deleted: WholeRun | undefined;
  @state() private fault: string | undefined;

  private get own(): typeof en {
    return WORDS[this.language];
  }

  override connectedCallback(): void {
    super.connectedCallback();
    void ownLibrary.refresh();
  }

  override render() {
    const { own, workspace } = this;
    const runs = ownLibrary.runs.value;
    const compared = runs.filter(({ id }) => this.chosen.has(id));
    return html`
      <div class="head">
        <button
          id="keep"
          aria-keyshortcuts=${keysOf("keep")}
          aria-disabled=${!commandOf("keep").enabled(workspace)}
          @click=${() => perform("keep", workspace)}
        >
          ${own.keep}
        </button>
        <button id="import" @click=${this.import}>${own.import}</button>
        ${runs.length > 1 && compared.length < 2 ? html`<span class="quiet">${own.compareHint}</span>` : nothing}
      </div>
      ${ownLibrary.closed === undefined ? nothing : html`<p class="fault" role="alert">${own[ownLibrary.closed]}</p>`}
      ${this.renderTold()}
      ${compared.length < 2 ? nothing : renderComparison(workspace.document.catalog, compared, { own, format: this.format, language: this.language })}
      ${
        runs.length === 0
          ? html`<p class="empty">${own.empty}</p>`
          : html`<ul>${repeat(
              runs,
              ({ id }) => id,
              (run, at) => this.renderRun(run, runs[at + 1]),
            )}</ul>`
      }
    `;
  }

  private renderTold(): TemplateResult {
    const { own, deleted, fault } = this;
    return html`
      <div role="status">
        ${
          deleted === undefined
            ? nothing
            : html`<div class="told" id="deleted">
                <span>${own.deleted(deleted.run.name)}</span>
                <button @click=${this.restore}>${own.undo}</button>
              </div>`
        }
        ${fault === undefined ? nothing : html`<p class="fault">${fault}</p>`}
      </div>
    `;
  }

  /** `before`: the one that was kept before it. */
  private renderRun(run: KeptRun, before: KeptRun | undefined): TemplateResult {
    const { own } = this;
    const { id, name, note, why = "" } = run;
    return html`
      <li id="run-${id}">
        <downhill-stamp .picture=${run.picture} ?dark=${this.workspace.settings.dark}></downhill-stamp>
        <div class="words">
          <textarea
            class="name"
            rows="1"
            aria-label=${own.name}
            maxlength=${LONGEST_NAME}
            .value=${name}
            @keydown=${oneLine}
            @change=${(event: Event) => this.describe(id, { name: typed(event) || name })}
          ></textarea>
          <p class="about number">${this.about(run)}</p>
          ${this.renderChanged(run, before)}
          ${this.renderPrediction(run)}
          <label class="why">
            ${own.why}
            <input
              type="text"
              maxlength=${LONGEST_WHY}
              placeholder=${own.whyPlaceholder}
              .value=${why}
              @change=${(event: Event) => this.describe(id, { why: typed(event) })}
            />
          </label>
          <textarea
            rows="1"
            aria-label=${own.note}
            placeholder=${own.notePlaceholder}
            maxlength=${LONGEST_NOTE}
            .value=${note}
            @change=${(event: Event) => this.describe(id, { note: typed(event) })}
          ></textarea>
          ${ownLibrary.isOnlyHere(id) ? html`<p class="fault">${own.onlyHere}</p>` : nothing}
        </div>
        <div class="actions" role="group" aria-label=${own.actionsOf(name)}>
          <label class="compare">
            <input type="checkbox" .checked=${this.chosen.has(id)} @change=${() => this.choose(id)} />
            ${own.compare}
          </label>
          <button class="open" @click=${() => this.open(run)}>${own.open}</button>
          <button class="export" @click=${() => this.export(run)}>${own.export}</button>
          <button class="delete" @click=${() => this.delete(run)}>${own.delete}</button>
        </div>
      </li>
    `;
  }

  /** One change at a time: what two have done together tells of neither. */
  private renderChanged(run: KeptRun, before: KeptRun | undefined): TemplateResult {
    const { own, language, format } = this;
    if (before === undefined) return html`<p class="quiet changed">${own.first}</p>`;
    const { catalog } = this.workspace.document;
    const changes = changesOf(catalog, before, run, language);
    const [only, ...others] = changes;
    if (only === undefined) return html`<p class="quiet changed">${own.sameAsBefore}</p>`;
    if (changes.some(({ path }) => path === "data")) {
      return html`<p class="quiet changed">${own.otherData}</p>`;
    }
    if (others.length === 0) {
      return html`<p class="changed">${own.changed(saidChanges([only], language) ?? only.name)}</p>`;
    }
    return html`
      <div class="changed">
        <p>${own.changedMany(format.integer(changes.length))}</p>
        ${changes.slice(0, MOST_OFFERED).map(
          (change) => html`
            <button class="only" @click=${() => this.openOnly(run, before, change)}>
              ${saidChanges([change], language) ?? change.name}
            </button>
          `,
        )}
      </div>
    `;
  }

  private renderPrediction({ prediction }: KeptRun): TemplateResult | typeof nothing {
    if (prediction === undefined) return nothing;
    const { own, format } = this;
    const { decades, seen } = prediction;
    const said =
      decades === undefined
        ? own.predictedElsewhere
        : own.predicted(format.factor(factorOf(decades)));
    return html`<p class="changed predicted">${said} ${seen === "" ? nothing : html`<q>${seen}</q>`}</p>`;
  }

  private async openOnly(run: KeptRun, before: KeptRun, { path }: Change): Promise<void> {
    const { workspace } = this;
    const { catalog } = workspace.document;
    workspace.dialog.value = undefined;
    const outcome = await workspace.openDocument(onlyChange(before, run, path));
    if (outcome.status === "refused" || outcome.status === "failed") {
      workspace.notice.value = { tone: "refused", text: outcome.refusal.message };
      return;
    }
    const text = saidBy((language) => {
      const change = changesOf(catalog, before, run, language).find((one) => one.path === path);
      return WORDS[language].onlyOpened((change && saidChanges([change], language)) ?? path);
    });
    workspace.notice.value = { tone: "done", text };
  }

  /** "120 epochs · Test accuracy 98.2% · today, 10:15": of the measures the last one that was taken. */
  private about({ results, at }: KeptRun): string {
    const { own, format } = this;
    const last = MEASURES.findLast(([measure]) => typeof results[measure] === "number");
    const measure =
      results.status === "diverged"
        ? own.diverged
        : last === undefined
          ? format.real(undefined)
          : own.measure(own[last[1]], written(last[0], results[last[0]], format));
    return own.about(this.epochs(Math.floor(results.epochs)), measure, format.moment(at));
  }

  private choose(id: string): void {
    const chosen = new Set(this.chosen);
    if (!chosen.delete(id)) chosen.add(id);
    this.chosen = chosen;
  }

  private async describe(id: string, words: Partial<Pick<KeptRun, "name" | "note" | "why">>) {
    const isKept = await ownLibrary.describe(id, words);
    this.fault = isKept || ownLibrary.isOnlyHere(id) ? undefined : this.own.notDescribed;
  }

  private async whole({ id, name }: KeptRun): Promise<WholeRun | undefined> {
    const whole = await ownLibrary.whole(id);
    this.fault = whole === undefined ? this.own.gone(name) : undefined;
    return whole;
  }

  private async open(run: KeptRun): Promise<void> {
    const whole = await this.whole(run);
    if (whole === undefined) return;
    const { workspace } = this;
    workspace.dialog.value = undefined;
    await openKept(workspace, whole);
  }

  private async export(run: KeptRun): Promise<void> {
    const whole = await this.whole(run);
    if (whole === undefined) return;
    const name = run.name.replace(UNFIT, "-").slice(0, LONGEST_NAME);
    download(`${name}.run.json`, [...runText(whole)], "application/json");
  }

  private async delete({ id }: KeptRun): Promise<void> {
    this.deleted = await ownLibrary.remove(id);
    const chosen = new Set(this.chosen);
    chosen.delete(id);
    this.chosen = chosen;
  }

  private async restore(): Promise<void> {
    const { deleted } = this;
    this.deleted = undefined;
    if (deleted !== undefined) await ownLibrary.keep(deleted);
  }

  private async import(): Promise<void> {
    const files = await chooseFiles(".json,application/json");
    const { workspace } = this;
    const { openDropped } = await import("../../app/dropped.ts");
    for (const file of files) await openDropped(workspace, [{ path: file.name, file }]);
    // What opens is on the page itself; what was not a run is told there.
    if (files.length > 0) workspace.dialog.value = undefined;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "downhill-runs": DownhillRuns;
  }
}
