// SPDX-License-Identifier: Apache-2.0
/** The head of the page: its name, undo and redo, the link, language and theme, and a menu for what is rarely wanted. */
import { html, nothing, type TemplateResult } from "lit";
import { customElement, query } from "lit/decorators.js";
import { type CommandId, commandOf, keysOf, labelOf, perform } from "../../app/commands.ts";
import { exerciseOf } from "../../app/exercise_of.ts";
import { PageElement } from "../../app/page_element.ts";
import "../../features/files/panel.ts";
import "../../features/share/panel.ts";
import "../../features/trainer/panel.ts";
import { lessonsIn } from "../../locales/language.ts";
import { icons } from "../../ui/icons.ts";
import { MediaQuery } from "../../ui/media_query.ts";
import { placeBelow, popoverStyles } from "../../ui/popovers.ts";
import { PHONE } from "../../ui/styles/media.ts";
import "../shared/downhill-looks.ts";
import { topbarStyles } from "./topbar_styles.ts";

@customElement("downhill-topbar")
export class DownhillTopbar extends PageElement {
  static override styles = [...PageElement.styles, popoverStyles, topbarStyles];

  @query("#menu") private menu!: HTMLElement;
  @query("#menu-list") private list!: HTMLElement;

  /** So narrow a head has no room for language and theme: they go into the menu. */
  private readonly narrow = new MediaQuery(this, PHONE);

  override render() {
    const { words } = this;
    const narrow = this.narrow.matches.value;
    const isExercise = exerciseOf(this.workspace).value !== undefined;
    // In a frame, which may lie in a package by itself, there are no other pages to go to.
    const isHeld = isExercise && window.parent !== window;
    return html`
      <div class="brand">
        ${logo}
        <h1>Downhill</h1>
        <span class="tagline">${words.tagline}</span>
      </div>
      <nav aria-label=${words.pages}>
        ${
          isExercise
            ? this.renderPlace("runs", words.keptRuns)
            : html`${this.renderPlace("gallery", words.examples)} ${this.renderPlace("runs", words.keptRuns)} ${this.renderPlace("share", words.share)}`
        }
        ${
          isHeld
            ? nothing
            : html`
                ${isExercise ? html`<a id="place-playground" class="place" href="./index.html">${words.playground}</a>` : nothing}
                <a id="place-exercises" class="place" href="./exercise.html">${words.exercises}</a>
                <a id="place-lessons" class="place" href=${lessonsIn(this.language)}>${words.lessons}</a>
              `
        }
      </nav>
      <div class="tools">
        <span class="group">${this.renderCommand("undo", icons.undo)}${this.renderCommand("redo", icons.redo)}</span>
        <downhill-files></downhill-files>
        ${isExercise ? nothing : html`<downhill-share></downhill-share>`}
        ${narrow ? "" : this.renderLooks()}
        <button id="menu" class="round" popovertarget="menu-list" aria-label=${words.menu} title=${words.menu}>
          ${icons.more}
        </button>
        <div id="menu-list" popover @toggle=${this.place}>
          ${narrow ? this.renderLooks() : ""}
          <button id="keys" class="line" aria-keyshortcuts=${keysOf("keys")} @click=${() => this.show("keys")}>${words.shortcuts}</button>
          <downhill-trainer></downhill-trainer>
          <button id="machine-speed" class="line" aria-haspopup="dialog" @click=${() => this.show("speed")}>${words.speedOfMachine} …</button>
          ${
            isHeld
              ? nothing
              : html`
                  ${isExercise ? html`<a href="./index.html">${words.playground}</a>` : nothing}
                  <a id="exercises" href="./exercise.html">${words.exercises}</a>
                  <a id="teachers" href="./teach.html">${words.teachers}</a>
                  <a id="lessons" href=${lessonsIn(this.language)}>${words.lessons}</a>
                `
          }
          <a href="./licenses.txt">${words.licenses}</a>
        </div>
      </div>
    `;
  }

  /** On narrow pages these are found in the menu of files alone. */
  private renderPlace(id: CommandId, name: string): TemplateResult {
    const { words, workspace } = this;
    return html`
      <button
        id="place-${id}"
        class="place"
        title=${labelOf(id, words, workspace)}
        aria-haspopup="dialog"
        aria-keyshortcuts=${keysOf(id)}
        @click=${() => perform(id, workspace)}
      >
        ${name}
      </button>
    `;
  }

  private renderCommand(id: CommandId, icon: TemplateResult): TemplateResult {
    const { words, workspace } = this;
    const label = labelOf(id, words, workspace);
    return html`
      <button
        id=${id}
        class="round"
        aria-label=${label}
        title=${label}
        aria-keyshortcuts=${keysOf(id)}
        aria-disabled=${!commandOf(id).enabled(workspace)}
        @click=${() => perform(id, workspace)}
      >
        ${icon}
      </button>
    `;
  }

  private renderLooks(): TemplateResult {
    return html`<downhill-looks .settings=${this.workspace.settings}></downhill-looks>`;
  }

  private place(): void {
    if (this.list.matches(":popover-open")) placeBelow(this.list, this.menu);
  }

  private show(command: CommandId): void {
    this.list.hidePopover();
    perform(command, this.workspace);
  }
}

/** A ball on its way down a loss curve. */
const logo = html`
  <svg width="30" height="30" viewBox="0 0 32 32" aria-hidden="true">
    <path d="M3 6c5 0 7 19 14 19 5 0 6-6 12-6" fill="none" stroke="currentColor" stroke-width="3" stroke-linecap="round"></path>
    <circle cx="10.2" cy="10" r="4" fill="var(--class-1)"></circle>
  </svg>
`;

declare global {
  interface HTMLElementTagNameMap {
    "downhill-topbar": DownhillTopbar;
  }
}
