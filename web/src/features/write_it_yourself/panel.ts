// SPDX-License-Identifier: Apache-2.0
/** A few lines of one's own beside the trainer's: a step, a schedule, an activation, a loss, a dataset. */
import { ContextProvider } from "@lit/context";
import { html, nothing, type TemplateResult } from "lit";
import { customElement, query } from "lit/decorators.js";
import { PageElement } from "../../app/page_element.ts";
import { dataOfPoints } from "../../data/drawn_points.ts";
import { pick } from "../../locales/words.ts";
import type { LabelledPoint } from "../../sandbox/dataset_task.ts";
import { mistakeText } from "../../sandbox/mistake.ts";
import { MOST_PARAMETERS, NETWORK_STEPS } from "../../sandbox/network_path.ts";
import { SUBJECTS, type Subject } from "../../sandbox/subjects.ts";
import { options } from "../../ui/field/controls.ts";
import "../../ui/field/downhill-field.ts";
import type { DownhillCode } from "../../ui/downhill-code.ts";
import { formContext } from "../../ui/field/form.ts";
import { foundTableStyles } from "../../ui/found_table.ts";
import "../../ui/downhill-code.ts";
import "./downhill-points.ts";
import { HINT_CODE } from "../../sandbox/starters.ts";
import { isAgreed, renderFound, type Say, sentence } from "./found.ts";
import { type Finding, GROUNDS, type GroundName, type WriteStore, writeOf } from "./store.ts";
import { writeStyles } from "./styles.ts";
import { en } from "./words.en.ts";
import { zh } from "./words.zh.ts";

export const tag = "downhill-write-it-yourself";

const WORDS = { en, zh };

@customElement(tag)
export class DownhillWriteItYourself extends PageElement {
  static override styles = [...PageElement.styles, foundTableStyles, writeStyles];

  @query("downhill-code") private editor!: DownhillCode;
  readonly #form = new ContextProvider(this, { context: formContext });

  private get own() {
    return WORDS[this.language];
  }

  private get store(): WriteStore {
    return writeOf(this.workspace);
  }

  private get sayings(): Say {
    const { own, language, format } = this;
    return { own, language, format, dark: this.workspace.settings.dark };
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.#form.setValue(this.store.form);
  }

  override disconnectedCallback(): void {
    this.store.rest();
    super.disconnectedCallback();
  }

  override render(): TemplateResult {
    const { own, store } = this;
    const { subject, finding } = store;
    const mistake = finding?.performance.mistake;
    const isOld = finding !== undefined && finding.code !== store.code;
    return html`
      <div class="write">
        <div class="code">
          <label>
            ${own.subject}
            <select id="subject" @change=${this.choose}>
              ${options(
                SUBJECTS.map((id) => ({ id, label: own.subjects[id] })),
                subject,
              )}
            </select>
          </label>
          <p class="note" id="task">${own.tasks[subject]}</p>
          <downhill-code
            .subject=${subject}
            .code=${store.code}
            .label=${own.editor(own.subjects[subject])}
            .help=${own.editorHelp}
            .mistake=${isOld ? undefined : mistake?.line}
            @write=${({ detail }: CustomEvent<string>) => store.write(detail)}
            @run=${this.run}
          ></downhill-code>
          ${this.renderBar()}
        </div>
        <div class="answer">${this.renderAnswer(finding, isOld)}</div>
        <div class="more">
          ${this.renderAgainst()}
          <details id="hint">
            <summary>${own.hint}</summary>
            <p class="note">${own.hints[subject]}</p>
            <pre lang="en">${HINT_CODE[subject]}</pre>
          </details>
          <p class="note">${own.editorHelp}</p>
        </div>
      </div>
    `;
  }

