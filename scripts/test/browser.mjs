// SPDX-License-Identifier: Apache-2.0
/** Playwright: the built page in the system's Chromium. */
import { mkdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { chromiumPath } from "../lib/chromium.mjs";
import { BUILD, ROOT } from "../lib/paths.mjs";
import { run } from "../lib/run.mjs";
import { countPlaywright } from "./counts.mjs";

export async function testBrowser() {
  const report = join(BUILD, "test/browser.json");
  mkdirSync(join(BUILD, "test"), { recursive: true });
  rmSync(report, { force: true });
  await run(
    process.execPath,
    [
      join(ROOT, "node_modules/@playwright/test/cli.js"),
      "test",
      "--reporter=list,json",
      // Hundreds of tests drive a page on whatever machine: one that needs a second try is named, and ends nothing.
      "--retries=1",
    ],
    {
      allowFailure: true,
      env: {
        PLAYWRIGHT_JSON_OUTPUT_NAME: report,
        CHROMIUM: chromiumPath() ?? "",
      },
    },
  );
  return countPlaywright(JSON.parse(readFileSync(report, "utf8")));
}
