// SPDX-License-Identifier: Apache-2.0
/** The training loss on a plane through where the training ended: with its path, and the place of the run on the page. */
import { computed } from "@preact/signals-core";
import { html, nothing, type TemplateResult } from "lit";
import { customElement } from "lit/decorators.js";
import { nextStepText, toldOf } from "../../app/next_step_text.ts";
import { EPOCHS_SHOWN } from "../../app/study_form.ts";
import type { Ghost } from "../../charts/contour_map.ts";
import type { Place } from "../../charts/contour_scale.ts";
import { dashOf } from "../../charts/identity.ts";
import { type ParameterName, twoNames } from "../../charts/parameter_names.ts";
import { differences } from "../../documents/difference.ts";
import type { StudyResult } from "../../engine/api.ts";
import { paragraph } from "../../locales/paragraph.ts";
import { costOf } from "../../sessions/study_cost.ts";
import type { StudySession } from "../../sessions/study_session.ts";
import { foundTable, swatch } from "../../ui/found_table.ts";
import { Visible } from "../../ui/visible.ts";
import { lastStep, longest, type NamedPath, placeAfter } from "./found.ts";
import { GhostStep } from "./ghost_step.ts";
import { LandscapePanel } from "./landscape_panel.ts";
import type { Pair } from "./weight_choice.ts";
import { renderPair, weightName } from "./weight_form.ts";

const ORIGIN = { x: 0, y: 0 } as const;
const ACROSS = 1;

@customElement("downhill-loss-plane")
export class DownhillLossPlane extends LandscapePanel {
  /** Of the run on the page, where this is its path. */
  private readonly now = computed(() => {
    const { session } = this;
    const step = this.workspace.run.state?.step;
    const [own, ...others] = this.found.value?.paths ?? [];
    if (session === undefined || step === undefined || own === undefined) return;
    if (others.length > 0 || this.store.whyNot(session.source) !== undefined) return;
    return placeAfter(own.path, step);
  });

  /** In the plane of both parameters the run on the page is wherever it is, whatever path was measured. */
  private readonly ghost = new GhostStep(
    this,
    new Visible(this).seen,
    () => this.store.view === "exact" && this.found.value !== undefined && this.isSameLoss,
  );

  protected get form() {
    return this.store.planes;
  }

  protected get begin(): string {
    return this.own.measure;
  }

  protected get height(): string {
    return this.words.loss;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    if (this.session === undefined) this.store.follow();
  }

  protected override ask(): void {
    this.store.follow();
    super.ask(this.source());
  }

  protected cost() {
    const { own, format } = this;
    const { summary, experiment } = this.workspace.document.description;
    const points = (Number(this.form.shown("resolution")) || 1) ** 2;
    const { epochs } = this.store;
    const batch = Number(experiment.batch_size) || summary.counts.train;
    const trainings = this.store.races ? this.store.racers.length : 1;
    const trained =
      trainings === 1
        ? this.epochs(epochs)
        : own.each(format.integer(trainings), this.epochs(epochs));
    return {
      work: own.work(trained, format.integer(points)),
      time: costOf(summary, {
        updates: trainings * epochs * summary.steps_per_epoch,
        batch,
        evaluations: points,
      }),
    };
  }

  protected axes(): readonly [string, string] {
    const { own } = this;
    const { view } = this.store;
    if (view === "random") return own.random;
    if (view === "weights") return this.axesOfPair();
    if (view !== "exact") return own.principal;
    const [x, y] = twoNames(this.workspace.document.description.summary);
    return [this.name(x), this.name(y)];
  }

  /** Of what was measured; it may be another pair by now. */
  private axesOfPair(): readonly [string, string] {
    const measured = this.session?.source.weights as Pair | undefined;
    const [first, second] = measured ?? this.store.pair;
    const names = { own: this.own, labels: this.labels, format: this.format };
    const { description } = this.workspace.document;
    return [weightName(names, description, first), weightName(names, description, second)];
  }

  private name(parameter: ParameterName | undefined): string {
    const { own, format } = this;
    switch (parameter?.what) {
      case "weight":
        return own.weightOf(parameter.of);
      case "bias":
        return own.bias;
      case "layer":
        return own.weightOfLayer(format.integer(parameter.number));
      default:
        return own.parameter(format.integer(parameter?.number ?? 1));
    }
  }

  protected renderSettings(): TemplateResult {
    const { own, store, labels, format } = this;
    return html`
      ${store.view === "weights" ? renderPair(store, { own, labels, format }, this.workspace.document.description) : nothing}
      ${this.field(EPOCHS_SHOWN)} ${this.field("resolution")}
      ${store.view === "random" ? this.field("distance") : this.renderTogether()}
    `;
  }

