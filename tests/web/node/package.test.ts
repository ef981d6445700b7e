/** The package as npm packs it, unpacked in a folder of its own: nothing but what was packed is there. */
import { execFile } from "node:child_process";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import description from "../../../package.json";

const run = promisify(execFile);
const ROOT = fileURLToPath(new URL("../../../", import.meta.url));

/** Somebody's project with the package in its node_modules. */
let project: string;
let packed: readonly string[];

beforeAll(async () => {
  project = await mkdtemp(join(tmpdir(), "downhill-"));
  const words = ["pack", "--json", "--offline", "--ignore-scripts", "--pack-destination", project];
  const { stdout } = await run("npm", words, { cwd: ROOT });
  const [{ filename, files }] = JSON.parse(stdout);
  packed = files.map(({ path }: { path: string }) => path);
  const home = join(project, "node_modules/downhill");
  await mkdir(home, { recursive: true });
  await run("tar", ["-xzf", join(project, filename), "-C", home, "--strip-components=1"]);
});
afterAll(() => rm(project, { recursive: true }));

async function write(name: string, text: string): Promise<string> {
  const path = join(project, name);
  await writeFile(path, text);
  return path;
}

describe("the package", () => {
  it("holds everything its package.json points to, the four modules, and no sources", () => {
    const entry = description.exports["."];
    const pointers = [
      entry.types,
      entry.browser,
      entry.default,
      description.bin.downhill,
      description.imports["#catalog"].types,
    ].map((path) => path.replace(/^\.\//, ""));
    const modules = ["simd", "relaxed", "simd-threads", "relaxed-threads"].flatMap((name) => [
      `dist/wasm/${name}.mjs`,
      `dist/wasm/${name}.wasm`,
    ]);
    expect(packed).toEqual(
      expect.arrayContaining([
        ...pointers,
        ...modules,
        "LICENSE",
        "build/node/licenses.txt",
        "build/browser/licenses.txt",
      ]),
    );
    expect(packed.filter((path) => /^(src|web|tests|scripts)\//.test(path))).toEqual([]);
  });

  it("needs no other package", () => {
    expect(description).not.toHaveProperty("dependencies");
  });

  it.each([1, 2])(
    "trains on %i threads where it was installed",
    async (threads) => {
      const script = await write(
        "train.mjs",
        `import { createEngine } from "downhill";
         const engine = await createEngine({ threads: ${threads} });
         const run = await engine.open({ stop: { steps: 10 } });
         const { status, step } = await run.train();
         console.log(status, step, run.module.threads);
         await engine.close();`,
      );
      const { stdout, stderr } = await run(process.execPath, [script], { cwd: project });
      expect({ stdout, stderr }).toEqual({ stdout: `finished 10 ${threads}\n`, stderr: "" });
    },
    30_000,
  );

  it("exports models through the trainer that vouches for them, and through nothing else", async () => {
    const script = await write(
      "export.mjs",
      `import * as downhill from "downhill";
       const engine = await downhill.createEngine({ threads: 1 });
       const run = await engine.open({ stop: { steps: 10 } });
       await run.train();
       const program = await downhill.exportModel(engine, await run.save(), "python");
       console.log(program.split("\\n")[1]);
       console.log(Object.keys(downhill).filter((name) => /export|format|data/i.test(name)).join());
       await engine.close();`,
    );
    const { stdout } = await run(process.execPath, [script], { cwd: project });
    expect(stdout).toBe(
      `# Made by Downhill ${description.version}.\nFORMAT_IDS,dataOfPoints,exportModel,pointsOfData\n`,
    );
  });

  it("trains on a CSV file and on drawn points", async () => {
    const script = await write(
      "data.mjs",
      `import { createEngine, dataOfPoints, pointsOfData, reportSentences, tableFromCsv } from "downhill";
       const engine = await createEngine({ threads: 1 });
       const rows = Array.from({ length: 40 }, (_, row) => row + ";" + row % 7 + ";" + (row < 20 ? "low" : "high"));
       const { data, report } = tableFromCsv(["a;b;size", ...rows].join("\\n"), { target: "size" });
       console.log([...reportSentences(report)][0].en);
       const points = rows.map((_, at) => ({ x: at / 64, y: at % 3, target: at % 2 }));
       const drawn = dataOfPoints({ points, classNames: ["no", "yes"] });
       console.log(JSON.stringify(pointsOfData(drawn)?.points[1]));
       for (const given of [data, drawn]) {
         const run = await engine.open({ data: given, stop: { steps: 10 } });
         console.log((await run.train()).step, run.description.summary.class_names.join());
       }
       await engine.close();`,
    );
    const { stdout, stderr } = await run(process.execPath, [script], { cwd: project });
    expect(stderr).toBe("");
    expect(stdout.trimEnd().split("\n")).toEqual([
      "Cells are parted by semicolon (detected); the first row is the header (detected).",
      '{"x":0.015625,"y":1,"target":1}',
      "10 high,low",
      "10 no,yes",
    ]);
  });

  it("has its command", async () => {
    const command = join(project, "node_modules/downhill", description.bin.downhill);
    const file = await write("experiment.json", '{"data": {"type": "moons"}}');
    const { stdout } = await run(process.execPath, [command, "validate", file], { cwd: project });
    expect(stdout).toContain("valid. moons");
  });

  it.each([
    ["nodenext", "nodenext"],
    ["bundler", "esnext"],
  ])(
    "has types that find a misspelt id, for the module resolution %s",
    async (moduleResolution, module) => {
      await write("package.json", '{"type": "module"}');
      await write(
        "use.ts",
        `import {
           createEngine, type CsvTable, dataOfPoints, type DrawnPoints, type Experiment, exportModel, pointsOfData,
           type RunState, tableFromCsv, type TableData, type Written,
         } from "downhill";
         const good: Written<Experiment> = { optimizer: { type: "adam", learning_rate: 0.01 } };
         // @ts-expect-error: there is no such optimizer
         export const noSuchId: Written<Experiment> = { optimizer: { type: "adma" } };
         // @ts-expect-error: sgd has no such hyper-parameter
         export const noSuchKey: Written<Experiment> = { optimizer: { type: "sgd", beta1: 0.9 } };
         const engine = await createEngine({ threads: 1 });
         const run = await engine.open(good);
         export const bytes: Uint8Array = await exportModel(engine, await run.save(), "onnx");
         export const text: string = await exportModel(engine, await run.save(), "json");
         // @ts-expect-error: there is no such format
         export const noSuchFormat = exportModel(engine, await run.save(), "keras");
         export const table: CsvTable = tableFromCsv("a,y\\n1,2", { target: "y", missing: "drop" });
         // @ts-expect-error: there is no such way with missing values
         export const noSuchWay = tableFromCsv("a,y\\n1,2", { target: "y", missing: "median" });
         export const drawn: TableData = dataOfPoints({ points: [{ x: 0, y: 0, target: 1 }], classNames: [] });
         export const points: DrawnPoints | undefined = pointsOfData(drawn);
         await engine.open({ data: drawn });
         export const state: RunState = await run.train();
         export const rate: number = run.description.experiment.optimizer.learning_rate;`,
      );
      const options = { module, moduleResolution, target: "es2022", strict: true, noEmit: true };
      const compilerOptions = { ...options, lib: ["es2023", "dom"], types: [] };
      const config = await write(
        "tsconfig.json",
        JSON.stringify({ compilerOptions, files: ["use.ts"] }),
      );
      const tsc = join(ROOT, "node_modules/.bin/tsc");
      const { stdout } = await run(tsc, ["--project", config, "--pretty", "false"]).catch(
        (failed) => failed,
      );
      expect(stdout).toBe("");
    },
    60_000,
  );
});
