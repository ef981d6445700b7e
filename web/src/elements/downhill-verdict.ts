// SPDX-License-Identifier: Apache-2.0
/** How the run ended and what to do about it: finished, diverged, or the trainer died. */
import { css, html, nothing } from "lit";
import { customElement } from "lit/decorators.js";
import type { Text } from "../engine/api.ts";
import { PageElement } from "./base.ts";
import { icons } from "./icons.ts";

@customElement("downhill-verdict")
export class DownhillVerdict extends PageElement {
  static override styles = [
    ...PageElement.styles,
    css`
      .box {
        display: grid;
        gap: 8px;
        padding: 12px 14px;
        border-radius: var(--radius);
        border: 1px solid var(--line);
        background: var(--surface);
        box-shadow: var(--shadow);
      }
      .finished {
        background: var(--done-surface);
        grid-template-columns: auto 1fr auto;
        align-items: center;
        inline-size: fit-content;
        margin-inline: auto;
        padding-block: 4px;
        padding-inline-end: 8px;
      }
      .diverged,
      .crashed {
        background: var(--danger-surface);
        border-color: var(--danger);
      }
      h3 {
        color: var(--ink);
      }
      .act {
        justify-self: start;
        background: var(--ink);
        color: var(--on-ink);
        border-color: var(--ink);
      }
    `,
  ];

  /** The ending that the visitor has put away. */
  private dismissed: unknown;
  private drawnFor: unknown[] = [];

  protected override stores() {
    return [this.playground.runs];
  }

  protected override told(): void {
    const { runs, settings } = this.playground;
    const now = [runs.state?.status, runs.state?.message?.en, runs.crash, settings.language];
    if (now.every((value, index) => value === this.drawnFor[index])) return;
    this.drawnFor = now;
    this.requestUpdate();
  }

  override render() {
    const { runs } = this.playground;
    if (runs.crash !== undefined) return this.renderCrash(runs.crash);
    if (runs.state === undefined || runs.state.status === "ready") return nothing;
    const text = runs.state.message === undefined ? "" : this.say(runs.state.message);
    if (runs.state.status === "diverged") return this.renderDiverged(text);
    if (this.dismissed === runs.description) return nothing;
    return html`
      <div class="box finished" id="verdict">
        <p>${text}</p>
        <button class="plain" title=${this.words.dismiss} aria-label=${this.words.dismiss} @click=${this.dismiss}>
          ${icons.close}
        </button>
      </div>
    `;
  }

  private renderDiverged(text: string) {
    const { words, format, playground } = this;
    const rate = Number(playground.experiment.experiment.optimizer.learning_rate);
    return html`
      <div class="box diverged" role="alert" id="verdict">
        <h3>${words.diverged}</h3>
        <p>${text}</p>
        ${
          Number.isFinite(rate)
            ? html`<button class="act" id="slow-down" @click=${() => playground.slowDown()}>
                ${words.divideRate(format.plain(rate / 10))}
              </button>`
            : nothing
        }
      </div>
    `;
  }

  private renderCrash(message: Text) {
    const { words, playground } = this;
    return html`
      <div class="box crashed" role="alert" id="verdict">
        <h3>${words.crashed}</h3>
        <p>${this.say(message)}</p>
        <button class="act" id="restart" @click=${() => playground.restart()}>${words.restart}</button>
      </div>
    `;
  }

  private dismiss(): void {
    this.dismissed = this.playground.runs.description;
    this.requestUpdate();
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "downhill-verdict": DownhillVerdict;
  }
}
