// SPDX-License-Identifier: Apache-2.0
/** The built site in Debian's Chromium, for pictures of it. */
import { chromium } from "playwright-core";
import { chromiumPath } from "./chromium.mjs";
import { listen } from "./listen.mjs";
import { DIST } from "./paths.mjs";
import { createSiteServer } from "./site_server.mjs";

/**
 * Serves the site as long as `use` takes.
 * @param {(browser: import("playwright-core").Browser, url: string) => Promise<void>} use
 */
export async function withSite(use) {
  const server = await listen(() => createSiteServer(DIST), 0);
  const browser = await chromium.launch({
    executablePath: chromiumPath(),
    // Chromium refuses to start its sandbox as root, which is what containers run as.
    args: ["--no-sandbox"],
  });
  try {
    await use(browser, `http://localhost:${server.port}/`);
  } finally {
    await browser.close();
    await server.close();
  }
}

/** The trainer has answered, and the data are on the screen. */
export async function openPage(page, url) {
  await page.goto(url);
  await page.waitForFunction(
    () => document.querySelector("downhill-app")?.workspace.run.ready === true,
  );
}

/** Presses play, and pause at this epoch or later; the part for the test is looked at last. */
export async function trainTo(page, epochs) {
  await page.locator("#play").click();
  await page.waitForFunction((wanted) => {
    const { run } = document.querySelector("downhill-app").workspace;
    return run.ended || run.state?.epoch >= wanted;
  }, epochs);
  const ended = await page.evaluate(
    () => document.querySelector("downhill-app").workspace.run.ended,
  );
  if (!ended) await page.locator("#play").click();
  await page.waitForFunction(() => {
    const { run } = document.querySelector("downhill-app").workspace;
    return !run.playing && (run.test !== undefined || run.state?.status === "diverged");
  });
}
