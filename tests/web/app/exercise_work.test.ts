// SPDX-License-Identifier: Apache-2.0
// What a student does with an exercise, on the real trainer: rules, runs, checks, and what a reload finds.
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { createEngine } from "../../../web/node/engine.ts";
import { withWhys } from "../../../web/src/app/exercise_check.ts";
import {
  HOST_STATE,
  isHostState,
  keepWork,
  keptWork,
  LONGEST_TYPED,
  nameOf,
  packedWork,
  progressOfOwn,
} from "../../../web/src/app/exercise_kept.ts";
import { exerciseOf } from "../../../web/src/app/exercise_of.ts";
import { ExerciseWork } from "../../../web/src/app/exercise_work.ts";
import { isOffered } from "../../../web/src/app/offered_cure.ts";
import { Settings } from "../../../web/src/app/settings.ts";
import { Workspace } from "../../../web/src/app/workspace.ts";
import type { Engine } from "../../../web/src/engine/api.ts";
import type { Exercise } from "../../../web/src/exercises/document.ts";
import { readExercise } from "../../../web/src/exercises/read_exercise.ts";
import { readReceipt } from "../../../web/src/exercises/receipt.ts";
import { verifyReceipt } from "../../../web/src/exercises/verify.ts";
import { plain } from "../exercises/fixture.ts";

let engine: Engine;
let workspace: Workspace;
let work: ExerciseWork;
const exercise = readExercise({
  ...plain(),
  prediction: {
    kind: "choice",
    ask: "Does it fall?",
    options: [
      { id: "yes", text: "Yes." },
      { id: "no", text: "No." },
    ],
    right: "yes",
  },
});
const RATE = "optimizer.learning_rate";

beforeAll(async () => {
  engine = await createEngine({ threads: 1 });
});
afterAll(() => engine.close());

function storage(): Storage {
  const all = new Map<string, string>();
  return {
    get length() {
      return all.size;
    },
    key: (index) => [...all.keys()][index] ?? null,
    getItem: (key) => all.get(key) ?? null,
    setItem: (key, value) => void all.set(key, String(value)),
    removeItem: (key) => void all.delete(key),
    clear: () => all.clear(),
  };
}

async function opened(): Promise<void> {
  const address = { read: () => "", draft: () => undefined };
  workspace = await Workspace.start(engine, new Settings({}, ["en"]), address);
  const kept = keptWork(exercise);
  await workspace.document.load(kept?.document ?? exercise.start, "link");
  workspace.document.begin();
  const start = await engine.validate(exercise.start);
  work = new ExerciseWork(exercise, { kind: "own" }, workspace, start, kept);
  await vi.waitFor(() => expect(workspace.run.ready).toBe(true));
}

async function trained(): Promise<void> {
  await workspace.reset();
  await workspace.play();
  await vi.waitFor(() => expect(workspace.run.ended).toBe(true), { timeout: 20_000 });
}

// What waits to be kept belongs to its own test.
afterEach(() => work.flush());

beforeEach(async () => {
  vi.stubGlobal("localStorage", storage());
  await opened();
});

