// SPDX-License-Identifier: Apache-2.0
/** Measures the machine that the page runs on, and gives the result as text. */
import { css, html, nothing, type TemplateResult } from "lit";
import { customElement, query, state } from "lit/decorators.js";
import { PageElement } from "../../app/page_element.ts";
import { saidModule } from "../../locales/said_module.ts";
import { foundTable, foundTableStyles } from "../../ui/found_table.ts";
import type { Measurement } from "./measure.ts";
import { cellsOf, reportText, type Written } from "./report.ts";
import { speedOf } from "./store.ts";
import { en } from "./words.en.ts";
import { zh } from "./words.zh.ts";

export const tag = "downhill-speed";

const WORDS = { en, zh };

@customElement(tag)
export class DownhillSpeed extends PageElement {
  static override styles = [
    ...PageElement.styles,
    foundTableStyles,
    css`
      :host {
        display: grid;
        gap: var(--space-3);
      }
      .bar {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: var(--space-2) var(--space-3);
      }
      progress {
        flex: 1 1 120px;
        accent-color: var(--ink);
      }
      textarea {
        inline-size: 100%;
        font-size: var(--text-small);
      }
    `,
  ];

  /** What came of copying. */
  @state() private told: "copied" | "copyByHand" | undefined;
  @query("textarea") private area!: HTMLTextAreaElement | null;

  override disconnectedCallback(): void {
    // Nobody waits for it any more.
    speedOf(this.workspace).cancel();
    super.disconnectedCallback();
  }

  override render(): TemplateResult {
    const own = WORDS[this.language];
    const store = speedOf(this.workspace);
    const { running } = store;
    const results = store.results.value;
    const failed = store.failed.value;
    return html`
      <p>${own.intro}</p>
      <div class="bar">
        <button id="measure" @click=${() => (running ? store.cancel() : this.begin())}>
          ${running ? own.stop : results.length > 0 ? own.again : own.begin}
        </button>
        ${
          running
            ? html`<progress max="1" .value=${store.progress.value ?? 0} aria-label=${own.progress}></progress>`
            : nothing
        }
        <span class="quiet" role="status">${running ? own.busy : ""}</span>
      </div>
      ${failed === undefined ? nothing : html`<p role="alert">${this.say(failed)}</p>`}
      ${results.length === 0 ? nothing : this.renderResults(results, running)}
    `;
  }

  private renderResults(results: readonly Measurement[], running: boolean): TemplateResult {
    const own = WORDS[this.language];
    const { written } = this;
    const rows = results.map((one) => ({ cells: cellsOf(one, written) }));
    return html`
      ${foundTable(own.table, written.columns, rows)}
      <p class="quiet">${own.meaning}</p>
      ${
        running
          ? nothing
          : html`
              <div class="bar">
                <button id="copy-speed" @click=${() => this.copy(results)}>${own.copy}</button>
                <span class="quiet" role="status">${this.told === undefined ? "" : own[this.told]}</span>
              </div>
            `
      }
      ${
        this.told === "copyByHand"
          ? html`<textarea rows="6" readonly aria-label=${own.text} .value=${this.textOf(results)}></textarea>`
          : nothing
      }
    `;
  }

  private begin(): void {
    this.told = undefined;
    void speedOf(this.workspace).begin();
  }

  private get written(): Written {
    const own = WORDS[this.language];
    const { format, words } = this;
    return {
      title: `Downhill · ${own.table}`,
      columns: [own.network, own.samples, own.gflops, own.share, own.trainer],
      network: (id) => own.networks[id],
      samples: (perSecond) => format.short(perSecond),
      gflops: (operations) => format.mark(Number((operations / 1e9).toPrecision(3))),
      share: (share) => format.percent(share),
      trainer: ({ module: { name, threads } }) =>
        own.runs(saidModule(name, words), words.threads(format.integer(threads), threads)),
    };
  }

  private textOf(results: readonly Measurement[]): string {
    return reportText(results, this.written, navigator.userAgent);
  }

  private async copy(results: readonly Measurement[]): Promise<void> {
    try {
      await navigator.clipboard.writeText(this.textOf(results));
      this.told = "copied";
    } catch {
      // Pages without https have no clipboard, and some frames are refused it.
      this.told = "copyByHand";
      await this.updateComplete;
      this.area?.select();
    }
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "downhill-speed": DownhillSpeed;
  }
}
