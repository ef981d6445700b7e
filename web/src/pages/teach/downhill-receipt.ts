// SPDX-License-Identifier: Apache-2.0
/** One receipt in full: checks in words, what was predicted and seen, the runs one by one. */
import { css, html, nothing } from "lit";
import { customElement, property } from "lit/decorators.js";
import { encodeLink } from "../../documents/link.ts";
import { documentOfReceipt } from "../../exercises/receipt.ts";
import type { RunLine } from "../../exercises/work.ts";
import { Labels } from "../../locales/labels.ts";
import type { DeskLine } from "./desk.ts";
import { DeskElement } from "./desk_element.ts";
import { linkTo } from "./link_to.ts";

@customElement("downhill-receipt")
export class DownhillReceipt extends DeskElement {
  static override styles = [
    ...DeskElement.styles,
    css`
      :host {
        display: grid;
        gap: var(--space-3);
        box-sizing: border-box;
        /* As wide as the table is seen, and in sight while it is scrolled. */
        position: sticky;
        inset-inline-start: 0;
        inline-size: min(60rem, 100cqi);
        padding: var(--space-2) var(--space-2) var(--space-3);
        overflow-wrap: anywhere;
      }
      ol,
      ul {
        margin: var(--space-1) 0 0;
        padding-inline-start: 1.4rem;
      }
      .miss {
        color: var(--ink-2);
      }
      .failed::marker {
        color: var(--danger);
      }
      blockquote {
        margin: var(--space-1) 0 0;
        padding-inline-start: var(--space-3);
        border-inline-start: 3px solid var(--line);
        white-space: pre-line;
      }
      pre {
        margin: var(--space-1) 0 0;
        white-space: pre-wrap;
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
        display: block;
        max-block-size: 6rem;
        overflow: auto;
        font-size: var(--text-tiny);
      }
    `,
  ];

  @property({ attribute: false }) line: DeskLine | undefined;

  override render() {
    const { own, line } = this;
    if (line === undefined) return nothing;
    const { receipt, entry, written } = line;
    return html`
      ${this.renderChecks(line)} ${this.renderPrediction(line)}
      ${receipt === undefined ? nothing : this.renderAnswers(receipt.answers ?? {})}
      ${receipt === undefined ? nothing : this.renderRuns(receipt)}
      <div class="links">
        ${this.renderLink(line)}
        <button class="again" @click=${() => this.desk.again(entry.number)}>${own.runAgain}</button>
      </div>
      <details>
        <summary>${own.receipt}</summary>
        <code tabindex="0">${written}</code>
      </details>
    `;
  }

  private renderChecks({ verification }: DeskLine) {
    const results = verification?.verdict?.results;
    if (results === undefined) return nothing;
    return html`
      <div>
        <h3>${this.own.checks}</h3>
        <ol>
          ${results.map(
            ({ passed, hidden, text, miss }) => html`
              <li class=${passed ? "" : "failed"}>
                ${passed ? this.own.passed : html`<strong>${this.own.failed}</strong>`}${hidden ? ` · ${this.own.hiddenCheck}` : nothing}${this.own.colon}${this.say(text)}
                ${miss === undefined ? nothing : html`<div class="miss">${this.say(miss)}</div>`}
              </li>
            `,
          )}
        </ol>
      </div>
    `;
  }

  private renderPrediction({ verification, receipt }: DeskLine) {
    const { own } = this;
    const { prediction } = verification ?? {};
    return html`
      ${prediction === undefined ? nothing : html`<div><h3>${own.prediction}</h3><p>${this.say(prediction.text)}</p></div>`}
      ${receipt?.saw === undefined ? nothing : html`<div><h3>${own.saw}</h3><blockquote>${receipt.saw}</blockquote></div>`}
    `;
  }

  private renderAnswers(answers: Readonly<Record<string, number | string | boolean>>) {
    const { line, own } = this;
    const all = Object.entries(answers);
    if (all.length === 0 || line === undefined) return nothing;
    const questions = this.desk.exerciseFor(line.entry)?.questions ?? [];
    return html`
      <div>
        <h3>${own.answers}</h3>
        <ul>
          ${all.map(([id, answer]) => {
            const question = questions.find((one) => one.id === id);
            const option =
              question?.kind === "choice"
                ? question.options.find((one) => one.id === answer)
                : undefined;
            if (question?.kind === "code") {
              return html`<li>${this.say(question.ask)} <pre lang="en">${answer}</pre></li>`;
            }
            return html`<li>${question === undefined ? id : this.say(question.ask)} <strong>${option === undefined ? String(answer) : this.say(option.text)}</strong></li>`;
          })}
        </ul>
      </div>
    `;
  }

  private renderRuns({ runs, left_out }: NonNullable<DeskLine["receipt"]>) {
    const { own } = this;
    const before = left_out?.runs ?? 0;
    return html`
      <div>
        <h3>${own.runsHead}</h3>
        ${before === 0 ? nothing : html`<p class="quiet">${own.leftOut(before)}</p>`}
        ${runs.length + before === 0 ? html`<p>${own.noRuns}</p>` : nothing}
        <ul>
          ${runs.map((run, index) => html`<li>${own.run(before + index + 1)}${own.colon}${this.changesSaid(run, before + index)}${run.why === undefined ? nothing : html`<blockquote>${run.why}</blockquote>`}</li>`)}
        </ul>
      </div>
    `;
  }

  private changesSaid({ changed, more = 0 }: RunLine, index: number): string {
    const { own } = this;
    if (changed.length === 0) return index === 0 ? own.firstRun : own.changedNothing;
    const exercise = this.line && this.desk.exerciseFor(this.line.entry);
    const told = exercise && this.desk.told(exercise);
    const labels = told && new Labels(told.catalog, told.start, this.language);
    const named = changed.map((place) => labels?.name(place) ?? place);
    return [...named, ...(more === 0 ? [] : [own.more(more)])].join(own.comma);
  }

  private renderLink({ entry, receipt }: DeskLine) {
    const exercise = this.desk.exerciseFor(entry);
    if (exercise === undefined || receipt === undefined) return nothing;
    const address = linkTo(
      "index.html",
      encodeLink({ document: documentOfReceipt(exercise, receipt), view: {} }),
    );
    if (address === undefined) return nothing;
    return html`<a href=${address} target="_blank" rel="noopener">${this.own.openExperiment}</a>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "downhill-receipt": DownhillReceipt;
  }
}
