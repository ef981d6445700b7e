// SPDX-License-Identifier: Apache-2.0
/** What the contestants of a race have learned, side by side, while they learn it. */
import { effect, untracked } from "@preact/signals-core";
import { css, html, nothing, type TemplateResult } from "lit";
import { customElement, property } from "lit/decorators.js";
import { PageElement } from "../../app/page_element.ts";
import type { StudySession } from "../../sessions/study_session.ts";
import { unhurried } from "../../ui/calm.ts";
import { foundTableStyles, swatch } from "../../ui/found_table.ts";
import "./downhill-learned.ts";
import { raceOf } from "./store.ts";
import { en } from "./words.en.ts";
import { zh } from "./words.zh.ts";

const WORDS = { en, zh };
/** Between two pictures, in milliseconds. */
const PAUSE_MS = 60;

@customElement("downhill-replay")
export class DownhillReplay extends PageElement {
  static override styles = [
    ...PageElement.styles,
    foundTableStyles,
    css`
      .head {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: var(--space-1) var(--space-3);
        min-block-size: 32px;
        margin-block-end: var(--space-1);
      }
      ul {
        display: grid;
        grid-template-columns: repeat(auto-fill, minmax(128px, 1fr));
        gap: var(--space-2) var(--space-3);
        margin: 0;
        padding: 0;
        list-style: none;
      }
      li {
        min-inline-size: 0;
        max-inline-size: 220px;
        font-size: var(--text-small);
      }
      li > span {
        display: block;
      }
    `,
  ];

  @property({ attribute: false }) session!: StudySession;
  @property({ attribute: false }) names: readonly string[] = [];

  private endFollowing = () => {};

  protected override get redrawPause(): number {
    return unhurried(PAUSE_MS);
  }

  private get own() {
    return WORDS[this.language];
  }

  private get store() {
    return raceOf(this.workspace);
  }

  override connectedCallback(): void {
    super.connectedCallback();
    // With the race, which it delays by one seed of several; one that is put aside is not looked at either.
    this.endFollowing = effect(() => {
      const { session, store } = this;
      const isOn = session.finished || (session.running && session.description !== undefined);
      const known = store.replayOf(session);
      untracked(() => {
        if (!isOn) store.endReplay();
        else if (known === undefined) store.replay(session);
      });
    });
  }

  override disconnectedCallback(): void {
    this.endFollowing();
    this.store.endReplay();
    super.disconnectedCallback();
  }

  override render(): TemplateResult | typeof nothing {
    const { own, session, store, names } = this;
    const replay = store.replayOf(session);
    if (replay === undefined) return nothing;
    return html`
      <div class="head">
        <h3>${own.learned}</h3>
        ${
          replay.running
            ? html`<button id="stop-maps" @click=${() => replay.stop()}>${this.words.study.stop}</button>`
            : replay.stopped
              ? html`<button id="draw-maps" @click=${() => store.replay(session)}>${own.draw}</button>`
              : nothing
        }
        <span class="quiet">${own.firstSeed}</span>
      </div>
      <ul>
        ${replay.contestants.map(({ picture, epoch, failed }, index) => {
          const name = names[index] ?? "";
          return html`
            <li>
              <downhill-learned .picture=${picture} .says=${own.learnedBy(name)}></downhill-learned>
              <span>${swatch(index)}${name}</span>
              <span class="quiet number">${failed ? own.notTrained : this.epochs(Math.floor(epoch))}</span>
            </li>
          `;
        })}
      </ul>
    `;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "downhill-replay": DownhillReplay;
  }
}
