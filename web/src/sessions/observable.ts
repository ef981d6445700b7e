// SPDX-License-Identifier: Apache-2.0
/** The smallest thing that can be watched: stores extend it, elements subscribe to it. */

export class Observable {
  private readonly listeners = new Set<() => void>();

  /** @returns the function that ends the subscription. */
  subscribe(listener: () => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  protected notify(): void {
    for (const listener of this.listeners) listener();
  }
}
