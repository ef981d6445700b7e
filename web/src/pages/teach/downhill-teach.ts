// SPDX-License-Identifier: Apache-2.0
/** The teacher's page: its head, what comes in, the class, the table, and the exercises with their solutions. */
import { ContextProvider } from "@lit/context";
import { computed, effect } from "@preact/signals-core";
import { css, html, nothing } from "lit";
import { customElement } from "lit/decorators.js";
import { lessonsIn } from "../../locales/language.ts";
import { languageContext } from "../../ui/ui_element.ts";
import "../shared/downhill-looks.ts";
import { type DeskContext, DeskElement, deskContext } from "./desk_element.ts";
import "./downhill-class.ts";
import "./downhill-intake.ts";
import "./downhill-marks.ts";
import "./downhill-solution.ts";

@customElement("downhill-teach")
export class DownhillTeach extends DeskElement {
  static override styles = [
    ...DeskElement.styles,
    css`
      :host {
        display: grid;
        gap: var(--space-4);
        padding: var(--space-4);
        max-inline-size: 90rem;
        margin-inline: auto;
      }
      header {
        display: flex;
        flex-wrap: wrap;
        gap: var(--space-2) var(--space-4);
        align-items: center;
      }
      h1 {
        margin: 0;
        font-size: var(--text-counter);
      }
      nav {
        display: flex;
        flex-wrap: wrap;
        gap: var(--space-2) var(--space-4);
      }
      nav a {
        color: var(--focus);
        padding-block: var(--space-1);
      }
      .tools {
        display: flex;
        flex-wrap: wrap;
        gap: var(--space-2);
        margin-inline-start: auto;
      }
      main {
        display: grid;
        grid-template-columns: minmax(0, 1fr);
        gap: var(--space-4);
      }
      .lead {
        color: var(--ink-2);
      }
      kbd {
        font: inherit;
        color: var(--ink-3);
      }
    `,
  ];

  #given: DeskContext | undefined;
  #endLooks: (() => void) | undefined;

  /** Before it is put on the page. */
  provide(context: DeskContext): this {
    const { settings } = context;
    this.#given = context;
    new ContextProvider(this, { context: deskContext, initialValue: context });
    new ContextProvider(this, {
      context: languageContext,
      initialValue: computed(() => settings.language),
    });
    return this;
  }

  /** Nobody above provides it. */
  protected override get context(): DeskContext {
    if (this.#given === undefined) throw new Error("There is no desk yet.");
    return this.#given;
  }

  protected override get language() {
    return this.context.settings.language;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    document.addEventListener("keydown", this.onKey);
    this.#endLooks = effect(() => {
      document.documentElement.classList.toggle("projector", this.view.projector);
    });
  }

  override disconnectedCallback(): void {
    document.removeEventListener("keydown", this.onKey);
    this.#endLooks?.();
    super.disconnectedCallback();
  }

  override render() {
    const { own, view } = this;
    const { settings } = this.context;
    const { words } = this;
    return html`
      <header>
        <h1>${own.heading}</h1>
        <nav aria-label=${words.pages}>
          <a href="./index.html">${words.playground}</a>
          <a href="./exercise.html">${words.exercises}</a>
          <a href=${lessonsIn(settings.language)}>${words.lessons}</a>
        </nav>
        <div class="tools">
          <button id="projector" aria-pressed=${view.projector} aria-keyshortcuts="p" @click=${() => view.toggleProjector()}>${own.projector} <kbd>P</kbd></button>
          <downhill-looks .settings=${settings}></downhill-looks>
        </div>
      </header>
      <main>
        ${view.projector ? nothing : html`<p class="lead">${own.lead}</p>`}
        <downhill-intake ?hidden=${view.projector}></downhill-intake>
        ${this.desk.entries.length === 0 ? nothing : html`<downhill-class></downhill-class><downhill-marks></downhill-marks>`}
        <downhill-solution ?hidden=${view.projector}></downhill-solution>
      </main>
    `;
  }

  private readonly onKey = (event: KeyboardEvent) => {
    const [target] = event.composedPath();
    const types =
      target instanceof HTMLElement && target.matches("textarea, select, input, [contenteditable]");
    if (types || event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
    if (!this.context.settings.shortcuts) return;
    if (event.key.toLowerCase() === "n") this.view.toggleNames();
    else if (event.key.toLowerCase() === "p") this.view.toggleProjector();
  };
}

declare global {
  interface HTMLElementTagNameMap {
    "downhill-teach": DownhillTeach;
  }
}