describe("the work on an exercise", () => {
  it("keeps what may not be changed as it is, and says so at the place", async () => {
    const { document } = workspace;
    expect(document.fixed("batch_size")).toBe(true);
    expect(document.fixed(RATE)).toBe(false);
    // The checker has one of its own.
    expect(document.fixed("arithmetic")).toBe(true);
    const outcome = await document.set("batch_size", 5);
    expect(outcome.status).toBe("refused");
    expect(document.problems.get("batch_size")?.message.en).toContain(
      "may not be changed in this exercise",
    );
    expect((await document.set(RATE, 0.2)).status).toBe("accepted");
    expect((await workspace.openDocument({ data: { type: "moons" } })).status).toBe("refused");
    await document.undo();
    expect(document.minimal).toEqual(await engine.validate(exercise.start).then((d) => d.minimal));
  });

  it("is proposed only what its rules allow", () => {
    const limited = { ...exercise, limits: { steps: 50 }, may_change: [RATE, "stop.steps"] };
    const { description } = workspace.document;
    exerciseOf(workspace).value = new ExerciseWork(
      limited,
      { kind: "own" },
      workspace,
      description,
    );
    const offered = (path: string, value: unknown) =>
      isOffered(workspace, { changes: [{ path, value }] });
    expect(offered(RATE, 0.1)).toBe(true);
    expect(offered("optimizer", { type: "adam" })).toBe(false);
    expect(offered("stop.steps", 50)).toBe(true);
    expect(offered("stop.steps", 60)).toBe(false);
    expect(offered("stop.epochs", 60)).toBe(false);
  });

  it("knows whether what was trained last is what stands there", async () => {
    work.prediction.skipped.value = true;
    await trained();
    expect(work.showsOther).toBe(false);
    await workspace.document.set(RATE, 0.2);
    expect(work.showsOther).toBe(true);
    await trained();
    expect(work.showsOther).toBe(false);
  });

  it("trains nothing before the prediction, and leads there; it can be passed over", async () => {
    await workspace.play();
    await workspace.step();
    expect(workspace.run.begun).toBe(false);
    expect(work.prediction.heldBack.value).toBe(2);
    work.prediction.skipped.value = true;
    await workspace.step();
    expect(workspace.run.begun).toBe(true);
    expect(work.work.value.prediction).toBeUndefined();
  });

  it("checks and studies nothing before the prediction, for both would tell what comes", async () => {
    await work.runCheck();
    expect(work.check.checked.value).toBeUndefined();
    workspace.ask("race", { version: 1, kind: "race" });
    expect(workspace.study.value).toBeUndefined();
    expect(work.prediction.heldBack.value).toBe(2);
    work.prediction.skipped.value = true;
    await work.runCheck();
    expect(work.check.checked.value).toBeDefined();
  });

  it("knows what came of a prediction, once it is locked", async () => {
    await work.prediction.lock({ kind: "choice", option: "no" });
    expect(work.prediction.outcome.value?.right).toBe(false);
    expect(work.work.value.prediction).toEqual({ kind: "choice", option: "no" });
    await vi.waitFor(() => expect(work.log.value.runs).toHaveLength(1));
  });

  it("tells each run by what it has changed, whatever happens between", async () => {
    work.prediction.skipped.value = true;
    await trained();
    await workspace.document.set(RATE, 0.1);
    await workspace.document.set(RATE, 0.2);
    await trained();
    await trained();
    work.why(1, " Faster? ");
    expect(work.log.value.runs).toEqual([
      { changed: [] },
      { changed: [RATE], why: "Faster?" },
      { changed: [] },
    ]);
  });

  it("takes a look under the seal into the work, which cannot be taken off", async () => {
    work.prediction.skipped.value = true;
    await workspace.step(3);
    await vi.waitFor(() => expect(workspace.run.test).toBeDefined());
    workspace.testSeal.remove();
    expect(workspace.testSeal.of(workspace.run)).toBeUndefined();
    workspace.testSeal.look(workspace.run);
    expect(work.work.value.looks).toBe(1);
  });

  it("checks what stands there; a receipt of it reproduces, and is none of what has changed since", async () => {
    work.prediction.skipped.value = true;
    const [slope, why] = exercise.questions ?? [];
    if (slope === undefined || why === undefined) throw new Error("The fixture asks two things.");
    await work.runCheck();
    expect(work.check.checked.value?.verdict.results[0]?.miss?.en).toBe("Too short.");
    expect(work.check.passed.value).toBe(false);
    await workspace.document.set(RATE, 0.3);
    expect(work.check.isFresh.value).toBe(false);
    expect(work.check.receipt.value).toBeUndefined();
    work.answer(slope, "2,0");
    work.answer(why, "small");
    await trained();
    await work.runCheck();
    expect(work.check.checked.value?.verdict.passed).toBe(true);
    expect(work.check.score.value).toBe(1);
    work.name.value = "Li Ming";
    work.see("It came down.");
    const { receipt } = work.check;
    const text = receipt.value && "text" in receipt.value ? receipt.value.text : "";
    const read = readReceipt(text);
    expect(read).toMatchObject({ name: "Li Ming", saw: "It came down.", answers: { slope: 2 } });
    const { reproduces, faults } = await verifyReceipt(exercise, read, engine);
    expect(faults).toEqual([]);
    expect(reproduces).toBe(true);
  });

  it("is there again after a reload, and is gone when it is begun anew, until that is taken back", async () => {
    expect(progressOfOwn().size).toBe(0);
    await work.prediction.lock({ kind: "choice", option: "yes" });
    await workspace.document.set(RATE, 0.25);
    work.hints.value = 1;
    const [slope] = exercise.questions ?? [];
    if (slope !== undefined) work.answer(slope, "1.");
    await work.runCheck();
    const before = work.state;
    work.flush();
    expect(progressOfOwn().get("line")).toBe("begun");
    await opened();
    expect(work.state).toEqual(before);
    expect(workspace.document.experiment.optimizer).toMatchObject({ learning_rate: 0.25 });
    expect(
      work.prediction.outcome.value ?? (await vi.waitUntil(() => work.prediction.outcome.value)),
    ).toMatchObject({
      right: true,
    });
    const back = await work.beginAnew();
    expect(work.prediction.waits).toBe(true);
    expect(work.log.value.runs).toEqual([]);
    expect(work.check.checked.value).toBeUndefined();
    expect(workspace.document.experiment.optimizer).toMatchObject({ learning_rate: 0.001 });
    await back();
    expect(work.state).toEqual(before);
  });

  it("is known to a host by the exercise and its version: what was done on another is none of it", () => {
    const state = {
      format: HOST_STATE,
      version: 1,
      exercise: nameOf(exercise),
      work: packedWork(work.state),
    };
    expect(isHostState(state, nameOf(exercise))).toBe(true);
    const newer = readExercise({ ...plain(), minutes: 6 });
    expect(isHostState(state, nameOf(newer))).toBe(false);
    const { exercise: _, ...unnamed } = state;
    expect(isHostState(unnamed, nameOf(exercise))).toBe(false);
  });

  it("begins with nothing where a host has nothing of this student, and leaves what the browser had kept", async () => {
    work.name.value = "Who was here before";
    await work.prediction.lock({ kind: "choice", option: "yes" });
    // The run that this begins would be told to the next one's storage.
    await vi.waitFor(() => expect(work.log.value.runs).toHaveLength(1));
    work.flush();
    await opened();
    expect(work.isBorrowed).toBe(true);
    const before = work.state;
    await work.beginAtHost();
    expect(work.prediction.waits).toBe(true);
    expect(work.name.value).toBe("");
    work.hints.value = 1;
    work.flush();
    await opened();
    expect(work.name.value).toBe("Who was here before");
    expect(work.state).toEqual(before);
  });

  it("leaves each reason at its run, also when runs before it are only counted any more", () => {
    const then = { runs: [{ changed: [], why: "a" }, { changed: [RATE] }] };
    const left_out = { runs: 1, changes: 0 };
    const now = {
      runs: [
        { changed: [RATE], why: "b" },
        { changed: [], why: "c" },
      ],
      left_out,
    };
    expect(withWhys(then, now).map(({ why }) => why)).toEqual(["a", "b"]);
  });

  it("leaves off training what was predicted when it is begun anew, and calls that no fault", async () => {
    const long = readExercise({
      ...plain(),
      prediction: {
        kind: "curve",
        metric: "train_loss",
        ask: "How?",
        near: 1,
        change: { stop: { steps: null, epochs: 10_000_000 } },
      },
    });
    const start = await engine.validate(long.start);
    const other = new ExerciseWork(long, { kind: "own" }, workspace, start);
    await vi.waitFor(() => expect(other.prediction.before.value).toBeDefined());
    const points = [
      [0, 1],
      [1, 0],
    ];
    const coming = other.prediction.lock({ kind: "curve", points });
    await other.beginAnew();
    // It would train for hours.
    await coming;
    expect(other.prediction.outcome.value).toBeUndefined();
    expect(other.fault.value).toBeUndefined();
  });

  it("leaves what was typed whole while the page is open, and keeps as much of it as there is room for", async () => {
    const [slope] = exercise.questions ?? [];
    if (slope === undefined) throw new Error("The fixture asks two things.");
    const typed = "x".repeat(LONGEST_TYPED + 1);
    work.answer(slope, typed);
    expect(work.typed.value[slope.id]).toBe(typed);
    work.flush();
    await opened();
    expect(work.typed.value[slope.id]).toHaveLength(LONGEST_TYPED);
  });

  it("does without a browser that keeps anything, and says so", async () => {
    vi.stubGlobal("localStorage", undefined);
    work.hints.value = 1;
    work.flush();
    expect(work.keeping.value).toBe("nothing");
  });

  it("has the oldest work give way where there is no room, and says so where that is not enough", () => {
    const { state } = work;
    const versions = [5, 6, 7].map((minutes) => readExercise({ ...plain(), minutes }));
    const [first, second, third] = versions as [Exercise, Exercise, Exercise];
    const room = 2.5 * JSON.stringify(state).length;
    const full = storage();
    const { setItem } = full;
    full.setItem = (key, value) => {
      const rest = Array.from({ length: full.length }, (_, at) => full.key(at) ?? "");
      const others = rest.filter((one) => one !== key).map((one) => full.getItem(one) ?? "");
      if ([...others, value].join("").length > room) throw new Error("QuotaExceededError");
      setItem(key, value);
    };
    vi.stubGlobal("localStorage", full);
    expect(keepWork(second, state, 2)).toBe("kept");
    expect(keepWork(first, state, 1)).toBe("kept");
    expect(keepWork(third, state, 3)).toBe("kept");
    expect([first, second, third].map((one) => keptWork(one) !== undefined)).toEqual([
      false,
      true,
      true,
    ]);
    const large = { ...state, typed: { a: "a".repeat(Math.ceil(room)) } };
    expect(keepWork(third, large, 4)).toBe("full");
  });
});
