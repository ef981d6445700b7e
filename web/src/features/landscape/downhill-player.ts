// SPDX-License-Identifier: Apache-2.0
/** The way along a path: a slider over its points, and a button that lets the point run. It moves only when it is told to. */
import type { Signal } from "@preact/signals-core";
import { html } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import { unhurried } from "../../ui/calm.ts";
import { icons } from "../../ui/icons.ts";
import { UiElement } from "../../ui/ui_element.ts";
import { playerStyles } from "./player_styles.ts";

/** The whole path in milliseconds, however long it is. */
const WHOLE_MS = 6_000;

@customElement("downhill-player")
export class DownhillPlayer extends UiElement {
  static override styles = [...UiElement.styles, playerStyles];

  /** Which point of the path it is. */
  @property({ attribute: false }) at!: Signal<number>;
  /** How many points there are. */
  @property({ type: Number }) count = 0;
  @property() label = "";
  @property() playLabel = "";
  @property() pauseLabel = "";
  /** The point in words. */
  @property({ attribute: false }) tell: (index: number) => string = String;

  @state() private running = false;
  private frame = 0;

  override disconnectedCallback(): void {
    this.stop();
    super.disconnectedCallback();
  }

  override render() {
    const { running, count } = this;
    const index = Math.min(this.at.value, count - 1);
    const name = running ? this.pauseLabel : this.playLabel;
    const told = this.tell(index);
    return html`
      <div class="player">
        <button id="run" aria-label=${name} title=${name} ?disabled=${count < 2} @click=${this.toggle}>
          ${running ? icons.pause : icons.play}
        </button>
        <input
          type="range" min="0" max=${Math.max(0, count - 1)} step="1" .value=${String(index)}
          aria-label=${this.label} aria-valuetext=${told} @input=${this.drag}
        />
        <output class="number" aria-hidden="true">${told}</output>
      </div>
    `;
  }

  /** From the point where it is, or from the beginning where it has ended. */
  play(): void {
    if (this.count < 2) return;
    this.stop();
    const last = this.count - 1;
    if (this.at.peek() >= last) this.at.value = 0;
    const from = this.at.peek();
    const begun = performance.now();
    let shown = begun;
    this.running = true;
    const next = (now: number) => {
      const place = Math.min(
        last,
        from + Math.max(0, Math.floor(((now - begun) / WHOLE_MS) * last)),
      );
      if (now - shown >= unhurried(0) || place === last) {
        shown = now;
        this.at.value = place;
      }
      if (place === last) this.running = false;
      else this.frame = requestAnimationFrame(next);
    };
    this.frame = requestAnimationFrame(next);
  }

  private toggle(): void {
    if (this.running) this.stop();
    else this.play();
  }

  private stop(): void {
    cancelAnimationFrame(this.frame);
    this.running = false;
  }

  private drag(event: Event): void {
    this.stop();
    this.at.value = Number((event.target as HTMLInputElement).value);
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "downhill-player": DownhillPlayer;
  }
}
