/** The installed command as a process of its own, over the real modules: exit codes, streams, files, Ctrl-C. */
import { spawn } from "node:child_process";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { readModel } from "../../../web/src/engine/read_model.ts";

const ROOT = fileURLToPath(new URL("../../../", import.meta.url));
const CLI = join(ROOT, "build/node/cli.js");

let folder: string;
beforeAll(async () => {
  if (!existsSync(CLI)) throw new Error("build/node/cli.js is missing. Run `npm run build`.");
  folder = await mkdtemp(join(tmpdir(), "downhill-"));
});
afterAll(() => rm(folder, { recursive: true }));

interface Outcome {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

/** Sends the signal as soon as the file that grows in this folder has some lines, the header among them. */
interface Interrupt {
  readonly signal: NodeJS.Signals;
  readonly within: string;
  readonly lines?: number;
}

function downhill(words: readonly string[], interrupt?: Interrupt): Promise<Outcome> {
  return node([CLI, ...words], interrupt);
}

function node(words: readonly string[], interrupt?: Interrupt): Promise<Outcome> {
  return started(process.execPath, words, interrupt);
}

function started(
  program: string,
  words: readonly string[],
  interrupt?: Interrupt,
): Promise<Outcome> {
  return new Promise((resolve) => {
    const child = spawn(program, words, { cwd: ROOT });
    const outcome = { out: "", err: "" };
    child.stdout.on("data", (text) => {
      outcome.out += text;
    });
    child.stderr.on("data", (text) => {
      outcome.err += text;
    });
    if (interrupt !== undefined) {
      const timer = setInterval(() => {
        const { within, lines = 4 } = interrupt;
        const [growing] = readdirSync(within);
        if (growing === undefined || linesOf(join(within, growing)) <= lines) return;
        clearInterval(timer);
        child.kill(interrupt.signal);
      }, 20);
    }
    child.on("close", (code) => resolve({ code, ...outcome }));
  });
}

const linesOf = (path: string) => readFileSync(path, "utf8").split("\n").length;

async function file(name: string, content: string | object): Promise<string> {
  const path = join(folder, name);
  await writeFile(path, typeof content === "string" ? content : JSON.stringify(content));
  return path;
}

const DIGITS = {
  data: { type: "digits" },
  model: { layers: [{ type: "dense", units: 64, activation: "relu" }, { type: "dense" }] },
  optimizer: { type: "adam", learning_rate: 0.003 },
  stop: { epochs: 30 },
};

describe("downhill train", () => {
  it("reads the handwritten digits at 95 % or better", async () => {
    const path = await file("digits.json", DIGITS);
    const { code, out, err } = await downhill(["train", path, "--json"]);
    expect(err).toBe("");
    expect(code).toBe(0);
    const result = JSON.parse(out);
    expect(result).toMatchObject({ status: "finished", epochs: 30 });
    expect(result.test_accuracy).toBeGreaterThanOrEqual(0.95);
    expect(result.samples_per_second).toBeGreaterThan(1000);
  });

  it("writes the same history for one and for three threads, with all digits", async () => {
    const path = await file("short.json", { ...DIGITS, stop: { epochs: 3 } });
    const texts: string[] = [];
    for (const threads of ["1", "3"]) {
      const csv = join(folder, `history-${threads}.csv`);
      const model = join(folder, `model-${threads}.json`);
      const words = ["train", path, "--threads", threads, "--history", csv, "--model", model];
      expect((await downhill(words)).code).toBe(0);
      texts.push(await readFile(csv, "utf8"), await readFile(model, "utf8"));
    }
    expect(texts[0]).toBe(texts[2]);
    expect(texts[1]).toBe(texts[3]);
    const lines = texts[0]?.trimEnd().split("\n") ?? [];
    expect(lines).toHaveLength(1 + 4);
    const { experiment, parameters } = readModel(texts[1] ?? "");
    expect(experiment.data.type).toBe("digits");
    expect(parameters.map(({ values }) => values.length)).toEqual([64 * 64, 64, 64 * 10, 10]);
  });

  it("writes every recorded point, also of a run longer than the history that the page keeps", async () => {
    const path = await file("points.json", {
      data: { type: "line" },
      model: { layers: [{ type: "dense" }] },
      record: { every: 1, unit: "step" },
      stop: { epochs: null, steps: 26_000 },
    });
    const csv = join(folder, "points.csv");
    const { out } = await downhill(["train", path, "--history", csv]);
    expect(out).toContain("points.csv (26,001 rows)");
    const lines = (await readFile(csv, "utf8")).trimEnd().split("\n");
    const steps = lines.slice(1).map((line) => Number(line.split(",")[0]));
    expect(steps).toEqual(Array.from({ length: 26_001 }, (_, step) => step));
  });

  it("exits with 1 and the remedy when the run diverges", async () => {
    const path = await file("wild.json", {
      data: { type: "plane" },
      optimizer: { type: "sgd", learning_rate: 100 },
    });
    const { code, out, err } = await downhill(["train", path, "--json"]);
    expect(code).toBe(1);
    expect(JSON.parse(out).status).toBe("diverged");
    expect(err).toMatch(/^[^\n]+learning rate[^\n]*\n$/i);
  });

  it.each([
    ["SIGINT", 130],
    ["SIGTERM", 143],
    ["SIGHUP", 129],
  ] as const)("ends at %s and keeps what there is", async (signal, exitCode) => {
    const path = await file("long.json", { ...DIGITS, stop: { epochs: 1_000_000 } });
    const within = await mkdtemp(join(folder, "long-"));
    const csv = join(within, "long.csv");
    const words = ["train", path, "--history", csv];
    const { code, err } = await downhill(words, { signal, within });
    expect(code).toBe(exitCode);
    expect(err).toMatch(/^interrupted after [\d,]+ steps; written: [^\n]*long\.csv[^\n]*\n$/);
    expect(linesOf(csv)).toBeGreaterThan(4);
    expect(readdirSync(within)).toEqual(["long.csv"]);
  });

  it.each([
    ["SIGINT", 130],
    ["SIGTERM", 143],
  ] as const)(
    "ends at %s in the middle of an update that takes minutes",
    async (signal, exitCode) => {
      const wide = { type: "dense", units: 512, activation: "tanh" };
      const path = await file("wide.json", {
        ...DIGITS,
        model: { layers: [wide, wide, { type: "dense" }] },
        batch_size: "full",
        // A thousand passes, whatever the loss does.
        optimizer: {
          type: "lbfgs",
          line_search: "none",
          learning_rate: 1e-6,
          max_iterations: 1000,
          max_evaluations: 10_000,
          tolerance_gradient: 0,
          tolerance_change: 0,
        },
      });
      const within = await mkdtemp(join(folder, "wide-"));
      const model = join(folder, "wide.model.json");
      const words = ["train", path, "--history", join(within, "wide.csv"), "--model", model];
      // The point of step 0: after it comes the first update.
      const { code, err } = await downhill(words, { signal, within, lines: 2 });
      expect(code).toBe(exitCode);
      expect(err).toMatch(/^interrupted after 0 steps; written: [^\n]*wide\.model\.json[^\n]*\n$/);
      expect(readModel(await readFile(model, "utf8"))).toMatchObject({ epochs: 0 });
    },
  );

  it("keeps the model where the history finds the disk full", async () => {
    const path = await file("full.json", { ...DIGITS, stop: { epochs: 2 } });
    const model = join(folder, "full.model.json");
    const words = ["train", path, "--history", "/dev/full", "--model", model];
    const { code, err } = await downhill(words);
    expect(err).toBe("/dev/full: the disk is full. Make room and run again.\n");
    expect(code).toBe(1);
    expect(readModel(await readFile(model, "utf8")).epochs).toBe(2);
  });
});

describe("downhill validate and catalog", () => {
  it("exit with 0 for a good document", async () => {
    const { code, out } = await downhill(["validate", await file("good.json", DIGITS)]);
    expect(code).toBe(0);
    expect(out).toContain("valid");
  });

  it.each([
    ["syntax", '{"seed": }'],
    ["nan", '{"seed": NaN}'],
    ["infinite", '{"optimizer": {"type": "sgd", "learning_rate": 1e999}}'],
    ["empty", ""],
    ["a list", "[]"],
    ["endless", '{"stop": {"epochs": null}}'],
    ["a key", '{"optimiser": "sgd"}'],
  ])("exit with 2 and one line for a bad one: %s", async (name, text) => {
    const { code, out, err } = await downhill(["validate", await file(`${name}.json`, text)]);
    expect(code).toBe(2);
    expect(out).toBe("");
    expect(err).toMatch(/^[^\n]+[.?]\n$/);
  });

  it.runIf(existsSync("/dev/full"))("say in one line that the disk is full", async () => {
    const words = ["-c", `"${process.execPath}" "${CLI}" catalog > /dev/full`];
    const { code, err } = await started("sh", words);
    expect(err).toBe("standard output: the disk is full. Make room and run again.\n");
    expect(code).toBe(1);
  });

  it("prints the catalog as JSON", async () => {
    const { code, out } = await downhill(["catalog"]);
    expect(code).toBe(0);
    const { kinds } = JSON.parse(out);
    expect(kinds.optimizer.map(({ id }: { id: string }) => id)).toContain("adamw");
  });
});

describe("the package", () => {
  it("is imported by its name, and its threads start under options of Node that threads refuse", async () => {
    const script = `
      import { createEngine } from "downhill";
      const engine = await createEngine({ build: "relaxed-threads", threads: 3 });
      const run = await engine.open({ arithmetic: "fast", stop: { steps: 10 } });
      const { status } = await run.train();
      console.log(status, run.module.name, run.module.threads);
      await engine.close();`;
    const { code, out, err } = await node(["--input-type=module", "-e", script]);
    expect({ code, out, err }).toEqual({ code: 0, out: "finished relaxed-threads 3\n", err: "" });
  });
});
