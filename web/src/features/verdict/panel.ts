// SPDX-License-Identifier: Apache-2.0
/** How the run ended and what to do about it: finished, diverged, or the trainer died. */
import { css, html, nothing } from "lit";
import { customElement, state } from "lit/decorators.js";
import { PageElement } from "../../app/page_element.ts";
import type { Text } from "../../engine/api.ts";
import type { Halt } from "../../sessions/run_session.ts";
import { icons } from "../../ui/icons.ts";

@customElement("downhill-verdict")
export class DownhillVerdict extends PageElement {
  static override styles = [
    ...PageElement.styles,
    css`
      .box {
        display: grid;
        gap: var(--space-2);
        padding: var(--space-3) 14px;
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
        padding-inline-end: var(--space-2);
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
      .change {
        text-align: center;
        color: var(--ink-2);
        padding-block: 6px;
      }
      .act {
        justify-self: start;
        background: var(--ink);
        color: var(--on-ink);
        border-color: var(--ink);
      }
    `,
  ];

  /** The ending that the visitor has put away; the next one is another. */
  @state() private dismissed: unknown;

  override render() {
    const { run } = this.workspace;
    const { state, crash, refused } = run;
    if (crash !== undefined) return this.renderCrash(crash);
    const ending = refused ?? (run.ended ? state?.message : undefined);
    if (ending === undefined) return this.renderChange(run.halt);
    if (this.dismissed === `${run.id} ${run.generation} ${ending.en}`) return nothing;
    const text = this.say(ending);
    if (refused !== undefined || state?.status === "diverged") return this.renderDiverged(text);
    return html`
      <div class="box finished" id="verdict">
        <p>${text}</p>
        ${this.renderDismiss()}
      </div>
    `;
  }

  /** What one update, or one epoch, did to the loss. */
  private renderChange(halt: Halt | undefined) {
    if (halt?.loss === undefined || this.workspace.run.playing) return nothing;
    const { words, format } = this;
    const [before, after] = halt.loss.map((loss) => format.real(loss));
    return html`<p class="change number" id="change">${words.lossChange(before ?? "", after ?? "")}</p>`;
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
          const { run } = this.workspace;
          const ending = run.refused ?? run.state?.message;
          this.dismissed = `${run.id} ${run.generation} ${ending?.en}`;
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
    const { words, format, workspace } = this;
    const rate = Number(workspace.document.experiment.optimizer.learning_rate);
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
                  void workspace.slowDown();
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
    const { words, workspace } = this;
    return html`
      <div class="box crashed" role="alert" id="verdict">
        <p><strong>${words.crashed}</strong></p>
        <p>${this.say(message)}</p>
        <button
          class="act"
          id="restart"
          @click=${() => {
            this.leave();
            void workspace.restart();
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
