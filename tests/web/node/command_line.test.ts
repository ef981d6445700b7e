/** The command line over a trainer without wasm: words, exit codes, files, and one line for every error. */
import { mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Readable } from "node:stream";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { commandLine } from "../../../web/node/command_line.ts";
import { EngineClient } from "../../../web/src/engine/client/engine_client.ts";
import type { FakeBehaviour } from "../engine/fake_module.ts";
import { FakeWorld } from "../engine/fake_world.ts";

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "downhill-"));
});
afterEach(async () => {
  await rm(folder, { recursive: true });
});

/** What a command printed, and its exit code. */
async function downhill(words: string[], behaviour: FakeBehaviour = {}, isTTY = false) {
  const written = { out: "", err: "" };
  const stdout = { write: (text: string) => (written.out += text) };
  const stderr = { isTTY, columns: 60, write: (text: string) => (written.err += text) };
  const start = (options: object) => EngineClient.create(new FakeWorld(behaviour), options);
  const code = await commandLine(words, { stdout, stderr }, start);
  return { code, ...written };
}

async function file(name: string, content: string | object): Promise<string> {
  const path = join(folder, name);
  await writeFile(path, typeof content === "string" ? content : JSON.stringify(content));
  return path;
}

const EXPERIMENT = {
  arithmetic: "reproducible",
  data: { type: "spiral" },
  stop: { epochs: 100 },
};

describe("words", () => {
  it.each([[["--help"]], [["-h"]], [["train", "--help"]], [["validate", "-h"]]])(
    "%j print the help",
    async (words) => {
      const { code, out } = await downhill(words);
      expect(code).toBe(0);
      expect(out).toContain("downhill train FILE");
    },
  );

  it("--version prints a version", async () => {
    const { code, out } = await downhill(["--version"]);
    expect(code).toBe(0);
    expect(out).toMatch(/^\d+\.\d+\.\d+\n$/);
  });

  it.each([
    [[], "command is missing"],
    [["trian", "x.json"], "trian: no such command"],
    [["--frobnicate"], "Unknown option '--frobnicate'"],
    [["train"], "FILE is missing"],
    [["train", "a", "b"], "b is one too many"],
    [["train", "a", "--epochs", "3"], "Unknown option '--epochs'"],
    [["train", "a", "--history"], "--history: its value is missing, or begins with a dash. Give"],
    [["train", "a", "--threads", "-1"], "Give one, as --threads=VALUE where it begins with a dash"],
    [["train", "a", "--threads=-1"], "--threads: -1 is no whole number"],
    [["train", "a", "--json=yes"], "Option '--json' does not take an argument. See"],
    [["train", "a", "--threads", "0"], "--threads: 0"],
    [["train", "a", "--threads", "two"], "--threads: two"],
    [["train", "a", "--threads", "1.5"], "--threads: 1.5"],
    [["train", "a", "--threads", "1000"], "--threads: 1000"],
    [["validate"], "FILE is missing"],
    [["validate", "a", "--history", "b"], "Unknown option '--history'"],
    [["catalog", "a"], "takes no file"],
    [["export", "--to", "onnx"], "FILE is missing"],
    [["export", "a"], "--to is missing"],
    [["export", "a", "--to", "caffe"], "--to: caffe is no format"],
    [["export", "a", "--to", "onnx", "--json"], "Unknown option '--json'"],
    [["export", "-", "--to", "onnx"], "Give --output PATH"],
    [
      ["train", "a", "--history", "-"],
      "--history: - is no file, and this is for a file alone. Name",
    ],
    [["train", "a", "--model", "-"], "--model: - is no file"],
    [["train", "a", "--best", "-"], "--best: - is no file"],
    [["export", "a", "--to", "onnx", "--output", "-"], "--output: - is no file"],
    [["verify"], "verify: the FILES are missing"],
    [["verify", "a", "--jsn"], "--jsn"],
  ])("%j are refused in one line", async (words, sentence) => {
    const { code, out, err } = await downhill(words as string[]);
    expect(code).toBe(2);
    expect(out).toBe("");
    expect(err).toContain(sentence);
    expect(err.match(/\n/g)).toHaveLength(1);
  });
});

