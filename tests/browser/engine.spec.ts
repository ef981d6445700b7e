// SPDX-License-Identifier: Apache-2.0
/** The engine in Chromium: what every engine promises, the same bits as in Node, and a start that survives broken files. */
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, type Page, test } from "@playwright/test";
import { createEngine } from "../../web/node/engine.ts";
import type { EngineOptions, ExperimentDocument, ModuleInfo } from "../../web/src/engine/api.ts";
import { CASES } from "../web/engine/contract_cases.ts";
import type {} from "./engine_page/page.ts";
import { type EngineSite, engineSite } from "./engine_site.ts";

const root = (path: string) => fileURLToPath(new URL(`../../${path}`, import.meta.url));

const SPIRAL: ExperimentDocument = {
  data: { type: "spiral", samples: 300 },
  stop: { steps: 200 },
  record: { every: 1, unit: "step" },
};
/** Steps large enough to be divided among threads. */
const DIGITS: ExperimentDocument = {
  data: { type: "digits" },
  model: {
    layers: [
      { type: "dense", units: 128, activation: "relu" },
      { type: "dense", units: 64, activation: "relu" },
      { type: "dense" },
    ],
  },
  batch_size: "full",
  stop: { steps: 20 },
  record: { every: 1, unit: "step" },
};

interface Outcome {
  readonly module: ModuleInfo;
  /** The history's doubles as pairs of words: numbers would lose NaN on the way to the test. */
  readonly words: readonly number[];
}

interface Failure {
  readonly failure: string;
}

let site: EngineSite;
test.beforeAll(async () => {
  site = await engineSite();
});
test.afterAll(() => site.close());

/** The page with nothing but the engine. */
async function open(page: Page, address: string): Promise<void> {
  await page.goto(address);
  await page.waitForFunction(() => "downhill" in window);
}

async function trainIn(
  page: Page,
  address: string,
  options: EngineOptions,
  document: ExperimentDocument,
): Promise<Outcome | Failure> {
  await open(page, address);
  return page.evaluate(
    async ({ options, document }) => {
      try {
        const engine = await window.downhill.createEngine(options);
        const run = await engine.open(document);
        await run.train();
        const history = await run.history();
        await engine.close();
        return { module: run.module, words: Array.from(new Uint32Array(history.buffer)) };
      } catch (error) {
        return { failure: (error as Error).message };
      }
    },
    { options, document },
  );
}

async function trainInNode(document: ExperimentDocument): Promise<readonly number[]> {
  const engine = await createEngine({ build: "simd" });
  const run = await engine.open(document);
  await run.train();
  const history = await run.history();
  await engine.close();
  return Array.from(new Uint32Array(history.buffer));
}

for (const of of ["Engine", "Run", "StudyRun"]) {
  test(`the contract of ${of}, in Chromium`, async ({ page }) => {
    await open(page, site.isolated);
    const errors: string[] = [];
    page.on("pageerror", (error) => errors.push(error.message));
    const names = [...CASES.keys()].filter((name) => name.startsWith(`${of}.`));
    expect(names.length).toBeGreaterThan(0);
    for (const name of names) {
      await test.step(name, () =>
        page.evaluate((name) => {
          const { createEngine, cases } = window.downhill;
          const check = cases.get(name);
          if (check === undefined) throw new Error(`There is no case ${name}.`);
          return check(createEngine);
        }, name),
      );
    }
    expect(errors).toEqual([]);
  });
}

for (const { name, document } of [
  { name: "the spiral", document: SPIRAL },
  { name: "the digits in whole steps", document: DIGITS },
  // tests/web/engine/digits.test.ts holds Node to the history beside it.
  {
    name: "tests/digits/images.json",
    document: JSON.parse(readFileSync(root("tests/digits/images.json"), "utf8")),
  },
]) {
  test(`reproducible arithmetic gives the bits of Node: ${name}`, async ({ page }) => {
    const expected = await trainInNode(document);
    for (const options of [
      { build: "simd" },
      { build: "simd-threads", threads: 2 },
      { build: "simd-threads", threads: 4 },
    ] as const) {
      const outcome = await trainIn(page, site.isolated, options, document);
      expect(outcome).toHaveProperty("module.name", options.build);
      expect((outcome as Outcome).words, JSON.stringify(options)).toEqual(expected);
    }
  });
}

