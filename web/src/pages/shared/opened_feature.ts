// SPDX-License-Identifier: Apache-2.0
/** The element of the feature that is open in a place: loaded when first opened, and made anew each time. */
import type { ReactiveController, ReactiveControllerHost } from "lit";
import type { Feature } from "../../app/feature.ts";

export class OpenedFeature implements ReactiveController {
  /** There once it is loaded; undefined while it is on its way. */
  element: HTMLElement | undefined;
  /** Asks for it again, where it did not arrive. A page that was built anew while this one was open may have no such file any more. */
  again: (() => void) | undefined;
  /** It was asked for again, and is on its way. */
  asks = false;
  #feature: Feature | undefined;

  constructor(private readonly host: ReactiveControllerHost & Pick<HTMLElement, "shadowRoot">) {
    host.addController(this);
  }

  /** To be called while the host draws. */
  show(feature: Feature | undefined): void {
    if (feature === this.#feature) return;
    this.#feature = feature;
    this.element = undefined;
    this.again = undefined;
    this.asks = false;
    if (feature !== undefined) void this.#load(feature);
  }

  hostConnected(): void {}

  #askAgain(feature: Feature): void {
    if (this.asks) return;
    this.asks = true;
    this.host.requestUpdate();
    void this.#load(feature);
  }

  async #load(feature: Feature): Promise<void> {
    const loaded = await feature.load().catch(() => undefined);
    if (feature !== this.#feature) return;
    // Whoever has asked again is led to what came: the button, which has the focus, goes.
    const leads = this.asks && this.host.shadowRoot?.activeElement?.closest(".missing") != null;
    this.asks = false;
    this.again = loaded === undefined ? () => this.#askAgain(feature) : undefined;
    const element = loaded && document.createElement(loaded.tag);
    this.element = element;
    this.host.requestUpdate();
    if (element === undefined || !leads) return;
    await this.host.updateComplete;
    element.tabIndex = -1;
    element.focus();
  }
}
