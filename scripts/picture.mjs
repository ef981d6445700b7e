// SPDX-License-Identifier: Apache-2.0
/** `npm run picture`: docs/playground.png, the page in the middle of a training, for the README. */
import { mkdirSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { pathToFileURL } from "node:url";
import { chromium } from "playwright-core";
import { build } from "./build.mjs";
import { main } from "./lib/failure.mjs";
import { listen } from "./lib/listen.mjs";
import { DIST, ROOT } from "./lib/paths.mjs";
import { say } from "./lib/progress.mjs";
import { findProgram } from "./lib/run.mjs";
import { createSiteServer } from "./lib/site_server.mjs";
import { setUp } from "./setup.mjs";

const PICTURE = join(ROOT, "docs/playground.png");
const EPOCHS = 300;

/** Of the built site, as somebody sees it who pressed play and then pause. */
export async function picture() {
  const server = await listen(() => createSiteServer(DIST), 0);
  const browser = await chromium.launch({
    executablePath: process.env.CHROMIUM ?? findProgram("chromium"),
    // Chromium refuses to start its sandbox as root, which is what containers run as.
    args: ["--no-sandbox"],
  });
  try {
    const page = await browser.newPage({
      viewport: { width: 1280, height: 800 },
      colorScheme: "light",
      locale: "en-US",
    });
    await page.goto(`http://localhost:${server.port}/`);
    await page.locator("#play").click();
    await page.waitForFunction((epochs) => {
      const { state } = document.querySelector("downhill-app").workspace.run;
      return state?.epoch >= epochs;
    }, EPOCHS);
    await page.locator("#play").click();
    // The charts are redrawn now and then only, and the test part is looked at last.
    for (const kind of ["loss", "accuracy"]) {
      await page.locator(`downhill-chart[kind=${kind}] #test`, { hasText: /\d/ }).waitFor();
    }
    mkdirSync(dirname(PICTURE), { recursive: true });
    await page.screenshot({ path: PICTURE });
  } finally {
    await browser.close();
    await server.close();
  }
}

if (import.meta.url === pathToFileURL(process.argv[1]).href) {
  await main(async () => {
    await build(await setUp(["browser"]));
    await picture();
    say(`Written: ${relative(ROOT, PICTURE)}.`);
  });
}
