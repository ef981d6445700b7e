// SPDX-License-Identifier: Apache-2.0
/** `npm run picture`: the pictures of the README in docs/, of the page as it is now. */
import { mkdirSync } from "node:fs";
import { join, relative } from "node:path";
import { pathToFileURL } from "node:url";
import { build } from "./build.mjs";
import { main } from "./lib/failure.mjs";
import { ROOT } from "./lib/paths.mjs";
import { say } from "./lib/progress.mjs";
import { openPage, trainTo, withSite } from "./lib/site_in_browser.mjs";
import { setUp } from "./setup.mjs";

const DOCS = join(ROOT, "docs");
const DESK = { width: 1280, height: 800 };

/** Each: where the page is opened, and what is done before it is taken. */
const PICTURES = {
  playground: { act: (page) => trainTo(page, 300) },
  digits: {
    hash: "data.type=digits&view.theme=dark&view.lang=zh",
    act: (page) => trainTo(page, 10),
  },
  race: {
    size: { width: 1920, height: 1080 },
    act: async (page) => {
      await trainTo(page, 100);
      await page.locator("#tab-race").click();
      await page.locator("downhill-race #begin").click();
      await page.waitForFunction(() => {
        const { study } = document.querySelector("downhill-app").workspace;
        return study.value?.finished === true;
      });
    },
  },
  phone: {
    size: { width: 360, height: 740 },
    hash: "data.type=moons",
    act: (page) => trainTo(page, 60),
  },
};

/** Of the built site, as somebody sees it who has trained for a while. */
export async function pictures() {
  mkdirSync(DOCS, { recursive: true });
  await withSite(async (browser, url) => {
    for (const [name, { size = DESK, hash = "", act }] of Object.entries(PICTURES)) {
      const page = await browser.newPage({
        viewport: size,
        colorScheme: "light",
        locale: "en-US",
        hasTouch: size.width < 720,
      });
      await openPage(page, `${url}#${hash}`);
      await act(page);
      await page.locator("#test", { hasText: /\d/ }).first().waitFor();
      await page.screenshot({ path: join(DOCS, `${name}.png`) });
      await page.close();
    }
  });
}

if (import.meta.url === pathToFileURL(process.argv[1]).href) {
  await main(async () => {
    await build(await setUp(["browser"]));
    await pictures();
    say(
      `Written: ${Object.keys(PICTURES)
        .map((name) => `${relative(ROOT, DOCS)}/${name}.png`)
        .join(", ")}.`,
    );
  });
}
