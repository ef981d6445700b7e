// SPDX-License-Identifier: Apache-2.0
/** Where one begins: with the experiment on the page, a draft, a file, a link, or one of Downhill's own. */
import { html, nothing, type TemplateResult } from "lit";
import { customElement, state } from "lit/decorators.js";
import { perform } from "../../app/commands.ts";
import { listedExercises, ownExercise } from "../../app/exercise_files.ts";
import { refusalOf, sentence } from "../../documents/refusal.ts";
import type { ExerciseLine } from "../../exercises/document.ts";
import { decodeExerciseLink } from "../../exercises/link.ts";
import { type Raw, rawOf, textIn } from "./draft.ts";
import { EditorPart } from "./editor_part.ts";
import { type Kept, keptDrafts } from "./kept_drafts.ts";

@customElement("downhill-editor-begin")
export class DownhillEditorBegin extends EditorPart {
  @state() private drafts: readonly Kept[] = [];
  @state() private ours: readonly ExerciseLine[] = [];
  @state() private trouble = "";
  @state() private address = "";
  /** Where the exercise of the link lies: this page asks other sites for nothing. */
  @state() private elsewhere: URL | undefined;

  override connectedCallback(): void {
    super.connectedCallback();
    this.drafts = keptDrafts();
    // Without the list one begins otherwise.
    listedExercises().then(
      (ours) => {
        this.ours = ours;
      },
      () => {},
    );
  }

  override render(): TemplateResult {
    const { own, store } = this;
    return html`
      <p class="note">${own.intro}</p>
      <div class="actions">
        <button id="begin-exercise" class="main" @click=${() => store.begin()}>${own.begin}</button>
        <button id="open-exercise" @click=${() => perform("open_file", this.workspace)}>${own.openFile}</button>
      </div>
      ${
        this.ours.length === 0
          ? nothing
          : html`
              <label class="note">
                ${own.fromOurs}
                <select id="ours" @change=${(event: Event) => this.openOurs((event.target as HTMLSelectElement).value)}>
                  <option value="">–</option>
                  ${this.ours.map(({ id, title }) => html`<option value=${id}>${this.say(title)}</option>`)}
                </select>
              </label>
            `
      }
      <form class="row" @submit=${this.openLink}>
        <label class="note">
          ${own.fromLink}
          <input id="link" type="text" autocomplete="off" .value=${this.address} @input=${(
            event: Event,
          ) => {
            this.address = (event.target as HTMLInputElement).value;
          }} />
        </label>
        <button>${own.open}</button>
      </form>
      ${this.trouble === "" ? nothing : html`<p class="warning" role="alert">${this.trouble}</p>`}
      ${
        this.elsewhere === undefined
          ? nothing
          : html`
              <p class="hint" role="alert" id="elsewhere">
                ${own.elsewhere}
                <a href=${this.elsewhere.href} target="_blank" rel="noopener noreferrer">${this.elsewhere.href}</a>
              </p>
            `
      }
      ${this.renderDrafts()}
    `;
  }

  private renderDrafts(): TemplateResult | typeof nothing {
    const { own, store } = this;
    if (this.drafts.length === 0) return nothing;
    return html`
      <h5>${own.drafts}</h5>
      <ul aria-label=${own.drafts}>
        ${this.drafts.map(({ at, draft }) => {
          const title = textIn(draft.exercise.title, this.language) || own.untitled;
          return html`
            <li class="row">
              <span>${title}<br /><span class="note">${this.format.moment(at)}</span></span>
              <span class="actions">
                <button aria-label=${own.goOnWith(title)} @click=${() => store.openDraft(draft)}>${own.goOn}</button>
                <button aria-label=${own.takeAway(title)} @click=${() => this.forget(draft.key)}>${own.remove}</button>
              </span>
            </li>
          `;
        })}
      </ul>
    `;
  }

  private forget(key: string): void {
    this.store.forget(key);
    this.drafts = keptDrafts();
  }

  private async openOurs(id: string): Promise<void> {
    if (id === "") return;
    await this.attempt(async () => this.store.open(rawOf(await ownExercise(id)), id));
  }

  private async openLink(event: Event): Promise<void> {
    event.preventDefault();
    const { address } = this;
    await this.attempt(async () => {
      const { place } = decodeExerciseLink(address.slice(address.indexOf("#") + 1));
      switch (place?.kind) {
        case "held":
          return this.openWhole(rawOf(place.exercise));
        case "own":
          return this.store.open(rawOf(await ownExercise(place.id)), place.id);
        case "elsewhere":
          this.elsewhere = place.address;
          return;
        case undefined:
          this.trouble = this.own.noLink;
      }
    });
  }

  /** It may be one of ours, unchanged. */
  private async openWhole(exercise: Raw): Promise<void> {
    this.store.open(exercise, await this.store.originOf(exercise));
  }

  private async attempt(open: () => Promise<void>): Promise<void> {
    this.trouble = "";
    this.elsewhere = undefined;
    try {
      await open();
    } catch (error) {
      const refusal = refusalOf(error);
      this.trouble = refusal === undefined ? this.own.notHad : sentence(refusal, this.language);
    }
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "downhill-editor-begin": DownhillEditorBegin;
  }
}
