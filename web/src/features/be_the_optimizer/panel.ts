// SPDX-License-Identifier: Apache-2.0
/** Be the optimizer: so many moves by hand on the loss of two parameters, then the optimizer's from the same start; the lower loss wins. */
import { computed } from "@preact/signals-core";
import { html, nothing, type TemplateResult } from "lit";
import { customElement, state } from "lit/decorators.js";
import type { Measured } from "../../app/loss_of_two.ts";
import { nextStepText, toldOf } from "../../app/next_step_text.ts";
import { PageElement } from "../../app/page_element.ts";
import type { Trace } from "../../charts/contour_map.ts";
import type { Place } from "../../charts/contour_scale.ts";
import { dashOf } from "../../charts/identity.ts";
import { twoSymbols } from "../../charts/parameter_names.ts";
import { symbolIn } from "../../locales/notation.ts";
import { paragraph } from "../../locales/paragraph.ts";
import { readTypedNumber } from "../../locales/typed_number.ts";
import "../../ui/downhill-contours.ts";
import { foundTableStyles, swatch } from "../../ui/found_table.ts";
import "./downhill-valley.ts";
import { lossOf, movesTable } from "./moves_table.ts";
import { EXPERIMENT, gameOf, type OptimizerGame } from "./store.ts";
import { gameStyles } from "./styles.ts";
import { verdictOf } from "./verdict.ts";
import { en } from "./words.en.ts";
import { zh } from "./words.zh.ts";

export const tag = "downhill-be-the-optimizer";

const WORDS = { en, zh };
/** Colours and dashes of the two ways. */
const [YOURS, ITS] = [1, 0];
const AIM = { colour: YOURS, dash: [2, 3] } as const;
const NOWHERE = computed(() => undefined);

@customElement(tag)
export class DownhillBeTheOptimizer extends PageElement {
  static override styles = [...PageElement.styles, foundTableStyles, gameStyles];

  /** What was typed and is no number, by the name of its field. */
  @state() private fault: string | undefined;
  private end = () => {};
  private readonly at = computed((): readonly Place[] => {
    const { here } = this.game;
    return here === undefined ? [] : [here];
  });

  private get own() {
    return WORDS[this.language];
  }

  private get game(): OptimizerGame {
    return gameOf(this.workspace);
  }

  private get symbols(): readonly [string, string] {
    const { document, settings } = this.workspace;
    if (this.game.on !== EXPERIMENT) return ["x", "y"];
    if (this.game.parameters === 1) return [symbolIn(settings.notation, "w"), ""];
    return twoSymbols(document.description.summary, settings.notation);
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.end = this.game.follow();
  }

  override disconnectedCallback(): void {
    this.end();
    super.disconnectedCallback();
  }

  override render(): TemplateResult {
    const { own, game } = this;
    return html`
      <div class="all">
        <p class="note">${own.intro(game.parameters)}${game.on === EXPERIMENT ? nothing : own.onFunction}</p>
        ${this.renderTools()}
        ${game.broken ? html`<p class="fault" role="alert">${own.broken}</p>` : nothing}
        ${
          game.seen === undefined
            ? html`<p class="note">${own.waiting}</p>`
            : html`
                <p class="told number" role="status">${this.told}</p>
                ${game.over ? this.renderScore() : nothing}
                ${this.renderPictured()}
              `
        }
      </div>
    `;
  }

  private renderTools(): TemplateResult {
    const { own, game, format } = this;
    const chosen = (event: Event) => (event.target as HTMLSelectElement).value;
    return html`
      <div class="tools">
        <label>
          ${own.ground}
          <select id="ground" @change=${(event: Event) => game.setOn(chosen(event))}>
            ${game.grounds.map((one) => html`<option value=${one} ?selected=${one === game.on}>${this.groundName(one)}</option>`)}
          </select>
        </label>
        <label>
          ${own.sight}
          <select id="sight" @change=${(event: Event) => game.setFog(chosen(event) === "fog")}>
            ${(["fog", "contours"] as const).map((one) => html`<option value=${one} ?selected=${(one === "fog") === game.fog}>${own.sights[one]}</option>`)}
          </select>
        </label>
        <label>
          ${own.length}
          <select id="moves" @change=${(event: Event) => game.setMoves(Number(chosen(event)))}>
            ${game.lengths.map((one) => html`<option value=${one} ?selected=${one === game.moves}>${format.integer(one)}</option>`)}
          </select>
        </label>
        <label>
          <input
            id="ghost"
            type="checkbox"
            .checked=${game.ghosts}
            @change=${this.haunt}
          />
          ${own.ghost}
        </label>
        <button id="again" @click=${this.again}>${own.again}</button>
      </div>
    `;
  }