describe("validate", () => {
  it("says that a document is valid, and prints it with --json", async () => {
    const path = await file("good.json", EXPERIMENT);
    expect(await downhill(["validate", path])).toMatchObject({
      code: 0,
      out: expect.stringContaining("valid. spiral, binary, 2 features"),
    });
    const { out } = await downhill(["validate", path, "--json"]);
    expect(JSON.parse(out)).toHaveProperty("experiment.data.type", "spiral");
  });

  it("refuses a bad one with file, path and cure", async () => {
    const path = await file("bad.json", { seed: "bad" });
    expect(await downhill(["validate", path])).toEqual({
      code: 2,
      out: "",
      err: `${path}: seed: is no number. Give one.\n`,
    });
  });

  it("calls - what it is, standard input", async () => {
    const given = vi.spyOn(process, "stdin", "get");
    for (const [text, line] of [
      ['{"seed": "bad"}', "standard input: seed: is no number. Give one.\n"],
      [JSON.stringify(EXPERIMENT), "standard input: valid. spiral"],
    ] as const) {
      given.mockReturnValue(Readable.from([Buffer.from(text)]) as typeof process.stdin);
      const { out, err } = await downhill(["validate", "-"]);
      expect(out + err).toMatch(line);
    }
    given.mockRestore();
  });

  it("takes a byte order mark for what it is", async () => {
    const path = await file("bom.json", `\uFEFF${JSON.stringify(EXPERIMENT)}`);
    expect((await downhill(["validate", path])).code).toBe(0);
  });

  it.each([
    ["data.csv", "a,b\n1,2\n"],
    ["data.csv", "{a},b\n1,2\n"],
    ["data.txt", "a b\n1 2\n"],
    ["data.json", "a,b\n1,2\n"],
  ])("shows whoever gives a table the way: %s with %j", async (name, text) => {
    const path = await file(name, text);
    for (const words of [["train"], ["validate"], ["export", "--to", "onnx"]]) {
      const { code, err } = await downhill([...words, path]);
      expect({ code, err }).toEqual({
        code: 2,
        err: `${path}: is not JSON. Give an experiment, or make one of a table with downhill table FILE --target COLUMN.\n`,
      });
    }
  });

  it.each([
    [0xff, 0xfe],
    [0xfe, 0xff],
  ])("says that a file is UTF-16", async (...mark) => {
    const path = join(folder, "wide.json");
    await writeFile(path, Uint8Array.of(...mark, 0x7b, 0x00, 0x7d, 0x00));
    const utf16 = { code: 2, err: `${path}: is UTF-16. Save it as UTF-8.\n` };
    expect(await downhill(["validate", path])).toMatchObject(utf16);
    const good = await file("good.json", EXPERIMENT);
    expect(await downhill(["train", good, "--resume", path])).toMatchObject(utf16);
  });

  it("says that a file is missing, or is a folder", async () => {
    expect((await downhill(["validate", join(folder, "none.json")])).err).toContain("no such file");
    expect((await downhill(["validate", folder])).err).toContain("is a folder");
  });
});

