// SPDX-License-Identifier: Apache-2.0
/** The page from a server in a classroom, without https: no hashes, no locks, no clipboard, no threads of the browser's, and yet nothing is lost. */

import config from "../../playwright.config.ts";
import { expect, test } from "./playground_page.ts";
import { PLAIN } from "./servers.ts";

const { args = [], ...launch } = config.use?.launchOptions ?? {};
test.use({
  // Browsers trust localhost as they trust https; another name they do not.
  launchOptions: {
    ...launch,
    args: [...args, "--host-resolver-rules=MAP classroom.test 127.0.0.1"],
  },
});

test("a table too large for a document is learnt from, and there after a reload", async ({
  page,
  playground,
}) => {
  await playground.open("", `http://classroom.test:${PLAIN.port}/`);
  expect(await page.evaluate(() => [isSecureContext, typeof crypto.subtle])).toEqual([
    false,
    "undefined",
  ]);
  const rows = Array.from(
    { length: 9_000 },
    (_, i) => `${(i * 37) % 101},${(i * 61) % 89},${i % 2 ? "a" : "b"}`,
  );
  await page.locator("#own-data").click();
  await page.locator("downhill-own-data #files").setInputFiles({
    name: "many.csv",
    mimeType: "text/csv",
    buffer: Buffer.from(`x,y,kind\n${rows.join("\n")}\n`),
  });
  await page.locator("#learn").click();
  await expect(page).toHaveURL(/data\.type=stored/);
  await playground.ready();
  await page.locator("#one-epoch").click();
  await expect.poll(async () => (await playground.progress()).epoch).toBe(1);
  await page.reload();
  await playground.ready();
  await expect(page).toHaveURL(/data\.type=stored/);
  await expect(page.locator("#only-here")).toHaveCount(0);
});
