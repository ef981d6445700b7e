// SPDX-License-Identifier: Apache-2.0
/** A pad to draw a digit on, and beside it what the network sees of it and says to it, live. */
import { computed } from "@preact/signals-core";
import { html, nothing, type TemplateResult } from "lit";
import { customElement, state } from "lit/decorators.js";
import { type Extent, PaintedElement } from "../../app/painted_element.ts";
import type { Palette } from "../../charts/palette.ts";
import { setProperties } from "../../ui/set_properties.ts";
import { Visible } from "../../ui/visible.ts";
import "../../app/downhill-sample-picture.ts";
import { inkOf } from "../../charts/ink.ts";
import { probabilitiesOf, verdictOf } from "./judged.ts";
import { LeasedPredictions } from "./leased_predictions.ts";
import { LeasedSamples } from "./leased_samples.ts";
import { type Pad, padOf } from "./pad.ts";
import { formOf, rasterised } from "./pad_drawing.ts";
import { padStyles } from "./pad_styles.ts";
import { partOf } from "./parts.ts";
import { outputWords } from "./words.ts";

/** Of the pen on the pad, as a share of its side. */
const PEN = 0.085;

@customElement("downhill-pad")
export class DownhillPad extends PaintedElement {
  static override styles = [...PaintedElement.styles, padStyles];

  /** The pen of the keys is shown where keys are used. */
  @state() private byKeys = false;

  private readonly visible = new Visible(this);
  private readonly samples = new LeasedSamples(this, this.visible.seen, () =>
    partOf(this.workspace),
  );
  /** What was drawn in the units of the samples; undefined while there is nothing. */
  private readonly features = computed(() => {
    const form = formOf(this.workspace.run.description.summary);
    const known = this.samples.value;
    const { strokes } = this.pad;
    if (form === undefined || known === undefined || strokes.length === 0) return undefined;
    const { low, high } = inkOf(known.samples);
    return rasterised(strokes, form).map((ink) => low + ink * (high - low));
  });
  private readonly said = new LeasedPredictions(this, this.visible.seen, () => this.features.value);

  private get pad(): Pad {
    return padOf(this.workspace);
  }

  override render() {
    const own = outputWords(this.language);
    const { pad } = this;
    return html`
      <div class="frame">
        <div class="square"><div
          class="pad"
          role="application"
          tabindex="0"
          aria-label=${own.padHelp}
          @pointerdown=${this.down}
          @pointermove=${this.move}
          @pointerup=${this.up}
          @pointercancel=${this.up}
          @keydown=${this.onKey}
          @blur=${() => {
            this.byKeys = false;
            pad.lift();
          }}
        >
          <canvas aria-hidden="true"></canvas>
          ${pad.isEmpty.value ? html`<p class="hint">${own.padHint}</p>` : nothing}
          <p class="keys quiet">${own.padKeys}</p>
        </div></div>
        <div class="answer">
          ${this.renderAnswer()}
          <div class="actions">
            <button id="undo-stroke" ?disabled=${pad.isEmpty.value} @click=${() => pad.undo()}>${own.padUndo}</button>
            <button id="clear" ?disabled=${pad.isEmpty.value} @click=${() => pad.clear()}>${own.padClear}</button>
          </div>
        </div>
      </div>
    `;
  }

  private renderAnswer(): TemplateResult {
    const own = outputWords(this.language);
    const { format } = this;
    const { description } = this.workspace.run;
    const { class_names } = description.summary;
    const known = this.samples.value;
    const features = this.features.value;
    const outputs = this.said.value?.predictions;
    const verdict = outputs && verdictOf(description, 0, 0, outputs);
    const shares = outputs && probabilitiesOf(description, outputs);
    const size = formOf(description.summary)?.size ?? 1;
    const said = verdict && (class_names[verdict.said] ?? "");
    return html`
      <div class="seen">
        ${
          features === undefined || known === undefined
            ? html`<span class="blank"></span>`
            : html`<downhill-sample-picture
                role="img"
                aria-label=${own.padSees}
                title=${own.padSees}
                .values=${features}
                .shape=${[1, size, size]}
                .ink=${inkOf(known.samples)}
              ></downhill-sample-picture>`
        }
        <p role="status">
          ${
            verdict === undefined
              ? html`<span class="quiet">${own.padWaits}</span>`
              : html`${own.saidClass} <b id="said">${said}</b>
                  <span class="number quiet">${verdict.sure === undefined ? nothing : format.percent(verdict.sure)}</span>`
          }
        </p>
      </div>
      <table class="bars" aria-label=${own.probabilities}>
        <tbody>
          ${class_names.map((name, index) => {
            const share = shares?.[index] ?? 0;
            return html`
              <tr class=${verdict?.said === index ? "best" : ""}>
                <th scope="row">${name}</th>
                <td ${setProperties({ "--share": share.toFixed(3) })}><span>${shares === undefined ? nothing : format.percent(share)}</span></td>
              </tr>
            `;
          })}
        </tbody>
      </table>
    `;
  }

  private place(event: PointerEvent): readonly [x: number, y: number] {
    const { left, top, width, height } = this.canvas.getBoundingClientRect();
    return [(event.clientX - left) / width, (event.clientY - top) / height];
  }

  private down(event: PointerEvent): void {
    if (event.button !== 0 || !event.isPrimary) return;
    const pad = event.currentTarget as HTMLElement;
    pad.setPointerCapture(event.pointerId);
    this.byKeys = false;
    this.pad.begin(...this.place(event));
  }

  private move(event: PointerEvent): void {
    const pad = event.currentTarget as HTMLElement;
    if (!pad.hasPointerCapture(event.pointerId)) return;
    // A quick hand: all that lies between two pictures of the screen.
    const all = event.getCoalescedEvents?.() ?? [];
    for (const one of all.length > 0 ? all : [event]) this.pad.move(...this.place(one));
  }

  private up(event: PointerEvent): void {
    const pad = event.currentTarget as HTMLElement;
    if (pad.hasPointerCapture(event.pointerId)) this.pad.lift();
  }

  private onKey(event: KeyboardEvent): void {
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    if (!this.pad.key(event.key)) return;
    event.preventDefault();
    // Space is also the page's key for play.
    event.stopPropagation();
    this.byKeys = true;
  }

  protected override draw(
    context: CanvasRenderingContext2D,
    { width, height }: Extent,
    palette: Palette,
  ): void {
    const { strokes, pen, isDown } = this.pad;
    context.lineWidth = PEN * width;
    context.lineCap = "round";
    context.lineJoin = "round";
    context.strokeStyle = palette.contour;
    for (const stroke of strokes) {
      context.beginPath();
      const [x = 0, y = 0] = stroke;
      context.moveTo(x * width, y * height);
      // A line to where it begins is a dot.
      for (let at = 0; at + 1 < stroke.length; at += 2) {
        context.lineTo((stroke[at] ?? 0) * width, (stroke[at + 1] ?? 0) * height);
      }
      context.stroke();
    }
    if (!this.byKeys) return;
    context.beginPath();
    context.arc(pen.x * width, pen.y * height, (PEN / 2) * width, 0, 2 * Math.PI);
    context.lineWidth = 2;
    context.strokeStyle = palette.classes[1] ?? palette.text;
    context.fillStyle = palette.surface;
    if (!isDown) context.fill();
    context.stroke();
  }

  override updated(): void {
    this.paint();
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "downhill-pad": DownhillPad;
  }
}
