// SPDX-License-Identifier: Apache-2.0
/** What the network has learned, looked at from several sides: samples touched in one picture are marked in the others. */
import type { Locator, Page } from "@playwright/test";
import type { DownhillApp } from "../../web/src/pages/playground/downhill-app.ts";
import { expect, test } from "./playground_page.ts";
import { stillBox } from "./still_box.ts";

const marked = (page: Page) =>
  page.evaluate(
    () =>
      (document.querySelector("downhill-app") as DownhillApp).workspace.attention.sample.value ??
      null,
  );

/** By a key; the samples may come after their button. */
async function touchSample(page: Page, view: Locator): Promise<void> {
  await expect(async () => {
    await view.getByRole("button", { name: /^Samples/ }).press("ArrowRight");
    await expect(page.locator("downhill-sample")).toBeVisible({ timeout: 3000 });
  }).toPass();
}

test("a sample is touched on the map, walked from by keys, told in words, and left by Escape", async ({
  page,
  playground,
}) => {
  await playground.open("data.type=circle");
  const map = page.locator("downhill-map");
  const pick = map.getByRole("button", { name: /^Samples/ });
  await pick.focus();
  await page.keyboard.press("ArrowRight");
  await expect(map.locator(".ring")).toBeVisible();
  const first = await marked(page);
  // By its place on the map, which may yet move on the page.
  const [field, ring] = [await stillBox(pick), await stillBox(map.locator(".ring"))];
  const position = {
    x: ring.x - field.x + ring.width / 2,
    y: ring.y - field.y + ring.height / 2,
  };
  await page.keyboard.press("ArrowRight");
  await expect.poll(() => marked(page)).not.toEqual(first);
  await pick.click({ position });
  await expect.poll(() => marked(page)).toEqual(first);
  await expect(page.locator("downhill-sample")).toContainText(/true \S+, said\s+\S+\s+[\d.]+%/);
  await pick.press("Escape");
  await expect(page.locator("downhill-sample")).toHaveCount(0);
});

test("the map's options stand in the address and outlive a reload", async ({
  page,
  playground,
}) => {
  await playground.open("data.type=circle");
  await expect(page.locator("downhill-map .across")).toBeVisible();
  await page.locator("downhill-map-options > button, downhill-map-options button").click();
  await page.getByRole("checkbox", { name: "Axes" }).uncheck();
  await page.getByRole("checkbox", { name: /Discretized/ }).check();
  await expect(page).toHaveURL(/view\.map=line%2Cdiscrete/);
  await page.reload();
  await playground.ready();
  await expect(page.locator("downhill-map")).toBeVisible();
  await expect(page.locator("downhill-map .across")).toHaveCount(0);
});

test("mistakes are shown themselves, and those of one cell alone", async ({ page, playground }) => {
  await playground.open("data.type=digits&stop.epochs=2");
  await playground.play.click();
  await playground.settle();
  const mistakes = page.locator("downhill-mistakes");
  await expect(mistakes.locator("#wrong")).toHaveText(/^\s*[1-9]\d* of/);
  let wrong = 0;
  await expect(async () => {
    wrong = Number.parseInt((await mistakes.locator("#wrong").textContent()) ?? "", 10);
    expect(await mistakes.locator("button.sample").count()).toBe(Math.min(wrong, 60));
  }).toPass();
  // One that was wrong an epoch ago may be right when the last answers come.
  await expect(async () => {
    await mistakes.locator("button.sample").first().click();
    await expect(page.locator("downhill-sample b.wrong")).toBeVisible({ timeout: 3000 });
  }).toPass();
  const cell = mistakes.locator("#cell-3-3");
  wrong = Number.parseInt((await mistakes.locator("#wrong").textContent()) ?? "", 10);
  const count = Number(await cell.textContent());
  await cell.click();
  await expect(mistakes.locator("button.sample")).toHaveCount(Math.min(count, 60));
  await mistakes.locator("#all-mistakes").click();
  await expect(mistakes.locator("button.sample")).toHaveCount(Math.min(wrong, 60));
});

test("numbers are shown as predicted against true, with R² and error", async ({
  page,
  playground,
}) => {
  await playground.open("data.type=diabetes&data.standardize_target=true&stop.epochs=20");
  await playground.play.click();
  await playground.settle();
  await expect.poll(async () => Number(await page.locator("#r2").textContent())).toBeGreaterThan(0);
  await touchSample(page, page.locator("downhill-fit"));
  await expect(page.locator("downhill-sample")).toContainText(/True [\d.]+, predicted\s+[\d.]+/);
});

test("a digit drawn by hand is answered at once, and drawn on by keys", async ({
  page,
  playground,
}) => {
  await playground.open("data.type=digits&stop.epochs=10");
  await playground.play.click();
  await playground.settle();
  await page.locator("#view-draw").click();
  const pad = page.locator("downhill-pad").getByRole("application");
  const box = await stillBox(pad);
  const at = (x: number, y: number) => [box.x + x * box.width, box.y + y * box.height] as const;
  await page.mouse.move(...at(0.5, 0.2));
  await page.mouse.down();
  await page.mouse.move(...at(0.5, 0.8), { steps: 8 });
  await page.mouse.up();
  const said = page.locator("downhill-pad #said");
  await expect(said).toHaveText("1");
  await page.locator("downhill-pad #clear").click();
  await expect(said).toHaveCount(0);
  await pad.focus();
  await page.keyboard.press("Space");
  for (let step = 0; step < 8; step += 1) await page.keyboard.press("ArrowUp");
  await page.keyboard.press("Space");
  await expect(said).toHaveText("1");
  // Space was the pen's, not the page's key for play.
  expect((await playground.progress()).playing).toBe(false);
});

test("the space of a hidden layer moves while it learns, and one of three units is turned", async ({
  page,
  playground,
}) => {
  const dense = (units: number) => ({ type: "dense", units, activation: "tanh" });
  const layers = JSON.stringify([dense(3), dense(2), { type: "dense" }]);
  await playground.open(`data.type=circle&model.layers=${layers}`);
  await page.locator("#view-space").click();
  const space = page.locator("downhill-space");
  const drawn = () =>
    space.locator("canvas").evaluate((canvas: HTMLCanvasElement) => canvas.toDataURL());
  await touchSample(page, space);
  const before = await drawn();
  await page.locator("#one-epoch").click();
  await playground.settle();
  await expect.poll(drawn).not.toBe(before);
  await space.getByRole("combobox").selectOption({ label: "Layer 1" });
  const turn = space.getByRole("slider", { name: "Turn" });
  await expect(turn).toBeVisible();
  const straight = await drawn();
  await turn.press("ArrowRight");
  await expect.poll(drawn).not.toBe(straight);
});

test("pictures are points in the space of a hidden layer of two units, and one that is touched is shown", async ({
  page,
  playground,
}) => {
  const layers = JSON.stringify([
    { type: "dense", units: 2, activation: "tanh" },
    { type: "dense" },
  ]);
  await playground.open(`data.type=digits&model.layers=${layers}`);
  await page.locator("#view-space").click();
  const space = page.locator("downhill-space");
  const drawn = () =>
    space.locator("canvas").evaluate((canvas: HTMLCanvasElement) => canvas.toDataURL());
  await touchSample(page, space);
  await expect(page.locator("downhill-sample")).toContainText(/Validation sample \d/);
  const before = await drawn();
  await page.locator("#one-epoch").click();
  await playground.settle();
  await expect.poll(drawn).not.toBe(before);
  const after = await drawn();
  await space.getByRole("combobox").selectOption({ label: "Test" });
  await expect.poll(drawn).not.toBe(after);
});