  private groundName(ground: string): string {
    const { kinds } = this.workspace.document.catalog;
    const entry = kinds.test_function.find(({ id }) => id === ground);
    return entry === undefined ? this.own.experiment : this.say(entry.label);
  }

  private renderPictured(): TemplateResult {
    const { game } = this;
    return html`
      <div class="pictured">
        ${game.parameters === 1 ? this.renderValley() : this.renderPlane()}
        <div class="beside">
          ${game.over ? nothing : this.renderAim()}
          ${this.renderGhost()}
          ${this.renderMoves()}
        </div>
      </div>
    `;
  }

  /** Of one parameter: its loss as a curve. */
  private renderValley(): TemplateResult {
    const { own, game, symbols } = this;
    const [x] = symbols;
    return html`
      <downhill-valley
        .surface=${game.seen}
        .way=${game.way}
        .descent=${game.descent}
        .target=${game.over ? undefined : game.target.value}
        .ghost=${game.ghost}
        .axis=${x}
        .height=${own.height}
        .says=${game.over ? own.saysLineOver(x) : own.saysLine(x)}
        .pickHelp=${game.over ? "" : own.pickHelp}
        @pick=${({ detail }: CustomEvent<Place>) => this.aim(detail)}
        @begin=${this.move}
      ></downhill-valley>
    `;
  }

  private renderPlane(): TemplateResult {
    const { own, game, symbols } = this;
    const [x, y] = symbols;
    return html`
        <downhill-contours
          .surface=${game.seen}
          .traces=${this.traces}
          .start=${game.over ? game.way[0] : game.target.value}
          .at=${this.at}
          .now=${NOWHERE}
          .ghost=${game.ghost}
          .axes=${symbols}
          .height=${game.on === EXPERIMENT ? own.height : own.value}
          .says=${game.over ? own.saysOver(x, y) : own.says(x, y)}
          .pickHelp=${game.over ? "" : own.pickHelp}
          .dark=${this.workspace.settings.dark}
          @pick=${({ detail }: CustomEvent<Place>) => this.aim(detail)}
          @begin=${this.move}
        ></downhill-contours>
    `;
  }

  private get traces(): Trace[] {
    const { way, descent, over, here, target } = this.game;
    const traces: Trace[] = [{ places: way, colour: YOURS, dash: dashOf(YOURS) }];
    if (descent !== undefined) traces.unshift({ places: descent, colour: ITS, dash: dashOf(ITS) });
    if (!over && here !== undefined && target.value !== undefined) {
      traces.push({ places: [here, target.value], ...AIM });
    }
    return traces;
  }

  private get told(): string {
    const { own, game, format } = this;
    const { here, made, way } = game;
    if (here === undefined) return "";
    const moves = format.integer(game.moves);
    if (made === 0) return own.start(this.lossOf(here), moves);
    const before = way.at(-2)?.loss ?? Number.POSITIVE_INFINITY;
    const change = (here.loss ?? Number.POSITIVE_INFINITY) - before;
    const moved = own.moved(format.integer(made), moves, this.lossOf(here));
    if (!Number.isFinite(change)) return moved + own.fullStop;
    if (change === 0) return moved + own.same;
    return moved + (change < 0 ? own.down(format.real(-change)) : own.up(format.real(change)));
  }

  private lossOf(place: Measured): string {
    return lossOf(place, this.own, this.format);
  }

