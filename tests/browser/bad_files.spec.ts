// SPDX-License-Identifier: Apache-2.0
/** What a page is given that it cannot use, and a browser that has no room: one sentence with a cure, and the page goes on. */
import type { Page } from "@playwright/test";
import { expect, type PlaygroundPage, test } from "./playground_page.ts";

async function drop(page: Page, name: string, text: string): Promise<void> {
  const transfer = await page.evaluateHandle(
    ([file, content]) => {
      const one = new DataTransfer();
      one.items.add(new File([content], file));
      return one;
    },
    [name, text] as const,
  );
  await page.dispatchEvent("body", "drop", { dataTransfer: transfer });
}

async function goesOn(page: Page, playground: PlaygroundPage): Promise<void> {
  const { step } = await playground.progress();
  await page.locator("#one-step").click();
  await expect.poll(async () => (await playground.progress()).step).toBeGreaterThan(step);
}

test("what is said of a file is seen beside a link that was broken before, and each of the next in its place", async ({
  page,
  playground,
}) => {
  await playground.open("data.noise=x%ZZ");
  await expect(page.locator("#broken-link")).toBeVisible();
  const notice = page.locator("#notice");
  const files: [string, string, RegExp][] = [
    ["cut.json", '{"data":{"ty', /cut\.json .*damaged/],
    ["later.json", '{"version":2,"data":{"type":"moons"}}', /later\.json was not opened: version/],
    ["model.json", '{"format":"downhill-model","version":2}', /model\.json: .*version/],
    ["run.json", '{"format":"downhill-run","version":2}', /run\.json: .*version/],
    ["package.json", '{"name":"x","version":"1.0.0"}', /package\.json was not opened/],
    ["empty.csv", "", /empty\.csv is empty/],
  ];
  for (const [name, text, says] of files) {
    await drop(page, name, text);
    await expect(notice).toHaveText(says);
  }
  await goesOn(page, playground);
  // The next one, which is read, leaves nothing of what was said.
  await drop(page, "moons.json", '{"data":{"type":"moons"}}');
  await expect(notice).toContainText("moons.json is open");
  await expect(page.locator("#broken-link")).toBeHidden();
});

test("a browser that is full says what to do, keeps a run for the visit, and trains on", async ({
  page,
  playground,
}) => {
  await page.addInitScript(() => {
    const full = () => {
      throw new DOMException("full", "QuotaExceededError");
    };
    IDBObjectStore.prototype.put = full;
    Storage.prototype.setItem = full;
  });
  await playground.open();
  await page.locator("#one-epoch").click();
  const notice = page.locator("#notice");
  await expect(notice).toContainText("no room left");
  await page.keyboard.press("k");
  await expect(notice).toContainText("until this page is closed");
  await goesOn(page, playground);
});

test("without any storage the page trains, and a kept run is there until it is closed", async ({
  page,
  playground,
}) => {
  await page.addInitScript(() => {
    for (const name of ["indexedDB", "localStorage", "sessionStorage"]) {
      Object.defineProperty(globalThis, name, {
        get() {
          throw new DOMException("denied", "SecurityError");
        },
      });
    }
  });
  await playground.open();
  await goesOn(page, playground);
  await page.keyboard.press("k");
  await expect(page.locator("#notice")).toContainText("until this page is closed");
});
