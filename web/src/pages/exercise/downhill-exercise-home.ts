// SPDX-License-Identifier: Apache-2.0
/** The exercises of this site, and the ways to open others. What could not be opened is told here, and the page goes on. */
import { html, nothing, type TemplateResult } from "lit";
import { customElement, property, query, state } from "lit/decorators.js";
import { chooseFiles } from "../../app/download.ts";
import { listedExercises } from "../../app/exercise_files.ts";
import { progressOfOwn } from "../../app/exercise_kept.ts";
import type { Settings } from "../../app/settings.ts";
import type { Text } from "../../engine/api.ts";
import type { ExerciseLine } from "../../exercises/document.ts";
import { encodeExerciseLink } from "../../exercises/link.ts";
import { TOPICS } from "../../exercises/topics.ts";
import { type Language, lessonsIn } from "../../locales/language.ts";
import { icons } from "../../ui/icons.ts";
import { UiElement } from "../../ui/ui_element.ts";
import "../shared/downhill-looks.ts";
import { homeStyles } from "./home_styles.ts";
import { en } from "./words.en.ts";
import { zh } from "./words.zh.ts";

const WORDS = { en, zh };

/** What the page does for it. */
export interface Ways {
  open(file: File): void;
  /** Agreed to: it is fetched. */
  fetch(address: URL, signal: AbortSignal): Promise<void>;
  /** Shows what lies at an address, without asking there. */
  ask(address: string): void;
}

@customElement("downhill-exercise-home")
export class DownhillExerciseHome extends UiElement {
  static override styles = [...UiElement.styles, homeStyles];

  @property({ attribute: false }) settings!: Settings;
  @property({ attribute: false }) ways!: Ways;
  /** What could not be opened, and why. */
  @property({ attribute: false }) fault: Text | undefined;
  /** Where the exercise of the link lies. */
  @property({ attribute: false }) elsewhere: URL | undefined;
  @state() private lines: readonly ExerciseLine[] | "missing" | undefined;
  @state() private fetching: AbortController | undefined;
  @query("#address") private address!: HTMLInputElement;

  protected override get language(): Language {
    return this.settings.language;
  }

  private get own(): typeof en {
    return WORDS[this.language];
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.addEventListener("dragover", (event) => event.preventDefault());
    this.addEventListener("drop", this.drop);
    listedExercises().then(
      (lines) => {
        this.lines = lines;
      },
      () => {
        this.lines = "missing";
      },
    );
  }

  /** Nobody waits for it any more. */
  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.fetching?.abort();
  }

  override render(): TemplateResult {
    const { own, words } = this;
    return html`
      <header>
        <a class="brand" href="./index.html">Downhill</a>
        <nav aria-label=${words.pages}>
          <a href="./index.html">${words.playground}</a>
          <a href=${lessonsIn(this.language)}>${words.lessons}</a>
          <a href="./teach.html">${words.teachers}</a>
        </nav>
        <downhill-looks .settings=${this.settings}></downhill-looks>
      </header>
      <main>
        ${this.renderFault()} ${this.renderElsewhere()}
        <h1>${own.title}</h1>
        <p class="intro">${own.intro}</p>
        ${this.renderList()} ${this.renderOther()}
      </main>
    `;
  }

  private renderFault(): TemplateResult | typeof nothing {
    const { own, fault } = this;
    if (fault === undefined) return nothing;
    return html`
      <div class="box broken" role="alert" id="fault">
        <strong>${own.notOpened}</strong>
        <p>${this.say(fault)}</p>
      </div>
    `;
  }

  /** No address is asked before somebody has seen it. */
  private renderElsewhere(): TemplateResult | typeof nothing {
    const { own, elsewhere, fetching } = this;
    if (elsewhere === undefined) return nothing;
    const { host } = elsewhere;
    return html`
      <section class="box" id="elsewhere" aria-labelledby="lies">
        <h2 id="lies">${own.fetchFrom(host)}</h2>
        <p><code>${elsewhere.href}</code></p>
        <p class="quiet">${own.fetchHelp}</p>
        <div class="line" role="status">
          ${
            fetching === undefined
              ? html`<button id="fetch" class="first" @click=${() => this.fetch(elsewhere)}>${own.fetch(host)}</button>`
              : html`<span>${own.fetching(host)}</span><button id="cancel" @click=${() => fetching.abort()}>${own.cancel}</button>`
          }
        </div>
      </section>
    `;
  }

  private renderList(): TemplateResult {
    const { own, lines } = this;
    if (lines === "missing") return html`<p class="box broken" role="alert">${own.listMissing}</p>`;
    const progress = progressOfOwn();
    return html`
      <section aria-label=${own.list}>
        ${TOPICS.map(({ name, exercises }, at) => {
          const here = (lines ?? []).filter(({ id }) => exercises.includes(id));
          return html`
            <h2 id="topic-${at}">${this.say(name)}</h2>
            <ul class="list" aria-labelledby="topic-${at}">
              ${here.map((line) => this.renderLine(line, progress.get(line.id)))}
            </ul>
          `;
        })}
      </section>
    `;
  }

  private renderLine({ id, title, minutes }: ExerciseLine, how: "begun" | "passed" | undefined) {
    const { own, format, settings } = this;
    const hash = encodeExerciseLink({ place: { kind: "own", id }, view: settings.view });
    return html`
      <li>
        <a href="#${hash}" data-exercise=${id}>
          <span class="name">${this.say(title)}</span>
          <span class="quiet number">${own.minutes(format.integer(minutes))}</span>
          ${how === undefined ? nothing : html`<span class="badge ${how}">${how === "passed" ? icons.check : nothing}${own[how]}</span>`}
        </a>
      </li>
    `;
  }

  private renderOther(): TemplateResult {
    const { own } = this;
    return html`
      <section aria-labelledby="other">
        <h2 id="other">${own.other}</h2>
        <p class="quiet">${own.otherHelp}</p>
        <form
          class="line"
          @submit=${(event: Event) => {
            event.preventDefault();
            this.ways.ask(this.address.value.trim());
          }}
        >
          <button type="button" id="file" @click=${this.choose}>${icons.file} ${own.file}</button>
          <input id="address" type="text" inputmode="url" autocomplete="off" spellcheck="false" aria-label=${own.address} placeholder="https://" />
          <button id="ask">${own.ask}</button>
        </form>
      </section>
    `;
  }

  private async fetch(address: URL): Promise<void> {
    const fetching = new AbortController();
    this.fetching = fetching;
    await this.ways.fetch(address, fetching.signal);
    this.fetching = undefined;
  }

  private async choose(): Promise<void> {
    const [file] = await chooseFiles(".json,application/json");
    this.open(file);
  }

  private open(file: File | undefined): void {
    if (file === undefined) return;
    this.fetching?.abort();
    this.ways.open(file);
  }

  private readonly drop = (event: DragEvent): void => {
    event.preventDefault();
    const [file] = event.dataTransfer?.files ?? [];
    this.open(file);
  };
}

declare global {
  interface HTMLElementTagNameMap {
    "downhill-exercise-home": DownhillExerciseHome;
  }
}
