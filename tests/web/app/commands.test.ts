// SPDX-License-Identifier: Apache-2.0
import { beforeEach, describe, expect, it } from "vitest";
import { COMMANDS, type Command, labelOf, perform } from "../../../web/src/app/commands.ts";
import { exerciseOf } from "../../../web/src/app/exercise_of.ts";
import type { ExerciseWork } from "../../../web/src/app/exercise_work.ts";
import { Settings } from "../../../web/src/app/settings.ts";
import { keyName } from "../../../web/src/app/shortcuts.ts";
import { Workspace } from "../../../web/src/app/workspace.ts";
import { wordsOf } from "../../../web/src/locales/words.ts";
import { FakeEngine } from "../fakes/fake_engine.ts";

let engine: FakeEngine;
let workspace: Workspace;

beforeEach(async () => {
  engine = new FakeEngine();
  const address = { read: () => "", draft: () => undefined, replace: () => {} };
  workspace = await Workspace.start(engine, new Settings({}, ["en"]), address);
  // The run is open as soon as it answers.
  await workspace.run.recorded();
});

const commands: readonly Command[] = COMMANDS;

describe("the commands", () => {
  it("have ids and keys of their own, and names in both languages", () => {
    const keys = commands.flatMap((command) => command.keys ?? []);
    expect(new Set(keys).size).toBe(keys.length);
    expect(new Set(commands.map(({ id }) => id)).size).toBe(commands.length);
    for (const { name } of commands) {
      expect(name(wordsOf("en"))).not.toBe("");
      expect(name(wordsOf("zh"))).not.toBe(name(wordsOf("en")));
    }
  });

  it("do nothing while they are not enabled", async () => {
    engine.run.end("finished");
    engine.run.frame();
    perform("step", workspace);
    perform("undo", workspace);
    await workspace.document.settled();
    expect(engine.run.step_).toBe(0);
  });

  it("offer no editor to whoever solves an exercise", () => {
    exerciseOf(workspace).value = {} as ExerciseWork;
    perform("exercise_editor", workspace);
    expect(workspace.tab.value).toBeUndefined();
    exerciseOf(workspace).value = undefined;
    perform("exercise_editor", workspace);
    expect(workspace.tab.value).toBe("exercise_editor");
  });

  it("say what undo would take back, and redo make again", async () => {
    const words = wordsOf("en");
    expect(labelOf("undo", words, workspace)).toBe(words.undo);
    await workspace.document.set("optimizer.learning_rate", 0.5);
    expect(labelOf("undo", words, workspace)).toMatch(/^Undo: .*0\.003 → 0\.5$/);
    await workspace.document.undo();
    expect(labelOf("undo", words, workspace)).toBe(words.undo);
    expect(labelOf("redo", words, workspace)).toMatch(/^Redo: .*0\.003 → 0\.5$/);
    expect(workspace.document.travelled?.way).toBe("undo");
  });

  it("say what the button would do now", async () => {
    const words = wordsOf("en");
    expect(labelOf("play", words, workspace)).toBe(words.play);
    await workspace.play();
    expect(labelOf("play", words, workspace)).toBe(words.pause);
    engine.run.end("finished");
    engine.run.frame();
    expect(labelOf("play", words, workspace)).toBe(words.playAgain);
  });

  it.each(["play", "step", "epoch", "reset"] as const)(
    "%s after the trainer died brings it back first",
    async (id) => {
      engine.crash({ en: "It died.", zh: "它停止了。" });
      expect(workspace.run.crash).toBeDefined();
      await commands.find((command) => command.id === id)?.run(workspace);
      expect(workspace.run.crash).toBeUndefined();
      expect(workspace.run.ready).toBe(true);
      expect(workspace.run.playing).toBe(id === "play");
      expect(engine.run.playing).toBe(id === "play");
    },
  );
});

describe("a key", () => {
  const pressed = (
    key: string,
    held: { ctrlKey?: boolean; metaKey?: boolean; shiftKey?: boolean } = {},
  ) => keyName({ key, ctrlKey: false, metaKey: false, shiftKey: false, ...held });

  it.each([
    [pressed(" "), "Space"],
    [pressed("s"), "S"],
    [pressed("?", { shiftKey: true }), "?"],
    [pressed("z", { ctrlKey: true }), "Control+Z"],
    [pressed("Z", { metaKey: true, shiftKey: true }), "Control+Shift+Z"],
  ])("is %s", (name, expected) => {
    expect(name).toBe(expected);
  });
});
