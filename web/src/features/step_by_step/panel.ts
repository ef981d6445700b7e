// SPDX-License-Identifier: Apache-2.0
/**
 * One update under the microscope: the formulas with their numbers for one sample and one unit, and every number behind them. A symbol,
 * its number and its unit in the network stand out together.
 */
import { computed, signal } from "@preact/signals-core";
import { html, nothing, type TemplateResult } from "lit";
import { customElement, state } from "lit/decorators.js";
import { sameUnit, type UnitPlace } from "../../app/attention.ts";
import { checkedGradient } from "../../app/gradient_check.ts";
import { LeasedView } from "../../app/leased_view.ts";
import { PageElement } from "../../app/page_element.ts";
import type { UpdateAnswer } from "../../engine/api.ts";
import { inputNames } from "../../engine/network_inputs.ts";
import type { RunSession } from "../../sessions/run_session.ts";
import { unhurried } from "../../ui/calm.ts";
import "../../ui/downhill-formula.ts";
import { numberTableStyles } from "../../ui/styles/number_table.ts";
import { Visible } from "../../ui/visible.ts";
import { renderCheck } from "./check_result.ts";
import "./downhill-fill-in.ts";
import { type FillIn, fillInOf, type Question } from "./fill_in_store.ts";
import { backwardFormulas, forwardFormulas } from "./formulas.ts";
import { inputUnit, keyAt, layerBefore } from "./keys.ts";
import { lossFormulas } from "./loss_formulas.ts";
import { isChanged, liveliest, lookedInto, type Microscope, microscope } from "./microscope.ts";
import { updateFormulas } from "./optimizer_formulas.ts";
import { stepStyles } from "./styles.ts";
import { renderTools } from "./tools.ts";
import { renderWeights } from "./weights_table.ts";
import { en } from "./words.en.ts";
import { zh } from "./words.zh.ts";

export const tag = "downhill-step-by-step";

const WORDS = { en, zh };

/** Numbers that change faster are not read. */
const REDRAWN_EVERY_MS = 300;
/** More are not laid open (src/probes/update.cpp). */
const MOST_PARAMETERS = 20_000;

type Part = keyof typeof en.parts;

@customElement(tag)
export class DownhillStepByStep extends PageElement {
  static override styles = [...PageElement.styles, numberTableStyles, stepStyles];

  /** In the batch, from 0. */
  private readonly sample = signal(0);
  /** Of those that the batch has. */
  private readonly seen = computed(() =>
    Math.min(this.sample.value, nextBatch(this.workspace.run) - 1),
  );
  /** The incoming weight that the formulas follow, until another unit is looked at. */
  @state() private followed: { readonly of: UnitPlace; readonly input: number } | undefined;
  /** Under the pointer here. */
  @state() private key: string | undefined;

  private readonly visible = new Visible(this);
  private readonly view = new LeasedView<"update">(this, this.visible.seen, ({ description }) =>
    description.summary.parameters > MOST_PARAMETERS
      ? undefined
      : { kind: "update", sample: this.seen.value },
  );

  private get own() {
    return WORDS[this.language];
  }

  private get fill(): FillIn {
    return fillInOf(this.workspace);
  }

  private get summary() {
    return this.workspace.run.description.summary;
  }

  protected override get redrawPause(): number {
    return this.workspace.run.playing ? unhurried(REDRAWN_EVERY_MS) : 0;
  }

  override disconnectedCallback(): void {
    this.workspace.attention.pointed.value = undefined;
    super.disconnectedCallback();
  }

  override render() {
    const { own, format } = this;
    const { run } = this.workspace;
    const units = lookedInto(run.description);
    if (units.length === 0) return html`<p class="quiet">${own.noUnits}</p>`;
    if (this.summary.parameters > MOST_PARAMETERS) {
      return html`<p class="quiet">${own.tooLarge(format.integer(this.summary.parameters))}</p>${this.renderChecked()}`;
    }
    const answer = this.view.answer;
    const place = this.place(units);
    const scope = answer && microscope(answer, run.description, place);
    if (answer === undefined || scope === undefined) {
      return html`<p class="quiet">${run.ended ? own.ended : own.waiting}</p>${this.renderChecked()}`;
    }
    return html`
      <div class="all">
        ${renderTools({
          own: this.own,
          format: this.format,
          labels: this.labels,
          workspace: this.workspace,
          answer,
          place: scope.place,
          units,
          sample: this.seen.value,
          filling: this.fill.open,
          choose: (sample) => this.choose(sample),
          fillIn: () => {
            this.fill.begin(this.lookOf(answer, scope));
            void this.focusOn("downhill-fill-in");
          },
        })}
        ${this.fill.open ? this.renderFillIn(answer, scope) : nothing}
        ${this.renderChecked()}
        ${this.renderParts(answer, scope)}
        ${this.renderTable(scope)}
      </div>
    `;
  }

