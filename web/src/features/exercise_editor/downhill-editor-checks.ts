// SPDX-License-Identifier: Apache-2.0
/** What must be so in the end: proposed from what start and solution came to, and tried on both. */
import { html, nothing, type TemplateResult } from "lit";
import { customElement } from "lit/decorators.js";
import { seedsOf } from "../../exercises/asked.ts";
import type { Check } from "../../exercises/document.ts";
import { METRIC_IDS, metricOf } from "../../exercises/metrics.ts";
import "./downhill-editor-condition.ts";
import { listAt, objectAt } from "./draft.ts";
import { EditorPart, idOf } from "./editor_part.ts";
import { proposedMiss } from "./proposals.ts";
import type { Count } from "./trial.ts";
import type { Tried } from "./tries.ts";

@customElement("downhill-editor-checks")
export class DownhillEditorChecks extends EditorPart {
  override render(): TemplateResult {
    const { own, store } = this;
    const checks = listAt(store.raw, "checks");
    return html`
      <h4 tabindex="-1">${own.checksTitle}</h4>
      <p class="note">${own.checksNote}</p>
      ${this.renderTrial()}
      ${checks.length === 0 ? html`<p class="note" id=${idOf("checks")}>${own.noChecks}</p>` : this.faultsAt("checks")}
      <ol aria-label=${own.checksTitle}>
        ${checks.map((_, index) => html`<li>${this.renderCheck(index)}</li>`)}
      </ol>
      ${this.renderVerdict()} ${this.renderProposals()}
      <div class="actions">
        <button id="add-check" @click=${() => store.add("checks", { metric: "train_loss", comparison: "at_most" })}>${own.addCheck}</button>
      </div>
    `;
  }

  private renderTrial(): TemplateResult {
    const { own, store, format } = this;
    const { running, trial } = store.tries;
    const percent = format.share(store.tries.progress.value);
    const trouble = store.tries.trouble.value;
    return html`
      <div class="actions">
        ${
          running
            ? html`
                <button id="cancel" @click=${() => store.tries.cancel()}>${own.cancel}</button>
                <progress max="1" .value=${store.tries.progress.value} aria-label=${own.trying}></progress>
                <span class="number note">${percent}</span>
              `
            : html`<button id="try" class=${store.tries.fresh.value ? "" : "main"} @click=${() => store.tries.run()}>${own.try}</button>`
        }
      </div>
      <p class="note" role="status" id="trial">
        ${running ? own.tryingNote : trial === undefined ? own.untried : store.tries.fresh.value ? own.triedOver(format.integer(trial.solution.figures.length)) : own.stale}
      </p>
      ${trouble === undefined ? nothing : html`<p class="warning" role="alert">${this.labels.plain(trouble)}</p>`}
    `;
  }

  private renderCheck(index: number): TemplateResult {
    const { own, store } = this;
    const path = `checks[${index}]`;
    const check = objectAt(store.raw, path);
    const ofRun = METRIC_IDS.some((id) => id === check.metric && metricOf(id).from === "run");
    const tried = store.tries.tried.value[index];
    return html`
      <div class="box" role="group" aria-label=${own.checkOf(this.format.integer(index + 1))}>
        <div class="head">
          <h5>${own.checkOf(this.format.integer(index + 1))}</h5>
          ${this.removing(path, own.takeAway(own.checkOf(this.format.integer(index + 1))))}
        </div>
        ${this.faultsAt(path)}
        <downhill-editor-condition .path=${path}></downhill-editor-condition>
        ${ofRun ? html`<div class="several">${this.field(`${path}.seeds`)}${this.field(`${path}.passing`)}</div>` : nothing}
        ${tried === undefined ? nothing : this.renderTried(tried)}
        ${this.renderMisses(path)}
        <details>
          <summary>${own.moreOfCheck}</summary>
          <div>${this.field(`${path}.label`, { helps: true })}${this.field(`${path}.hidden`, { helps: true })}</div>
        </details>
      </div>
    `;
  }

  /** "Start 0 of 5, solution 5 of 5", and what is to be thought of it. */
  private renderTried({ start, solution, remarks }: Tried): TemplateResult {
    const { own } = this;
    return html`
      <p class="note tried number">${own.tried(this.counted(start), this.counted(solution))}</p>
      ${remarks.map((remark) => html`<p class=${remark === "solution_fails" ? "warning" : "hint"}>${own.remarks[remark]}</p>`)}
    `;
  }

  private counted({ so, of, values }: Count): string {
    const { format, own } = this;
    const said = values
      .map((value) =>
        typeof value === "number" ? this.figure(value) : value === null ? "–" : this.word(value),
      )
      .filter((value, index, all) => all.indexOf(value) === index);
    const list =
      said.length <= 2 ? said.join(own.to) : own.fromTo(this.least(values), this.most(values));
    return own.counted(format.integer(so), format.integer(of), list);
  }

  private least = (values: Count["values"]) =>
    this.format.real(Math.min(...values.filter(isNumber)));
  private most = (values: Count["values"]) => this.figure(Math.max(...values.filter(isNumber)));

  /** What is counted has no decimals. */
  private figure(value: number): string {
    return Number.isInteger(value) ? this.format.integer(value) : this.format.real(value);
  }

  private word(value: string | boolean): string {
    const names: Readonly<Record<string, string>> = this.own.words;
    return names[String(value)] ?? String(value);
  }

