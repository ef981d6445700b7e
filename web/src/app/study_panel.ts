// SPDX-License-Identifier: Apache-2.0
/**
 * What all panels of studies share: settings beside what was found, one button that starts, stops and goes on, how far it is and how
 * long it will take, and what went wrong. What is asked and how the answer is shown is each panel's own.
 */
import { ContextProvider } from "@lit/context";
import { html, nothing, type TemplateResult } from "lit";
import { state } from "lit/decorators.js";
import { repeat } from "lit/directives/repeat.js";
import { holds, patched } from "../documents/patch.ts";
import type { Refusal } from "../documents/refusal.ts";
import type { ExperimentDocument, StudyResult } from "../engine/api.ts";
import { costOf, patienceFor } from "../sessions/study_cost.ts";
import type { StudySession } from "../sessions/study_session.ts";
import "../ui/field/downhill-field.ts";
import { formContext } from "../ui/field/form.ts";
import { foundTableStyles } from "../ui/found_table.ts";
import { icons } from "../ui/icons.ts";
import { DESK } from "../ui/styles/media.ts";
import { PageElement } from "./page_element.ts";
import { EPOCHS, type StudyForm } from "./study_form.ts";
import { studyStyles } from "./study_styles.ts";

export abstract class StudyPanel extends PageElement {
  static override styles = [...PageElement.styles, foundTableStyles, studyStyles];

  /** Whether the settings stand above the answer where there is no room for both; asked again, they give way. */
  @state() private unfolded = false;
  /** What the experiment could not take over. */
  @state() private notTaken: Refusal | undefined;

  readonly #form = new ContextProvider(this, { context: formContext });

  /** The id of the feature, by which the page keeps its last study. */
  protected abstract readonly panel: string;
  protected abstract get form(): StudyForm;
  /** What will be seen, in a sentence. */
  protected abstract get intro(): string;
  /** On the button. */
  protected abstract get begin(): string;
  /** What is asked now. */
  protected abstract source(): ExperimentDocument;
  /** Why nothing of it can be asked of this experiment. */
  protected get unfit(): string | undefined {
    return undefined;
  }
  /** Why it cannot be asked as it stands in the form. */
  protected get amiss(): string | undefined {
    return undefined;
  }
  /** Whether the settings give way to the answer: not those that it follows at once. */
  protected get folds(): boolean {
    return true;
  }
  /** How much there is to do in words, and about how many milliseconds it takes. */
  protected abstract cost(): { readonly work: string; readonly time: number };
  /** The answer in a sentence. */
  protected message(result: StudyResult, _session: StudySession): string {
    const said = this.say(result.message);
    const { measure } = result;
    if (typeof measure !== "string") return said;
    // The trainer's sentence names what was measured by its id.
    return said.replaceAll(measure, this.measureOf(result).label.toLowerCase());
  }
  /** A place in the study's document, as the visitor knows it. */
  protected placeName(path: string): string {
    const inside = /^experiment\.(.+)$/.exec(path)?.[1];
    return inside === undefined ? path : this.labels.place(inside);
  }
  protected abstract renderSettings(): TemplateResult;
  protected abstract renderFound(result: StudyResult, session: StudySession): TemplateResult;

  protected get session(): StudySession | undefined {
    return this.workspace.studies.of(this.panel);
  }

  /** What is shown as its answer, once there is something to show. */
  protected get result(): StudyResult | undefined {
    return this.session?.result;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.#form.setValue(this.form);
  }

  override render(): TemplateResult {
    const { session, unfit, amiss, result } = this;
    if (unfit !== undefined && session === undefined) return html`<p class="empty">${unfit}</p>`;
    // What is wrong with a setting stands beside it.
    const isWrong = amiss !== undefined || session?.refused !== undefined;
    const asked = this.folds && session !== undefined;
    const settings = { key: "settings", part: this.renderForm(unfit, amiss) };
    const bar = { key: "bar", part: this.renderBar(session, asked && !isWrong) };
    return html`
      <div class="study ${asked ? "asked" : ""} ${this.unfolded || isWrong ? "unfolded" : ""}">
        ${repeat(
          // First one fills it in; of what was asked once the answer is what is wanted.
          asked ? [bar, settings] : [settings, bar],
          ({ key }) => key,
          ({ part }) => part,
        )}
        <div class="answer">
          ${this.renderTrouble(session)}
          ${result === undefined || session === undefined ? this.renderEmpty(session) : this.renderAnswer(result, session)}
        </div>
      </div>
    `;
  }

  private renderForm(unfit: string | undefined, amiss: string | undefined): TemplateResult {
    return html`
      <form class="settings" id="settings" @submit=${this.submit}>
        ${this.renderSettings()}
        ${unfit === undefined ? nothing : html`<p class="note">${unfit}</p>`}
        ${amiss === undefined ? nothing : html`<p class="trouble" role="alert">${amiss}</p>`}
      </form>
    `;
  }

  protected ask(source = this.source()): void {
    this.notTaken = undefined;
    this.workspace.ask(this.panel, source);
  }

  /** A button that makes what was found the experiment of the page, by one change that can be undone; or that it is so already. */
  protected useButton(change: ExperimentDocument, name: string): TemplateResult {
    const { words } = this;
    if (holds(this.workspace.document.experiment, change)) {
      return html`<span class="quiet">${icons.check}${words.study.inUse}</span>`;
    }
    return html`
      <button class="use" aria-label=${name} title=${name} @click=${() => void this.take(change)}>
        ${words.study.use}
      </button>
    `;
  }

