// SPDX-License-Identifier: Apache-2.0
/** Which trainer runs, with how many threads, and why not a faster one. */
import { css, html, nothing } from "lit";
import { customElement } from "lit/decorators.js";
import { PageElement } from "../../app/page_element.ts";
import { ONE_FILE } from "../../engine/build.ts";
import { saidModule } from "../../locales/said_module.ts";

@customElement("downhill-trainer")
export class DownhillTrainer extends PageElement {
  static override styles = [
    ...PageElement.styles,
    css`
      :host {
        display: grid;
        gap: var(--space-1);
        color: var(--ink-2);
      }
      .name {
        color: var(--ink);
        font-weight: 600;
      }
      ul {
        margin: 0;
        padding-inline-start: var(--space-4);
        overflow-wrap: anywhere;
      }
    `,
  ];

  override render() {
    const { words, format } = this;
    const { run, engine, early } = this.workspace;
    if (early.arrival.value !== undefined) return html`<p>${words.starting}</p>`;
    const { name, threads, reason, tried } = run.module ?? engine.module;
    const shown = words.threads(format.integer(threads), threads);
    return html`
      <p class="name">${words.module}: ${shown} · ${saidModule(name, words)}</p>
      <p>${ONE_FILE ? words.oneFile : words.moduleReasons[reason]}</p>
      ${
        tried.length === 0 || ONE_FILE
          ? nothing
          : html`<p>${words.moduleTried}</p><ul>${tried.map((one) => html`<li>${one.name} (${one.step}): ${one.message}</li>`)}</ul>`
      }
    `;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "downhill-trainer": DownhillTrainer;
  }
}
