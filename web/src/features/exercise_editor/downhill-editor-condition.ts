// SPDX-License-Identifier: Apache-2.0
/** What is looked at, and what it is compared with: of a check, and of a typical mistake. */
import { html, nothing, type TemplateResult } from "lit";
import { customElement, property } from "lit/decorators.js";
import { getAt, isObject, join } from "../../documents/path.ts";
import { CODE_ENDS } from "../../exercises/code_ends.ts";
import { METRIC_IDS, type MetricId, metricOf } from "../../exercises/metrics.ts";
import { Labels } from "../../locales/labels.ts";
import { type Choice, listAt, namesAt, objectAt, optionsAt, textIn } from "./draft.ts";
import { EditorPart, idOf } from "./editor_part.ts";
import { placesOf } from "./places.ts";

const KINDS = ["metric", "setting", "answer"] as const;
type Kind = (typeof KINDS)[number];

@customElement("downhill-editor-condition")
export class DownhillEditorCondition extends EditorPart {
  @property() path = "";
  /** Whether it is of a run alone, and of nothing that a student does. */
  @property({ type: Boolean }) runs = false;

  override render(): TemplateResult {
    const { own, path, store } = this;
    const condition = objectAt(store.raw, path);
    const kind = KINDS.find((one) => one in condition) ?? "metric";
    const now = `${kind}:${String(condition[kind] ?? "")}`;
    const groups = (this.runs ? KINDS.slice(0, 1) : KINDS).map((one) => ({
      kind: one,
      choices: this.choicesOf(one),
    }));
    const isKnown = groups.some(({ kind: of, choices }) =>
      choices.some(({ id }) => `${of}:${id}` === now),
    );
    return html`
      <label class="note">
        ${own.lookedAt}
        <select id="looked-at" @change=${this.chooseLookedAt}>
          ${isKnown ? nothing : html`<option value=${now} selected>${String(condition[kind] ?? "–")}</option>`}
          ${groups.map(({ kind: of, choices }) =>
            choices.length === 0
              ? nothing
              : html`
                  <optgroup label=${own.kinds[of]}>
                    ${choices.map(({ id, label }) => html`<option value="${of}:${id}" ?selected=${`${of}:${id}` === now}>${label}</option>`)}
                  </optgroup>
                `,
          )}
        </select>
      </label>
      ${kind === "setting" ? this.field(join(path, kind)) : this.faultsAt(join(path, kind))}
      <div class="several">
        ${this.field(join(path, "comparison"))}
        <downhill-exercise-field id=${idOf(join(path, "value"))} .path=${join(path, "value")} .choices=${this.valuesOf(kind, String(condition[kind] ?? ""))}></downhill-exercise-field>
        ${condition.comparison === "is" && typeof condition.value === "number" ? this.field(join(path, "within")) : nothing}
      </div>
    `;
  }

  private choicesOf(kind: Kind): readonly Choice[] {
    const { store } = this;
    switch (kind) {
      case "metric":
        return METRIC_IDS.filter((id) => !this.runs || metricOf(id).from !== "work").map((id) => ({
          id,
          label: this.say(metricOf(id).name),
        }));
      case "setting": {
        const { catalog } = this.workspace.document;
        const { start, solution } = store.experiments ?? {};
        const experiment = solution?.experiment ?? start?.experiment;
        if (experiment === undefined) return [];
        const labels = new Labels(catalog, experiment, this.language);
        return placesOf(experiment).flatMap((place) => {
          const value = getAt(experiment, place);
          const isComponent = isObject(value) && "type" in value;
          if (isObject(value) ? !isComponent : Array.isArray(value)) return [];
          return [
            { id: isComponent ? `${place}.type` : place, label: labels.place(place) || place },
          ];
        });
      }
      case "answer":
        return listAt(store.raw, "questions").flatMap((_, index) => {
          const { id, ask } = objectAt(store.raw, `questions[${index}]`);
          return typeof id === "string" ? [{ id, label: textIn(ask, this.language) || id }] : [];
        });
    }
  }

  /** Where it can be no other. */
  private valuesOf(kind: Kind, of: string): readonly Choice[] | undefined {
    const names: Readonly<Record<string, string>> = this.own.words;
    if (kind === "metric") {
      const known = METRIC_IDS.find((id) => id === of);
      const words = known && metricOf(known).words;
      return words?.map((id) => ({ id, label: names[id] ?? id }));
    }
    if (kind === "answer") {
      const questions = listAt(this.store.raw, "questions");
      const at = questions.findIndex((one) => isObject(one) && one.id === of);
      const { kind: asked } = objectAt(this.store.raw, `questions[${at}]`);
      if (asked === "code") {
        const mistakes = namesAt(this.store.raw, `questions[${at}].slips`);
        return [...CODE_ENDS, ...mistakes].map((id) => ({ id, label: names[id] ?? id }));
      }
      const options = optionsAt(this.store.raw, `questions[${at}].options`, this.language);
      return options.length === 0 ? undefined : options;
    }
    return undefined;
  }

  /** Another thing has other values: those of the old one would only be in the way. */
  private chooseLookedAt(event: Event): void {
    const [kind = "metric", ...rest] = (event.target as HTMLSelectElement).value.split(":");
    const of = rest.join(":");
    const before = objectAt(this.store.raw, this.path);
    const { comparison = before.comparison ?? "at_least", value } = this.fitting(kind as Kind, of);
    const ofRun = kind === "metric" && metricOf(of as MetricId).from === "run";
    // Only what a run decides is measured with several seeds.
    const kept = ["label", "hidden", "misses", ...(ofRun ? ["seeds", "passing"] : [])];
    this.store.set(this.path, {
      [kind]: of,
      comparison,
      ...(value === undefined ? {} : { value }),
      ...Object.fromEntries(Object.entries(before).filter(([key]) => kept.includes(key))),
    });
    this.store.history.settle();
  }

  /** What the solution has there. */
  private fitting(kind: Kind, of: string): { value?: unknown; comparison?: string } {
    if (kind === "setting") {
      const value = getAt(this.store.experiments?.solution.experiment, of);
      if (typeof value === "number") return { value };
      return isPlain(value) ? { value, comparison: "is" } : {};
    }
    const [first] = this.valuesOf(kind, of) ?? [];
    if (first !== undefined) return { value: first.id, comparison: "is" };
    if (kind === "answer") return { comparison: "is" };
    const tried = this.store.tries.triedCheck({
      metric: of as MetricId,
      comparison: "at_least",
      value: 0,
    });
    const found = tried?.solution.values[0];
    return typeof found === "number" ? { value: Number(found.toPrecision(3)) } : {};
  }
}

const isPlain = (value: unknown): boolean =>
  typeof value === "string" || typeof value === "boolean";

declare global {
  interface HTMLElementTagNameMap {
    "downhill-editor-condition": DownhillEditorCondition;
  }
}
