// SPDX-License-Identifier: Apache-2.0
/** Everything else of the experiment: how it is optimized, and sections for the rest of the document, as the catalog lists it. */
import { css, html, nothing, type TemplateResult } from "lit";
import { customElement } from "lit/decorators.js";
import { PageElement } from "../../app/page_element.ts";
import type { Field } from "../../engine/api.ts";
import { TOUCH } from "../../ui/styles/media.ts";
import "../../ui/field/downhill-field.ts";

/** Fields with a place of their own on the page; whatever else the document gains appears in a section by itself. */
const ELSEWHERE = new Set(["version", "data", "model"]);
const FIRST = ["optimizer", "batch_size", "loss", "seed"];

@customElement("downhill-settings")
export class DownhillSettings extends PageElement {
  static override styles = [
    ...PageElement.styles,
    css`
      h2 {
        margin-block-end: var(--space-1);
      }
      details {
        border-block-start: 1px solid var(--line);
      }
      details:first-of-type {
        margin-block-start: 10px;
      }
      summary {
        min-block-size: 36px;
        align-content: center;
        color: var(--ink-2);
        font-weight: 550;
      }
      details[open] {
        padding-block-end: 10px;
      }
      .changed {
        display: inline-block;
        inline-size: 7px;
        block-size: 7px;
        border-radius: 50%;
        background: var(--ink);
        margin-inline-start: 6px;
        vertical-align: middle;
      }
      @media ${TOUCH} {
        summary {
          min-block-size: var(--touch);
        }
      }
    `,
  ];

  override render() {
    const { catalog } = this.workspace.document;
    const fields = catalog.document.filter(
      (field) => !ELSEWHERE.has(field.id) && this.offersChoice(field),
    );
    const first = FIRST.flatMap((id) => fields.find((field) => field.id === id) ?? []);
    const rest = fields.filter((field) => !first.includes(field));
    const sections = rest.filter(({ type }) => type === "group" || type === "component");
    const single = rest.filter((field) => !sections.includes(field));
    return html`
      <h2>${this.words.optimization}</h2>
      ${first.map((field) => this.renderField(field))}
      ${sections.map((field) => this.renderSection(field))}
      ${
        single.length === 0
          ? nothing
          : html`<details><summary>${this.words.more}</summary>${single.map((field) => this.renderField(field))}</details>`
      }
    `;
  }

  /** A component of which there is only one kind, without settings, is nothing to choose. */
  private offersChoice({ type, kind }: Field): boolean {
    if (type !== "component" || kind === undefined) return true;
    return this.workspace.document.catalog.kinds[kind].length > 1;
  }

  private renderSection(field: Field): TemplateResult {
    const changed = !this.workspace.document.isDefault(field.id);
    return html`
      <details id="section-${field.id}">
        <summary>
          ${this.say(field.label)}
          ${changed ? html`<span class="changed" role="img" aria-label=${this.words.changed} title=${this.words.changed}></span>` : nothing}
        </summary>
        ${this.renderField(field, true)}
      </details>
    `;
  }

  private renderField(field: Field, unlabelled = false): TemplateResult {
    return html`
      <downhill-field
        .field=${field}
        path=${field.id}
        ?unlabelled=${unlabelled}
      ></downhill-field>
    `;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "downhill-settings": DownhillSettings;
  }
}
