// SPDX-License-Identifier: Apache-2.0
/** The page in Chromium in which everything is measured, and what can be asked of it (page/main.js). */
import { existsSync } from "node:fs";
import { chromium } from "playwright-core";
import { chromiumPath } from "../../scripts/lib/chromium.mjs";
import { listen } from "../../scripts/lib/listen.mjs";
import { ROOT } from "../../scripts/lib/paths.mjs";
import { createSiteServer } from "../../scripts/lib/site_server.mjs";

export async function openPage() {
  const executablePath = chromiumPath();
  if (executablePath === undefined || !existsSync(executablePath)) {
    throw new Error("Chromium is missing. Run `npm test` once, which installs it.");
  }
  // The checkout as it is: the package for browsers, its modules, the peers.
  const server = await listen(() => createSiteServer(ROOT), 0);
  // Chromium refuses to start its sandbox as root, which is what containers run as.
  const browser = await chromium.launch({ executablePath, args: ["--no-sandbox"] });
  // Some peers write JavaScript and run it, which the site's own policy forbids.
  const context = await browser.newContext({ bypassCSP: true });
  const page = await context.newPage();
  await page.goto(`http://localhost:${server.port}/tests/bench/page/index.html`);
  await page.waitForFunction(() => globalThis.bench !== undefined);
  return {
    version: browser.version(),
    process: await rendererOf(browser),
    /** A method of page/main.js. */
    ask: (method, ...given) =>
      page.evaluate(([name, all]) => globalThis.bench[name](...all), [method, given]),
    async close() {
      await browser.close();
      await server.close();
    },
  };
}

/** The process in which the page and its workers compute. */
async function rendererOf(browser) {
  const session = await browser.newBrowserCDPSession();
  const { processInfo } = await session.send("SystemInfo.getProcessInfo");
  await session.detach();
  // Chromium may keep another one ready, which has computed nothing.
  const renderers = processInfo.filter(({ type }) => type === "renderer");
  return renderers.sort((a, b) => b.cpuTime - a.cpuTime)[0]?.id;
}
