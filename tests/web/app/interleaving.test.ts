// SPDX-License-Identifier: Apache-2.0
/** Whatever comes in whatever order (edits, links, undo, trainers that die): document, fields, run and address end as one. */
import fc from "fast-check";
import { expect, it } from "vitest";
import { Settings } from "../../../web/src/app/settings.ts";
import { Workspace } from "../../../web/src/app/workspace.ts";
import { decodeLink } from "../../../web/src/documents/link.ts";
import { EngineError } from "../../../web/src/engine/contract/engine_error.ts";
import { FakeEngine } from "../fakes/fake_engine.ts";
import { describe as judge } from "../fakes/fake_parser.ts";

type Action =
  | { readonly kind: "set"; readonly path: string; readonly value: unknown }
  | { readonly kind: "unset"; readonly path: string }
  | {
      readonly kind: "choose";
      readonly of: "dataset" | "optimizer" | "loss";
      readonly type: string;
    }
  | { readonly kind: "link"; readonly hash: string }
  | { readonly kind: "undo" | "redo" }
  /** The trainer dies over so many of the next documents. */
  | { readonly kind: "death"; readonly times: number }
  /** The trainer of the run dies. */
  | { readonly kind: "crash" }
  /** The event loop goes round. */
  | { readonly kind: "wait" };

const PLACES = { dataset: "data", optimizer: "optimizer", loss: "loss" } as const;

const edits: fc.Arbitrary<Action> = fc.oneof(
  fc
    .constantFrom<[string, unknown]>(
      ["data.noise", 0.2],
      ["data.noise", -1],
      ["data.samples", 200],
      ["data.samples", 1e9],
      ["seed", 3],
      ["seed", "three"],
      ["optimizer.learning_rate", 0.5],
      ["optimizer.learning_rate", -1],
      ["model.layers[0].units", 5],
    )
    .map(([path, value]) => ({ kind: "set" as const, path, value })),
  fc.constantFrom("data.noise", "seed", "loss").map((path) => ({ kind: "unset" as const, path })),
  fc
    .constantFrom<["dataset" | "optimizer" | "loss", string]>(
      ["dataset", "circle"],
      ["dataset", "line"],
      ["dataset", "spiral"],
      ["optimizer", "sgd"],
      ["optimizer", "adam"],
      ["loss", "cross_entropy"],
      ["loss", "mse"],
    )
    .map(([of, type]) => ({ kind: "choose" as const, of, type })),
);
const links: fc.Arbitrary<Action> = fc
  .constantFrom(
    "",
    "#seed=4",
    "#data.type=circle&data.noise=0.3",
    "#data.type=line",
    "#data.noise=-4",
    "#seed=1&seed=2",
  )
  .map((hash) => ({ kind: "link" as const, hash }));
const waits: fc.Arbitrary<Action> = fc.constant({ kind: "wait" as const });
const travels: fc.Arbitrary<Action> = fc
  .constantFrom("undo" as const, "redo" as const)
  .map((kind) => ({ kind }));
const deaths: fc.Arbitrary<Action> = fc.oneof(
  fc.integer({ min: 1, max: 4 }).map((times) => ({ kind: "death" as const, times })),
  fc.constant({ kind: "crash" as const }),
);

const turn = () => new Promise((resolve) => setImmediate(resolve));

/** A page on a trainer that takes its time: `pauses` rounds of the event loop for each document, over and over. */
async function page(pauses: readonly number[]) {
  const engine = new FakeEngine();
  const place = { hash: "", draft: undefined as string | undefined };
  const workspace = await Workspace.start(engine, new Settings({}, ["en"]), {
    read: () => place.hash,
    draft: () => place.draft,
    replace: (hash, draft) => {
      place.hash = hash === "" ? "" : `#${hash}`;
      place.draft = draft;
    },
  });
  let judged = 0;
  const { validate } = engine;
  engine.validate = async (document) => {
    const rounds = pauses[judged % pauses.length] ?? 0;
    judged += 1;
    for (let round = 0; round < rounds; round += 1) await turn();
    return validate.call(engine, document);
  };
  return { engine, workspace, place };
}

type Page = Awaited<ReturnType<typeof page>>;

function act({ engine, workspace, place }: Page, action: Action): Promise<unknown> {
  const { document, router } = workspace;
  switch (action.kind) {
    case "set":
      return document.set(action.path, action.value);
    case "unset":
      return document.unset(action.path);
    case "choose":
      return document.choose(PLACES[action.of], action.of, action.type);
    case "link":
      place.hash = action.hash;
      place.draft = undefined;
      return router.follow();
    case "undo":
      return document.undo();
    case "redo":
      return document.redo();
    case "death":
      for (let time = 0; time < action.times; time += 1) {
        engine.deaths.push(new EngineError("crashed", { en: "It died.", zh: "它停止了。" }));
      }
      return Promise.resolve();
    case "crash":
      engine.crash({ en: "It died.", zh: "它停止了。" });
      return Promise.resolve();
    case "wait":
      return Promise.resolve();
  }
}

/** All actions one upon the other, whether the ones before have come to an end or not. */
async function actAll(on: Page, actions: readonly Action[]): Promise<void> {
  const going: Promise<unknown>[] = [];
  for (const action of actions) {
    going.push(act(on, action));
    if (action.kind === "wait") await turn();
  }
  await Promise.all(going);
  for (let round = 0; round < 4; round += 1) await turn();
}

/** What the whole document says, whichever way it was written. */
const meant = (hash: string) => judge(decodeLink(hash).document).minimal;

function expectOne({ workspace, place }: Page, actions: readonly Action[]): void {
  const { document, router, run } = workspace;
  if (router.broken === undefined) expect(meant(place.hash)).toEqual(document.minimal);
  else expect(actions).toContainEqual({ kind: "link", hash: place.hash });
  expect(run.description.experiment).toEqual(document.experiment);
  // Nothing that was typed last is lost: it is in force, or stands in its field with a sentence.
  const last = actions.filter(({ kind }) => !["wait", "death", "crash"].includes(kind)).at(-1);
  if (last?.kind === "set") expect(document.shown(last.path)).toEqual(last.value);
}

const PAUSES = fc.array(fc.integer({ min: 0, max: 3 }), { minLength: 1, maxLength: 5 });

it("any order of edits, links, undo and deaths ends with one experiment on the page", async () => {
  const actions = fc.array(fc.oneof(edits, edits, links, travels, deaths, waits), {
    maxLength: 14,
  });
  await fc.assert(
    fc.asyncProperty(actions, PAUSES, async (all, pauses) => {
      const on = await page(pauses);
      await actAll(on, all);
      expectOne(on, all);
    }),
    { seed: 9, numRuns: 300 },
  );
});

it("edits and links in haste end where they end one after the other", async () => {
  const actions = fc.array(fc.oneof(edits, edits, links, waits), { maxLength: 10 });
  await fc.assert(
    fc.asyncProperty(actions, PAUSES, async (all, pauses) => {
      const hasty = await page(pauses);
      await actAll(hasty, all);
      const calm = await page([0]);
      for (const action of all) await act(calm, action);
      expect(hasty.workspace.document.minimal).toEqual(calm.workspace.document.minimal);
      expect([...hasty.workspace.document.problems]).toEqual([...calm.workspace.document.problems]);
    }),
    { seed: 9, numRuns: 200 },
  );
});
