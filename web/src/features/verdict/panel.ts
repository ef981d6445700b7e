// SPDX-License-Identifier: Apache-2.0
/** How the run ended and what to do about it: finished, diverged, or the trainer died. */
import { css, html, nothing } from "lit";
import { customElement } from "lit/decorators.js";
import { PageElement } from "../../app/page_element.ts";
import type { Text } from "../../engine/api.ts";
import { icons } from "../../ui/icons.ts";
import { BAR_INSIDE } from "../../ui/styles/media.ts";

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
      .finished,
      .diverged {
        grid-template-columns: minmax(0, 1fr) auto;
        align-items: center;
        padding-block: 2px;
        padding-inline-end: 8px;
      }
      .finished {
        background: var(--done-surface);
        inline-size: fit-content;
        margin-inline: auto;
      }
      .diverged {
        align-items: start;
        padding-block: 10px;
      }
      .act {
        grid-column: 1 / -1;
      }
      .diverged,
      .crashed {
        background: var(--danger-surface);
        border-color: var(--danger);
      }
      /* These are too tall for the place that is kept for them, and the picture below them says nothing. */
      @media ${BAR_INSIDE} {
        :host {
          position: relative;
        }
        .diverged,
        .crashed {
          position: absolute;
          inset-inline: 0;
          inset-block-end: 0;
        }
      }
      .act {
        justify-self: start;
        background: var(--ink);
        color: var(--on-ink);
        border-color: var(--ink);
      }
    `,
  ];

  /** The visitor has put this ending away; the next run has one of its own. */
  private dismissed = false;
  private drawnFor: unknown[] = [];

  protected override stores() {
    return [this.playground.runs];
  }

  protected override told(): void {
    const { runs, settings } = this.playground;
    const now = [runs.state?.status, runs.state?.message?.en, runs.crash, settings.language];
    if (now.every((value, index) => value === this.drawnFor[index])) return;
    this.drawnFor = now;
    if (!runs.ended) this.dismissed = false;
    this.requestUpdate();
  }

  override render() {
    const { runs } = this.playground;
    if (runs.crash !== undefined) return this.renderCrash(runs.crash);
    if (!runs.ended || this.dismissed) return nothing;
    const text = runs.state?.message === undefined ? "" : this.say(runs.state.message);
    if (runs.state?.status === "diverged") return this.renderDiverged(text);
    return html`
      <div class="box finished" id="verdict">
        <p>${text}</p>
        ${this.renderDismiss()}
      </div>
    `;
  }

  private renderDismiss() {
    const { words } = this;
    return html`
      <button
        class="plain"
        id="dismiss"
        title=${words.dismiss}
        aria-label=${words.dismiss}
        @click=${() => {
          this.dismissed = true;
          this.requestUpdate();
          this.leave();
        }}
      >
        ${icons.close}
      </button>
    `;
  }

  /** The pressed button goes with the box; the page puts the focus elsewhere. */
  private leave(): void {
    this.dispatchEvent(new Event("leave"));
  }

  private renderDiverged(text: string) {
    const { words, format, playground } = this;
    const rate = Number(playground.experiment.experiment.optimizer.learning_rate);
    return html`
      <div class="box diverged" role="alert" id="verdict">
        <p>${text}</p>
        ${this.renderDismiss()}
        ${
          Number.isFinite(rate)
            ? html`<button
                class="act"
                id="slow-down"
                @click=${() => {
                  this.leave();
                  void playground.slowDown();
                }}
              >
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
        <p><strong>${words.crashed}</strong></p>
        <p>${this.say(message)}</p>
        <button
          class="act"
          id="restart"
          @click=${() => {
            this.leave();
            void playground.restart();
          }}
        >
          ${words.restart}
        </button>
      </div>
    `;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "downhill-verdict": DownhillVerdict;
  }
}
