// SPDX-License-Identifier: Apache-2.0
/** `npm run picture`: docs/playground.png, the page in the middle of a training, for the README. */
import { mkdirSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { pathToFileURL } from "node:url";
import { build } from "./build.mjs";
import { main } from "./lib/failure.mjs";
import { ROOT } from "./lib/paths.mjs";
import { say } from "./lib/progress.mjs";
import { openPage, trainTo, withSite } from "./lib/site_in_browser.mjs";
import { setUp } from "./setup.mjs";

const PICTURE = join(ROOT, "docs/playground.png");
const EPOCHS = 300;

/** Of the built site, as somebody sees it who pressed play and then pause. */
export async function picture() {
  await withSite(async (browser, url) => {
    const page = await browser.newPage({
      viewport: { width: 1280, height: 800 },
      colorScheme: "light",
      locale: "en-US",
      // Charts that move are in no picture whole.
      reducedMotion: "reduce",
    });
    await openPage(page, url);
    await trainTo(page, EPOCHS);
    await page.locator("#test", { hasText: /\d/ }).first().waitFor();
    mkdirSync(dirname(PICTURE), { recursive: true });
    await page.screenshot({ path: PICTURE });
  });
}

if (import.meta.url === pathToFileURL(process.argv[1]).href) {
  await main(async () => {
    await build(await setUp(["browser"]));
    await picture();
    say(`Written: ${relative(ROOT, PICTURE)}.`);
  });
}