describe("train", () => {
  it("prints a summary", async () => {
    const path = await file("good.json", EXPERIMENT);
    const { code, out, err } = await downhill(["train", path], { lastStep: 800 });
    expect(code).toBe(0);
    expect(err).toBe("");
    expect(out).toContain("finished after 100 epochs, 800 steps");
    expect(out).toContain("module simd-threads, 2 threads");
    expect(out).toMatch(/test +0\.5 +0\.75/);
  });

  it("prints one JSON object with the promised members", async () => {
    const path = await file("good.json", EXPERIMENT);
    const { out } = await downhill(["train", path, "--json", "--threads", "1"], { lastStep: 800 });
    expect(out.match(/\n/g)).toHaveLength(1);
    expect(JSON.parse(out)).toMatchObject({
      status: "finished",
      steps: 800,
      epochs: 100,
      seconds: expect.any(Number),
      samples_per_second: expect.any(Number),
      module: "simd",
      threads: 1,
      train_loss: 0.5,
      validation_loss: 0.5,
      test_loss: 0.5,
      train_accuracy: 0.75,
      validation_accuracy: 0.75,
      test_accuracy: 0.75,
    });
  });

  it("writes history and model", async () => {
    const path = await file("good.json", EXPERIMENT);
    const csv = join(folder, "h.csv");
    const model = join(folder, "m.json");
    const words = ["train", path, "--history", csv, "--model", model];
    const { out } = await downhill(words, { lastStep: 3 });
    expect(out).toContain("h.csv (4 rows)");
    const lines = (await readFile(csv, "utf8")).split("\n");
    expect(lines[0]).toBe(
      "step,epoch,learning_rate,train_loss,validation_loss,train_accuracy,validation_accuracy,gradient_norm",
    );
    expect(lines.slice(1, 3)).toEqual(["0,1,1,1,1,1,1,1", "1,1,1,1,1,1,1,1"]);
    expect(JSON.parse(await readFile(model, "utf8"))).toMatchObject({
      format: "downhill-model",
      experiment: EXPERIMENT,
      steps: 3,
      parameters: [{ name: "layers[0].weight", rows: 1, columns: 2, values: [1, 2] }],
      // What the fake trainer remembers: step 3, and its learning rate 0.1.
      state: Buffer.from(new Float64Array([3, 0.1]).buffer).toString("base64"),
    });
  });

  it("follows the training on a terminal, and leaves a clean line", async () => {
    const path = await file("good.json", EXPERIMENT);
    const { err } = await downhill(["train", path], { lastStep: 20_000 }, true);
    expect(err).toContain("epoch ");
    expect(err.endsWith("\r\u001b[K")).toBe(true);
    for (const line of err.split("\r\u001b[K")) expect(line.length).toBeLessThan(60);
  });

  it("refuses outputs that cannot be written, before it trains", async () => {
    const path = await file("good.json", EXPERIMENT);
    const nowhere = join(folder, "no", "h.csv");
    for (const words of [
      ["--history", nowhere],
      ["--model", folder],
      ["--model", path],
      ["--history", join(folder, "x"), "--model", join(folder, "x")],
    ]) {
      const { code, err } = await downhill(["train", path, ...words], { lastStep: 8 });
      expect(code).toBe(2);
      expect(err.match(/\n/g)).toHaveLength(1);
    }
    expect(await readFile(path, "utf8")).toBe(JSON.stringify(EXPERIMENT));
    expect(await readdir(folder)).toEqual(["good.json"]);
  });

  it("does not write over the experiment, by whatever links it is reached", async () => {
    const path = await file("good.json", EXPERIMENT);
    await mkdir(join(folder, "real"));
    await symlink(path, join(folder, "link.json"));
    await symlink(folder, join(folder, "real", "back"));
    const link = join(folder, "link.json");
    for (const words of [
      [link, "--history", path],
      [path, "--history", link],
      [path, "--model", join(folder, "real", "back", "good.json")],
      [path, "--history", join(folder, "x"), "--model", join(folder, "real", "back", "x")],
    ]) {
      const { code, err } = await downhill(["train", ...words], { lastStep: 8 });
      expect(code).toBe(2);
      expect(err).toContain("is used twice");
    }
    expect(await readFile(path, "utf8")).toBe(JSON.stringify(EXPERIMENT));
    expect((await readdir(folder)).toSorted()).toEqual(["good.json", "link.json", "real"]);
  });

  it("exits with 1 when the trainer crashes", async () => {
    const path = await file("good.json", EXPERIMENT);
    const { code, err } = await downhill(["train", path], { trapAtStep: 100 });
    expect(code).toBe(1);
    expect(err).toBe("The trainer stopped working: unreachable\n");
  });

  it("leaves no empty file, and an older one as it was, when the trainer crashes", async () => {
    const path = await file("good.json", EXPERIMENT);
    const older = await file("older.csv", "step,epoch\n");
    const words = ["train", path, "--history", older, "--model", join(folder, "model.json")];
    expect((await downhill(words, { trapAtStep: 100 })).code).toBe(1);
    expect(await readdir(folder)).toEqual(["good.json", "older.csv"]);
    expect(await readFile(older, "utf8")).toBe("step,epoch\n");
  });

  it.each([
    ["SIGINT", 130],
    ["SIGTERM", 143],
  ] as const)("ends at %s, says what was written, and exits with %i", async (signal, exit) => {
    const path = await file("good.json", EXPERIMENT);
    const csv = join(folder, "h.csv");
    setTimeout(() => process.emit(signal, signal), 30);
    const { code, out, err } = await downhill(["train", path, "--history", csv, "--json"]);
    expect(code).toBe(exit);
    expect(err).toMatch(/^interrupted after [\d,]+ steps; written: .*h\.csv \([\d,]+ rows\)\n$/);
    expect(JSON.parse(out).status).toBe("interrupted");
  });
});

describe("train on a study", () => {
  const STUDY = { kind: "descent", arithmetic: "reproducible" };

  it.each([
    ["finished", { milliseconds: 50 }, 0],
    ["finished", { milliseconds: 50, status: "finished" }, 0],
    ["diverged", { milliseconds: 50, status: "diverged" }, 1],
  ])("prints that it has %s: %j", async (status, fields, exit) => {
    const path = await file("study.json", { ...STUDY, ...fields });
    const { code, out } = await downhill(["train", path, "--json"]);
    expect(code).toBe(exit);
    const printed = JSON.parse(out);
    expect(printed).toMatchObject({ status, kind: "descent", table: { rows: [[50]] } });
    const first = ["kind", "status", "seconds", "module", "threads"];
    expect(Object.keys(printed).slice(0, first.length)).toEqual(first);
  });

  it("prints that it was interrupted, whatever end it says itself", async () => {
    const path = await file("study.json", { ...STUDY, milliseconds: 1e9, status: "finished" });
    setTimeout(() => process.emit("SIGINT", "SIGINT"), 30);
    const { code, out, err } = await downhill(["train", path, "--json"]);
    expect(code).toBe(130);
    expect(err).toMatch(/^interrupted at \d+ %; what was found so far is above\n$/);
    expect(JSON.parse(out)).toMatchObject({ kind: "descent", status: "interrupted" });
  });
});
