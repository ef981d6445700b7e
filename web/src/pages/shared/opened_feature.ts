// SPDX-License-Identifier: Apache-2.0
/** The element of the feature that is open in a place: loaded when first opened, and made anew each time. */
import type { ReactiveController, ReactiveControllerHost } from "lit";
import type { Feature } from "../../app/feature.ts";

export class OpenedFeature implements ReactiveController {
  /** There once it is loaded; undefined while it is on its way. */
  element: HTMLElement | undefined;
  /** Asks for it again, where it did not arrive. A page that was built anew while this one was open may have no such file any more. */
  again: (() => void) | undefined;
  #feature: Feature | undefined;

  constructor(private readonly host: ReactiveControllerHost) {
    host.addController(this);
  }

  /** To be called while the host draws. */
  show(feature: Feature | undefined): void {
    if (feature === this.#feature) return;
    this.#feature = feature;
    this.element = undefined;
    this.again = undefined;
    if (feature !== undefined) void this.#load(feature);
  }

  hostConnected(): void {}

  #askAgain(feature: Feature): void {
    this.again = undefined;
    this.host.requestUpdate();
    void this.#load(feature);
  }

  async #load(feature: Feature): Promise<void> {
    try {
      const { tag } = await feature.load();
      if (feature === this.#feature) this.element = document.createElement(tag);
    } catch {
      if (feature === this.#feature) this.again = () => this.#askAgain(feature);
    }
    this.host.requestUpdate();
  }
}
