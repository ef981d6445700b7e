// SPDX-License-Identifier: Apache-2.0
/** An exercise as its teacher sees it: what is believed wrongly, the solution, all checks, and the link that students get. */
import { css, html, nothing } from "lit";
import { customElement, state } from "lit/decorators.js";
import { listedExercises, ownExercise } from "../../app/exercise_files.ts";
import { changedPlaces } from "../../documents/changed_places.ts";
import { LAYERS } from "../../documents/edits.ts";
import { encodeLink } from "../../documents/link.ts";
import { patched } from "../../documents/patch.ts";
import { getAt, isObject, join } from "../../documents/path.ts";
import { seedsOf } from "../../exercises/asked.ts";
import { conditionSaid } from "../../exercises/condition.ts";
import type { Check, Exercise, ExerciseLine } from "../../exercises/document.ts";
import { encodeExerciseLink } from "../../exercises/link.ts";
import { hashOfExercise } from "../../exercises/receipt.ts";
import { Labels } from "../../locales/labels.ts";
import { icons } from "../../ui/icons.ts";
import "../../ui/downhill-qr.ts";
import { LONGEST_CODE } from "../../ui/qr_code.ts";
import { DeskElement } from "./desk_element.ts";
import { linkTo } from "./link_to.ts";

const COPIED = "copied";

@customElement("downhill-solution")
export class DownhillSolution extends DeskElement {
  static override styles = [
    ...DeskElement.styles,
    css`
      .card {
        display: grid;
        gap: var(--space-3);
        overflow-wrap: anywhere;
      }
      h2 {
        font-size: var(--text-title);
      }
      h3 {
        font-size: var(--text-large);
      }
      h4 {
        margin: 0;
        font-size: var(--text-small);
      }
      label {
        display: grid;
        gap: var(--space-1);
        justify-items: start;
      }
      ol,
      ul {
        margin: var(--space-1) 0 0;
        padding-inline-start: 1.4rem;
      }
      .sides {
        display: grid;
        grid-template-columns: repeat(auto-fit, minmax(min(100%, 20rem), 1fr));
        gap: var(--space-3) calc(2 * var(--space-4));
        align-items: start;
      }
      .sides > div {
        display: grid;
        gap: var(--space-3);
      }
      .kept svg {
        display: inline;
      }
      .links {
        display: flex;
        flex-wrap: wrap;
        gap: var(--space-2) var(--space-4);
        align-items: center;
      }
      a {
        color: var(--focus);
      }
      code {
        font-size: var(--text-small);
      }
    `,
  ];

  @state() private list: readonly ExerciseLine[] = [];
  @state() private missing = false;
  /** The exercise did not arrive. */
  @state() private failed = false;
  @state() private exercise: Exercise | undefined;
  /** "copied", or the address where the clipboard is refused. */
  @state() private said = "";
  /** What was asked for last: a file that comes late takes nobody's place. */
  private asked: string | undefined;
  /** Whether the exercise is this site's own, which a link names. */
  private isOwn = false;

  override connectedCallback(): void {
    super.connectedCallback();
    listedExercises().then(
      (list) => {
        this.list = list;
      },
      () => {
        this.missing = true;
      },
    );
  }

  override render() {
    const { own, view } = this;
    void this.show(view.card);
    return html`
      <section class="card" aria-labelledby="solution">
        <h2 id="solution">${own.card}</h2>
        <p class="quiet">${own.cardHelp}</p>
        ${this.missing ? html`<p role="alert">${own.listMissing}</p>` : nothing}
        ${this.failed ? html`<p role="alert">${own.exerciseMissing}</p>` : nothing}
        <label>
          ${own.choose}
          <select id="card" @change=${(event: Event) => view.setCard((event.target as HTMLSelectElement).value || undefined)}>
            <option value="" .selected=${view.card === undefined}>${own.none}</option>
            ${this.desk.given.map((one) => {
              const hash = hashOfExercise(one);
              return html`<option value=${hash} .selected=${view.card === hash}>${this.say(one.title)}${own.open}${own.yours}${own.shut}</option>`;
            })}
            ${this.list.map(
              ({ id, title, minutes }) => html`
                <option value=${id} .selected=${view.card === id}>${this.say(title)}${own.open}${own.minutes(minutes)}${own.shut}</option>
              `,
            )}
          </select>
        </label>
        ${this.exercise === undefined ? nothing : this.renderExercise(this.exercise)}
      </section>
    `;
  }

  private async show(key: string | undefined): Promise<void> {
    if (key === this.asked) return;
    this.asked = key;
    if (key !== undefined) this.failed = false;
    const given = this.desk.given.find((one) => hashOfExercise(one) === key);
    try {
      const found = key === undefined ? undefined : (given ?? (await ownExercise(key)));
      if (this.asked !== key) return;
      this.exercise = found;
      this.isOwn = given === undefined;
      this.said = "";
    } catch {
      if (this.asked !== key) return;
      // Nothing is chosen then, so that it can be chosen again.
      this.asked = undefined;
      this.exercise = undefined;
      this.failed = true;
      this.view.setCard(undefined);
    }
  }

