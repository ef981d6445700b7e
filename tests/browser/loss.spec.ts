// SPDX-License-Identifier: Apache-2.0
/** The card of the loss: values are read, parts are looked at closely, runs are compared, and what is seen is taken along. */
import { readFileSync } from "node:fs";
import type { DownhillChart } from "../../web/src/features/loss/panel.ts";
import { expect, test } from "./playground_page.ts";
import { stillBox } from "./still_box.ts";

test.use({ hasTouch: true });

const SETUP = "data.type=moons&seed=3&stop.epochs=40";

test("values are read by mouse, by keys and by touch, and the curve is zoomed by dragging and by keys", async ({
  page,
  playground,
}) => {
  await playground.open(SETUP);
  await playground.play.click();
  await playground.settle();
  const plot = page.locator("#plot");
  const read = page.locator("#read");
  await plot.scrollIntoViewIfNeeded();
  await plot.hover();
  await expect(read).toContainText(/Epoch \d+ · Update \d+/);
  await expect(read).toContainText(/Training\s*[\d.]+/);
  await page.mouse.move(0, 0);
  await expect(read).toHaveCount(0);

  await plot.focus();
  await page.keyboard.press("End");
  await expect(read).toContainText("Epoch 40");
  await page.keyboard.press("ArrowLeft");
  await expect(read).toContainText("Epoch 39");
  await page.keyboard.press("Home");
  await expect(read).toContainText("Epoch 0");
  await page.keyboard.press("Escape");
  await expect(read).toHaveCount(0);

  await page.keyboard.press("+");
  const whole = page.locator("#whole");
  await expect(whole).toBeVisible();
  await page.keyboard.press("0");
  await expect(whole).toHaveCount(0);
  const box = await stillBox(plot);
  await page.touchscreen.tap(box.x + 0.5 * box.width, box.y + 60);
  await expect(read).toContainText(/Epoch (19|20|21) /);
  await page.mouse.move(box.x + 0.3 * box.width, box.y + 60);
  await page.mouse.down();
  await page.mouse.move(box.x + 0.6 * box.width, box.y + 70, { steps: 3 });
  await page.mouse.up();
  await whole.click();
  await expect(whole).toHaveCount(0);
});

test("a run that a change has ended stays as a ghost with what is different of it, and a pinned one for longer", async ({
  page,
  playground,
}) => {
  await playground.open(SETUP);
  await playground.play.click();
  await playground.settle();
  const ghosts = page.getByRole("list", { name: "Earlier runs" }).getByRole("listitem");
  await expect(ghosts).toHaveCount(0);
  await page.getByLabel("Optimizer", { exact: true }).first().selectOption("sgd");
  await expect(ghosts).toHaveText([/Optimizer Adam/]);
  await ghosts.getByRole("button", { name: /^Keep/ }).click();
  await playground.play.click();
  await playground.settle();
  await page.getByLabel("Optimizer", { exact: true }).first().selectOption("momentum");
  await expect(ghosts).toHaveText([/Optimizer Adam/, /Optimizer Gradient descent/]);
  await ghosts
    .first()
    .getByRole("button", { name: /^Remove/ })
    .click();
  await expect(ghosts).toHaveText([/Optimizer Gradient descent/]);
});

