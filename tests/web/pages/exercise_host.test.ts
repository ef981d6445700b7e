// SPDX-License-Identifier: Apache-2.0
/** What the page of an exercise in a frame answers the page that holds it. */
import { afterAll, afterEach, beforeAll, beforeEach, expect, it, vi } from "vitest";
import { createEngine } from "../../../web/node/engine.ts";
import { UnreachableError } from "../../../web/src/app/exercise_files.ts";
import { ExerciseWork } from "../../../web/src/app/exercise_work.ts";
import { Settings } from "../../../web/src/app/settings.ts";
import type { Workspace } from "../../../web/src/app/workspace.ts";
import type { Engine } from "../../../web/src/engine/api.ts";
import { EngineError } from "../../../web/src/engine/contract/engine_error.ts";
import { readExercise } from "../../../web/src/exercises/read_exercise.ts";
import { refusal } from "../../../web/src/exercises/shape.ts";
import { connectExercise, type ExerciseHost } from "../../../web/src/pages/exercise/host.ts";
import type { Opened } from "../../../web/src/pages/exercise/open_exercise.ts";
import { reachHost } from "../../../web/src/pages/exercise/reach_host.ts";
import { FakeHost, workspaceOn } from "../embed/fake_host.ts";
import { plain } from "../exercises/fixture.ts";

const NONE = { en: "There is no such exercise.", zh: "没有这道练习。" };

let engine: Engine;
let workspace: Workspace;
let host: FakeHost;
let frame: ExerciseHost;

beforeAll(async () => {
  engine = await createEngine({ build: "simd" });
});
afterAll(() => engine.close());
beforeEach(async () => {
  workspace = await workspaceOn(engine);
  host = new FakeHost();
  frame = connectExercise(new Settings({}, ["en"]), host.window);
});
afterEach(async () => {
  vi.unstubAllGlobals();
  await workspace.run.dispose();
});

async function opened(): Promise<Opened> {
  vi.stubGlobal("addEventListener", () => {});
  const exercise = readExercise(plain());
  const start = await engine.validate(exercise.start);
  await workspace.document.load(exercise.start, "link");
  return { workspace, work: new ExerciseWork(exercise, { kind: "own" }, workspace, start) };
}

it("calls that wait for an exercise are refused when it does not open, and so are later ones", async () => {
  const state = expect(host.call("getState")).rejects.toMatchObject({ message: NONE.en });
  const marks = expect(host.call("submit")).rejects.toMatchObject({ message: NONE.en });
  frame.failed(refusal("", NONE), NONE);
  await state;
  await marks;
  await expect(host.call("play")).rejects.toMatchObject({ message: NONE.en });
  expect(host.events("error")).toMatchObject([{ code: "bad_attribute", message: NONE.en }]);
});

it("an exercise that opens after one that failed is the one that is asked", async () => {
  frame.failed(refusal("", NONE), NONE);
  frame.opened(await opened());
  expect(await host.call("getState")).toMatchObject({ step: 0 });
  expect(host.events("ready")).toHaveLength(1);
});

it("work that is checked is told, and told as handed in once its host asks for it or its reader takes the receipt along", async () => {
  const { work } = await opened();
  frame.opened({ workspace, work });
  work.prediction.skipped.value = true;
  await work.runCheck();
  const [marked] = host.events("check");
  expect(marked).toMatchObject({ passed: false, receipt: expect.stringMatching(/\S/) });
  expect(host.events("submit")).toEqual([]);
  work.handIn();
  expect(host.events("submit")).toEqual([marked]);
  // The same receipt as a code too is no other one.
  work.handIn();
  expect(host.events("submit")).toEqual([marked]);
  work.name.value = "Ada";
  const answered = await host.call("submit");
  expect(host.events("check")).toHaveLength(2);
  expect(host.events("submit")).toEqual([marked, answered]);
});

it("the work is reported to the page around it, from the exercise as it was opened on", async () => {
  const { work } = await opened();
  frame.opened({ workspace, work });
  expect(host.subjects("SPLICE.getState")).toHaveLength(1);
  work.hints.value = 1;
  await vi.waitFor(() => expect(host.subjects("SPLICE.reportScoreAndState")).toHaveLength(1));
});

it.each([
  ["that there is not", refusal("", NONE), NONE, "bad_attribute"],
  ["whose file does not arrive", new TypeError("Failed to fetch"), NONE, "unavailable"],
  ["whose place does not answer", new UnreachableError(NONE), NONE, "unavailable"],
  ["that no trainer trains", new EngineError("unavailable", NONE), undefined, "unavailable"],
  ["whose trainer dies", new EngineError("crashed", NONE), undefined, "crashed"],
])("an exercise %s is told by its code", (_, error, said, code) => {
  frame.failed(error, said);
  expect(host.events("error")).toMatchObject([{ code, message: NONE.en }]);
});

it("the page around it is told when what would answer it does not arrive, asked for twice", async () => {
  const lost = () => Promise.reject(new TypeError("Failed to fetch"));
  const parent = new FakeHost();
  const once = vi.fn(async () => "here").mockImplementationOnce(lost);
  expect(await reachHost(once, { language: "en" }, parent.parent)).toBe("here");
  expect(parent.heard).toEqual([]);
  const never = vi.fn(lost);
  expect(await reachHost(never, { language: "en" }, parent.parent)).toBeUndefined();
  expect(never).toHaveBeenCalledTimes(2);
  expect(parent.events("error")).toMatchObject([
    { code: "unavailable", message: expect.stringContaining("did not arrive") },
  ]);
});
