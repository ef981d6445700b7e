// SPDX-License-Identifier: Apache-2.0
/** An element that draws itself again when a signal changes that it has read while drawing. */
import { effect, untracked } from "@preact/signals-core";
import { LitElement } from "lit";

export abstract class SignalElement extends LitElement {
  #endDrawing: (() => void) | undefined;
  #endPainting: (() => void) | undefined;

  override connectedCallback(): void {
    super.connectedCallback();
    // Whoever was away has missed what happened.
    if (this.hasUpdated) this.requestUpdate();
  }

  override disconnectedCallback(): void {
    this.#endDrawing?.();
    this.#endPainting?.();
    this.#endPainting = undefined;
    super.disconnectedCallback();
  }

  protected override performUpdate(): void {
    if (!this.isUpdatePending) return;
    this.#endDrawing?.();
    let drawing = true;
    this.#endDrawing = effect(() => {
      if (drawing) {
        drawing = false;
        super.performUpdate();
      } else {
        untracked(() => this.changed());
      }
    });
    this.#endPainting ??= effect(() => this.paint());
  }

  /** A signal has changed. Elements that draw slowly take their time. */
  protected changed(): void {
    this.requestUpdate();
  }

  /** What goes to a canvas without a pass through the template; again whenever a signal changes that it has read. */
  protected paint(): void {}
}
