// SPDX-License-Identifier: Apache-2.0
/** Frames of one run that hear of each other late, and each in an order of its own. */
import fc from "fast-check";
import { expect, it } from "vitest";
import { posted, readShared, type SharedMessage } from "../../../web/src/embed/shared/messages.ts";
import type { Way } from "../../../web/src/embed/shared/way.ts";
import { frameBy } from "./fake_frames.ts";

interface Ear {
  readonly name: string;
  readonly take: (message: SharedMessage) => void;
  /** What is on its way here, by who has said it: of one speaker everybody hears all in its order. */
  readonly coming: Map<string, SharedMessage[]>;
}

interface Claim {
  readonly name: string;
  readonly taken: () => void;
  readonly lost: () => void;
}

/** A page on which nothing arrives by itself. */
class SlowPage {
  readonly #ears: Ear[] = [];
  readonly #waiting: Claim[] = [];
  readonly #holders: Claim[] = [];

  /** `torn`: frames do not find each other at first, and each has a trainer. */
  constructor(private torn: boolean) {}

  way(name: string): Way {
    let lost = () => {};
    return {
      me: name,
      post: (message) => {
        const said = structuredClone(posted({ ...message, from: name } as SharedMessage));
        for (const { name: other, coming } of this.#ears) {
          const read = readShared(said);
          if (other === name || read === undefined) continue;
          coming.set(name, [...(coming.get(name) ?? []), read]);
        }
      },
      listen: (take) => void this.#ears.push({ name, take, coming: new Map() }),
      close: () => {},
      baton: {
        request: (taken) => {
          const known = [...this.#holders, ...this.#waiting].some((one) => one.name === name);
          if (known) return;
          this.#waiting.push({ name, taken, lost: () => lost() });
          this.#grant();
        },
        wanted: async () => this.#waiting.length > 0,
        giveUp: () => {
          for (const list of [this.#holders, this.#waiting]) {
            const at = list.findIndex((one) => one.name === name);
            if (at !== -1) list.splice(at, 1);
          }
          this.#grant();
        },
        onLost: (told) => {
          lost = told;
        },
      },
    };
  }

  /** One that is on its way, which of them is chosen by this number. @returns whether there was any */
  deliver(choice: number): boolean {
    const ways = this.#ears.flatMap(({ take, coming }) =>
      [...coming.values()].filter((list) => list.length > 0).map((list) => ({ take, list })),
    );
    const way = ways[choice % Math.max(1, ways.length)];
    const message = way?.list.shift();
    if (message !== undefined) way?.take(message);
    return message !== undefined;
  }

  /** It turns out who has the trainer. */
  mend(): void {
    if (!this.torn) return;
    this.torn = false;
    for (const { lost } of this.#holders.splice(1)) lost();
  }

  #grant(): void {
    while (this.#waiting.length > 0 && (this.torn || this.#holders.length === 0)) {
      const next = this.#waiting.shift();
      if (next === undefined) return;
      this.#holders.push(next);
      next.taken();
    }
  }
}

/** When all that can be done now is done. */
async function rest(): Promise<void> {
  for (let turn = 0; turn < 4; turn += 1) await new Promise(setImmediate);
}

async function arrive(page: SlowPage, choices: readonly number[]): Promise<void> {
  let left = 10_000;
  for (let at = 0; left > 0; at += 1) {
    left -= 1;
    const choice = choices[at % choices.length] ?? 0;
    if (page.deliver(choice + at)) continue;
    await rest();
    if (!page.deliver(choice)) break;
  }
  expect(left).toBeGreaterThan(0);
}

const NAMES = ["a", "b", "c"];
const who = fc.integer({ min: 0, max: NAMES.length - 1 });
const happening = fc.oneof(
  // A run goes on by another rate, and begins anew with another seed or as the author gave it.
  fc.record({ what: fc.constant("rate" as const), who, value: fc.integer({ min: 1, max: 9 }) }),
  fc.record({ what: fc.constant("seed" as const), who, value: fc.integer({ min: 1, max: 9 }) }),
  fc.record({ what: fc.constant("start" as const), who, value: fc.constant(0) }),
  fc.record({ what: fc.constant("step" as const), who, value: fc.integer({ min: 1, max: 3 }) }),
  fc.record({ what: fc.constant("arrival" as const), who, value: fc.nat(100) }),
  fc.record({ what: fc.constant("rest" as const), who, value: fc.constant(0) }),
  fc.record({ what: fc.constant("mend" as const), who, value: fc.constant(0) }),
);

it("in the end all show the document that was set last, and stand where its run stands", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.boolean(),
      fc.array(happening, { minLength: 1, maxLength: 25 }),
      fc.array(fc.nat(100), { minLength: 1, maxLength: 10 }),
      who,
      async (torn, happenings, choices, last) => {
        const page = new SlowPage(torn);
        const beginning = NAMES.map((name) => frameBy(page.way(name)));
        await arrive(page, choices);
        const frames = await Promise.all(beginning);
        const done: Promise<unknown>[] = [];
        for (const { what, who: index, value } of happenings) {
          const workspace = frames[index]?.workspace;
          if (workspace === undefined) continue;
          const { document } = workspace;
          if (what === "rate") done.push(document.set("optimizer.learning_rate", value / 10));
          if (what === "seed") done.push(document.set("seed", value));
          if (what === "start") done.push(document.load({}, "host"));
          if (what === "step") done.push(workspace.step(value));
          if (what === "arrival") page.deliver(value);
          if (what === "rest") await rest();
          if (what === "mend") page.mend();
        }
        page.mend();
        await arrive(page, choices);
        await Promise.all(done);
        const shown = () => frames.map(({ workspace }) => workspace.document.minimal);
        expect(new Set(shown().map((one) => JSON.stringify(one))).size).toBe(1);
        // Whoever sets something now has heard of all that was set before.
        const chosen = frames[last]?.workspace;
        const setting = chosen?.document.set("optimizer.learning_rate", 0.77);
        const stepping = setting?.then(() => chosen?.step(1));
        await arrive(page, choices);
        await stepping;
        await arrive(page, choices);
        for (const { workspace } of frames) {
          expect(workspace.document.experiment.optimizer.learning_rate).toBe(0.77);
          expect(workspace.run.crash).toBeUndefined();
          expect(workspace.run.state).toEqual(chosen?.run.state);
        }
        const trainer = frames
          .flatMap(({ trainers }) => trainers)
          .flatMap(({ runs }) => runs)
          .filter(({ closed }) => !closed);
        expect(trainer).toHaveLength(1);
        expect(trainer[0]?.rate).toBe(0.77);
        expect(trainer[0]?.step_).toBe(chosen?.run.state?.step);
      },
    ),
    { seed: 10, numRuns: 40 },
  );
}, 120_000);

it("what was done in a frame that took itself for the one with the trainer is not lost", async () => {
  const page = new SlowPage(true);
  const beginning = ["a", "b"].map((name) => frameBy(page.way(name)));
  const [first, second] = await Promise.all(beginning);
  if (first === undefined || second === undefined) throw new Error("There are two frames.");
  await rest();
  expect([first, second].map(({ trainers }) => trainers.length)).toEqual([1, 1]);
  await second.workspace.step(7);
  page.mend();
  await arrive(page, [0]);
  for (const { workspace } of [first, second]) expect(workspace.run.state?.step).toBe(7);
  expect(first.trainer().run.step_).toBe(7);
  const stepping = first.workspace.step(1);
  await arrive(page, [0]);
  await stepping;
  await arrive(page, [0]);
  for (const { workspace } of [first, second]) expect(workspace.run.state?.step).toBe(8);
});
