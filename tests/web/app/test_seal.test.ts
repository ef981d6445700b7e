// SPDX-License-Identifier: Apache-2.0
import { beforeEach, describe, expect, it, vi } from "vitest";
import { Settings } from "../../../web/src/app/settings.ts";
import { Workspace } from "../../../web/src/app/workspace.ts";
import { valueAt } from "../../../web/src/embed/values.ts";
import { openCounts } from "../../../web/src/features/output/parts.ts";
import { FakeEngine } from "../fakes/fake_engine.ts";

let engine: FakeEngine;
let workspace: Workspace;

const measured = () => vi.waitFor(() => expect(workspace.run.test).toBeDefined());
const score = () => workspace.testSeal.of(workspace.run);
const looks = () => workspace.testSeal.looks(workspace.run);

beforeEach(async () => {
  engine = new FakeEngine();
  const address = { read: () => "", draft: () => undefined, replace: () => {} };
  workspace = await Workspace.start(engine, new Settings({}, ["en"]), address);
  await vi.waitFor(() => expect(workspace.run.ready).toBe(true));
  await workspace.step(5);
  await measured();
});

describe("the seal of the test part", () => {
  it("is not there at first: the score is seen, and nobody counts", () => {
    expect(score()).toBeDefined();
    expect(looks()).toBe(0);
  });

  it("hides the score from every reader until somebody looks", () => {
    workspace.testSeal.seal();
    expect(score()).toBeUndefined();
    expect(valueAt(workspace, "run.test_loss")).toBeNull();
    workspace.testSeal.look(workspace.run);
    expect(score()).toEqual(workspace.run.test);
    expect(valueAt(workspace, "run.test_loss")).toBe(workspace.run.test?.loss);
    expect(looks()).toBe(1);
  });

  it("lets the test part be looked through while it is open, and only then", () => {
    const { counts } = workspace.run.description.summary;
    expect(counts.test).toBeGreaterThan(0);
    workspace.testSeal.seal();
    expect(openCounts(workspace)).toEqual({ ...counts, test: 0 });
    workspace.testSeal.look(workspace.run);
    expect(openCounts(workspace)).toEqual(counts);
  });

  it("is whole again as soon as training goes on, or goes back", async () => {
    workspace.testSeal.seal();
    workspace.testSeal.look(workspace.run);
    await workspace.step();
    await measured();
    expect(score()).toBeUndefined();
    workspace.testSeal.look(workspace.run);
    expect(looks()).toBe(2);
    await workspace.reset();
    expect(score()).toBeUndefined();
  });

  it("counts a second look at the same network as none", () => {
    workspace.testSeal.seal();
    workspace.testSeal.look(workspace.run);
    workspace.testSeal.look(workspace.run);
    expect(looks()).toBe(1);
  });

  it("counts by the test part: another network has looked at the same, other samples are another one", async () => {
    workspace.testSeal.seal();
    workspace.testSeal.look(workspace.run);
    await workspace.document.set("optimizer.learning_rate", 0.5);
    expect(looks()).toBe(1);
    await workspace.document.set("seed", 8);
    await vi.waitFor(() => expect(workspace.run.ready).toBe(true));
    expect(looks()).toBe(0);
    // Nobody forgets by going there and back.
    await workspace.document.undo();
    await vi.waitFor(() => expect(workspace.run.ready).toBe(true));
    expect(looks()).toBe(1);
  });
});
