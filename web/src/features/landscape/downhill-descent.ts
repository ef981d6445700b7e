// SPDX-License-Identifier: Apache-2.0
/**
 * An optimizer on a test function, from a start that is chosen on the picture. It takes a moment, so it follows every change by
 * itself, but for another study that is at work: that is not put aside unasked.
 */
import { batch, computed, effect, untracked } from "@preact/signals-core";
import { html, nothing, type TemplateResult } from "lit";
import { customElement } from "lit/decorators.js";
import { nextStepText } from "../../app/next_step_text.ts";
import type { Trace } from "../../charts/contour_map.ts";
import type { Place } from "../../charts/contour_scale.ts";
import { dashOf } from "../../charts/identity.ts";
import type { StudyResult } from "../../engine/api.ts";
import { paragraph } from "../../locales/paragraph.ts";
import { testFunction } from "../../sandbox/test_functions.ts";
import type { StudySession } from "../../sessions/study_session.ts";
import { swatch } from "../../ui/found_table.ts";
import { icons } from "../../ui/icons.ts";
import { type PathPoint, thinned } from "./found.ts";
import { LandscapePanel } from "./landscape_panel.ts";

const RATE = "optimizer.learning_rate";
/** A line needs no more points than it has pixels. */
const DRAWN = 2_000;
/** Its line; those that are kept have the others. */
const NEWEST = { colour: 1, dash: [] } as const;
const FIRST_KEPT = 2;

@customElement("downhill-descent")
export class DownhillDescent extends LandscapePanel {
  /** From the point of the path that is looked at; none at its end, and none while another path is on its way. */
  private readonly ahead = computed(() => {
    const { form, session } = this;
    const path = this.found.value?.paths[0]?.path ?? [];
    const [from, to] = path.slice(this.index.value);
    if (session?.finished !== true || from === undefined || to === undefined) return undefined;
    const { catalog } = this.workspace.document;
    const type = String(form.shown("function.type"));
    const entry = catalog.kinds.test_function.find(({ id }) => id === type);
    const numbers = entry?.fields.map(({ id }) => [id, form.shown(`function.${id}`)] as const);
    const known = numbers && testFunction({ ...Object.fromEntries(numbers), type });
    if (known === undefined) return undefined;
    const gradient = known.gradient(from);
    const predicted = -(gradient.x * (to.x - from.x) + gradient.y * (to.y - from.y));
    return { from, to, gradient, predicted, rate: Number(form.shown(RATE)) };
  });
  private endFollowing = () => {};
  private shown: StudyResult | undefined;
  private goesAlong = false;

  protected override get folds(): boolean {
    return false;
  }

  protected get form() {
    return this.store.descent;
  }

  protected get begin(): string {
    return this.own.setOff;
  }

  protected get height(): string {
    return this.own.value;
  }

  /** The last one stays until the next is there. */
  protected override get result(): StudyResult | undefined {
    this.shown = super.result ?? this.shown;
    return this.shown;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.endFollowing = effect(() => {
      const source = this.store.view === "descent" ? this.store.source() : undefined;
      const isAsked = JSON.stringify(this.session?.source) === JSON.stringify(source);
      if (source === undefined || isAsked || this.workspace.study.value?.running) return;
      untracked(() => this.ask(source));
    });
  }

  override disconnectedCallback(): void {
    this.endFollowing();
    super.disconnectedCallback();
  }

  override updated(): void {
    if (!this.goesAlong || this.session?.finished !== true) return;
    this.goesAlong = false;
    this.player?.play();
  }

  protected cost() {
    return {
      work: this.own.updates(this.format.integer(Number(this.form.shown("steps")))),
      time: 0,
    };
  }

  protected axes(): readonly [string, string] {
    return ["x", "y"];
  }

  protected renderSettings(): TemplateResult {
    return html`
      ${this.field("function")} ${this.field("optimizer")}
      <details>
        <summary>${this.own.more}</summary>
        ${this.field("x")} ${this.field("y")} ${this.field("steps")} ${this.field("schedule")}
      </details>
    `;
  }

  /** Where it follows by itself there is nothing to press. */
  protected override renderBar(session: StudySession | undefined) {
    const follows = session?.running === true || session?.finished === true;
    return follows ? nothing : super.renderBar(session);
  }

