// SPDX-License-Identifier: Apache-2.0
/** A frame's worth of the playground: the parts that the author has chosen, of one experiment, from 240 x 200 pixels up. */
import { type ReadonlySignal, signal } from "@preact/signals-core";
import { html, nothing, type TemplateResult } from "lit";
import { customElement, state } from "lit/decorators.js";
import type { CommandId } from "../../app/commands.ts";
import { PageElement } from "../../app/page_element.ts";
import { useShortcut } from "../../app/shortcuts.ts";
import { ToldState } from "../../app/told_state.ts";
import type { Workspace } from "../../app/workspace.ts";
import { PART_NAMES } from "../../documents/view_words.ts";
import type { Text } from "../../engine/api.ts";
import "../../features/announcer/panel.ts";
import "../../features/loss/panel.ts";
import "../../features/network/downhill-network-picture.ts";
import "../../features/notice/panel.ts";
import "../../features/output/panel.ts";
import "../../features/transport/panel.ts";
import { MediaQuery } from "../../ui/media_query.ts";
import { litStyles } from "../../ui/styles/lit.ts";
import { BAR_BELOW, PHONE } from "../../ui/styles/media.ts";
import { featuresFor } from "../shared/features.ts";
import { provideWorkspace } from "../shared/provide.ts";
import { altOf } from "./alt.ts";
import "./downhill-part.ts";
import "./downhill-shown-settings.ts";
import "./downhill-ways.ts";
import type { Part, PlayerOptions } from "./options.ts";
import { playerStyles } from "./player_styles.ts";
import type { Story } from "./story.ts";
import { type PlayerWords, playerWords } from "./words.ts";

/** What keys do here: what else they do in the playground there is no place for. */
const KEYS: ReadonlySet<CommandId> = new Set([
  "play",
  "step",
  "epoch",
  "reset",
  "undo",
  "redo",
  "logarithmic_loss",
]);

export interface Shown {
  readonly workspace: Workspace;
  /** The host may change them. */
  readonly options: ReadonlySignal<PlayerOptions>;
  /** What of the address makes no sense. */
  readonly faults: readonly Text[];
  readonly story: Story;
  /** To what the author made. */
  back(): void;
}

@customElement("downhill-embed")
export class DownhillEmbed extends PageElement {
  static override styles = [...PageElement.styles, playerStyles, litStyles];

  /** Of each group the picture that is seen where there is room for one alone. */
  @state() private chosen: ReadonlyMap<number, Part> = new Map();

  /** Until the reader has clicked into it, wheel and fingers are the page's around it. */
  readonly touched = signal(false);

  private readonly told = new ToldState(this);
  private readonly narrow = new MediaQuery(this, PHONE);
  private readonly narrowOrLow = new MediaQuery(this, BAR_BELOW);

  #shown: Shown | undefined;

  /** Before it is put on the page. */
  show(shown: Shown): this {
    this.#shown = shown;
    provideWorkspace(this, shown.workspace);
    return this;
  }