  private renderBar(): TemplateResult {
    const { own, store } = this;
    return html`
      <div class="bar">
        <button
          id="run"
          class="main"
          aria-disabled=${store.working.value || this.unfit !== undefined}
          @click=${this.run}
        >
          ${store.working.value ? own.working : own.run}
        </button>
        ${
          store.isBeginning
            ? nothing
            : html`<button id="start-over" @click=${this.startOver}>${own.startOver}</button>`
        }
      </div>
    `;
  }

  private get unfit(): string | undefined {
    const { store, own } = this;
    const { tooManyParameters } = store;
    if (tooManyParameters !== undefined) {
      return own.tooLarge(
        this.format.integer(tooManyParameters),
        this.format.integer(MOST_PARAMETERS),
      );
    }
    if (store.subject !== "optimizer" || store.isComparable) return undefined;
    return own.notComparable(this.entryName("optimizer"));
  }

  private entryName(kind: "optimizer" | "test_function"): string {
    const { form } = this.store;
    const id = kind === "optimizer" ? this.store.optimizer : form.shown("function.type");
    const entry = form.entries(kind).find((one) => one.id === id);
    return entry === undefined ? "" : this.say(entry.label);
  }

  private renderAgainst(): TemplateResult | typeof nothing {
    const { own, store, unfit } = this;
    if (store.subject === "optimizer") {
      if (store.ground.value === "experiment") return this.renderNetwork();
      const path = (id: string) => String(store.form.shown(id));
      return html`
        ${unfit === undefined ? nothing : html`<p class="trouble" role="alert">${unfit}</p>`}
        ${this.renderGround()}
        <details id="against-form">
          <summary>
            ${own.againstOn(
              this.entryName("optimizer"),
              path("optimizer.learning_rate"),
              this.entryName("test_function"),
            )}
          </summary>
          <div class="settings">
            ${["function", "optimizer", "steps"].map((field) => this.renderField(field))}
          </div>
        </details>
      `;
    }
    const { choices, against, chosen } = store;
    if (against === undefined) return nothing;
    const all = choices.map(({ id, label }) => ({ id, label: pick(label, this.language) }));
    const numbers = against.fields
      .filter(({ id }) => typeof chosen?.[id] === "number")
      .map(({ id, label }) => `${this.say(label)} ${chosen?.[id]}`);
    return html`
      <label>
        ${own.against}
        <select id="against" @change=${this.compareWith}>${options(all, against.id)}</select>
      </label>
      ${numbers.length === 0 ? nothing : html`<p class="note" id="numbers">${numbers.join(" · ")}</p>`}
    `;
  }

  private renderGround(): TemplateResult {
    const { own, store } = this;
    return html`
      <label>
        ${own.ground}
        <select
          id="ground"
          @change=${(event: Event) => {
            store.ground.value = (event.target as HTMLSelectElement).value as GroundName;
          }}
        >
          ${options(
            GROUNDS.map((id) => ({ id, label: own.grounds[id] })),
            store.ground.value,
          )}
        </select>
      </label>
    `;
  }

  /** Its optimizer is that of the page. */
  private renderNetwork(): TemplateResult {
    const { own, unfit, format } = this;
    const { parameters } = this.workspace.document.description.summary;
    return html`
      ${this.renderGround()}
      ${
        unfit === undefined
          ? html`<p class="note" id="on-network">${own.onNetwork(this.entryName("optimizer"), format.integer(parameters), format.integer(NETWORK_STEPS))}</p>`
          : html`<p class="trouble" role="alert">${unfit}</p>`
      }
    `;
  }

  private renderField(path: string): TemplateResult {
    return html`<downhill-field .field=${this.store.form.field(path)} path=${path}></downhill-field>`;
  }