  private async take(change: ExperimentDocument): Promise<void> {
    const { document } = this.workspace;
    const outcome = await document.load(patched(document.minimal, change), "user");
    this.notTaken = "refusal" in outcome ? outcome.refusal : undefined;
  }

  /** So many trainings of this experiment, in words and in time. */
  protected costOfTrainings(trainings: number, epochs = Number(this.form.shown(EPOCHS)) || 1) {
    const { words, format } = this;
    const { summary, experiment } = this.workspace.document.description;
    const batch = Number(experiment.batch_size) || summary.counts.train;
    const evaluations = trainings * epochs;
    const updates = evaluations * summary.steps_per_epoch;
    const counted = words.study.trainings(format.integer(trainings), trainings);
    return {
      work: words.study.trainingsOf(counted, this.epochs(epochs)),
      time: costOf(summary, { updates, batch, evaluations }),
    };
  }

  /** The number that decides: its name, and how it is written. */
  protected measureOf({ measure }: StudyResult) {
    const id = String(measure);
    const choices = this.form.field("measure").choices ?? [];
    const choice = choices.find((one) => one.id === id);
    return {
      label: choice === undefined ? id : this.say(choice.label),
      write: (value: number | null | undefined, beside?: readonly number[]) =>
        id.endsWith("accuracy") ? this.format.percent(value) : this.format.level(value, beside),
    };
  }

  protected statusWord(status: string): string {
    const { statuses } = this.words.study;
    return status in statuses ? statuses[status as keyof typeof statuses] : status;
  }

  /** A field of the study, by its place in the study's document. */
  protected field(path: string): TemplateResult {
    return html`<downhill-field .field=${this.form.field(path)} path=${path}></downhill-field>`;
  }

  private renderFold(): TemplateResult {
    return html`
      <button
        class="fold"
        id="fold"
        aria-expanded=${this.unfolded}
        aria-controls="settings"
        @click=${() => {
          this.unfolded = !this.unfolded;
        }}
      >
        ${icons.sliders} ${this.words.study.settings}
      </button>
    `;
  }

  /** What starts and stops it, how far it is, and what it will cost. */
  protected renderBar(
    session: StudySession | undefined,
    folds = false,
  ): TemplateResult | typeof nothing {
    const { words, format } = this;
    const running = session?.running === true;
    const aside = session !== undefined && !running && !session.finished && session.progress > 0;
    const canGoOn = aside && session.crash === undefined && session.refused === undefined;
    const percent = format.share(session?.progress ?? 0);
    const left = session?.timeLeft;
    const { work, time } = this.cost();
    return html`
      <div class="bar">
        <button
          id="begin"
          class="main"
          ?disabled=${!running && (this.unfit ?? this.amiss) !== undefined}
          @click=${() => (running ? void session.cancel() : this.setOff())}
        >
          ${running ? words.study.stop : session === undefined ? this.begin : words.study.again}
        </button>
        ${
          canGoOn
            ? html`<button id="go-on" @click=${() => this.workspace.goOn(session)}>${words.study.goOn}</button>`
            : nothing
        }
        ${
          running || canGoOn
            ? html`
                <progress max="1" .value=${session.progress} aria-label=${words.study.progress}></progress>
                <span class="number quiet">
                  ${percent}${left === undefined ? nothing : html` · ${words.study.left(format.duration(left))}`}
                </span>
              `
            : html`<span class="quiet cost">${work} ${words.study.patience[patienceFor(time)]}</span>`
        }
        ${folds ? this.renderFold() : nothing}
      </div>
    `;
  }

  private renderTrouble(session: StudySession | undefined): TemplateResult | typeof nothing {
    if (session === undefined) return nothing;
    const { refused, crash } = session;
    if (crash !== undefined) {
      return html`<p class="trouble" role="alert">${this.words.study.died} ${this.say(crash)}</p>`;
    }
    const told = this.notTaken ?? refused;
    if (told === undefined || (told === refused && this.form.problem(told.path))) return nothing;
    const place = this.placeName(told.path);
    const text = this.labels.plain(told.message);
    return html`<p class="trouble" role="alert">${place === "" ? text : this.words.at(place, text)}</p>`;
  }

  private renderEmpty(session: StudySession | undefined): TemplateResult {
    const { words } = this;
    const soFar = session?.result;
    const waiting = soFar === undefined ? words.study.starting : this.say(soFar.message);
    return html`<p class="empty">${session?.running ? waiting : this.intro}</p>`;
  }

  private renderAnswer(result: StudyResult, session: StudySession): TemplateResult {
    return html`${this.renderMessage(result, session)} ${this.renderFound(result, session)}`;
  }

  /** Its sentence, once it has ended. */
  protected renderMessage(
    result: StudyResult,
    session: StudySession,
  ): TemplateResult | typeof nothing {
    const same = JSON.stringify(session.source) === JSON.stringify(this.source());
    return html`
      <p class="message" role="status">
        ${session.running ? nothing : this.message(result, session)}
        ${same || session.running ? nothing : html`<span class="quiet">${this.words.study.earlier}</span>`}
      </p>
    `;
  }

  private setOff(): void {
    this.unfolded = false;
    this.ask();
    void this.reveal();
  }

  /** Where the settings have given way, what was above the answer is gone: it comes into sight with its button. */
  private async reveal(): Promise<void> {
    await this.updateComplete;
    const bar = this.renderRoot.querySelector<HTMLElement>(".bar");
    // On a desk the panel scrolls by itself, and the page stays where it is.
    if (matchMedia(DESK.toString()).matches) bar?.scrollIntoView({ block: "nearest" });
    else this.renderRoot.querySelector(".study")?.scrollIntoView({ block: "start" });
  }

  private submit(event: Event): void {
    event.preventDefault();
  }
}
