// SPDX-License-Identifier: Apache-2.0
/** A question for code: what is written, what it is compared with, what stands there at first, how it is right, and typical mistakes. */
import { html, nothing, type TemplateResult } from "lit";
import { customElement, property } from "lit/decorators.js";
import { COMPARED, shortened } from "../../sandbox/compared.ts";
import { SUBJECTS, type Subject } from "../../sandbox/subjects.ts";
import { options } from "../../ui/field/controls.ts";
import { listAt, objectAt } from "./draft.ts";
import { EditorPart, idOf } from "./editor_part.ts";

@customElement("downhill-editor-code")
export class DownhillEditorCode extends EditorPart {
  /** Of the question. */
  @property() path = "";

  override render(): TemplateResult {
    const { own, store, path } = this;
    const { id } = objectAt(store.raw, path);
    const slips = listAt(store.raw, `${path}.slips`);
    return html`
      <div class="several"><downhill-exercise-field
          id=${idOf(`${path}.write`)}
          .path=${`${path}.write`}
          .name=${own.codeWrites}
          .put=${this.turnTo}
        ></downhill-exercise-field>
        ${this.renderLike()}</div>
      ${this.faultsAt(`${path}.like`)} ${this.field(`${path}.begin`, { name: own.codeBegins })}
      <downhill-exercise-field lines .path=${`solution.answers.${id}`} .name=${own.codeSolves}></downhill-exercise-field>
      ${slips.map((_, index) => this.renderSlip(index))}
      <div class="actions">
        <button class="add-slip" @click=${() => store.add(`${path}.slips`, { id: `mistake_${slips.length + 1}` })}>${own.addSlip}</button>
      </div>
    `;
  }

  private get subject(): Subject | undefined {
    return SUBJECTS.find((one) => one === objectAt(this.store.raw, this.path).write);
  }

  private readonly turnTo = (value: unknown): void => {
    const subject = SUBJECTS.find((one) => one === value);
    if (subject !== undefined) this.store.turnTo(this.path, subject);
  };

  /** By its name alone: its numbers are those of the catalog, or what the file says. */
  private renderLike(): TemplateResult | typeof nothing {
    const { own, store, path } = this;
    const { subject } = this;
    if (subject === undefined || subject === "dataset") return nothing;
    const { kind, among, first } = COMPARED[subject];
    const known = this.workspace.document.catalog.kinds[kind].filter(
      ({ id }) => among === undefined || among.includes(id),
    );
    const chosen = String(objectAt(store.raw, `${path}.like`).type ?? first);
    const choose = (event: Event) => {
      store.set(`${path}.like`, shortened(subject, (event.target as HTMLSelectElement).value));
      store.history.settle();
    };
    return html`
      <label>
        ${own.codeLike}
        <select class="like" @change=${choose}>
          ${options(
            known.map(({ id, label }) => ({ id, label: this.say(label) })),
            chosen,
          )}
        </select>
      </label>
    `;
  }

  private renderSlip(index: number): TemplateResult {
    const { own, path, format } = this;
    const place = `${path}.slips[${index}]`;
    const name = own.slipOf(format.integer(index + 1));
    return html`
      <div class="box" role="group" aria-label=${name}>
        <div class="head"><h5>${name}</h5>${this.removing(place, own.takeAway(name))}</div>
        ${this.field(`${place}.id`, { name: own.itsName })}
        <downhill-exercise-field lines .path=${`${place}.code`} .name=${own.slipCode}></downhill-exercise-field>
      </div>
    `;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "downhill-editor-code": DownhillEditorCode;
  }
}
