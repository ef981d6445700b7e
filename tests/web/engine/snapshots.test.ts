// SPDX-License-Identifier: Apache-2.0
/** Travelling in time over the engine itself, in any order with all that changes a run: what is kept is one way, and comes back to the bit. */
import fc from "fast-check";
import { afterAll, beforeAll, expect, it } from "vitest";
import { createEngine } from "../../../web/node/engine.ts";
import type { Engine, ExperimentDocument, Run, Snapshot } from "../../../web/src/engine/api.ts";

const document = (learning_rate: number): ExperimentDocument => ({
  data: { type: "moons", samples: 60, noise: 0.2 },
  model: { layers: [{ type: "dense", units: 3, activation: "tanh" }, { type: "dense" }] },
  optimizer: { type: "adam", learning_rate },
  stop: { epochs: 200 },
});

type Action =
  | { readonly kind: "step"; readonly count: number }
  | { readonly kind: "epoch" | "play" | "reset" | "look" | "resume" }
  | { readonly kind: "edit"; readonly weight: number }
  | { readonly kind: "change"; readonly rate: number }
  /** One of those that are kept, counted from the first around. */
  | { readonly kind: "restore"; readonly which: number };

const actions: fc.Arbitrary<Action> = fc.oneof(
  fc.integer({ min: 1, max: 9 }).map((count) => ({ kind: "step" as const, count })),
  fc
    .constantFrom("epoch", "play", "reset", "look", "resume")
    .map((kind) => ({ kind }) as Action & { kind: "play" }),
  fc.constantFrom(-1.5, 0.25, 2).map((weight) => ({ kind: "edit" as const, weight })),
  fc.constantFrom(0.003, 0.02, 0.1).map((rate) => ({ kind: "change" as const, rate })),
  fc.nat({ max: 30 }).map((which) => ({ kind: "restore" as const, which })),
  fc.nat({ max: 30 }).map((which) => ({ kind: "restore" as const, which })),
);

let engine: Engine;
beforeAll(async () => {
  engine = await createEngine({ build: "simd" });
});
afterAll(() => engine.close());

const marksOf = (snapshots: readonly Snapshot[]) => snapshots.map(({ mark }) => mark);

/** A run, and what it was when each of its marks was set. */
class Traveller {
  readonly bits = new Map<number, { readonly rate: number; readonly state: string | undefined }>();
  constructor(
    public run: Run,
    public rate: number,
  ) {}

  static async begin(): Promise<Traveller> {
    return new Traveller(await engine.open(document(0.02), () => {}), 0.02);
  }

  async state(): Promise<string | undefined> {
    return (await this.run.save()).state;
  }

  /** @returns the marks up to where the run stands, and those ahead of it */
  async place(): Promise<{ readonly behind: readonly number[]; readonly all: readonly number[] }> {
    const { mark } = await this.run.snapshot();
    this.bits.set(mark, { rate: this.rate, state: await this.state() });
    const all = marksOf(await this.run.snapshots());
    return { behind: all.slice(0, all.indexOf(mark) + 1), all };
  }

  async act(action: Action): Promise<void> {
    const { run } = this;
    switch (action.kind) {
      case "step":
        await run.step(action.count);
        return;
      case "epoch":
        await run.epoch();
        return;
      case "reset":
        await run.reset();
        return;
      case "look":
        await run.probe({ type: "layers" });
        return;
      case "play":
        await run.play();
        await new Promise((resolve) => setTimeout(resolve, 5));
        await run.pause();
        return;
      case "edit":
        await run.setParameters("layers[0].weight", new Float32Array(6).fill(action.weight));
        return;
      case "change":
        this.rate = action.rate;
        await run.change(document(action.rate));
        return;
      case "restore": {
        const all = await run.snapshots();
        const { mark } = all[action.which % all.length] as Snapshot;
        await run.restore(mark);
        // A state names the document that it goes on by.
        const then = this.bits.get(mark);
        if (then?.rate === this.rate) expect(await this.state()).toBe(then.state);
        return;
      }
      case "resume": {
        // What is saved anywhere goes on elsewhere as it does here; here it is then forgotten.
        const saved = await run.save();
        const other = await engine.open(document(this.rate), () => {}, saved);
        await Promise.all([run.step(3), other.step(3)]);
        expect((await other.save()).state).toBe(await this.state());
        await other.close();
      }
    }
  }
}

const STAYS: readonly Action["kind"][] = ["restore", "reset"];

it("what is kept is the way that led to where the run stands, and what is ahead only until it takes another", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(actions, { minLength: 2, maxLength: 12 }), async (all) => {
      const traveller = await Traveller.begin();
      try {
        for (const action of all) {
          const before = await traveller.place();
          const from = await traveller.run.state();
          await traveller.act(action);
          const { step } = await traveller.run.state();
          const now = marksOf(await traveller.run.snapshots());
          const old = now.filter((mark) => before.all.includes(mark));
          // At its end a run moves no more, and forgets nothing.
          const moved = step !== from.step || ["edit", "change"].includes(action.kind);
          const kept = STAYS.includes(action.kind) || !moved ? before.all : before.behind;
          expect(old, JSON.stringify(all)).toEqual(kept);
        }
        const snapshots = await traveller.run.snapshots();
        for (const { mark, step } of snapshots) {
          expect((await traveller.run.restore(mark)).step).toBe(step);
        }
      } finally {
        await traveller.run.close();
      }
    }),
    { seed: 4, numRuns: 60 },
  );
}, 120_000);
