// SPDX-License-Identifier: Apache-2.0
/** Data drawn by mouse, finger and keys while the network learns from them. */
import type { Locator, Page } from "@playwright/test";
import type { DownhillApp } from "../../web/src/pages/playground/downhill-app.ts";
import { expect, test } from "./playground_page.ts";
import { stillBox } from "./still_box.ts";

/** Shares of the pad, from its upper left corner. */
type Place = readonly [x: number, y: number];

async function open(page: Page): Promise<Locator> {
  await page.locator("#draw").click();
  const pad = page.getByRole("application", { name: "Drawing pad" });
  await pad.scrollIntoViewIfNeeded();
  return pad;
}

async function stroke(page: Page, pad: Locator, from: Place, to: Place): Promise<void> {
  const box = await stillBox(pad);
  const at = ([x, y]: Place) => [box.x + x * box.width, box.y + y * box.height] as const;
  await page.mouse.move(...at(from));
  await page.mouse.down();
  await page.mouse.move(...at(to), { steps: 8 });
  await page.mouse.up();
}

const samples = (page: Page) =>
  page.evaluate(() => {
    const { description } = (document.querySelector("downhill-app") as DownhillApp).workspace
      .document;
    const { counts, class_names } = description.summary;
    const drawn = description.experiment.data.type === "table";
    return {
      classes: drawn ? class_names.length : 0,
      count: drawn ? counts.train + counts.validation + counts.test : 0,
    };
  });

test("strokes become the data while training runs, a link carries them, and undo takes them back", async ({
  page,
  playground,
}) => {
  await playground.open();
  await playground.play.click();
  const pad = await open(page);
  const says = page.locator("downhill-drawing").getByRole("status");
  await stroke(page, pad, [0.2, 0.2], [0.2, 0.8]);
  await expect(says).toContainText("choose another class");
  await page.locator("#draw-class-1").click();
  await stroke(page, pad, [0.7, 0.2], [0.8, 0.8]);
  await expect.poll(async () => (await samples(page)).classes).toBe(2);
  await playground.reach(2);
  const first = await samples(page);
  await stroke(page, pad, [0.5, 0.2], [0.6, 0.8]);
  await expect(says).toContainText("goes on with the weights");
  expect((await playground.progress()).playing).toBe(true);
  await expect.poll(async () => (await samples(page)).count).toBeGreaterThan(first.count);
  const second = await samples(page);
  await expect(page).toHaveURL(/data\.type=table/);
  await page.reload();
  await playground.ready();
  expect(await samples(page)).toEqual(second);
  await open(page);
  await page.locator("#draw-erase").click();
  await stroke(page, pad, [0.5, 0.2], [0.6, 0.8]);
  await expect.poll(async () => (await samples(page)).count).toBeLessThan(second.count);
  await page.locator("#draw-undo").click();
  await expect.poll(() => samples(page)).toEqual(second);
});

test("points are drawn and erased by keys alone", async ({ page, playground }) => {
  await playground.open();
  await page.locator("#draw").press("Enter");
  const pad = page.getByRole("application", { name: "Drawing pad" });
  await pad.focus();
  const keys = ["Space", "ArrowRight", "Space", "2", "ArrowUp", "ArrowUp", "Space", "ArrowLeft"];
  for (const key of [...keys, "Space", "Shift+ArrowLeft"]) await page.keyboard.press(key);
  await expect.poll(() => samples(page)).toEqual({ classes: 2, count: 4 });
  // Space draws here, and plays nothing.
  expect((await playground.progress()).playing).toBe(false);
  await page.keyboard.press("ArrowUp");
  await page.keyboard.press("Space");
  await expect.poll(async () => (await samples(page)).count).toBe(5);
  await page.keyboard.press("Delete");
  await expect.poll(async () => (await samples(page)).count).toBe(4);
});

test.describe("by touch", () => {
  test.use({ hasTouch: true, viewport: { width: 360, height: 740 } });

  test("a finger draws and does not scroll the page", async ({ page, playground }) => {
    await playground.open();
    await page.locator("downhill-sections").getByRole("button", { name: "Data" }).click();
    const pad = await open(page);
    const session = await page.context().newCDPSession(page);
    const touch = (type: "touchStart" | "touchMove" | "touchEnd", x?: number, y?: number) =>
      session.send("Input.dispatchTouchEvent", {
        type,
        touchPoints: x === undefined || y === undefined ? [] : [{ x, y }],
      });
    for (const label of [0, 1]) {
      await page.locator(`#draw-class-${label}`).click();
      await pad.scrollIntoViewIfNeeded();
      const { x: left, y: top, width } = (await pad.boundingBox()) ?? { x: 0, y: 0, width: 0 };
      const x = left + (label === 0 ? 0.2 : 0.8) * width;
      const scrolled = await page.evaluate(() => scrollY);
      await touch("touchStart", x, top + 0.3 * width);
      for (let y = 0.3; y <= 0.6; y += 0.05) await touch("touchMove", x + 20 * y, top + y * width);
      await touch("touchEnd");
      expect(await page.evaluate(() => scrollY)).toBe(scrolled);
    }
    await expect.poll(async () => (await samples(page)).count).toBeGreaterThan(8);
  });
});
