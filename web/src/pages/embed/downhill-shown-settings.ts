// SPDX-License-Identifier: Apache-2.0
/** The settings that the author hands to the reader: to be turned, or in a locked experiment to be read. */
import { css, html, type TemplateResult } from "lit";
import { customElement, property } from "lit/decorators.js";
import { keyed } from "lit/directives/keyed.js";
import { PageElement } from "../../app/page_element.ts";
import { fieldAt } from "../../documents/field_at.ts";
import type { Field } from "../../engine/api.ts";
import "../../ui/field/downhill-field.ts";
import { litStyles } from "../../ui/styles/lit.ts";
import { playerWords } from "./words.ts";

@customElement("downhill-shown-settings")
export class DownhillShownSettings extends PageElement {
  static override styles = [
    ...PageElement.styles,
    litStyles,
    css`
      :host {
        display: flex;
        flex-wrap: wrap;
        gap: var(--space-1) var(--space-4);
      }
      downhill-field {
        flex: 1 1 11rem;
        min-inline-size: 0;
        --field-size: 4.75rem;
      }
      /* The one thing to turn, once the story is told. */
      @media (prefers-reduced-motion: no-preference) {
        :host([handle]) downhill-field:first-of-type {
          border-radius: var(--radius-control);
          animation: ring var(--slow) ease-out var(--breath) 3;
        }
        @keyframes ring {
          from {
            box-shadow: 0 0 0 0 color-mix(in srgb, var(--class-0) 55%, transparent);
          }
          to {
            box-shadow: 0 0 0 14px transparent;
          }
        }
      }
      p {
        display: flex;
        flex-wrap: wrap;
        gap: 0 var(--space-2);
      }
      b {
        font-weight: 650;
      }
    `,
  ];

  /** Places in the document. */
  @property({ attribute: false }) paths: readonly string[] = [];
  /** The one that stands out. */
  @property({ attribute: false }) light: string | undefined;

  override render(): unknown {
    const { document } = this.workspace;
    const { catalog, experiment } = document;
    return this.paths.map((path) => {
      const field = fieldAt(catalog, experiment, path);
      if (field === undefined) {
        return html`<p class="quiet">${playerWords(this.language).noSetting(path)}</p>`;
      }
      return document.locked.value ? this.renderRead(path) : this.renderField(path, field);
    });
  }

  private renderField(path: string, field: Field): TemplateResult {
    // Of another optimizer it is another field, with other bounds.
    const { type } = this.workspace.document.experiment.optimizer;
    const turned = html`<downhill-field class=${path === this.light ? "lit" : ""} brief .field=${field} path=${path}></downhill-field>`;
    return html`${keyed(`${type} ${path}`, turned)}`;
  }

  private renderRead(path: string): TemplateResult {
    const { labels } = this;
    return html`<p><span class="quiet">${labels.name(path)}</span> <b class="number">${labels.value(path) ?? ""}</b></p>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "downhill-shown-settings": DownhillShownSettings;
  }
}
