// SPDX-License-Identifier: Apache-2.0
/** Six small pictures of the same run at six values of one number, on one scale; each can be made the experiment. */
import { html, nothing, svg, type TemplateResult } from "lit";
import { customElement } from "lit/decorators.js";
import { StoredStudyPanel } from "../../app/stored_study_panel.ts";
import { EPOCHS } from "../../app/study_form.ts";
import { variableName } from "../../app/variable_names.ts";
import type { StudyResult } from "../../engine/api.ts";
import type { StudySession } from "../../sessions/study_session.ts";
import { options } from "../../ui/field/controls.ts";
import {
  PANEL,
  pathOf,
  type SweepStore,
  type Swept,
  scaleOf,
  sweepStore,
  sweptOf,
} from "./store.ts";
import { sweepStyles } from "./styles.ts";
import { en } from "./words.en.ts";
import { zh } from "./words.zh.ts";

export const tag = "downhill-sweep";

const [WIDTH, HEIGHT] = [120, 72];

@customElement(tag)
export class DownhillSweep extends StoredStudyPanel<typeof en, SweepStore> {
  static override styles = [...StoredStudyPanel.styles, sweepStyles];

  protected readonly panel = PANEL;
  protected readonly sentences = { en, zh };
  protected readonly storeOf = sweepStore;

  protected override get unfit(): string | undefined {
    return this.store.variable === undefined ? this.own.nothingToSweep : undefined;
  }

  protected override message(result: StudyResult, session: StudySession): string {
    const { label, write } = this.measureOf(result);
    const best = bestOf(sweptOf(result, session.source), result);
    return best === undefined
      ? super.message(result, session)
      : this.own.best(best.name, label, write(best.end));
  }

  protected cost() {
    return this.costOfTrainings(this.store.values.length);
  }

  protected renderSettings(): TemplateResult {
    const { own, store, language, format } = this;
    const settings = store.variables.value.map((one) => ({
      id: one.path,
      label: variableName(one, language),
    }));
    return html`
      <label class="swept">
        ${own.of}
        <select
          id="of"
          @change=${(event: Event) => store.choose((event.target as HTMLSelectElement).value)}
        >
          ${options(settings, store.variable?.path ?? "")}
        </select>
      </label>
      <p class="note number">${store.values.map((value) => format.plain(value)).join(own.comma)}</p>
      ${this.field(EPOCHS)}
    `;
  }

  protected renderFound(result: StudyResult, session: StudySession): TemplateResult {
    const { own } = this;
    const all = sweptOf(result, session.source);
    const { label, write } = this.measureOf(result);
    const scale = scaleOf(all);
    const end = Math.max(...all.flatMap(({ train }) => train.epochs), 1);
    const best = bestOf(all, result);
    return html`
      <ul class="strip" aria-label=${own.strip}>
        ${all.map((one) => {
          const said = one.end === null ? own.broke : own.ended(label, write(one.end));
          return html`
            <li class=${one === best ? "best" : ""}>
              <b class="number">${one.name}</b>
              ${this.renderPicture(one, scale, end)}
              <span class="number ${one.end === null ? "broke" : ""}">${said}</span>
              ${this.useButton(one.change, own.use(one.name))}
            </li>
          `;
        })}
      </ul>
      <p class="note">${own.scale}</p>
    `;
  }

  private renderPicture(
    { name, train, validation }: Swept,
    scale: readonly [number, number],
    end: number,
  ): TemplateResult {
    const plane = { width: WIDTH, height: HEIGHT, end };
    return html`
      <svg class="picture" viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img" aria-label=${this.own.picture(name)}>
        <path class="train" d=${pathOf(train, scale, plane)}></path>
        ${validation.epochs.length === 0 ? nothing : svg`<path class="validation" d=${pathOf(validation, scale, plane)} />`}
      </svg>
    `;
  }
}

function bestOf(all: readonly Swept[], { measure }: StudyResult): Swept | undefined {
  const sign = String(measure).endsWith("accuracy") ? -1 : 1;
  const ended = all.filter(({ end }) => end !== null);
  return ended.sort((one, other) => sign * ((one.end ?? 0) - (other.end ?? 0)))[0];
}

declare global {
  interface HTMLElementTagNameMap {
    "downhill-sweep": DownhillSweep;
  }
}