  private renderAnswer(finding: Finding | undefined, isOld: boolean): TemplateResult {
    const { own, store, sayings } = this;
    const trouble = store.trouble.value;
    const refused = store.refused.value;
    return html`
      ${trouble === undefined ? nothing : html`<p class="trouble" role="alert">${own.broken} ${this.say(trouble)}</p>`}
      ${
        refused === undefined
          ? nothing
          : html`<p class="trouble" role="alert">${this.words.at(refused.path, this.labels.plain(refused.message))}</p>`
      }
      <div role="status" id="said">
        ${finding === undefined ? html`<p class="note">${own.ready}</p>` : this.renderSaid(finding, isOld)}
      </div>
      ${finding === undefined ? nothing : renderFound(finding, sayings)}
      ${finding === undefined ? nothing : this.renderPoints(finding)}
      ${finding === undefined ? nothing : this.renderLog(finding.performance.logged)}
    `;
  }

  private renderSaid(finding: Finding, isOld: boolean): TemplateResult {
    const { own, sayings } = this;
    const { mistake } = finding.performance;
    const old = isOld ? html` <span class="quiet">${own.changed}</span>` : nothing;
    if (mistake === undefined) {
      const said = sentence(finding, sayings) ?? this.pointsSaid(finding);
      return html`<p class="message ${isAgreed(finding) ? "done" : ""}">${said}${old}</p>`;
    }
    const { line } = mistake;
    return html`
      <p class="trouble" id="mistake">${this.say(mistakeText(mistake))}${old}</p>
      ${
        line === undefined || isOld
          ? nothing
          : html`<button id="go-to" @click=${() => this.editor.goTo(line)}>${own.goTo(this.format.integer(line))}</button>`
      }
    `;
  }

  private pointsSaid({ performance: { answer } }: Finding): string {
    if (answer?.type !== "dataset") return "";
    const { format } = this;
    const classes = classesOf(answer.points);
    return this.own.points(format.integer(answer.points.length), format.integer(classes));
  }

  private renderPoints({ performance: { answer } }: Finding): TemplateResult | typeof nothing {
    const { own } = this;
    if (answer?.type !== "dataset") return nothing;
    const { points } = answer;
    return html`
      <downhill-points .points=${points} .says=${own.saysPoints}></downhill-points>
      ${
        classesOf(points) < 2
          ? html`<p class="note">${own.oneClass}</p>`
          : html`<div class="bar"><button id="train" @click=${() => void this.train(points)}>${own.train}</button></div>`
      }
    `;
  }

  private renderLog(logged: readonly string[]): TemplateResult | typeof nothing {
    if (logged.length === 0) return nothing;
    return html`
      <details id="log" open>
        <summary>${this.own.logged}</summary>
        <pre lang="en">${logged.join("\n")}</pre>
      </details>
    `;
  }

  /** As if they had been drawn: undo brings back what was there. */
  private async train(points: readonly LabelledPoint[]): Promise<void> {
    const { document, notice } = this.workspace;
    const names = Array.from({ length: highest(points) + 1 }, (_, index) => String(index + 1));
    const data = dataOfPoints({ points, classNames: names });
    const outcome = await document.submit({
      kind: "choose",
      path: "data",
      of: "dataset",
      type: data.type,
      fresh: { ...data },
      anew: true,
    });
    if ("refusal" in outcome) {
      notice.value = { tone: "refused", text: outcome.refusal.message };
      void document.forget("data");
    } else {
      notice.value = { tone: "done", text: { en: en.trained, zh: zh.trained } };
    }
  }

  private choose(event: Event): void {
    this.store.choose((event.target as HTMLSelectElement).value as Subject);
  }

  private compareWith(event: Event): void {
    this.store.compareWith((event.target as HTMLSelectElement).value);
  }

  private startOver(): void {
    this.store.startOver();
    void this.focusOn("#run");
  }

  private run(): void {
    if (this.unfit === undefined) void this.store.run();
  }
}

const classesOf = (points: readonly LabelledPoint[]): number =>
  new Set(points.map(({ target }) => target)).size;

const highest = (points: readonly LabelledPoint[]): number =>
  points.reduce((most, { target }) => Math.max(most, target), 0);

declare global {
  interface HTMLElementTagNameMap {
    [tag]: DownhillWriteItYourself;
  }
}