  protected renderFound(result: StudyResult): TemplateResult {
    const { own, found } = this;
    const { surface, paths, minima } = found.value ?? {};
    const path = paths?.[0]?.path;
    if (surface === undefined || path === undefined) return html``;
    return html`
      <div class="pictured">
        <downhill-contours
          .surface=${surface}
          .traces=${this.traces(path)}
          .minima=${minima ?? []}
          .start=${this.start(path)}
          .at=${this.at}
          .now=${NOWHERE}
          .ghost=${this.ahead.value}
          .axes=${this.axes()}
          .height=${this.height}
          .says=${own.saysFunction(this.entryName("function"))}
          .pickHelp=${own.pickHelp}
          .dark=${this.workspace.settings.dark}
          @pick=${({ detail }: CustomEvent<Place>) => this.pick(detail)}
          @begin=${this.goAlong}
        ></downhill-contours>
        <div class="beside">
          ${this.renderSentence(result)} ${this.renderPlayer(path)}
          ${result.status === "diverged" ? this.renderCure() : nothing}
          ${this.renderKept(path)}
          <p class="note">${own.crosses}</p>
          ${this.renderAhead()}
          ${this.renderPath(path)}
        </div>
      </div>
    `;
  }

  private renderAhead(): TemplateResult | typeof nothing {
    const { words, format, language } = this;
    const ahead = this.ahead.value;
    if (ahead === undefined) return nothing;
    const { notation } = this.workspace.settings;
    const optimizer = String(this.form.shown("optimizer.type"));
    const told = { words, format, notation, optimizer, hasBatches: false };
    const heights = { before: ahead.from.value, after: ahead.to.value };
    return html`<p class="note" id="next-step">${paragraph(nextStepText(ahead, heights, told), language)}</p>`;
  }

  /** As it was asked for; where this function is usually started else. */
  private start([first]: readonly PathPoint[]): Place | undefined {
    const at = (field: "x" | "y") => {
      const given = this.form.shown(field);
      return typeof given === "number" ? given : first?.[field];
    };
    const [x, y] = [at("x"), at("y")];
    return x === undefined || y === undefined ? undefined : { x, y };
  }

  private pick({ x, y }: Place): void {
    batch(() => {
      this.form.set("x", x);
      this.form.set("y", y);
    });
  }

  private goAlong(): void {
    this.goesAlong = true;
    this.requestUpdate();
  }

  private traces(path: readonly PathPoint[]): Trace[] {
    const kept = this.store.keptHere.map(({ places }, index) => ({
      places,
      colour: FIRST_KEPT + index,
      dash: dashOf(FIRST_KEPT + index),
    }));
    return [...kept, { places: thinned(path, DRAWN), ...NEWEST }];
  }

  private renderCure(): TemplateResult | typeof nothing {
    const rate = this.form.shown(RATE);
    if (typeof rate !== "number") return nothing;
    const tenth = Number((rate / 10).toPrecision(3));
    return html`
      <button id="tenth" @click=${() => this.form.set(RATE, tenth)}>${this.own.tenth(this.format.plain(tenth))}</button>
    `;
  }

  private renderKept(path: readonly PathPoint[]): TemplateResult {
    const { own, store, format } = this;
    const rate = this.form.shown(RATE);
    const optimizer = this.entryName("optimizer");
    const name = typeof rate === "number" ? `${optimizer} ${format.plain(rate)}` : optimizer;
    const all = store.keptHere;
    return html`
      <ul class="kept" aria-label=${own.kept} ?hidden=${all.length === 0}>
        <li><span class="newest"></span>${name} <span class="quiet">${own.newest}</span></li>
        ${all.map(
          (one, index) => html`
            <li>
              ${swatch(FIRST_KEPT + index)} ${one.name}
              <button class="plain" aria-label=${own.forget(one.name)} title=${own.forget(one.name)} @click=${() => store.forget(one)}>
                ${icons.close}
              </button>
            </li>
          `,
        )}
      </ul>
      <button id="keep" @click=${() => store.keep(name, thinned(path, DRAWN))}>${own.keep}</button>
    `;
  }

  private entryName(path: "function" | "optimizer"): string {
    const { kind } = this.form.field(path);
    const id = this.form.shown(`${path}.type`);
    const entry = kind && this.form.entries(kind).find((one) => one.id === id);
    return entry === undefined ? "" : this.say(entry.label);
  }
}

const NOWHERE = computed(() => undefined);

declare global {
  interface HTMLElementTagNameMap {
    "downhill-descent": DownhillDescent;
  }
}
