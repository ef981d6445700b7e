// SPDX-License-Identifier: Apache-2.0
/** Where students begin, how it is solved, and what they may change: all three taken from the page. */
import { html, nothing, type TemplateResult } from "lit";
import { customElement } from "lit/decorators.js";
import type { Description } from "../../engine/api.ts";
import { changesOf, saidChanges } from "../../locales/changes.ts";
import { Labels } from "../../locales/labels.ts";
import { listAt, objectAt } from "./draft.ts";
import { EditorPart, idOf } from "./editor_part.ts";
import { leftOut, placesOf, proposedPlaces, replaced, widerPlaces } from "./places.ts";

@customElement("downhill-editor-start")
export class DownhillEditorStart extends EditorPart {
  override render(): TemplateResult {
    const { own, store } = this;
    const { experiments } = store;
    const hasSolution = Object.keys(objectAt(store.raw, "solution.change")).length > 0;
    const page = this.differs(experiments?.start, this.workspace.document);
    const solution = hasSolution
      ? this.differs(experiments?.start, experiments?.solution)
      : undefined;
    const isSolution = this.differs(experiments?.solution, this.workspace.document) === undefined;
    return html`
      <h4 tabindex="-1">${own.startTitle}</h4>
      <p class="note">${own.startNote}</p>
      <p id="solution" class=${solution === undefined ? "hint" : "note"} role="status">
        ${solution === undefined ? own.noSolution : own.solutionIs(solution)}
        ${page === undefined || (hasSolution && isSolution) ? nothing : html`<br />${own.pageIs(page)}`}
      </p>
      <div class="actions">
        <button id="solve-here" class=${hasSolution ? "" : "main"} aria-disabled=${page === undefined || (hasSolution && isSolution)} @click=${this.solveHere}>
          ${own.solveHere}
        </button>
        <button id="show-start" @click=${() => store.show("start")}>${own.showStart}</button>
        ${hasSolution ? html`<button id="show-solution" @click=${() => store.show("solution")}>${own.showSolution}</button>` : nothing}
        <button id="start-here" aria-disabled=${page === undefined} @click=${() => page !== undefined && store.startHere()}>${own.startHere}</button>
      </div>
      ${this.renderMayChange(experiments)}
    `;
  }

  private readonly solveHere = (event: Event): void => {
    if ((event.currentTarget as HTMLElement).ariaDisabled !== "true") void this.store.solveHere();
  };

  /** In words; undefined where they are the same, or it is not known yet. */
  private differs(
    from: Description | undefined,
    to: Pick<Description, "experiment" | "minimal"> | undefined,
  ): string | undefined {
    if (from === undefined || to === undefined) return undefined;
    const [before, after] = [from, to].map(({ minimal, experiment }) => ({
      document: minimal,
      experiment,
    }));
    if (before === undefined || after === undefined) return undefined;
    const { catalog } = this.workspace.document;
    return saidChanges(changesOf(catalog, before, after, this.language), this.language);
  }

  private renderMayChange(experiments: typeof this.store.experiments): TemplateResult {
    const { own, store } = this;
    const may = listAt(store.raw, "may_change").filter((one) => typeof one === "string");
    const changed =
      experiments === undefined
        ? []
        : proposedPlaces(experiments.start.experiment, experiments.solution.experiment);
    const outside = leftOut(changed, may);
    return html`
      <h5>${own.mayChange}</h5>
      ${may.length === 0 ? html`<p class="note">${own.mayChangeNothing}</p>` : nothing}
      <ul aria-label=${own.mayChange}>
        ${may.map((place, index) => this.renderPlace(place, index, may))}
      </ul>
      ${outside.map(
        (place) => html`
          <div class="warning head">
            <span>${own.outside(this.placeName(place))}</span>
            <button id="allow-${idOf(place)}" @click=${() => store.add("may_change", place)}>${own.allow}</button>
          </div>
        `,
      )}
      <label class="note">
        ${own.mayAlso}
        <select id="may-also" @change=${this.add}>
          <option value="">–</option>
          ${placesOf(experiments?.start.experiment ?? {})
            .filter((place) => !may.includes(place))
            .map((place) => html`<option value=${place}>${this.placeName(place)}</option>`)}
        </select>
      </label>
    `;
  }

  private renderPlace(place: string, index: number, may: readonly string[]): TemplateResult {
    const { own, store } = this;
    const wider = widerPlaces(place);
    const narrow = own.takeAway(this.placeName(place));
    return html`
      <li class="row">
        ${
          wider.length === 1
            ? html`<span>${this.placeName(place)} <code>${place}</code></span>`
            : html`
                <select
                  aria-label=${own.howFar(this.placeName(place))}
                  @change=${(event: Event) => store.set("may_change", replaced(may, place, (event.target as HTMLSelectElement).value))}
                >
                  ${wider.map((one, at) => html`<option value=${one} ?selected=${at === 0}>${at === 0 ? this.placeName(one) : own.allOf(this.placeName(one))}</option>`)}
                </select>
              `
        }
        ${this.removing(`may_change[${index}]`, narrow)}
        ${this.faultsAt(`may_change[${index}]`)}
      </li>
    `;
  }

  private add(event: Event): void {
    const select = event.target as HTMLSelectElement;
    if (select.value !== "") this.store.add("may_change", select.value);
    select.value = "";
  }

  /** As the page calls it, in the start or, where only that has it, in the solution. */
  private placeName(path: string): string {
    const { catalog, experiment } = this.workspace.document;
    const start = this.store.experiments?.start.experiment ?? experiment;
    const name = new Labels(catalog, start, this.language).place(path);
    return name === "" ? path : name;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "downhill-editor-start": DownhillEditorStart;
  }
}
