// SPDX-License-Identifier: Apache-2.0
/** A condition of the window that an element draws by. */
import { type ReadonlySignal, signal } from "@preact/signals-core";
import type { ReactiveController, ReactiveControllerHost } from "lit";

export class MediaQuery implements ReactiveController {
  readonly #list: MediaQueryList;
  readonly #matches;
  readonly #measure = (): void => {
    this.#matches.value = this.#list.matches;
  };

  /** @param query as in CSS; one of `styles/media.ts` where styles ask the same */
  constructor(host: ReactiveControllerHost, query: { toString(): string }) {
    this.#list = matchMedia(query.toString());
    this.#matches = signal(this.#list.matches);
    host.addController(this);
  }

  get matches(): ReadonlySignal<boolean> {
    return this.#matches;
  }

  hostConnected(): void {
    this.#measure();
    this.#list.addEventListener("change", this.#measure);
  }

  hostDisconnected(): void {
    this.#list.removeEventListener("change", this.#measure);
  }
}
