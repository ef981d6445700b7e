// SPDX-License-Identifier: Apache-2.0
/** examples/tutorial, as a reader of another site meets it: in both languages, on a phone and a desk, whatever the site's policy. */
import { expect, type Page, test } from "@playwright/test";
import type { Playground } from "../../web/src/embed/element/downhill-playground.ts";
import { exampleSite, hostHeaders } from "./host_site.ts";
import { ISOLATED } from "./servers.ts";

const HERE = ISOLATED.url;

const PAGES = [
  { file: "index.html", fails: "makes no sense", after: "After 40 updates" },
  { file: "zh.html", fails: "无效", after: "更新 40 次后" },
] as const;
const SIZES = [
  { width: 1280, height: 800 },
  { width: 360, height: 740 },
] as const;
const READERS = PAGES.flatMap((page) => SIZES.map((size) => ({ ...page, ...size })));

const ask = (page: Page, id: string, path: string) =>
  page.evaluate(([name, place]) => (document.querySelector(`#${name}`) as Playground).get(place), [
    id,
    path,
  ] as const);

for (const [host, headers] of Object.entries(hostHeaders(HERE.replace(/\/$/, "")))) {
  for (const { file, width, height, fails, after } of READERS) {
    test(`the tutorial in a page that is ${host}, ${file} at ${width} px`, async ({ page }) => {
      const errors: string[] = [];
      page.on("pageerror", (error) => errors.push(String(error)));
      const site = await exampleSite("tutorial", HERE, headers);
      await page.setViewportSize({ width, height });
      await page.goto(site.url + file);

      // One that fails says so, to the reader and to the page.
      await expect(page.locator("#fails [role=alert]")).toContainText(fails);
      await expect(page.locator("#fault")).toContainText("bad_attribute");

      // The story follows the scrolling, there and back.
      await expect.poll(() => ask(page, "line", "run.step")).toBe(0);
      await page
        .locator("[data-step='40']")
        .evaluate((one) => one.scrollIntoView({ block: "start" }));
      await expect.poll(() => ask(page, "line", "run.step")).toBe(40);
      await expect(page.locator("#where")).toContainText(after);
      await expect(page.locator("#where")).toContainText("0.80");
      await page
        .locator("[data-step='5']")
        .evaluate((one) => one.scrollIntoView({ block: "center" }));
      await expect.poll(() => ask(page, "line", "run.step")).toBeLessThan(12);

      // Two frames, one run.
      await page.locator("#curve").scrollIntoViewIfNeeded();
      await page.evaluate(() => (document.querySelector("#curve") as Playground).step(7));
      await expect.poll(() => ask(page, "fit", "run.step")).toBe(7);
      expect(await ask(page, "fit", "run.train_loss")).toBe(
        await ask(page, "curve", "run.train_loss"),
      );

      // What the lesson says of the rates is so.
      const one = await page.evaluate(async () => {
        const curve = document.querySelector("#curve") as Playground;
        await curve.set("optimizer.learning_rate", 0.5);
        await curve.reset();
        await curve.set("optimizer.learning_rate", 0.5);
        await curve.step(1);
        return curve.get("run.train_loss");
      });
      expect(one).toBeCloseTo(0.798, 2);
      await page.locator("#large").scrollIntoViewIfNeeded();
      await expect
        .poll(() => ask(page, "large", "run.train_loss").then(Number))
        .toBeGreaterThan(100);

      await page.locator("#race").scrollIntoViewIfNeeded();
      await expect(page.frameLocator("#race iframe").getByRole("button").first()).toBeVisible();
      await page.locator("#phone").scrollIntoViewIfNeeded();
      await expect(page.frameLocator("#phone iframe").locator("#play")).toBeVisible();
      const wide = await page.evaluate(() => document.documentElement.scrollWidth);
      expect(wide).toBeLessThanOrEqual(width);
      expect(errors).toEqual([]);
      await site.close();
    });
  }
}
