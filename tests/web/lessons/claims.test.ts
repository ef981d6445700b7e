// SPDX-License-Identifier: Apache-2.0
/**
 * What the lessons say is so: every number of a claim is the trainer's, to the last digit that stands in the text; no step is done before
 * it is done; the solution of every exercise passes, and its start does not.
 */
import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createEngine } from "../../../web/node/engine.ts";
import { getAt, setAt } from "../../../web/src/documents/path.ts";
import type {
  Engine,
  ExperimentDocument,
  ProbeId,
  Question,
  Run,
  StudySource,
} from "../../../web/src/engine/api.ts";
import { type Condition, compares, holds } from "../../../web/src/lessons/condition.ts";
import {
  type Claim,
  experimentsOf,
  type Lesson,
  type Setting,
} from "../../../web/src/lessons/lesson.ts";
import { LESSONS } from "./all_lessons.ts";
import { agrees } from "./said_number.ts";

let engine: Engine;
beforeAll(async () => {
  engine = await createEngine();
});
afterAll(() => engine.close());

const readPreset = (name: string): ExperimentDocument =>
  JSON.parse(readFileSync(resolve(import.meta.dirname, `../../../presets/${name}.json`), "utf8"));

/** The document with these places set, as the page sets them. */
function documentOf(lesson: Lesson, of: string, setting: Setting): ExperimentDocument {
  const { document = {}, attributes } = experimentsOf(lesson).get(of) ?? {};
  const { preset } = attributes ?? {};
  let set = (
    preset === undefined ? document : { ...readPreset(preset), ...document }
  ) as ExperimentDocument;
  for (const [path, value] of Object.entries(setting)) {
    if (path.startsWith("run.")) continue;
    const place = path.replace(/\.type$/, "");
    // Another type begins with numbers of its own.
    set = setAt(set, place, place === path ? value : { type: value });
  }
  return set;
}

const WEIGHT = /^weights\[(\d+)\]$/;
const RUN = "run.";

/** Every path of a claim or condition, measured where the run stands. */
async function measured(run: Run, paths: readonly string[]): Promise<(path: string) => unknown> {
  const state: Readonly<Record<string, unknown>> = { ...(await run.state()) };
  const values = new Map<string, unknown>();
  for (const path of paths) {
    const [, index] = WEIGHT.exec(path) ?? [];
    if (index !== undefined) values.set(path, (await run.parameters())[Number(index)]);
    else if (path === "run.test_loss") values.set(path, (await run.evaluate("test")).loss);
    else if (path === "run.test_accuracy") values.set(path, (await run.evaluate("test")).accuracy);
    else if (path.startsWith(RUN)) values.set(path, state[path.slice(RUN.length)] ?? null);
    else values.set(path, getAt(run.description.experiment, path));
  }
  return (path) => values.get(path);
}

/** Trains as far as asked. */
async function trainTo(run: Run, steps: number | undefined, until: Condition | undefined) {
  if (until !== undefined) {
    while ((await run.state()).status === "ready") {
      if (holds(until, await measured(run, Object.keys(until)))) return;
      await run.step();
    }
  } else if (steps === undefined) await run.train();
  else if (steps > 0) await run.step(steps);
}

async function claimedValue(lesson: Lesson, claim: Claim): Promise<unknown> {
  const experiment = documentOf(lesson, claim.of, claim.begin);
  if (claim.study !== undefined) {
    const study = await engine.study({ version: 1, experiment, ...claim.study } as StudySource);
    const result = await study.run();
    await study.close();
    return getAt(result, claim.measure);
  }
  const run = await engine.open(experiment);
  await trainTo(run, claim.steps, claim.until);
  const value =
    claim.ask === undefined
      ? (await measured(run, [claim.measure]))(claim.measure)
      : getAt(await run.probe(claim.ask as unknown as Question<ProbeId>), claim.measure);
  await run.close();
  return value;
}

/** More than any step asks for. */
const MOST_PRESSES = 20;

// The claims of both languages are the same, so that one training serves both.
const english = LESSONS.filter(({ language }) => language === "en");

describe.each(english.map((lesson) => [lesson.name, lesson] as const))("%s", (name, lesson) => {
  const claims = lesson.parts.filter((part) => part.kind === "claim");
  const tellers = LESSONS.filter((one) => one.name === name);

  it.each(claims.map((claim) => [claim.name, claim] as const))("claims %s", async (_, claim) => {
    const value = await claimedValue(lesson, claim);
    if (claim.is !== undefined) expect(compares(claim.is, value), `it is ${value}`).toBe(true);
    for (const { file, said } of tellers) {
      for (const { text, line } of said.filter((one) => one.claim === claim.name)) {
        expect(agrees(text, value), `${file}:${line} says ${text}, and it is ${value}`).not.toBe(
          false,
        );
        // What is said in words needs a comparison.
        if (claim.is === undefined) expect(agrees(text, value), `${file}:${line}`).toBe(true);
      }
    }
  });

  const tasks = lesson.parts.filter((part) => part.kind === "step" || part.kind === "exercise");
  it.each(tasks.map((task) => [task.id, task] as const))(
    "%s is not done beforehand",
    async (_, task) => {
      const run = await engine.open(documentOf(lesson, task.of, task.begin));
      const begun = task.begin["run.step"];
      if (typeof begun === "number" && begun > 0) await run.step(begun);
      expect(holds(task.complete, await measured(run, Object.keys(task.complete)))).toBe(false);
      await run.close();
    },
  );

  const steps = lesson.parts.filter((part) => part.kind === "step");
  const byHand = steps.filter(({ on }) => on === "step" || on === "epoch");
  it.each(byHand.map((step) => [step.id, step.on, step] as const))(
    "%s is done by its button, %s, and not by playing to the end",
    async (_, on, { of, begin, complete }) => {
      const run = await engine.open(documentOf(lesson, of, begin));
      const done = async () => holds(complete, await measured(run, Object.keys(complete)));
      let presses = 0;
      do {
        await (on === "step" ? run.step() : run.epoch());
        presses += 1;
      } while (!(await done()) && presses < MOST_PRESSES);
      expect(presses).toBeLessThan(MOST_PRESSES);
      await run.train();
      expect(await done()).toBe(false);
      await run.close();
    },
  );

  const played = steps.filter(({ complete }) => "run.status" in complete);
  it.each(played.map((step) => [step.id, step] as const))(
    "%s is done where its experiment is played to the end",
    async (_, { of, begin, complete }) => {
      const run = await engine.open(documentOf(lesson, of, begin));
      await run.train();
      expect(holds(complete, await measured(run, Object.keys(complete)))).toBe(true);
      await run.close();
    },
  );

  const exercises = lesson.parts.filter((part) => part.kind === "exercise");
  it.each(exercises.map((one) => [one.id, one] as const))(
    "%s is solved by its solution, and not by its start",
    async (_, { of, begin, solution, complete }) => {
      const ends = [begin, { ...begin, ...solution }].map(async (setting) => {
        const run = await engine.open(documentOf(lesson, of, setting));
        await run.train();
        const done = holds(complete, await measured(run, Object.keys(complete)));
        await run.close();
        return done;
      });
      expect(await Promise.all(ends)).toEqual([false, true]);
    },
  );
});
