// SPDX-License-Identifier: Apache-2.0
import { afterEach, expect, it, vi } from "vitest";
import { createEngine } from "../../../web/node/engine.ts";
import { ExerciseWork } from "../../../web/src/app/exercise_work.ts";
import { Settings } from "../../../web/src/app/settings.ts";
import { Workspace } from "../../../web/src/app/workspace.ts";
import type { View } from "../../../web/src/documents/view_keys.ts";
import { readExercise } from "../../../web/src/exercises/read_exercise.ts";
import { reportWork } from "../../../web/src/pages/exercise/report.ts";
import { plain } from "../exercises/fixture.ts";

afterEach(() => vi.unstubAllGlobals());

/** Subjects of what the page around it hears of a student who asks for a hint and leaves. */
async function heard(view: View): Promise<unknown[]> {
  const engine = await createEngine({ threads: 1 });
  const leaving = new EventTarget();
  const postMessage = vi.fn();
  vi.stubGlobal("window", { parent: { postMessage }, addEventListener: () => {} });
  vi.stubGlobal("addEventListener", leaving.addEventListener.bind(leaving));
  const address = { read: () => "", draft: () => undefined };
  const workspace = await Workspace.start(engine, new Settings(view, ["en"]), address);
  const exercise = readExercise(plain());
  const start = await engine.validate(exercise.start);
  const work = new ExerciseWork(exercise, { kind: "own" }, workspace, start);
  reportWork(work, view);
  work.hints.value = 1;
  leaving.dispatchEvent(new Event("pagehide"));
  await engine.close();
  return postMessage.mock.calls.map(([message]) => message.subject);
}

it("asks the host for the work and reports it there, unless the author has it kept elsewhere or nowhere", async () => {
  const spoken = ["SPLICE.getState", "SPLICE.reportScoreAndState"];
  expect(await heard({})).toEqual(spoken);
  expect(await heard({ persist: "host" })).toEqual(spoken);
  expect(await heard({ persist: "local" })).toEqual([]);
  expect(await heard({ persist: "none" })).toEqual([]);
});