  /** The unit that was chosen anywhere on the page, or else the first of the output. */
  private place(units: readonly number[]): UnitPlace {
    const chosen = this.workspace.attention.unit.value;
    if (chosen !== undefined && units.includes(chosen.layer)) return chosen;
    return { layer: units.at(-1) ?? 0, unit: 0 };
  }

  private lookOf(answer: UpdateAnswer, scope: Microscope) {
    return { description: this.workspace.run.description, answer, scope };
  }

  private renderFillIn(answer: UpdateAnswer, scope: Microscope): TemplateResult {
    return html`
      <downhill-fill-in
        .look=${this.lookOf(answer, scope)}
        .nameOf=${(input: number) => this.nameOf(input, scope)}
        .goTo=${({ place, sample }: Question) => {
          this.workspace.attention.unit.value = place;
          this.choose(sample);
        }}
        @end=${() => this.focusOn("#fill-in")}
      ></downhill-fill-in>
    `;
  }

  /** Where the input of this number comes from. */
  private nameOf(input: number, { place }: Microscope): string {
    const { summary, own, format } = this;
    const before = layerBefore(place, this.workspace.run.description);
    const name = before === -1 ? inputNames(summary)[input] : undefined;
    return name ?? own.unitNumber(format.integer(input + 1));
  }

  private renderParts(answer: UpdateAnswer, scope: Microscope): TemplateResult {
    const { own } = this;
    const format = this.fill.format(this.language);
    const { experiment } = this.workspace.run.description;
    const writing = { format, chosen: this.chosen(scope) };
    const all: Record<Part, readonly string[]> = {
      forward: forwardFormulas(scope, writing),
      loss: lossFormulas(answer, experiment, format),
      backward: backwardFormulas(scope, answer, { experiment }, writing),
      update: updateFormulas(scope, answer, experiment.optimizer, writing),
    };
    const followed = scope.incoming[writing.chosen];
    const more: Partial<Record<Part, string>> = {
      ...(answer.samples > 1 && {
        loss: own.batchLoss(format.real(answer.batch_loss), format.integer(answer.samples)),
        backward: own.share(format.integer(answer.samples)),
      }),
      ...(followed !== undefined && isChanged(followed) && { update: own.changed }),
    };
    const lit = this.lit(scope);
    return html`
      <div class="parts">
        ${(Object.keys(all) as Part[]).map(
          (part) => html`
            <section class="part" aria-labelledby="part-${part}">
              <h3 id="part-${part}">${own.parts[part]}</h3>
              <p>${own.says[part]}</p>
              ${all[part].map(
                (tex) => html`
                  <downhill-formula
                    .tex=${tex}
                    .notation=${this.workspace.settings.notation}
                    .lit=${lit}
                    @point=${(event: CustomEvent<string | undefined>) => this.point(event.detail, scope)}
                  ></downhill-formula>
                `,
              )}
              ${more[part] === undefined ? nothing : html`<p>${more[part]}</p>`}
            </section>
          `,
        )}
      </div>
    `;
  }

  private renderTable(scope: Microscope): TemplateResult {
    const { own } = this;
    return renderWeights(
      {
        own,
        format: this.fill.format(this.language),
        lit: this.lit(scope),
        chosen: this.chosen(scope),
        notation: this.workspace.settings.notation,
        optimizer: this.workspace.run.description.experiment.optimizer,
        nameOf: (input) => this.nameOf(input, scope),
        choose: (input) => {
          this.followed = { of: scope.place, input };
        },
        point: (key) => this.point(key, scope),
      },
      scope,
    );
  }

  private renderChecked() {
    const checked = checkedGradient(this.workspace).value;
    if (checked === undefined || checked.run !== this.workspace.run) return nothing;
    const { own, format, labels } = this;
    return renderCheck(checked, own, { format, layerName: (layer) => labels.layer(layer) });
  }

  private choose(sample: number): void {
    this.sample.value = sample;
  }

  private chosen(scope: Microscope): number {
    const asked = this.fill.weightOf(scope.place);
    if (asked !== undefined) return asked;
    const { followed } = this;
    const still = followed !== undefined && sameUnit(followed.of, scope.place);
    return still ? followed.input : liveliest(scope);
  }

  /** What stands out: what is under the pointer here, or the number of the unit under the pointer elsewhere. */
  private lit(scope: Microscope): string | undefined {
    const pointed = this.workspace.attention.pointed.value;
    return this.key ?? keyAt(pointed, scope.place, this.workspace.run.description);
  }

  private point(key: string | undefined, { place }: Microscope): void {
    this.key = key;
    const { attention, run } = this.workspace;
    attention.pointed.value = inputUnit(key, place, run.description);
  }
}

/** Samples of the next update. The last batch of an epoch may be smaller, which is waited for only where training stands. */
function nextBatch({ description, state, playing }: RunSession): number {
  const { train } = description.summary.counts;
  const size = Math.min(Number(description.experiment.batch_size) || train, train);
  return playing ? size : Math.min(size, train - ((state?.samples ?? 0) % train));
}

declare global {
  interface HTMLElementTagNameMap {
    "downhill-step-by-step": DownhillStepByStep;
  }
}