  private renderAim(): TemplateResult {
    const { own, game, symbols, fault } = this;
    const target = game.target.value;
    const field = (which: "x" | "y", name: string) => html`
      <label>
        <i>${name}</i>
        <input
          id=${which}
          type="text"
          inputmode="decimal"
          autocomplete="off"
          .value=${target === undefined ? "" : String(Number(target[which].toPrecision(6)))}
          aria-invalid=${fault === name ? "true" : nothing}
          @change=${(event: Event) => this.type(which, name, (event.target as HTMLInputElement).value)}
        />
      </label>
    `;
    const [x, y] = symbols;
    return html`
      <form class="aim" @submit=${this.go}>
        ${own.to} ${field("x", x)} ${y === "" ? nothing : field("y", y)}
        <button id="move" ?disabled=${!game.ready}>${own.move}</button>
      </form>
      <p class="fault" role="alert" ?hidden=${fault === undefined}>${fault === undefined ? nothing : own.noNumber(fault)}</p>
      <p class="note">${own.marks}</p>
      ${game.made === 0 ? nothing : html`<button id="stop" @click=${this.stop}>${own.stop}</button>`}
    `;
  }

  private renderScore(): TemplateResult {
    const { own, game, format } = this;
    const { way, descent } = game;
    const mine = way.at(-1);
    const its = descent?.at(-1);
    if (descent === undefined || mine === undefined || its === undefined) {
      return html`<p class="note">${own.turn}</p>`;
    }
    return html`
      <div class="score" id="score" role="status">
        <p>
          <strong>${own.verdicts[verdictOf(way, descent)]}</strong>
          ${own.result(format.integer(game.made), this.lossOf(mine), this.optimizer, this.lossOf(its))}
        </p>
        <p>${game.looked ? own.why.contours : own.why.fog}</p>
      </div>
      <p class="note">${game.crawls ? own.crawls(format.plain(this.rate)) : own.tryRate}</p>
      <ul class="paths">
        <li>${swatch(YOURS)}${own.yours}</li>
        <li>${swatch(ITS)}${this.optimizer}</li>
      </ul>
    `;
  }

  private get rate(): number {
    return Number(this.workspace.document.experiment.optimizer.learning_rate);
  }

  private get optimizer(): string {
    const { catalog, experiment } = this.workspace.document;
    const entry = catalog.kinds.optimizer.find(({ id }) => id === experiment.optimizer.type);
    return entry === undefined ? experiment.optimizer.type : this.say(entry.label);
  }

  private renderGhost(): TemplateResult | typeof nothing {
    const { words, format } = this;
    const { ghost } = this.game;
    if (ghost === undefined) return nothing;
    const { document, settings } = this.workspace;
    const { notation } = settings;
    const told = toldOf(document.description, { words, format, notation });
    // A function has no samples.
    const hasBatches = this.game.on === EXPERIMENT && told.hasBatches;
    const loss = { before: ghost.from.loss, after: ghost.to.loss };
    return html`<p class="note" id="next-step">${paragraph(nextStepText(ghost, loss, { ...told, hasBatches }), this.language)}</p>`;
  }

  private renderMoves(): TemplateResult | typeof nothing {
    const { own, game, format, symbols, optimizer } = this;
    const { way, descent } = game;
    if (way.length < 2) return nothing;
    return html`
      <details ?open=${game.over}>
        <summary>${own.table}</summary>
        ${movesTable({ way, descent, optimizer, symbols }, own, format)}
      </details>
    `;
  }

  private aim(place: Place): void {
    this.fault = undefined;
    this.game.target.value = place;
  }

  private type(which: "x" | "y", name: string, text: string): void {
    const value = readTypedNumber(text);
    const target = this.game.target.peek();
    this.fault = value === undefined ? name : undefined;
    if (value !== undefined && target !== undefined) this.aim({ ...target, [which]: value });
  }

  private go(event: Event): void {
    event.preventDefault();
    if (this.fault === undefined) void this.move();
  }

  private async move(): Promise<void> {
    await this.game.move();
    this.leave();
  }

  private async stop(): Promise<void> {
    await this.game.stop();
    this.leave();
  }

  /** After the last move nothing is left of what it was made with. */
  private leave(): void {
    if (this.game.over) void this.focusOn("#again");
  }

  private haunt({ target }: Event): void {
    const box = target as HTMLInputElement;
    this.game.setGhosts(box.checked);
    box.checked = this.game.ghosts;
  }

  private readonly again = (): void => {
    this.fault = undefined;
    void this.game.again();
  };
}

declare global {
  interface HTMLElementTagNameMap {
    "downhill-be-the-optimizer": DownhillBeTheOptimizer;
  }
}