test("lanes fetch a table once, whichever of them need it", async ({ page }) => {
  const fetched: string[] = [];
  page.on("request", (request) => {
    if (request.url().includes(".safetensors")) fetched.push(request.url());
  });
  await open(page, site.isolated);
  const features = await page.evaluate(async () => {
    const lanes = window.downhill.createLanes({ threads: 2 });
    const document = { data: { type: "digits" as const } };
    const [check, live] = await Promise.all([lanes.lane("check"), lanes.lane("live")]);
    const [description, run] = await Promise.all([check.validate(document), live.open(document)]);
    await lanes.close();
    return [description.summary.features, run.description.summary.features];
  });
  expect(features).toEqual([64, 64]);
  expect(fetched).toEqual([`${site.isolated}data/digits.safetensors`]);
});

test("fast arithmetic chooses the relaxed modules", async ({ page }) => {
  const fast = { ...SPIRAL, arithmetic: "fast" };
  expect(await trainIn(page, site.isolated, { threads: 2 }, fast)).toMatchObject({
    module: { name: "relaxed-threads", threads: 2, reason: "best" },
  });
  expect(await trainIn(page, site.plain, {}, fast)).toMatchObject({
    module: { name: "relaxed", threads: 1, reason: "not_isolated" },
  });
});

test.describe("a file that fails", () => {
  for (const { file, step } of [
    { file: "simd-threads.js", step: "import" },
    { file: "simd-threads.wasm", step: "compile" },
  ]) {
    test(`${file}: the next module serves, and the failure is told`, async ({ page }) => {
      await page.context().route(`**/wasm/${file}*`, (route) => route.abort());
      expect(await trainIn(page, site.isolated, { threads: 2 }, SPIRAL)).toMatchObject({
        module: { name: "simd", reason: "fallback", tried: [{ name: "simd-threads", step }] },
      });
    });
  }

  test("that holds another module is found out by the handshake", async ({ page }) => {
    for (const extension of ["js", "wasm"]) {
      await page.context().route(`**/wasm/simd-threads.${extension}*`, async (route) => {
        const response = await route.fetch({ url: `${site.isolated}wasm/simd.${extension}` });
        await route.fulfill({ response });
      });
    }
    expect(await trainIn(page, site.isolated, { threads: 2 }, SPIRAL)).toMatchObject({
      module: {
        name: "simd",
        reason: "fallback",
        tried: [{ name: "simd-threads", step: "handshake" }],
      },
    });
  });

  test("that is of another build is refused, and the cure is to load the page again", async ({
    page,
  }) => {
    await page.context().route("**/wasm/*.wasm*", async (route) => {
      const response = await route.fetch();
      const body = await response.body();
      // The build stands in the last bytes (scripts/build/module_files.mjs).
      body.write("0", body.length - 1);
      body.write("0", body.length - 2);
      await route.fulfill({ response, body });
    });
    const outcome = await trainIn(page, site.isolated, { threads: 2 }, SPIRAL);
    expect((outcome as Failure).failure).toMatch(/two builds.*Load the page again/);
  });

  test("and no other one left: the sentence names every module and its fault", async ({ page }) => {
    await page.context().route("**/wasm/*.wasm*", (route) => route.fulfill({ status: 404 }));
    const outcome = await trainIn(page, site.isolated, { threads: 2 }, SPIRAL);
    expect((outcome as Failure).failure).toMatch(
      /simd-threads \(compile\).*404.*; simd \(compile\).*404/,
    );
  });
});

test("a forced module with threads says that it needs isolation", async ({ page }) => {
  const outcome = await trainIn(page, site.plain, { build: "simd-threads" }, SPIRAL);
  expect((outcome as Failure).failure).toContain("cross-origin isolated");
});