  private renderExercise(exercise: Exercise) {
    const { own } = this;
    const { title, minutes, misconception, checks, solution, prediction } = exercise;
    const outcome =
      prediction?.kind === "choice"
        ? prediction.options.find(({ id }) => id === prediction.right)?.text
        : undefined;
    const changes = this.changesOf(exercise);
    return html`
      <div class="sides">
        <div>
          <h3>${this.say(title)}</h3>
          <p class="quiet">${own.minutes(minutes)} · <code>${exercise.id}</code></p>
          <div><h4>${own.misconception}</h4><p>${this.say(misconception)}</p></div>
          <div>
            <h4>${own.solution}</h4>
            ${changes.length === 0 ? html`<p>${own.solutionNone}</p>` : html`<ul id="changes">${changes.map((change) => html`<li>${change}</li>`)}</ul>`}
            ${solution.looks === undefined ? nothing : html`<p>${own.looksInSolution(solution.looks)}</p>`}
            ${solution.because === undefined ? nothing : html`<p>${this.say(solution.because)}</p>`}
          </div>
          ${outcome === undefined ? nothing : html`<div><h4>${own.rightPrediction}</h4><p>${this.say(outcome)}</p></div>`}
          <div>
            <h4>${own.checks}</h4>
            <ol>${checks.map((check) => html`<li>${this.checkSaid(check, exercise)}${check.hidden === true ? html` <span class="kept quiet">${icons.lock} ${own.hiddenCheck}</span>` : nothing}</li>`)}</ol>
          </div>
        </div>
        ${this.renderGiving(exercise)}
      </div>
    `;
  }

  /** As forms call it; until a trainer has told how, as it is written in the file. */
  private changesOf(exercise: Exercise): readonly string[] {
    const { own } = this;
    const { change = {} } = exercise.solution;
    const told = Object.keys(change).length === 0 ? undefined : this.desk.told(exercise);
    if (told === undefined) {
      return Object.entries(change).map(([key, value]) => key + own.colon + JSON.stringify(value));
    }
    const labels = new Labels(told.catalog, told.solution, this.language);
    const said = (place: string): string => {
      if (place === LAYERS) return labels.layers(told.solution.model.layers);
      const value = getAt(told.solution, place);
      const parts = isObject(value) ? Object.keys(Object(getAt(change, place))) : [];
      const more = parts.flatMap((key) => {
        const there = labels.value(join(place, key));
        return key === "type" || there === undefined
          ? []
          : [`${labels.name(join(place, key))} ${there}`];
      });
      return [labels.value(place) ?? JSON.stringify(value), ...more].join(own.clause);
    };
    return changedPlaces(told.start, told.solution).map(
      (place) => labels.place(place) + own.colon + said(place),
    );
  }

  private checkSaid(check: Check, exercise: Exercise): string {
    const written = this.say(conditionSaid(check, exercise));
    const told = "setting" in check ? this.desk.told(exercise) : undefined;
    const said =
      told === undefined || !("setting" in check)
        ? written
        : written.replace(
            JSON.stringify(check.setting),
            new Labels(told.catalog, told.start, this.language).place(check.setting) ||
              check.setting,
          );
    const { seeds, passing } = seedsOf(check);
    const label = check.label === undefined ? "" : `${this.say(check.label)} — `;
    return seeds === 1
      ? label + said
      : `${label}${said}${this.own.clause}${this.own.seeds(passing, seeds)}`;
  }

  private renderGiving(exercise: Exercise) {
    const { own } = this;
    const hash = encodeExerciseLink({
      place: this.isOwn ? { kind: "own", id: exercise.id } : { kind: "held", exercise },
      view: {},
    });
    const address = linkTo("exercise.html", hash);
    const document = (change: object) =>
      linkTo(
        "index.html",
        encodeLink({ document: patched(exercise.start, { ...change }), view: {} }),
      );
    const [start, solution] = [document({}), document(exercise.solution.change ?? {})];
    return html`
      <div>
        <h4>${own.giveLink}</h4>
        ${
          address === undefined
            ? html`<p>${own.linkTooLong}</p>`
            : html`
              <div class="links">
                <a id="for-students" href=${address} target="_blank" rel="noopener">${own.asStudents}</a>
                <button id="copy-link" @click=${() => this.copy(address)}>${own.copyLink}</button>
                <span role="status">${this.said === COPIED ? own.linkCopied : this.said}</span>
              </div>
              ${address.length <= LONGEST_CODE ? html`<downhill-qr .text=${address} .heading=${this.say(exercise.title)}></downhill-qr>` : nothing}
            `
        }
        <div class="links">
          ${start === undefined ? nothing : html`<a href=${start} target="_blank" rel="noopener">${own.openStart}</a>`}
          ${solution === undefined ? nothing : html`<a href=${solution} target="_blank" rel="noopener">${own.openSolution}</a>`}
        </div>
      </div>
    `;
  }

  private async copy(address: string): Promise<void> {
    try {
      await navigator.clipboard.writeText(address);
      this.said = COPIED;
    } catch {
      this.said = address;
    }
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "downhill-solution": DownhillSolution;
  }
}
