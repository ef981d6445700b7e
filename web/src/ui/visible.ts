// SPDX-License-Identifier: Apache-2.0
/** Whether an element is on the screen: what nobody sees is not computed. */
import { type ReadonlySignal, signal } from "@preact/signals-core";
import type { ReactiveController, ReactiveControllerHost } from "lit";

/** What is about to be scrolled into sight is ready when it comes. */
const MARGIN = "200px";

export class Visible implements ReactiveController {
  readonly #seen = signal(false);
  readonly #observer: IntersectionObserver;

  /** @param rootMargin how far beyond the edges of the window it counts, as IntersectionObserver has it */
  constructor(
    private readonly host: ReactiveControllerHost & Element,
    rootMargin = MARGIN,
  ) {
    this.#observer = new IntersectionObserver(
      (entries) => {
        this.#seen.value = entries.at(-1)?.isIntersecting === true;
      },
      { rootMargin },
    );
    host.addController(this);
  }

  get seen(): ReadonlySignal<boolean> {
    return this.#seen;
  }

  hostConnected(): void {
    this.#observer.observe(this.host);
  }

  hostDisconnected(): void {
    this.#observer.disconnect();
    this.#seen.value = false;
  }
}
