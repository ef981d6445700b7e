// SPDX-License-Identifier: Apache-2.0
/** An element that draws itself again when a signal changes that it has read while drawing. */
import { effect, untracked } from "@preact/signals-core";
import { LitElement } from "lit";

export abstract class SignalElement extends LitElement {
  #endDrawing: (() => void) | undefined;
  #endPainting: (() => void) | undefined;
  #drawnAt = Number.NEGATIVE_INFINITY;
  #timer: ReturnType<typeof setTimeout> | undefined;
  /** When the timer draws. */
  #due = Number.POSITIVE_INFINITY;

  override connectedCallback(): void {
    super.connectedCallback();
    // Whoever was away has missed what happened.
    if (this.hasUpdated) this.requestUpdate();
  }

  override disconnectedCallback(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#endDrawing?.();
    this.#endPainting?.();
    this.#endPainting = undefined;
    super.disconnectedCallback();
  }

  protected override performUpdate(): void {
    if (!this.isUpdatePending) return;
    this.#drawnAt = performance.now();
    this.#endDrawing?.();
    let drawing = true;
    this.#endDrawing = effect(() => {
      // Read each time: the last picture of a run comes when that stands still, not when a pause is over.
      const pause = this.redrawPause;
      if (drawing) {
        drawing = false;
        super.performUpdate();
      } else {
        untracked(() => this.#changed(pause));
      }
    });
    this.#endPainting ??= effect(() => this.paint());
  }

  /**
   * Milliseconds from one drawing to the next: for what is slow to draw, or changes faster than it is read. Those of the same pause draw at
   * the same time, so that the page is laid out once for all of them.
   */
  protected get redrawPause(): number {
    return 0;
  }

  /** A signal has changed: drawn as soon as the pause allows, and never without the newest. A pause that has become shorter counts. */
  #changed(pause: number): void {
    const now = performance.now();
    const due = pause === 0 ? now : (Math.floor(this.#drawnAt / pause) + 1) * pause;
    if (this.#timer !== undefined && this.#due <= Math.max(now, due)) return;
    clearTimeout(this.#timer);
    this.#timer = undefined;
    if (due <= now) {
      this.requestUpdate();
      return;
    }
    this.#due = due;
    this.#timer = setTimeout(() => {
      this.#timer = undefined;
      this.requestUpdate();
    }, due - now);
  }

  /** What goes to a canvas without a pass through the template; again whenever a signal changes that it has read. */
  protected paint(): void {}
}
