// SPDX-License-Identifier: Apache-2.0
import { signal } from "@preact/signals-core";
import { LitElement, type PropertyValues } from "lit";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { SignalElement } from "../../../web/src/ui/signal_element.ts";

const step = signal(0);
const playing = signal(false);

/** Draws the step, and while something plays once a second. */
class Counter extends SignalElement {
  readonly drawn: number[] = [];

  protected override get redrawPause(): number {
    return playing.value ? 1_000 : 0;
  }

  /** Without what needs a document: LitElement's own part is the template. */
  protected override update(changed: PropertyValues): void {
    this.drawn.push(step.value);
    Object.getPrototypeOf(LitElement.prototype).update.call(this, changed);
  }

  protected override createRenderRoot() {
    return this;
  }

  /** As a document does with an element that it takes in. */
  draw(): Promise<unknown> {
    this.connectedCallback();
    return this.updateComplete;
  }
}
customElements.define("test-counter", Counter);

beforeEach(() => {
  vi.useFakeTimers();
  step.value = 0;
  playing.value = false;
});
afterEach(() => {
  vi.useRealTimers();
});

describe("an element that draws what signals say", () => {
  it("draws again when one of them changes", async () => {
    const counter = new Counter();
    await counter.draw();
    step.value = 1;
    await counter.updateComplete;
    expect(counter.drawn).toEqual([0, 1]);
  });

  it("makes a pause between two drawings, and then shows the newest", async () => {
    playing.value = true;
    const counter = new Counter();
    await counter.draw();
    for (const next of [1, 2, 3]) step.value = next;
    await counter.updateComplete;
    expect(counter.drawn).toEqual([0]);
    await vi.advanceTimersByTimeAsync(1_000);
    expect(counter.drawn).toEqual([0, 3]);
  });

  it("draws at the same time as others of the same pause", async () => {
    playing.value = true;
    const counters = [new Counter(), new Counter()];
    for (const counter of counters) {
      await counter.draw();
      await vi.advanceTimersByTimeAsync(300);
    }
    step.value = 1;
    await vi.advanceTimersByTimeAsync(1_000);
    step.value = 2;
    for (let ms = 0; ms < 1_000; ms += 10) {
      await vi.advanceTimersByTimeAsync(10);
      const [one, other] = counters.map(({ drawn }) => drawn.at(-1));
      expect(one).toBe(other);
    }
    expect(counters.map(({ drawn }) => drawn.at(-1))).toEqual([2, 2]);
  });

  it("draws the last picture when the run stands still, not when the pause is over", async () => {
    playing.value = true;
    const counter = new Counter();
    await counter.draw();
    step.value = 1;
    playing.value = false;
    await counter.updateComplete;
    expect(counter.drawn.at(-1)).toBe(1);
  });
});
