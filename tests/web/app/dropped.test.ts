// SPDX-License-Identifier: Apache-2.0
import { beforeEach, describe, expect, it, vi } from "vitest";
import { LARGEST_TEXT, lookInto, openDropped } from "../../../web/src/app/dropped.ts";
import { opensExercise } from "../../../web/src/app/exercise_of.ts";
import { Settings } from "../../../web/src/app/settings.ts";
import { Workspace } from "../../../web/src/app/workspace.ts";
import type { SavedModel } from "../../../web/src/engine/api.ts";
import { exportSafetensors } from "../../../web/src/exporters/safetensors.ts";
import { FakeEngine } from "../fakes/fake_engine.ts";

let workspace: Workspace;

beforeEach(async () => {
  workspace = await Workspace.start(new FakeEngine(), new Settings({}, ["en"]), {
    read: () => "",
    draft: () => undefined,
    replace: () => {},
  });
  await vi.waitFor(() => expect(workspace.run.ready).toBe(true));
});

const drop = (...files: File[]) =>
  openDropped(
    workspace,
    files.map((file) => ({ path: file.name, file })),
  );

const json = (name: string, value: unknown) => new File([JSON.stringify(value)], name);

/** As the page itself would save it after so many steps of another seed. */
async function savedModel(steps: number): Promise<SavedModel> {
  const description = await workspace.engine.validate({ seed: 5 });
  return {
    format: "downhill-model",
    version: 1,
    // What the parser of the fake engine reads of it.
    experiment: { seed: 5, model: description.experiment.model } as SavedModel["experiment"],
    summary: description.summary,
    steps,
    epochs: 0,
    standardization: { mean: [0, 0], scale: [1, 1] },
    parameters: [],
    statistics: [],
    state: "AAAA",
  };
}

const stands = (step: number) => vi.waitFor(() => expect(workspace.run.state?.step).toBe(step));

describe("a dropped exercise", () => {
  const exercise = { id: "mine", start: {}, checks: [] };

  it("is opened in the editor", async () => {
    await drop(json("mine.json", exercise));
    expect(workspace.tab.value).toBe("exercise_editor");
    expect(workspace.droppedExercise.value).toEqual(exercise);
  });

  it("is opened as students see it where one is worked on already", async () => {
    const opened = vi.fn();
    opensExercise(workspace).value = opened;
    await drop(json("mine.json", exercise));
    expect(opened).toHaveBeenCalledWith(exercise, "mine.json");
    expect(workspace.tab.value).toBeUndefined();
    expect(workspace.droppedExercise.value).toBeUndefined();
  });
});

describe("a dropped experiment", () => {
  it("takes the place of the one that is open, and undo brings that back", async () => {
    await drop(json("mine.json", { seed: 3 }));
    expect(workspace.document.experiment.seed).toBe(3);
    expect(workspace.notice.value?.text.en).toContain("mine.json is open");
    await workspace.document.undo();
    expect(workspace.document.minimal).toEqual({});
  });

  it("that the parser refuses changes nothing, and the sentence says where it is wrong", async () => {
    await drop(json("mine.json", { seed: -1 }));
    expect(workspace.document.minimal).toEqual({});
    expect(workspace.notice.value?.tone).toBe("refused");
    expect(workspace.notice.value?.text.en).toMatch(/^mine\.json was not opened: seed/);
  });

  it("may be inside a study", async () => {
    await drop(json("race.json", { kind: "race", experiment: { seed: 4 }, racers: [] }));
    expect(workspace.document.experiment.seed).toBe(4);
  });
});