test("its menu smooths, counts by updates, and writes the points and the picture", async ({
  page,
  playground,
}) => {
  await playground.open(SETUP);
  await playground.play.click();
  await playground.settle();
  const menu = page.locator("downhill-chart #menu");
  await page.locator("downhill-chart #more").click();
  await menu.getByRole("slider", { name: "Smoothing" }).fill("0.9");
  await menu.getByRole("button", { name: "Update" }).click();
  const drawn = await page.evaluate(async () => {
    const app = document.querySelector("downhill-app");
    const chart = app?.shadowRoot?.querySelector("downhill-chart") as DownhillChart;
    const [train] = await chart.drawn();
    const { x, count } = train?.buckets ?? { x: [], count: 0 };
    return { end: x[count - 1], trend: train?.trend?.length, count };
  });
  expect(drawn.end).toBe((await playground.progress()).step);
  expect(drawn.trend).toBe(drawn.count);

  const points = page.waitForEvent("download");
  await menu.locator("#csv").click();
  const csv = readFileSync((await (await points).path()) ?? "", "utf8")
    .trim()
    .split("\n");
  expect(csv[0]).toContain("step,epoch,learning_rate,train_loss");
  expect(csv).toHaveLength((await playground.progress()).rows + 1);
  await page.locator("downhill-chart #more").click();
  const picture = page.waitForEvent("download");
  await menu.locator("#png").click();
  const png = readFileSync((await (await picture).path()) ?? "");
  expect(png.subarray(1, 4).toString()).toBe("PNG");
  expect((await picture).suggestedFilename()).toMatch(/^moons-\d+-loss\.png$/);
});

test("the curve is drawn pixel for pixel, also after the page was zoomed by a quarter", async ({
  page,
  playground,
}) => {
  await playground.open(SETUP);
  await playground.play.click();
  await playground.settle();
  const plot = page.locator("downhill-loss-plot canvas");
  await expect(plot).toBeVisible();
  const scale = () =>
    plot.evaluate((canvas: HTMLCanvasElement) => {
      const { width, height } = canvas.getBoundingClientRect();
      return [canvas.width / width / devicePixelRatio, canvas.height / height / devicePixelRatio];
    });
  const session = await page.context().newCDPSession(page);
  const { width = 1280, height = 720 } = page.viewportSize() ?? {};
  for (const deviceScaleFactor of [1.25, 1.5, 1]) {
    const metrics = { width, height, deviceScaleFactor, mobile: false };
    await session.send("Emulation.setDeviceMetricsOverride", metrics);
    await page.evaluate(() => dispatchEvent(new Event("resize")));
    await expect
      .poll(async () => (await scale()).map((one) => Math.abs(one - 1) < 1e-4))
      .toEqual([true, true]);
  }
});

test("with a schedule the curve has its height beside the strip of the rate, and is seen whole", async ({
  page,
  playground,
}) => {
  await page.setViewportSize({ width: 1280, height: 800 });
  await playground.open(`${SETUP}&schedule.type=cosine`);
  const plot = page.locator("downhill-loss-plot");
  const before = await stillBox(plot);
  expect(before.height).toBeGreaterThanOrEqual(244);
  await playground.play.click();
  await playground.settle();
  expect(await stillBox(plot)).toEqual(before);
  expect(before.y + before.height).toBeLessThanOrEqual(800);
  const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  expect(overflow).toBeLessThanOrEqual(0);
});

test("the test score is sealed: hidden, and each look at it is counted", async ({
  page,
  playground,
}) => {
  await playground.open("data.type=moons");
  await page.locator("#one-epoch").click();
  await playground.settle();
  await expect(page.locator("downhill-chart #test")).toHaveText(/^0\.\d+$/);
  await page.locator("downhill-chart #more").click();
  await page.locator("#seal").click();
  await expect(page.locator("downhill-chart #test")).toHaveCount(0);
  const look = page.locator("downhill-chart #look");
  await expect(look).toHaveText("Look");
  await expect(page.locator("#looks")).toHaveCount(0);
  // On a touch screen the explanation of the word above reaches further than the word.
  await look.click({ trial: true });
  // By keys: the focus stays on what now tells the score.
  await look.focus();
  await page.keyboard.press("Enter");
  await expect(look).toHaveText(/0\.\d+/);
  await expect(look).toBeFocused();
  await expect(page.locator("#looks")).toHaveText("1×");
  await page.locator("#one-epoch").click();
  await playground.settle();
  await expect(look).toHaveText("Look");
  await look.click();
  await expect(page.locator("#looks")).toHaveText("2×");
  await page.locator("downhill-chart #more").click();
  await page.locator("#seal").click();
  await expect(page.locator("downhill-chart #test")).toHaveText(/^0\.\d+$/);
});
