// SPDX-License-Identifier: Apache-2.0
/** One number of the update is hidden, and somebody works it out: what is asked for, the field, and what the answer to it is. */
import { html, nothing, type TemplateResult } from "lit";
import { customElement, property } from "lit/decorators.js";
import { PageElement } from "../../app/page_element.ts";
import { formatOf } from "../../locales/format.ts";
import { formulaIn } from "../../locales/notation.ts";
import { type FillIn, fillInOf, type Look, type Question } from "./fill_in_store.ts";
import { fillInStyles } from "./fill_in_styles.ts";
import { en } from "./words.en.ts";
import { zh } from "./words.zh.ts";

const WORDS = { en, zh };

/** An event `end` tells that it is over. */
@customElement("downhill-fill-in")
export class DownhillFillIn extends PageElement {
  static override styles = [...PageElement.styles, fillInStyles];

  @property({ attribute: false }) look!: Look;
  /** What a weight comes from. */
  @property({ attribute: false }) nameOf: (input: number) => string = String;
  /** Leads to the unit and the sample that are asked about. */
  @property({ attribute: false }) goTo: (question: Question) => void = () => {};

  private get own() {
    return WORDS[this.language].fill;
  }

  private get fill(): FillIn {
    return fillInOf(this.workspace);
  }

  /** The field, or where there is none what ends it. */
  override focus(): void {
    void this.focusOn(this.asked === undefined ? "#fill-end" : "#fill-number");
  }

  /** Numbers that move are not asked for. */
  private get asked(): Question | undefined {
    return this.workspace.run.playing ? undefined : this.fill.question;
  }

  override updated(): void {
    if (!this.workspace.run.playing) this.fill.follow(this.look);
  }

  override render(): TemplateResult {
    const { own, fill, asked } = this;
    return html`
      <section class="box" aria-labelledby="fill-title">
        <div class="head">
          <h3 id="fill-title">${own.title}</h3>
          ${fill.row === 0 ? nothing : html`<span class="row">${own.row(this.format.integer(fill.row))}</span>`}
          <button id="fill-end" @click=${this.end}>${own.end}</button>
        </div>
        ${asked === undefined ? html`<p>${this.workspace.run.playing ? own.pause : own.nothing}</p>` : this.renderQuestion(asked)}
      </section>
    `;
  }

  private renderQuestion(question: Question): TemplateResult {
    const { own, fill, look, labels, format } = this;
    const { kind, place, sample, samples, weight } = question;
    const unit = labels.unit(place);
    const { scope, answer } = look;
    const away =
      scope.place.layer !== place.layer ||
      scope.place.unit !== place.unit ||
      (kind !== "batch_gradient" && answer.sample !== sample);
    return html`
      <p>${own.intro}</p>
      <p class="asks">
        <strong>${own.asks[kind](weight === undefined ? "" : this.nameOf(weight), this.symbols)}</strong>
        <span class="quiet">${own.where(unit, format.integer(sample + 1), format.integer(samples))}</span>
        ${away ? html`<button id="fill-back" @click=${() => this.lead(question)}>${own.back}</button>` : nothing}
      </p>
      <form @submit=${this.check}>
        <input
          id="fill-number"
          type="text"
          inputmode="decimal"
          autocomplete="off"
          aria-label=${own.label}
          placeholder=${own.label}
          ?readonly=${fill.solved}
          .value=${fill.typed.value}
          @input=${({ target }: Event) => {
            fill.typed.value = (target as HTMLInputElement).value;
          }}
        />
        ${
          fill.solved
            ? html`<button type="button" id="fill-next" class="main" @click=${this.next}>${own.next}</button>`
            : html`
                <button id="fill-check" class="main">${own.check}</button>
                <button type="button" id="fill-show" @click=${this.show}>${own.show}</button>
              `
        }
      </form>
      <p id="fill-verdict" role="status" class=${this.isRight ? "right" : ""}>${this.verdict(question)}</p>
    `;
  }

  private get symbols() {
    const { notation } = this.workspace.settings;
    return { loss: formulaIn(notation, "L"), derivative: formulaIn(notation, "∂L/∂w") };
  }

  private get isRight(): boolean {
    const { verdict } = this.fill;
    return typeof verdict === "object" && verdict.right;
  }

  private verdict({ value, samples }: Question): string {
    const { own, fill } = this;
    // The number itself, which is no longer hidden.
    const format = formatOf(this.language);
    const { verdict } = fill;
    if (this.isRight) return own.right(format.real(value));
    if (fill.shown) return own.shown(format.real(value));
    if (verdict === undefined) return "";
    if (verdict === "no_number" || verdict.right) return own.noNumber;
    if ("off" in verdict) return own.off(format.real(verdict.off));
    const said = own.slips[verdict.slip];
    return typeof said === "string" ? said : said(format.integer(samples));
  }

  private readonly check = (event: Event): void => {
    event.preventDefault();
    this.fill.check();
    if (this.fill.solved) void this.focusOn("#fill-next");
  };

  private readonly show = (): void => {
    this.fill.show();
    void this.focusOn("#fill-next");
  };

  private readonly next = (): void => {
    this.fill.next(this.look);
    this.focus();
  };

  private lead(question: Question): void {
    this.goTo(question);
    this.focus();
  }

  private readonly end = (): void => {
    this.fill.end();
    this.dispatchEvent(new CustomEvent("end"));
  };
}

declare global {
  interface HTMLElementTagNameMap {
    "downhill-fill-in": DownhillFillIn;
  }
}