describe("a dropped model", () => {
  it("goes on where it stood, and undo brings back the run that was left", async () => {
    await workspace.step();
    await workspace.step();
    await drop(json("net.model.json", await savedModel(40)));
    await stands(40);
    expect(workspace.run.playing).toBe(false);
    expect(workspace.notice.value?.text.en).toContain("after 40 updates. Play goes on from there");
    expect(workspace.document.experiment.seed).toBe(5);
    await workspace.document.undo();
    await stands(2);
    expect(workspace.document.minimal).toEqual({});
    await workspace.document.redo();
    await stands(40);
  });

  it("whose state is damaged begins anew with its weights and says so", async () => {
    await drop(json("net.model.json", { ...(await savedModel(40)), state: "damaged" }));
    await stands(0);
    expect(workspace.run.refused?.en).toContain("damaged");
    expect(workspace.notice.value).toEqual({ tone: "refused", text: workspace.run.refused });
    expect(workspace.run.crash).toBeUndefined();
  });

  it("is told from its content, whatever its name says", async () => {
    const model = await savedModel(3);
    expect(await lookInto(json("table.csv", model))).toMatchObject({ kind: "model" });
    const file = new File([exportSafetensors(model)], "weights");
    expect(await lookInto(file)).toMatchObject({ kind: "model", model: { steps: 3 } });
  });

  it("that was changed by hand is refused with the place", async () => {
    await drop(json("net.json", { ...(await savedModel(3)), steps: -1 }));
    expect(workspace.notice.value?.text.en).toMatch(/^net\.json: model\.steps: /);
    expect(workspace.document.minimal).toEqual({});
  });
});

describe("data", () => {
  const safetensors = () => {
    const header = JSON.stringify({ __metadata__: { format: "downhill-table" } }).padEnd(64);
    const bytes = new Uint8Array(8 + header.length);
    bytes[0] = header.length;
    bytes.set(new TextEncoder().encode(header), 8);
    return bytes;
  };

  it.each<[string, BlobPart]>([
    ["iris.csv", "a,b\n1,2\n"],
    ["no header.txt", "1 2 3\n4 5 6\n"],
    ["photo", new Uint8Array([0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10, 0, 0])],
    ["faces.zip", new Uint8Array([0x50, 0x4b, 3, 4, 0, 0])],
    ["train-images-idx3-ubyte", new Uint8Array([0, 0, 8, 3, 0, 0, 0, 1])],
    ["windows.csv", new Uint8Array([0xff, 0xfe, 0x61, 0, 0x2c, 0])],
    ["penguins.safetensors", safetensors()],
  ])("%s is handed on, all files of the drop together", async (name, content) => {
    await drop(new File([content], name), new File(["x"], "beside.txt"));
    expect(workspace.droppedData.value.map(({ path }) => path)).toEqual([name, "beside.txt"]);
    expect(workspace.notice.value).toBeUndefined();
  });
});

describe("a file that is none of ours", () => {
  const large = () => {
    const file = new File(['{"data": '], "huge.json");
    Object.defineProperty(file, "size", { value: LARGEST_TEXT + 1 });
    return file;
  };

  it.each<[string, File, RegExp]>([
    ["is empty", new File([], "nothing.json"), /nothing\.json is empty/],
    ["is cut off", new File(['{"data": {"ty'], "half.json"), /half\.json .*damaged/],
    ["is a list", json("list.json", [1, 2]), /list\.json is a list/],
    ["is a PDF", new File(["%PDF-1.7"], "paper.pdf"), /paper\.pdf is a PDF/],
    ["is a program", new File([new Uint8Array([0x7f, 0x45, 0, 1])], "run"), /run is no file that/],
    ["is too large", large(), /huge\.json is larger than 64 MB/],
    [
      "is an ONNX model",
      new File([Uint8Array.of(8, 8, 18, 8, 68, 111, 119, 110)], "net.onnx"),
      /net\.onnx is a network for other programs.*model\.json/,
    ],
    [
      "is a program that this page has written",
      new File(["#!/usr/bin/env python3\n# Made by Downhill 0.1.0.\n"], "net.py"),
      /net\.py is a network for other programs/,
    ],
    ["is such a module", new File(["// Made by Downhill 0.1.0.\n"], "net.mjs"), /other programs/],
  ])("says what it is when it %s", async (_, file, says) => {
    await drop(file);
    const { notice } = workspace;
    expect(notice.value?.tone).toBe("refused");
    expect(notice.value?.text.en).toMatch(says);
    expect(notice.value?.text.zh).toMatch(/[\u4e00-\u9fff]/);
    expect(workspace.document.minimal).toEqual({});
  });
});
