// SPDX-License-Identifier: Apache-2.0
/** What is to be done, where it comes from, and what of the experiment may be changed for it. */
import { html, nothing, type TemplateResult } from "lit";
import { customElement, state } from "lit/decorators.js";
import { unsafeHTML } from "lit/directives/unsafe-html.js";
import type { Exercise } from "../../exercises/document.ts";
import { icons } from "../../ui/icons.ts";
import { statementStyles } from "../../ui/styles/statement.ts";
import { ExercisePart } from "./part.ts";

type Limit = keyof NonNullable<Exercise["limits"]>;

@customElement("downhill-exercise-task")
export class DownhillExerciseTask extends ExercisePart {
  static override styles = [...ExercisePart.styles, statementStyles];

  /** Comes when it is first needed, with what sets formulas. */
  @state() private statement: typeof import("../../lessons/statement.ts") | undefined;

  override connectedCallback(): void {
    super.connectedCallback();
    import("../../lessons/statement.ts").then(
      (module) => {
        this.statement = module;
      },
      () => {},
    );
  }

  override render(): TemplateResult {
    const { own, work, format, language, statement } = this;
    const { exercise, origin } = work;
    const task = this.say(exercise.task);
    return html`
      <div class="all">
        <p class="origin" id="origin">${own.from[origin.kind](origin.name ?? "")}</p>
        <h2>${this.say(exercise.title)}</h2>
        <p class="line note">
          <span>${own.minutes(format.integer(exercise.minutes))}</span>
          ${work.check.passed.value ? html`<span class="badge" id="solved">${icons.check} ${own.solved}</span>` : nothing}
        </p>
        <div class="statement">
          ${statement === undefined ? html`<p>${task}</p>` : unsafeHTML(statement.statementHtml(task, language))}
        </div>
        <p class="note" id="may-change">${icons.lock} ${this.mayChange}${this.limits}</p>
      </div>
    `;
  }

  private get mayChange(): string {
    const { own, work, labels } = this;
    const places = work.exercise.may_change;
    if (places.length === 0) return own.mayChangeNothing;
    return own.mayChange(places.map((place) => labels.name(place)).join(own.comma));
  }

  private get limits(): string {
    const { own, format } = this;
    const limits = Object.entries(this.work.exercise.limits ?? {}) as [Limit, number][];
    if (limits.length === 0) return "";
    const told = limits.map(([limit, most]) => own.limit[limit](format.integer(most)));
    return ` ${own.limits(told.join(own.comma))}`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "downhill-exercise-task": DownhillExerciseTask;
  }
}