  private get shown(): Shown {
    if (this.#shown === undefined) throw new Error("The player shows nothing.");
    return this.#shown;
  }

  override get workspace(): Workspace {
    return this.shown.workspace;
  }

  private get options(): PlayerOptions {
    return this.shown.options.value;
  }

  private get own(): PlayerWords {
    return playerWords(this.language);
  }

  override connectedCallback(): void {
    super.connectedCallback();
    window.addEventListener("keydown", this.onKey);
    window.addEventListener("pointerup", this.touch);
    window.addEventListener("focusin", this.touch);
  }

  override disconnectedCallback(): void {
    window.removeEventListener("keydown", this.onKey);
    window.removeEventListener("pointerup", this.touch);
    window.removeEventListener("focusin", this.touch);
    super.disconnectedCallback();
  }

  private readonly touch = (): void => {
    this.touched.value = true;
    document.documentElement.toggleAttribute("data-touched", true);
    this.shown.story.leave();
  };

  private readonly onKey = (event: KeyboardEvent): void => {
    const { hide } = this.shown.options.peek();
    const allowed = (id: CommandId) => KEYS.has(id) && !(hide as ReadonlySet<string>).has(id);
    if (useShortcut(event, this.workspace, allowed)) event.preventDefault();
  };

  override render(): TemplateResult {
    const { own, options } = this;
    const { parts, title, hide, fit } = options;
    this.setAttribute("fit", fit);
    const controlled = parts.includes("controls");
    return html`
      <main class="player" aria-label=${title ?? own.player} aria-describedby="alt">
        <p id="alt" class="hidden">${options.alt ?? altOf(this.workspace, this.told.value, own)}</p>
        ${title === undefined ? nothing : html`<h1>${title}</h1>`}
        <div class="told">${this.renderFaults()}<downhill-notice></downhill-notice>${this.renderBroken()}</div>
        ${groupsOf(parts).map((group, index) => (group === "controls" ? this.renderControls() : this.renderPictures(group, index)))}
        <downhill-ways class=${controlled ? "foot" : ""} .without=${hide} @back=${this.back}></downhill-ways>
        ${this.touched.value ? html`<downhill-announcer></downhill-announcer>` : nothing}
      </main>
    `;
  }

  private back(): void {
    this.shown.back();
  }

  private renderFaults(): TemplateResult | typeof nothing {
    const { faults } = this.shown;
    if (faults.length === 0) return nothing;
    return html`
      <div class="faults" id="faults" role="note">
        <p>${this.own.asks}</p>
        <ul>${faults.map((fault) => html`<li>${this.say(fault)}</li>`)}</ul>
      </div>
    `;
  }

  /** A trainer that died, or numbers that broke. */
  private renderBroken(): TemplateResult | typeof nothing {
    const { words, workspace } = this;
    const { crash, state: where, refused } = workspace.run;
    if (crash !== undefined) {
      return html`
        <div class="faults" role="alert">
          <p>${words.crashed} ${this.say(crash)}</p>
          <button id="restart" @click=${() => void workspace.restart()}>${words.restart}</button>
        </div>
      `;
    }
    const message = refused ?? (where?.status === "diverged" ? where.message : undefined);
    return message === undefined
      ? nothing
      : html`<p class="faults" role="status">${this.say(message)}</p>`;
  }

  private renderControls(): TemplateResult {
    const { hide, show, light } = this.options;
    const { story } = this.shown;
    return html`
      <section class="controls" aria-label=${this.say(PART_NAMES.controls)}>
        <div class="line">
          <downhill-transport ?compact=${this.isCompact} .without=${hide} .light=${light}></downhill-transport>
          <downhill-ways class="more" folded .without=${hide} @back=${this.back}></downhill-ways>
        </div>
        ${this.renderScores()}
        ${show.length === 0 ? nothing : html`<downhill-shown-settings .paths=${show} .light=${light} ?handle=${story.told && !this.touched.value}></downhill-shown-settings>`}
      </section>
    `;
  }

  /** A frame that is as high as what is in it must not be another one for its height. */
  private get isCompact(): boolean {
    const { matches } = this.options.fit === "frame" ? this.narrowOrLow : this.narrow;
    return matches.value;
  }

  /** What is beside no curve, which has them itself, or not both at a time. A frame that has to be filled has no room for it. */
  private renderScores(): TemplateResult | typeof nothing {
    const { own, format, options } = this;
    const { parts, fit } = options;
    const { state, description } = this.workspace.run;
    const { task, counts } = description.summary;
    const isAlone = !parts.includes("chart");
    if (fit === "frame" || (!isAlone && task === "regression")) return nothing;
    const validated = counts.validation > 0;
    const scores = [
      ...(isAlone ? [[own.trainLoss, format.real(state?.train_loss)]] : []),
      ...(isAlone && validated ? [[own.validationLoss, format.real(state?.validation_loss)]] : []),
      ...(task === "regression"
        ? []
        : [[own.trainAccuracy, format.percent(state?.train_accuracy)]]),
      ...(task === "regression" || !validated
        ? []
        : [[own.validationAccuracy, format.percent(state?.validation_accuracy)]]),
    ];
    return html`
      <p class="scores number" id="scores">
        ${scores.map(([name, value]) => html`<span>${name} <b>${value}</b></span>`)}
      </p>
    `;
  }

  private renderPictures(parts: readonly Part[], group: number): TemplateResult {
    const shown = this.chosen.get(group) ?? parts[0];
    const { light } = this.options;
    const size = parts.length === 1 ? "one" : parts.length === 2 ? "two" : "many";
    return html`
      <div class="pictures ${size}">
        <div class="inner">
          ${parts.length === 1 ? nothing : this.renderTabs(parts, shown, group)}
          <div class="grid">
            ${parts.map(
              (part) => html`
                <section class="part ${part} ${part === shown ? "shown" : ""} ${part === light ? "lit" : ""}" aria-label=${this.say(PART_NAMES[part])}>
                  ${this.renderPart(part)}
                </section>
              `,
            )}
          </div>
        </div>
      </div>
    `;
  }

  private renderTabs(
    parts: readonly Part[],
    shown: Part | undefined,
    group: number,
  ): TemplateResult {
    const { own } = this;
    return html`
      <div class="tabs" role="group" aria-label=${own.which}>
        ${parts.map(
          (part) => html`
            <button
              id="tab-${part}"
              aria-pressed=${part === shown}
              @click=${() => {
                this.chosen = new Map(this.chosen).set(group, part);
              }}
            >
              ${this.say(PART_NAMES[part])}
            </button>
          `,
        )}
      </div>
    `;
  }

  private renderPart(part: Part): TemplateResult {
    const { own, workspace } = this;
    const { description } = workspace.document;
    switch (part) {
      case "map":
        return html`<downhill-stage flows class=${workspace.attention.unit.value === undefined ? "" : "unit"}></downhill-stage>${this.renderVeil()}`;
      case "chart":
        return html`<downhill-chart></downhill-chart>${this.renderVeil()}`;
      case "network":
        return html`<downhill-network-picture></downhill-network-picture>${this.renderVeil()}`;
      default: {
        const feature = featuresFor("tab", description).find(({ id }) => id === part);
        return feature === undefined
          ? html`<p class="quiet">${own.nothingToShow(this.say(PART_NAMES[part]))}</p>`
          : html`<downhill-part .feature=${feature}></downhill-part>`;
      }
    }
  }

  /** Over what would take wheel and fingers: the first click lifts it. */
  private renderVeil(): TemplateResult | typeof nothing {
    return this.touched.value
      ? nothing
      : html`<div class="veil" title=${this.own.touch} aria-hidden="true"></div>`;
  }
}

/** Pictures that follow each other stand side by side. */
function groupsOf(parts: readonly Part[]): ("controls" | Part[])[] {
  const groups: ("controls" | Part[])[] = [];
  for (const part of parts) {
    const last = groups.at(-1);
    if (part === "controls") groups.push(part);
    else if (last === undefined || last === "controls") groups.push([part]);
    else last.push(part);
  }
  return groups;
}

declare global {
  interface HTMLElementTagNameMap {
    "downhill-embed": DownhillEmbed;
  }
}