  private renderMisses(path: string): TemplateResult {
    const { own, store } = this;
    const misses = listAt(store.raw, `${path}.misses`);
    const add = () => {
      const { start, solution } = store.experiments ?? {};
      store.add(`${path}.misses`, {
        when: [proposedMiss(start?.experiment, solution?.experiment)],
      });
    };
    return html`
      <details ?open=${misses.length > 0}>
        <summary>${own.misses(this.format.integer(misses.length), misses.length)}</summary>
        <div>
          <p class="note">${own.missesNote}</p>
          ${misses.map((_, index) => this.renderMiss(`${path}.misses[${index}]`, index))}
          <div class="actions"><button class="add-miss" @click=${add}>${own.addMiss}</button></div>
        </div>
      </details>
    `;
  }

  private renderMiss(path: string, index: number): TemplateResult {
    const { own, store, format } = this;
    const when = listAt(store.raw, `${path}.when`);
    const name = own.missOf(format.integer(index + 1));
    return html`
      <div class="box" role="group" aria-label=${name}>
        <div class="head"><h5>${name}</h5>${this.removing(path, own.takeAway(name))}</div>
        ${when.map(
          (_, number) => html`
            ${
              number === 0
                ? nothing
                : html`<div class="head"><span class="note">${own.and}</span>${this.removing(`${path}.when[${number}]`, own.takeAway(own.condition))}</div>`
            }
            ${this.faultsAt(`${path}.when[${number}]`)}
            <downhill-editor-condition .path=${`${path}.when[${number}]`}></downhill-editor-condition>
          `,
        )}
        <div class="actions">
          <button @click=${() => store.add(`${path}.when`, { metric: "status", comparison: "is", value: "diverged" })}>${own.addCondition}</button>
        </div>
        ${this.field(`${path}.message`, { helps: true })}
      </div>
    `;
  }

  /** What is to be said of all checks together. */
  private renderVerdict(): TemplateResult | typeof nothing {
    const { own, store } = this;
    const refused = store.forbidden.value;
    if (refused !== undefined) {
      return html`<p class="warning" role="alert">${own.forbidden(this.labels.place(refused.path), this.labels.plain(refused.message))}</p>`;
    }
    const all = store.tries.tried.value;
    if (all.length === 0 || store.tries.running) return nothing;
    const tried = all.flatMap((one) => one ?? []);
    if (tried.length < all.length) return nothing;
    if (tried.every(({ start }) => start.passes)) {
      return html`<p class="warning" role="alert" id="verdict">${own.startPasses}</p>`;
    }
    if (!tried.every(({ solution }) => solution.passes)) {
      return html`<p class="warning" role="alert" id="verdict">${own.solutionFails}</p>`;
    }
    return html`<p class="hint" role="status" id="verdict">${own.allWell}</p>`;
  }

  /** Whether one of the checks tells the solution from the start. */
  private get tells(): boolean {
    return this.store.tries.tried.value.some(
      (one) => one?.start.passes === false && one.solution.passes,
    );
  }

  private renderProposals(): TemplateResult | typeof nothing {
    const { own, store } = this;
    const proposals = store.tries.proposals.value;
    if (store.tries.running || !store.tries.fresh.value) return nothing;
    if (proposals.length === 0 && this.tells) return nothing;
    const telling = proposals.filter(({ start }) => !start.passes);
    const limits = proposals.filter(({ start }) => start.passes);
    return html`
      ${telling.length === 0 && this.tells ? nothing : html`<h5>${own.proposals}</h5>`}
      ${telling.length === 0 && !this.tells ? html`<p class="note">${own.noProposals}</p>` : nothing}
      ${this.renderProposed(telling, "proposals", own.proposals)}
      ${limits.length === 0 ? nothing : html`<h5>${own.proposedLimits}</h5>`}
      ${this.renderProposed(limits, "proposed-limits", own.proposedLimits)}
    `;
  }

  private renderProposed(
    proposals: readonly Tried[],
    id: string,
    name: string,
  ): TemplateResult | typeof nothing {
    const { own, store } = this;
    if (proposals.length === 0) return nothing;
    return html`
      <ul aria-label=${name} id=${id}>
        ${proposals.map(({ check, start, solution }) => {
          const said = this.sentence(check);
          return html`
            <li class="row">
              <span>${said}<br /><span class="note number">${own.tried(this.counted(start), this.counted(solution))}</span></span>
              <button aria-label=${own.addNamed(said)} @click=${() => store.add("checks", check)}>${own.add}</button>
            </li>
          `;
        })}
      </ul>
    `;
  }

  /** "Validation accuracy: at least 0.9, with 4 of 5 seeds". */
  private sentence(check: Check): string {
    const { own, format } = this;
    const name = "metric" in check ? this.say(metricOf(check.metric).name) : "";
    const names: Readonly<Record<string, string>> = own.words;
    const value = typeof check.value === "number" ? String(check.value) : this.word(check.value);
    const said = own.proposal(name, names[check.comparison] ?? check.comparison, value);
    const { seeds, passing } = seedsOf(check);
    return seeds === 1 ? said : own.withSeeds(said, format.integer(passing), format.integer(seeds));
  }
}

const isNumber = (value: unknown): value is number => typeof value === "number";

declare global {
  interface HTMLElementTagNameMap {
    "downhill-editor-checks": DownhillEditorChecks;
  }
}
