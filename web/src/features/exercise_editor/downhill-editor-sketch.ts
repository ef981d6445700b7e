// SPDX-License-Identifier: Apache-2.0
/** The sketch beside an option, where its author wants one: by mouse, finger and keys, or as the run on the page has it. */
import { html, nothing, type TemplateResult } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import "../../app/downhill-prediction-pad.ts";
import type { Drawn } from "../../app/prediction_pad.ts";
import { sketch, sketchStyles } from "../../app/sketch.ts";
import { getAt } from "../../documents/path.ts";
import { SKETCH, type Sketch } from "../../exercises/question.ts";
import { EditorPart } from "./editor_part.ts";
import { curveOf, drawnOf, sketchOf } from "./sketching.ts";

const WHOLE = [0, 1] as const;

@customElement("downhill-editor-sketch")
export class DownhillEditorSketch extends EditorPart {
  static override styles = [...EditorPart.styles, sketchStyles];

  /** Of the option. */
  @property() path = "";
  /** What is drawn is no curve before it has two places. */
  @state() private drawing: Drawn | undefined;
  /** The page was asked for a curve that it does not have. */
  @state() private missing = false;

  private get place(): string {
    return `${this.path}.sketch`;
  }

  private get sketch(): Sketch | undefined {
    try {
      return SKETCH.read(getAt(this.store.raw, this.place), this.place);
    } catch {
      return undefined;
    }
  }

  override render(): TemplateResult {
    const { own, sketch: curves } = this;
    const { drawing } = this;
    return html`
      <details>
        <summary>${own.sketch} ${curves === undefined ? nothing : sketch(curves)}</summary>
        <p class="note">${own.sketchNote}</p>
        <downhill-prediction-pad
          linear
          whole
          .range=${WHOLE}
          .end=${1}
          .start=${(drawing ?? drawnOf(curves?.[0])).find((one) => one !== undefined) ?? 1}
          .drawn=${drawing ?? drawnOf(curves?.[0])}
          @draw=${({ detail }: CustomEvent<Drawn>) => this.draw(detail)}
          @focusout=${() => this.store.history.settle()}
        ></downhill-prediction-pad>
        <div class="actions">
          <button class="as-page" @click=${this.take}>${own.sketchFromPage}</button>
          ${curves === undefined ? nothing : html`<button class="no-sketch" @click=${this.takeAway}>${own.noSketch}</button>`}
          <span class="note" role="status">${this.missing ? own.nothingToSketch : ""}</span>
        </div>
      </details>
    `;
  }

  /** One curve, in the place of all that were there. */
  private draw(drawn: Drawn): void {
    const curve = curveOf(drawn);
    this.drawing = curve === undefined ? drawn : undefined;
    this.missing = false;
    if (curve !== undefined) this.store.set(this.place, [curve]);
  }

  private readonly take = async (): Promise<void> => {
    const taken = sketchOf(await this.workspace.run.recorded());
    this.missing = taken === undefined;
    if (taken === undefined) return;
    this.drawing = undefined;
    this.store.set(this.place, taken);
    this.store.history.settle();
  };

  private readonly takeAway = (): void => {
    this.drawing = undefined;
    this.missing = false;
    this.store.remove(this.place);
    this.renderRoot.querySelector<HTMLElement>("summary")?.focus();
  };
}

declare global {
  interface HTMLElementTagNameMap {
    "downhill-editor-sketch": DownhillEditorSketch;
  }
}
