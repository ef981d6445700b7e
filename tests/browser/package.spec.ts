// SPDX-License-Identifier: Apache-2.0
/** The package as npm packs it, bundled by Vite in somebody's project, in Chromium. */
import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "@playwright/test";
import { build } from "vite";
import { ENGINE } from "../web/engine/contract_cases.ts";
import { served } from "./engine_site.ts";

const ROOT = fileURLToPath(new URL("../../", import.meta.url));
const PROJECT = mkdtempSync(join(tmpdir(), "downhill-package-"));
test.afterAll(() => rmSync(PROJECT, { recursive: true }));

/** The page of somebody who has read the README, and knows where our tests lie. */
const PAGE = `
  import { createEngine, loadCatalog } from "downhill";
  import { ENGINE } from ${JSON.stringify(join(ROOT, "tests/web/engine/contract_cases.ts"))};
  const train = async (options) => {
    const engine = await createEngine(options);
    const run = await engine.open({ stop: { steps: 10 } });
    const { status, step } = await run.train();
    await engine.close();
    return { status, step, module: run.module.name };
  };
  window.downhill = { createEngine, cases: new Map(Object.entries(ENGINE)), loadCatalog, train };
`;

function install(): void {
  const words = ["pack", "--json", "--offline", "--ignore-scripts", "--pack-destination", PROJECT];
  const [{ filename }] = JSON.parse(execFileSync("npm", words, { cwd: ROOT, encoding: "utf8" }));
  const home = join(PROJECT, "node_modules/downhill");
  mkdirSync(home, { recursive: true });
  execFileSync("tar", ["-xzf", join(PROJECT, filename), "-C", home, "--strip-components=1"]);
  writeFileSync(join(PROJECT, "package.json"), '{ "type": "module" }');
  writeFileSync(join(PROJECT, "page.js"), PAGE);
  writeFileSync(
    join(PROJECT, "index.html"),
    '<!doctype html><html lang="en"><script type="module" src="page.js"></script></html>',
  );
}

test("the package trains in a page that Vite has bundled", async ({ page }) => {
  install();
  await build({ configFile: false, root: PROJECT, logLevel: "error" });
  const site = await served(join(PROJECT, "dist"));
  try {
    await page.goto(site.isolated);
    await page.waitForFunction(() => "downhill" in window);
    for (const name of Object.keys(ENGINE)) {
      await test.step(name, () =>
        page.evaluate((name) => {
          const { createEngine, cases } = window.downhill;
          return cases.get(name)?.(createEngine);
        }, name),
      );
    }
    const trained = (options: object) =>
      page.evaluate(
        // biome-ignore lint/suspicious/noExplicitAny: the page of this test has more than that of engine.spec.ts.
        (options) => (window.downhill as any).train(options),
        options,
      );
    expect(await trained({ threads: 2 })).toEqual({
      status: "finished",
      step: 10,
      module: "simd-threads",
    });
    const version = await page.evaluate(
      // biome-ignore lint/suspicious/noExplicitAny: as above.
      async () => (await (window.downhill as any).loadCatalog()).version,
    );
    expect(version).toBe(1);
    await page.goto(site.plain);
    await page.waitForFunction(() => "downhill" in window);
    expect(await trained({})).toMatchObject({ status: "finished", module: "simd" });
  } finally {
    await site.close();
  }
});
