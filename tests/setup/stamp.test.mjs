import { rmSync, utimesSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { whenChanged } from "../../scripts/lib/stamp.mjs";
import { temporaryFolder, writeFiles } from "./temporary.mjs";

/** A step that copies in/a to out/b; run() tells whether it was at work. */
function makeStep() {
  const folder = temporaryFolder();
  const path = (name) => join(folder, name);
  writeFiles(folder, { "in/a": "one", "out/.keep": "" });
  const run = (changes = {}) =>
    whenChanged({
      stamp: path("stamps/step.json"),
      inputs: [path("in")],
      facts: ["version 1"],
      outputs: () => [path("out/b")],
      action: async () => writeFileSync(path("out/b"), "made"),
      ...changes,
    });
  return { path, run };
}

test("a step is run once, and again only when something changed", async () => {
  const { run } = makeStep();
  expect(await run()).toBe(true);
  expect(await run()).toBe(false);
});

test("new times without new contents do not count", async () => {
  const { path, run } = makeStep();
  await run();
  utimesSync(path("in/a"), 0, 0);
  expect(await run()).toBe(false);
});

test.each([
  ["an input with other contents", ({ path }) => writeFileSync(path("in/a"), "two")],
  ["a new input", ({ path }) => writeFileSync(path("in/new"), "")],
  ["an input that is gone", ({ path }) => rmSync(path("in/a"))],
  ["an output that is gone", ({ path }) => rmSync(path("out/b"))],
  ["an output that was changed", ({ path }) => writeFileSync(path("out/b"), "by hand")],
  ["a damaged stamp", ({ path }) => writeFileSync(path("stamps/step.json"), "{")],
])("%s runs the step again", async (_, change) => {
  const step = makeStep();
  await step.run();
  change(step);
  expect(await step.run()).toBe(true);
  expect(await step.run()).toBe(false);
});

test("another version of a tool runs the step again", async () => {
  const { run } = makeStep();
  await run();
  expect(await run({ facts: ["version 2"] })).toBe(true);
});

test("a step that failed is run again", async () => {
  const { run } = makeStep();
  await run();
  const broken = { facts: ["version 2"], action: () => Promise.reject(new Error("broken")) };
  await expect(run(broken)).rejects.toThrow("broken");
  expect(await run()).toBe(true);
});
