// SPDX-License-Identifier: Apache-2.0
/** What the page of an exercise in a frame answers the page that holds it. */
import { signal } from "@preact/signals-core";
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from "vitest";
import { createEngine } from "../../../web/node/engine.ts";
import { Settings } from "../../../web/src/app/settings.ts";
import type { Workspace } from "../../../web/src/app/workspace.ts";
import type { Engine } from "../../../web/src/engine/api.ts";
import { connectExercise, type ExerciseHost } from "../../../web/src/pages/exercise/host.ts";
import type { Opened } from "../../../web/src/pages/exercise/open_exercise.ts";
import { FakeHost, workspaceOn } from "../embed/fake_host.ts";

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
afterEach(() => workspace.run.dispose());

/** An exercise as far as its host sees it. */
const opened = (): Opened =>
  ({
    workspace,
    work: { exercise: { start: {} }, check: { checked: signal(undefined) } },
  }) as unknown as Opened;

it("calls that wait for an exercise are refused when it does not open, and so are later ones", async () => {
  const state = expect(host.call("getState")).rejects.toMatchObject({ message: NONE.en });
  const marks = expect(host.call("submit")).rejects.toMatchObject({ message: NONE.en });
  frame.failed(NONE);
  await state;
  await marks;
  await expect(host.call("play")).rejects.toMatchObject({ message: NONE.en });
  expect(host.events("error")).toMatchObject([{ code: "bad_attribute", message: NONE.en }]);
});

it("an exercise that opens after one that failed is the one that is asked", async () => {
  frame.failed(NONE);
  frame.opened(opened());
  expect(await host.call("getState")).toMatchObject({ step: 0 });
  expect(host.events("ready")).toHaveLength(1);
});
