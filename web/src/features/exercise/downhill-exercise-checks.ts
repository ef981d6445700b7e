// SPDX-License-Identifier: Apache-2.0
/** Checking: the experiment is trained again, each check says what it found, and the mistake that fits is told. */
import { css, html, nothing, type TemplateResult } from "lit";
import { customElement, state } from "lit/decorators.js";
import { listedExercises } from "../../app/exercise_files.ts";
import { readAnswer } from "../../app/typed_answer.ts";
import { type CheckResult, verdictSentence } from "../../exercises/check.ts";
import type { Exercise, ExerciseLine } from "../../exercises/document.ts";
import { encodeExerciseLink } from "../../exercises/link.ts";
import { nextAfter } from "../../exercises/topics.ts";
import { icons } from "../../ui/icons.ts";
import { ExercisePart } from "./part.ts";

/** `typed`: as the answer, where it is none. */
type Shown = CheckResult & { readonly typed: string | undefined };

@customElement("downhill-exercise-checks")
export class DownhillExerciseChecks extends ExercisePart {
  static override styles = [
    ...ExercisePart.styles,
    css`
      ul {
        display: grid;
        gap: var(--space-2);
        margin: 0;
        padding: 0;
        list-style: none;
      }
      li {
        display: grid;
        grid-template-columns: auto 1fr;
        gap: 2px var(--space-2);
        padding: var(--space-2);
        border-radius: var(--radius-control);
        background: var(--sunken);
      }
      li.passed {
        background: var(--done-surface);
      }
      li > * {
        grid-column: 2;
        overflow-wrap: anywhere;
      }
      li > svg {
        grid-column: 1;
        grid-row: 1;
        margin-block-start: 0.2em;
      }
      strong {
        font-weight: 650;
      }
      .miss {
        padding-block-start: var(--space-1);
        border-block-start: 1px solid var(--line);
      }
      progress {
        inline-size: 100%;
        accent-color: var(--ink);
      }
      .old > :not(#stale) {
        opacity: 0.7;
      }
    `,
  ];

  /** Null where there is none. */
  @state() private next: ExerciseLine | null | undefined;

  override render(): TemplateResult {
    const { own, work } = this;
    const { value: checking } = work.check.checking;
    const fault = work.fault.value;
    return html`
      <section aria-labelledby="checks">
        <h3 id="checks">${own.checks}</h3>
        <p class="note">${own.checkHelp}</p>
        ${
          checking === undefined
            ? html`<div class="line"><button id="check" class="first" @click=${this.check}>${own.check}</button></div>`
            : html`
                <label class="note">
                  ${own.checking(this.format.percent(checking.share))}
                  <progress max="1" .value=${checking.share}></progress>
                </label>
                <div class="line"><button id="cancel" @click=${checking.cancel}>${own.cancel}</button></div>
              `
        }
        ${fault === undefined ? nothing : html`<p class="fault" role="alert" id="fault">${this.labels.plain(fault)}</p>`}
        <div role="status" id="verdict" tabindex="-1">${this.renderVerdict()}</div>
      </section>
    `;
  }

  /** The buttons take turns, and the focus goes from one to the other, and to what came of it; not where somebody has gone on meanwhile. */
  private readonly check = async (): Promise<void> => {
    const checking = this.work.runCheck();
    await this.focusOn("#cancel");
    await checking;
    const { activeElement } = this.shadowRoot ?? document;
    if (activeElement !== null && activeElement.id !== "cancel") return;
    if (document.activeElement !== document.body && !this.matches(":focus-within")) return;
    await this.focusOn(this.work.check.checked.peek() === undefined ? "#check" : "#verdict");
  };

  private renderVerdict(): TemplateResult | typeof nothing {
    const { own, work } = this;
    const checked = work.check.checked.value;
    if (checked === undefined || work.check.checking.value !== undefined) return nothing;
    const { verdict } = checked;
    const { exercise } = work;
    const results = verdict.results.map((result, at) => ({ ...result, typed: this.typedAt(at) }));
    const visible = results.filter(({ hidden }) => !hidden);
    const isOld = !work.check.isFresh.value;
    const isAll = visible.every(({ passed }) => passed);
    return html`
      <div class="all ${isOld ? "old" : ""}">
        <p><strong>${this.say(verdictSentence(verdict))}</strong> ${isAll && !isOld ? own.all : ""}</p>
        ${isOld ? html`<p class="note" id="stale">${own.stale}</p>` : nothing}
        ${!isOld && work.showsOther ? html`<p class="note" id="trained-anew">${own.trainedAnew}</p>` : nothing}
        <ul>${visible.map((result) => this.renderResult(result))}</ul>
        ${verdict.passed && !isOld ? this.renderAfter(exercise) : nothing}
      </div>
    `;
  }

  /** Solved: why it works, and where to go on. In a frame there is no other page to go to. */
  private renderAfter({ id, solution }: Exercise): TemplateResult {
    const { own, work, next } = this;
    const { because } = solution;
    const goesOn = work.origin.kind === "own" && window.parent === window;
    if (goesOn && next === undefined) void this.findNext(id);
    return html`
      ${because === undefined ? nothing : html`<div id="because"><strong>${own.becauseTitle}</strong><p>${this.say(because)}</p></div>`}
      ${
        goesOn && next
          ? html`<p><a id="next" href="#${encodeExerciseLink({ place: { kind: "own", id: next.id }, view: this.workspace.settings.view })}">${own.next(this.say(next.title))}</a></p>`
          : nothing
      }
    `;
  }

  /** Where the list does not arrive there is no link. */
  private async findNext(id: string): Promise<void> {
    this.next = null;
    const next = nextAfter(id);
    if (next === undefined) return;
    const lines = await listedExercises().catch(() => []);
    this.next = lines.find((line) => line.id === next) ?? null;
  }

  /** What was typed as the answer to a question of a number, and is none. */
  private typedAt(at: number): string | undefined {
    const { exercise, typed } = this.work;
    const check = exercise.checks[at];
    if (check === undefined || !("answer" in check)) return undefined;
    const question = exercise.questions?.find(({ id }) => id === check.answer);
    const text = typed.value[check.answer]?.trim() ?? "";
    if (question?.kind !== "number" || text === "") return undefined;
    return readAnswer(question, text) === undefined ? text : undefined;
  }

  private renderResult({ passed, text, miss, typed }: Shown): TemplateResult {
    const { own } = this;
    const says = typed === undefined ? this.say(text) : own.answerNoNumber(typed);
    return html`
      <li class=${passed ? "passed" : "failed"}>
        ${passed ? icons.check : icons.close}
        <span><strong>${passed ? own.passed : own.failed}</strong> · ${says}</span>
        ${miss === undefined ? nothing : html`<span class="miss">${this.say(miss)}</span>`}
      </li>
    `;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "downhill-exercise-checks": DownhillExerciseChecks;
  }
}