  /** Whether all racers of a race are there; without a race it is told how they come. */
  private renderTogether(): TemplateResult {
    const { own, store, format } = this;
    const { length } = store.racers;
    if (length === 0) return html`<p class="note">${own.raceFirst}</p>`;
    return html`
      <label class="together">
        <input
          id="together"
          type="checkbox"
          .checked=${store.together.value}
          @change=${({ target }: Event) => {
            store.together.value = (target as HTMLInputElement).checked;
          }}
        />
        ${own.together(format.integer(length))}
      </label>
    `;
  }

  /** A racer by its name; a weight by what it is for. */
  protected override placeName(path: string): string {
    const [, racer, inside] = /^racers\[(\d+)\]\.?(.*)$/.exec(path) ?? [];
    if (racer !== undefined) {
      const { name } = this.store.racers[Number(racer)] ?? {};
      const place = inside === "" || inside === undefined ? [] : [this.labels.place(inside)];
      return [String(name ?? racer), ...place].join(" · ");
    }
    return path.startsWith("weights") ? this.own.views.weights : super.placeName(path);
  }

  protected renderFound(result: StudyResult, session: StudySession): TemplateResult {
    const { own, found } = this;
    const { surface, paths = [] } = found.value ?? {};
    const path = longest(paths);
    if (surface === undefined) return html``;
    const hasPath = this.store.view !== "random";
    const isRace = paths.length > 1;
    const share = this.format.percent(Number(result.share_of_variance));
    const traces = paths.map(({ path: places }, index) =>
      isRace
        ? { places, colour: index, dash: dashOf(index) }
        : { places, colour: ACROSS, dash: [] },
    );
    return html`
      <div class="pictured">
        <downhill-contours
          .surface=${surface}
          .traces=${hasPath ? traces : []}
          .start=${hasPath ? path[0] : ORIGIN}
          .at=${hasPath ? this.at : NO_PLACES}
          .now=${hasPath ? this.now : NOWHERE}
          .ghost=${this.ghostArrow}
          .axes=${this.axes()}
          .height=${this.height}
          .says=${own.says(...this.axes())}
          .dark=${this.workspace.settings.dark}
        ></downhill-contours>
        <div class="beside">
          ${this.renderSentence(result)}
          ${hasPath ? this.renderPlayer(path) : html`<p class="warning">${own.notInThem(share)}</p>`}
          ${isRace ? this.renderRacers(paths) : nothing}
          ${this.store.view === "path" ? html`<p class="note">${own.rest}</p>` : nothing}
          <p class="note">${isRace ? own.racersMarks : hasPath ? own.marks : own.ring}</p>
          ${hasPath && !isRace ? html`<p class="note">${this.whereNow(session)}</p>` : nothing}
          ${this.renderGhost()}
          ${isRace ? nothing : this.renderPath(path)}
        </div>
      </div>
    `;
  }

  private get isSameLoss(): boolean {
    const measured = this.session?.source.experiment;
    const { minimal } = this.workspace.document;
    return !differences(measured, minimal).some((path) => OF_THE_LOSS.test(path));
  }

  private get ghostArrow(): Ghost | undefined {
    const { step } = this.ghost;
    return step && { from: step.at, to: step.to };
  }

  /** What the slope promises of the next step of the run on the page, and what comes of it. */
  private renderGhost(): TemplateResult | typeof nothing {
    const { ghost, words, format, language } = this;
    const { step, losses } = ghost;
    const { run, settings } = this.workspace;
    if (step === undefined || run.playing) return nothing;
    const told = toldOf(run.description, { words, format, notation: settings.notation });
    return html`<p class="note" id="next-step">${paragraph(nextStepText(step, losses, told), language)}</p>`;
  }

  /** Each by its line, with where it has come to. */
  private renderRacers(paths: readonly NamedPath[]): TemplateResult {
    const { own, format } = this;
    const rows = paths.map(({ name, path }, index) => {
      const end = path.at(-1);
      return {
        cells: [
          html`<span class="named">${swatch(index)}<span>${name}</span></span>`,
          format.integer(end?.step ?? 0),
          format.real(end?.value),
        ],
      };
    });
    return html`<div>${foundTable(own.racers, [own.racers, own.update, this.height], rows)}</div>`;
  }

  /** Where the diamond is, or why there is none. Not told at every update: the picture shows it. */
  private whereNow(session: StudySession): string {
    const { own, store } = this;
    const reason = store.whyNot(session.source);
    if (reason !== undefined) return own.notItsPath[reason];
    return this.isPast.value ? own.past : own.diamond;
  }

  private readonly isPast = computed(() => {
    const step = this.workspace.run.state?.step ?? 0;
    return step > lastStep(longest(this.found.value?.paths ?? []));
  });
}

/** Where the document says what the loss is. */
const OF_THE_LOSS = /^(seed|data|model|loss)\b/;
const NOWHERE = computed(() => undefined);
const NO_PLACES = computed((): readonly Place[] => []);

declare global {
  interface HTMLElementTagNameMap {
    "downhill-loss-plane": DownhillLossPlane;
  }
}
