// SPDX-License-Identifier: Apache-2.0
/** The training loss on a plane through where the training ended: with its path, and the place of the run on the page. */
import { computed } from "@preact/signals-core";
import { html, nothing, type TemplateResult } from "lit";
import { customElement } from "lit/decorators.js";
import { EPOCHS } from "../../app/study_form.ts";
import type { StudyResult } from "../../engine/api.ts";
import { costOf } from "../../sessions/study_cost.ts";
import type { StudySession } from "../../sessions/study_session.ts";
import { placeAfter } from "./found.ts";
import { LandscapePanel } from "./landscape_panel.ts";
import { type ParameterName, twoNames } from "./parameter_names.ts";

const ORIGIN = { x: 0, y: 0 } as const;
const HERE = 0;
const ACROSS = 1;

@customElement("downhill-loss-plane")
export class DownhillLossPlane extends LandscapePanel {
  /** Of the run on the page, where this is its path. */
  private readonly now = computed(() => {
    const { session } = this;
    const step = this.workspace.run.state?.step;
    if (session === undefined || step === undefined || !this.store.isOf(session.source)) return;
    return placeAfter(this.found.value?.path ?? [], step);
  });

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
    return {
      work: own.work(this.epochs(epochs), format.integer(points)),
      time: costOf(summary, {
        updates: epochs * summary.steps_per_epoch,
        batch,
        evaluations: points,
      }),
    };
  }

  protected axes(): readonly [string, string] {
    const { own } = this;
    const { view } = this.store;
    if (view === "random") return own.random;
    if (view !== "exact") return own.principal;
    const [x, y] = twoNames(this.workspace.document.description.summary);
    return [this.name(x), this.name(y)];
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
    return html`
      ${this.field(EPOCHS)} ${this.field("resolution")}
      ${this.store.view === "random" ? this.field("distance") : nothing}
    `;
  }

  protected renderFound(result: StudyResult, session: StudySession): TemplateResult {
    const { own, found } = this;
    const { surface, path } = found.value ?? {};
    if (surface === undefined || path === undefined) return html``;
    const hasPath = this.store.view !== "random";
    const share = this.format.percent(Number(result.share_of_variance));
    const traces = [{ places: path, colour: ACROSS, dash: [] }];
    return html`
      <div class="pictured">
        <downhill-contours
          .surface=${surface}
          .traces=${hasPath ? traces : []}
          .start=${hasPath ? path[HERE] : ORIGIN}
          .at=${hasPath ? this.at : NOWHERE}
          .now=${hasPath ? this.now : NOWHERE}
          .axes=${this.axes()}
          .height=${this.height}
          .says=${own.says(...this.axes())}
          .dark=${this.workspace.settings.dark}
        ></downhill-contours>
        <div class="beside">
          ${this.renderSentence(result)}
          ${hasPath ? this.renderPlayer(path) : html`<p class="warning">${own.notInThem(share)}</p>`}
          ${this.store.view === "path" ? html`<p class="note">${own.rest}</p>` : nothing}
          <p class="note">${hasPath ? own.marks : own.ring}</p>
          ${hasPath ? html`<p class="note">${this.whereNow(session)}</p>` : nothing}
          ${this.renderPath(path)}
        </div>
      </div>
    `;
  }

  /** Where the diamond is, or why there is none. Not told at every update: the picture shows it. */
  private whereNow(session: StudySession): string {
    const { own, store } = this;
    if (!store.isOf(session.source)) return own.another;
    return this.isPast.value ? own.past : own.diamond;
  }

  private readonly isPast = computed(() => {
    const step = this.workspace.run.state?.step ?? 0;
    return step > (this.found.value?.path.at(-1)?.step ?? 0);
  });
}

const NOWHERE = computed(() => undefined);

declare global {
  interface HTMLElementTagNameMap {
    "downhill-loss-plane": DownhillLossPlane;
  }
}
