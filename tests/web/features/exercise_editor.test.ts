// SPDX-License-Identifier: Apache-2.0
/** From the experiment on the page to an exercise: the draft, what is proposed for it, and what start and solution come to. */
import fc from "fast-check";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { createEngine } from "../../../web/node/engine.ts";
import { Settings } from "../../../web/src/app/settings.ts";
import { Workspace } from "../../../web/src/app/workspace.ts";
import { changeBetween, patched, withTypes } from "../../../web/src/documents/patch.ts";
import type { Engine } from "../../../web/src/engine/api.ts";
import { checkWork } from "../../../web/src/exercises/check.ts";
import { CHECK, type Check } from "../../../web/src/exercises/document.ts";
import { examineExercise } from "../../../web/src/exercises/examine.ts";
import { decodeExerciseLink } from "../../../web/src/exercises/link.ts";
import type { Facts } from "../../../web/src/exercises/measure.ts";
import { readExercise } from "../../../web/src/exercises/read_exercise.ts";
import { solved, untouched } from "../../../web/src/exercises/solution.ts";
import {
  askedCode,
  begun,
  fileText,
  listAt,
  namesAt,
  rawOf,
  withItem,
  without,
  withSubject,
  withValue,
} from "../../../web/src/features/exercise_editor/draft.ts";
import { DraftHistory } from "../../../web/src/features/exercise_editor/draft_history.ts";
import type { DraftLocks } from "../../../web/src/features/exercise_editor/draft_lock.ts";
import { firstTask } from "../../../web/src/features/exercise_editor/first_task.ts";
import {
  fitOf,
  frameText,
  LONG_LINK,
  studentAddress,
} from "../../../web/src/features/exercise_editor/give_out.ts";
import {
  keptDrafts,
  openKey,
  readDraft,
} from "../../../web/src/features/exercise_editor/kept_drafts.ts";
import {
  leftOut,
  placesOf,
  proposedPlaces,
  replaced,
  widerPlaces,
} from "../../../web/src/features/exercise_editor/places.ts";
import {
  proposedChecks,
  proposedMiss,
} from "../../../web/src/features/exercise_editor/proposals.ts";
import { EditorStore } from "../../../web/src/features/exercise_editor/store.ts";
import { countOf, remarksOf } from "../../../web/src/features/exercise_editor/trial.ts";
import { Labels } from "../../../web/src/locales/labels.ts";
import { COMPARED, shortened } from "../../../web/src/sandbox/compared.ts";
import { STARTERS } from "../../../web/src/sandbox/starters.ts";
import { SUBJECTS, type Subject } from "../../../web/src/sandbox/subjects.ts";
import { OWN, textOfOwn } from "../exercises/own.ts";

const SITE = "https://downhill.example/";

/** Storage as a browser has it. */
class FakeStorage {
  readonly #items = new Map<string, string>();
  full = false;
  get length() {
    return this.#items.size;
  }
  key = (index: number) => [...this.#items.keys()][index] ?? null;
  getItem = (key: string) => this.#items.get(key) ?? null;
  removeItem = (key: string) => void this.#items.delete(key);
  setItem(key: string, value: string) {
    if (this.full) throw new DOMException("full", "QuotaExceededError");
    this.#items.set(key, value);
  }
}

describe("one of ours", () => {
  it.each(OWN)("%s goes through the editor unchanged", (name) => {
    const raw = JSON.parse(textOfOwn(name));
    const { $schema: _, ...written } = JSON.parse(fileText(raw, SITE));
    const { $schema: __, ...before } = raw;
    expect(written).toEqual(before);
    // The same through a link, which holds what the reader has made of it.
    const read = readExercise(raw);
    expect(readExercise(rawOf(read))).toEqual(read);
  });
});

describe("the address for students", () => {
  it("holds a teacher's exercise, and only names one of ours", () => {
    const raw = JSON.parse(textOfOwn("largest_rate"));
    expect(studentAddress(raw, SITE, "largest_rate")).toBe(`${SITE}exercise.html#id=largest_rate`);
    const { place } = decodeExerciseLink(new URL(studentAddress(raw, SITE)).hash);
    const { $schema: _, ...told } = readExercise(raw);
    expect(place).toEqual({ kind: "held", exercise: told });
  });

  it("is told to be long, or too long for any page", () => {
    const at = (letters: number) => `${SITE}exercise.html#${"a".repeat(letters)}`;
    expect(fitOf(at(100))).toBe("short");
    expect(fitOf(at(LONG_LINK))).toBe("long");
    expect(fitOf(at(65_536))).toBe("long");
    expect(fitOf(at(65_537))).toBe("too_long");
  });

  it("stands in a frame whose title is no markup", () => {
    const text = frameText({ title: '"><script>' }, `${SITE}exercise.html#id=a&view.lang=zh`, "en");
    expect(text).toContain("&amp;view.lang=zh");
    expect(text).not.toContain("<script>");
  });
});

describe("the change between two experiments", () => {
  const number = fc.integer({ min: 0, max: 9 });
  const component = fc.record(
    { type: fc.constantFrom("a", "b"), rate: number, none: fc.constant(null) },
    { requiredKeys: ["type"] },
  );
  const limits = fc.record({ epochs: number, steps: number }, { requiredKeys: ["epochs"] });
  const document = fc.record(
    {
      seed: number,
      data: component,
      optimizer: component,
      stop: limits,
      layers: fc.array(component),
    },
    { requiredKeys: [] },
  );

  it("makes the second of the first", () => {
    fc.assert(
      fc.property(document, document, (before, after) => {
        expect(patched(before, changeBetween(before, after))).toEqual(after);
      }),
      { seed: 11 },
    );
  });

  it("tells which component is meant, where that is the one by default", () => {
    const spiral = withTypes({ data: { noise: 0.2 } }, { data: { type: "spiral", noise: 0.2 } });
    const change = changeBetween({ data: { type: "moons" } }, spiral);
    expect(patched({ data: { type: "moons" } }, change)).toEqual(spiral);
  });

  it("says only what differs", () => {
    const optimizer = { type: "adam", learning_rate: 0.1, beta1: 0.5 };
    expect(
      changeBetween({ seed: 1, optimizer }, { seed: 1, optimizer: { ...optimizer, beta1: 0.6 } }),
    ).toEqual({ optimizer: { beta1: 0.6 } });
  });
});

describe("places that may be changed", () => {
  it("are those that the solution changes, and can be widened step by step", () => {
    const start = { arithmetic: "fast", optimizer: { type: "sgd", learning_rate: 0.1 }, seed: 1 };
    const solution = { ...start, arithmetic: "x", optimizer: { type: "sgd", learning_rate: 1 } };
    expect(proposedPlaces(start, solution)).toEqual(["optimizer.learning_rate"]);
    expect(widerPlaces("model.layers[0].units")).toEqual([
      "model.layers[0].units",
      "model.layers[0]",
      "model.layers",
      "model",
    ]);
    expect(
      replaced(
        ["optimizer.learning_rate", "seed", "optimizer.momentum"],
        "optimizer.learning_rate",
        "optimizer",
      ),
    ).toEqual(["optimizer", "seed"]);
    expect(leftOut(["optimizer.learning_rate", "seed"], ["optimizer"])).toEqual(["seed"]);
  });

  it("to choose from are all that have a value", () => {
    expect(
      placesOf({
        seed: 1,
        data: { type: "rows", features: [[1]] },
        model: { layers: [{ type: "dense", units: 2 }] },
      }),
    ).toEqual([
      "seed",
      "data",
      "data.features",
      "model",
      "model.layers",
      "model.layers[0]",
      "model.layers[0].units",
    ]);
  });
});

describe("a draft", () => {
  it("tells all that is missing, and nothing else is amiss", () => {
    const raw = begun({ seed: 3 }, "circle", () => 0);
    expect(raw.id).toBe("circle_aaaa");
    expect(listAt(raw, "checks")).toEqual([]);
  });

  it("loses list items and optional parts, but nothing that must be there", () => {
    let raw = withItem(begun({}, "circle"), "checks", { metric: "parameters" });
    raw = withItem(raw, "hints", "Look.");
    raw = withValue(raw, "limits.parameters", 9);
    raw = withValue(raw, "solution.looks", 1);
    raw = without(raw, "checks[0]");
    raw = without(raw, "hints[0]");
    raw = without(raw, "limits.parameters");
    raw = without(raw, "solution.looks");
    expect(raw.checks).toEqual([]);
    expect(raw.solution).toEqual({});
    expect(Object.keys(raw)).not.toContain("hints");
    expect(Object.keys(raw)).not.toContain("limits");
  });

  it("knows the typical wrong answer: to stay where the start is", () => {
    const at = (rate: number) => ({ optimizer: { type: "sgd", learning_rate: rate } });
    expect(proposedMiss(at(0.1), at(1))).toEqual({
      setting: "optimizer.learning_rate",
      comparison: "at_most",
      value: 0.1,
    });
    expect(proposedMiss(at(0.1), { optimizer: { type: "adam", learning_rate: 1 } })).toEqual({
      setting: "optimizer.type",
      comparison: "is",
      value: "sgd",
    });
    expect(proposedMiss(at(1), at(1))).toMatchObject({ metric: "status" });
  });
});

describe("proposed checks", () => {
  const figure = fc.oneof(
    fc.double({ min: -10, max: 1e6, noNaN: true }),
    fc.double({ min: 0, max: 1, noNaN: true }),
    fc.constantFrom(Number.NaN, Number.POSITIVE_INFINITY, 0),
  );
  const figures = fc.record({
    loss: figure,
    accuracy: fc.double({ min: 0, max: 1, noNaN: true }),
    epoch: fc.integer({ min: 1, max: 500 }),
    status: fc.constantFrom("finished", "diverged"),
  });
  const side = fc.record({
    parameters: fc.integer({ min: 0, max: 90 }),
    runs: fc.array(figures, { minLength: 5, maxLength: 5 }),
  });

  const factsFrom = ({ parameters, runs }: { parameters: number; runs: readonly Run[] }) =>
    runs.map(({ loss, accuracy, epoch, status }) => {
      const part = { loss, accuracy };
      const description = {
        summary: { parameters, counts: { train: 9, validation: 3, test: 3 } },
        experiment: { model: { layers: [] } },
      };
      const evaluations = new Map([
        ["train", part],
        ["validation", part],
      ]);
      const work = { document: {}, looks: 0, runs: [] };
      const state = { status, epoch };
      return { start: description, description, work, figures: { state, evaluations } };
    }) as unknown as readonly Facts[];
  interface Run {
    readonly loss: number;
    readonly accuracy: number;
    readonly epoch: number;
    readonly status: string;
  }

  it("read back, pass with the solution, and with the start only where they are limits", () => {
    let told = 0;
    fc.assert(
      fc.property(side, side, (before, after) => {
        const [start, solution] = [factsFrom(before), factsFrom(after)];
        for (const check of proposedChecks(start, solution)) {
          expect(CHECK.read(JSON.parse(JSON.stringify(check)), "")).toEqual(check);
          expect(countOf(check, solution).passes).toBe(true);
          if (!("metric" in check) || check.seeds === undefined) continue;
          expect(countOf(check, start).so).toBe(0);
          told += 1;
        }
      }),
      { seed: 7, numRuns: 500 },
    );
    expect(told).toBeGreaterThan(20);
  });
});

describe("what is said of a check", () => {
  const check: Check = { metric: "train_loss", comparison: "below", value: 1, seeds: 2 };
  const count = (so: number, passes: boolean | undefined) => ({ so, of: 5, passes, values: [] });

  it("is nothing where the start fails always and the solution never", () => {
    expect(remarksOf(check, count(0, false), count(5, true))).toEqual([]);
  });
  it("names a start that passes, a solution that fails, and luck", () => {
    expect(remarksOf(check, count(5, true), count(0, false))).toEqual([
      "solution_fails",
      "start_passes",
    ]);
    expect(remarksOf(check, count(1, false), count(4, true))).toEqual([
      "solution_by_luck",
      "start_by_luck",
    ]);
    const lenient: Check = { ...check, seeds: 5, passing: 4 };
    expect(remarksOf(lenient, count(0, false), count(4, true))).toEqual([]);
  });
  it("is nothing while not all its seeds are tried", () => {
    expect(countOf({ ...check, seeds: 5 }, [])).toMatchObject({ of: 0, passes: undefined });
  });
});

describe("the editor", () => {
  let engine: Engine;
  let workspace: Workspace;
  let store: EditorStore;
  let storage: FakeStorage;
  let session: FakeStorage;

  beforeAll(async () => {
    engine = await createEngine({ threads: 1 });
  });
  afterAll(() => engine.close());

  const open = async (document = START) => {
    workspace = await Workspace.start(engine, new Settings({}, ["en"]), {
      read: () => "",
      draft: () => undefined,
      replace: () => {},
    });
    await workspace.openDocument(document);
    store = new EditorStore(workspace);
  };

  const START = {
    data: { type: "gaussians", samples: 60 },
    model: { layers: [{ type: "dense" }] },
    optimizer: { type: "sgd", learning_rate: 0.00001 },
    stop: { epochs: 20 },
  };

  const RIGHT = { title: "Two clouds", task: "Part them.", misconception: "Small is safe." };

  const solve = async () => {
    store.begin();
    await workspace.document.set("optimizer.learning_rate", 1);
    await store.solveHere();
  };

  beforeEach(async () => {
    storage = new FakeStorage();
    session = new FakeStorage();
    vi.stubGlobal("localStorage", storage);
    vi.stubGlobal("sessionStorage", session);
    await open();
  });
  afterEach(() => vi.unstubAllGlobals());

  it("makes an exercise of the page in a few steps, which the reader and the checker accept", async () => {
    await solve();
    expect(store.raw.may_change).toEqual(["optimizer.learning_rate"]);
    expect(store.raw.solution).toEqual({ change: { optimizer: { learning_rate: 1 } } });
    const [best] = store.tries.proposals.value;
    expect(best?.start).toMatchObject({ so: 0, of: 5, passes: false });
    expect(best?.solution).toMatchObject({ passes: true });
    expect(best?.remarks).toEqual([]);
    store.add("checks", best?.check);
    for (const [path, text] of Object.entries(RIGHT)) store.set(path, text);
    await vi.waitFor(() => expect(store.experiments).toBeDefined());
    expect(store.faults.value).toEqual([]);
    expect(store.forbidden.value).toBeUndefined();
    const exercise = readExercise(fileText(store.raw, SITE));
    await examineExercise(exercise, engine);
    expect((await checkWork(exercise, untouched(exercise), engine)).passed).toBe(false);
    expect((await checkWork(exercise, await solved(exercise, engine), engine)).passed).toBe(true);
  });

  it("proposes a task that tells what is asked for, and not what is hidden", async () => {
    await solve();
    store.add("checks", { metric: "train_loss", comparison: "at_most", value: 0.5, seeds: 5 });
    store.add("checks", { metric: "epochs", comparison: "below", value: 9, hidden: true });
    store.add("checks", { metric: "status" });
    const { catalog, experiment } = workspace.document;
    const task = (language: "en" | "zh") =>
      firstTask(store.raw, new Labels(catalog, experiment, language), language);
    expect(task("en")).toBe(
      "Change the experiment until this is so:\n\n- training loss: **at most 0.5**\n\nYou may change: Optimizer · Learning rate.",
    );
    expect(task("zh")).toContain("训练损失：**不超过 0.5**");
  });

  it("proposes only checks that read back, and that the solution passes", async () => {
    await solve();
    const metrics = store.tries.proposals.value.map(
      ({ check }) => "metric" in check && check.metric,
    );
    expect(metrics).toContain("train_loss");
    expect(metrics).toContain("looks");
    for (const { check, solution } of store.tries.proposals.value) {
      expect(CHECK.read(JSON.parse(JSON.stringify(check)), "")).toEqual(check);
      expect(solution.passes).toBe(true);
    }
  });

  it("answers for a check that is changed without training again, and tells what is amiss with it", async () => {
    await solve();
    store.add("checks", { metric: "train_accuracy", comparison: "at_least", value: 0 });
    expect(store.tries.tried.value[0]?.remarks).toContain("start_passes");
    store.set("checks[0].value", 1.5);
    expect(store.tries.tried.value[0]?.remarks).toEqual(["solution_fails"]);
    // A number that is half typed is in the draft, and told at its place.
    store.set("checks[0].value", undefined);
    expect(store.tries.tried.value[0]).toBeUndefined();
    expect(store.faults.value.map(({ path }) => path)).toContain("checks[0].value");
  });

  it("knows that what was tried is of another start", async () => {
    await solve();
    expect(store.tries.fresh.value).toBe(true);
    await workspace.document.set("optimizer.learning_rate", 0.2);
    store.startHere();
    expect(store.tries.fresh.value).toBe(false);
    expect(store.tries.tried.value).toEqual([]);
    // The solution is still what it was.
    expect(store.raw.solution).toEqual({ change: { optimizer: { learning_rate: 1 } } });
  });

  it("says where the solution does what students may not do", async () => {
    await solve();
    store.add("checks", { metric: "parameters", comparison: "at_most", value: 9 });
    for (const [path, text] of Object.entries(RIGHT)) store.set(path, text);
    store.set("may_change", ["seed"]);
    await vi.waitFor(() => expect(store.forbidden.value?.path).toBe("optimizer.learning_rate"));
  });

  it("tells what only the trainer's parser knows, at its place", async () => {
    await solve();
    store.add("checks", { setting: "optimizer.momentun", comparison: "is", value: 0 });
    for (const [path, text] of Object.entries(RIGHT)) store.set(path, text);
    await vi.waitFor(() => expect(store.faults.value[0]?.path).toBe("checks[0].setting"));
  });

  it("makes one of ours the teacher's own with the first change, and undo makes it ours again", () => {
    const raw = JSON.parse(textOfOwn("largest_rate"));
    store.open(raw, "largest_rate");
    expect(store.raw).toEqual(raw);
    store.set("minutes", 11);
    expect(store.raw.id).toMatch(/^largest_rate_\w{4}$/);
    expect(store.raw.title).toEqual(raw.title);
    expect(store.raw.source).toMatch(/^Downhill: largest_rate\. Dive into/);
    expect(readExercise(store.raw).minutes).toBe(11);
    const own = store.raw.id;
    store.set("minutes", 12);
    expect(store.raw.id).toBe(own);
    expect(keptDrafts()).toHaveLength(1);
    store.history.undo();
    expect(store.raw).toEqual(raw);
    // Nothing of anybody's own is left.
    expect(keptDrafts()).toEqual([]);
    expect(new EditorStore(workspace).draft).toBeUndefined();
    store.history.redo();
    expect(store.raw.minutes).toBe(12);
    expect(new EditorStore(workspace).raw).toEqual(store.raw);
  });

  it("takes for one of ours only what is ours word for word, and gives out and keeps anything else as it stands", async () => {
    const raw = JSON.parse(textOfOwn("largest_rate"));
    vi.stubGlobal("document", { baseURI: SITE });
    vi.stubGlobal("fetch", async (address: URL) =>
      Response.json(address.href.endsWith("list.json") ? [{ id: raw.id }] : raw),
    );
    expect(await store.originOf(raw)).toBe("largest_rate");
    expect(await store.originOf(rawOf(readExercise(raw)))).toBe("largest_rate");
    expect(await store.originOf({ ...raw, id: "another" })).toBeUndefined();
    expect(await store.originOf({ ...raw, task: undefined })).toBeUndefined();
    const other = { ...raw, minutes: 11 };
    workspace.editExercise(other);
    await vi.waitFor(() => expect(store.raw).toEqual(other));
    expect(store.draft?.origin).toBeUndefined();
    expect(keptDrafts().map(({ draft }) => draft.exercise)).toEqual([other]);
    const { place } = decodeExerciseLink(new URL(studentAddress(store.raw, SITE)).hash);
    expect(place).toMatchObject({ kind: "held", exercise: { minutes: 11 } });
  });

  it("keeps what was typed through a reload, refused or not, and says where the browser keeps nothing", () => {
    store.begin();
    store.set("title", "T".repeat(500));
    expect(store.faults.value.map(({ path }) => path)).toContain("title");
    const again = new EditorStore(workspace);
    expect(again.raw).toEqual(store.raw);
    storage.full = true;
    again.set("minutes", 3);
    expect(again.history.kept).toBe(false);
    expect(again.raw.minutes).toBe(3);
  });

  it("goes on with a copy of a draft that another tab has open, and comes back to it once that is closed", async () => {
    const held = new Set<string>();
    const locks = {
      request: async (name: string, _: LockOptions, hold: () => Promise<void>) => {
        if (held.has(name)) throw new DOMException("held", "AbortError");
        held.add(name);
        await hold();
        held.delete(name);
      },
    } as unknown as DraftLocks;
    const titled = (title: string) => () => ({ title });
    const titles = () => keptDrafts().map(({ draft }) => draft.exercise.title);
    const one = new DraftHistory(locks);
    one.open({ key: "a", exercise: { title: "First" } });
    // It was duplicated.
    const other = new DraftHistory(locks);
    expect(other.draft.value?.exercise).toEqual({ title: "First" });
    other.change(titled("Second"));
    await vi.waitFor(() => expect(other.copied).toBe(true));
    one.change(titled("Third"));
    expect(titles().sort()).toEqual(["Second", "Third"]);
    expect(readDraft("a")?.draft.exercise).toEqual({ title: "Third" });
    // From the list, and left before it is known whose it is.
    other.open({ key: "a", exercise: { title: "Third" } });
    other.change(titled("Fourth"));
    other.close();
    expect(titles().sort()).toEqual(["Fourth", "Second", "Third"]);
    one.close();
    await vi.waitFor(() => expect(held.size).toBe(0));
    other.open({ key: "a", exercise: { title: "Third" } });
    await vi.waitFor(() => expect(openKey()).toBe("a"));
    other.change(titled("Fifth"));
    expect(readDraft("a")?.draft.exercise).toEqual({ title: "Fifth" });
    expect(other.copied).toBe(false);
  });

  it("keeps the newest drafts of many, and goes on with any of them", () => {
    for (let count = 0; count < 14; count += 1) {
      vi.setSystemTime(1_000 * count);
      store.begin();
      store.set("title", `Draft ${count}`);
    }
    const titles = keptDrafts().map(({ draft }) => draft.exercise.title);
    expect(titles).toHaveLength(12);
    expect(titles[0]).toBe("Draft 13");
    expect(titles.at(-1)).toBe("Draft 2");
    const [, before] = keptDrafts();
    if (before !== undefined) store.openDraft(before.draft);
    expect(store.raw.title).toBe("Draft 12");
    vi.useRealTimers();
  });

  it("is not found well by a trainer that cannot look at it", async () => {
    await solve();
    store.add("checks", store.tries.proposals.value[0]?.check);
    for (const [path, text] of Object.entries(RIGHT)) store.set(path, text);
    await vi.waitFor(() => expect(store.experiments).toBeDefined());
    expect(store.faults.value).toEqual([]);
    vi.spyOn(engine, "validate").mockRejectedValue(new TypeError("gone"));
    store.set("minutes", 20);
    await vi.waitFor(() => expect(store.faults.value).toHaveLength(1));
    expect(store.faults.value[0]?.message.en).toBe("gone");
    vi.restoreAllMocks();
    store.set("minutes", 30);
    await vi.waitFor(() => expect(store.faults.value).toEqual([]));
  });

  it("takes the page as the solution of the draft that was open when that was said", async () => {
    store.begin();
    await workspace.document.set("optimizer.learning_rate", 1);
    const solving = store.solveHere();
    store.open({ id: "another", start: {} });
    await solving;
    expect(store.raw).toEqual({ id: "another", start: {} });
    expect(store.tries.running).toBe(false);
  });

  it("says it in words where start and solution cannot be tried, whatever the reason", async () => {
    store.begin();
    vi.spyOn(engine, "validate").mockRejectedValueOnce(new TypeError("gone"));
    await store.tries.run();
    expect(store.tries.trouble.value?.en).toContain("gone");
    expect(store.tries.running).toBe(false);
    vi.restoreAllMocks();
  });

  it("stops trying when it is told to", async () => {
    store.begin();
    await workspace.document.set("stop.epochs", 100_000);
    const trying = store.solveHere();
    await vi.waitFor(() => expect(store.tries.trial).toBeDefined());
    store.tries.cancel();
    await trying;
    expect(store.tries.running).toBe(false);
    expect(store.tries.trouble.value).toBeUndefined();
    expect(store.tries.fresh.value).toBe(true);
    expect(store.tries.proposals.value).toEqual([]);
  });
});

describe("a question for code", () => {
  let engine: Engine;
  beforeAll(async () => {
    engine = await createEngine({ threads: 1 });
  });
  afterAll(() => engine.close());

  const asked = (subject: Subject) =>
    withItem(begun({}, "code"), "questions", { kind: "code", id: "q", ...askedCode(subject) });

  it("of another subject is compared with something of that subject, and begins with its starter", async () => {
    const catalog = await engine.catalog();
    let raw = asked("optimizer");
    for (const subject of [...SUBJECTS, "schedule"] as const) {
      raw = withSubject(raw, "questions[0]", subject);
      const [question] = listAt(raw, "questions") as [{ like?: { type: string }; begin: unknown }];
      expect(question).toMatchObject({ kind: "code", id: "q", write: subject });
      expect(question.begin).toEqual(STARTERS[subject]);
      const kind = subject === "dataset" ? undefined : COMPARED[subject].kind;
      const known = kind === undefined ? undefined : catalog.kinds[kind].map(({ id }) => id);
      if (known === undefined) expect(question.like).toBeUndefined();
      else expect(known).toContain(question.like?.type);
    }
  });

  it("has numbers with which a schedule shows what it does within the steps that are looked at", () => {
    expect(shortened("schedule", "multistep")).toEqual({
      type: "multistep",
      milestones: [30, 60],
      gamma: 0.1,
    });
    expect(shortened("loss", "step")).toEqual({ type: "step" });
  });

  it("may have mistakes in an opened file that are none yet", () => {
    const raw = { questions: [{ kind: "code", slips: [null, 3, { id: "uphill" }, {}] }] };
    expect(namesAt(raw, "questions[0].slips")).toEqual(["uphill"]);
  });
});
