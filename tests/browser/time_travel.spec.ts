// SPDX-License-Identifier: Apache-2.0
/** The handle on the x axis of the loss: dragged back, everything rewinds, and training goes on from there. */
import type { DownhillApp } from "../../web/src/pages/playground/downhill-app.ts";
import { expect, type PlaygroundPage, test } from "./playground_page.ts";
import { stillBox } from "./still_box.ts";

const SETUP = "data.type=moons&seed=3&stop.epochs=60";

const losses = (playground: PlaygroundPage) =>
  playground.page.evaluate(() => {
    const { run } = (document.querySelector("downhill-app") as DownhillApp).workspace;
    const { mean, count } = run.history.curves.train_loss;
    return [...mean.subarray(0, count)];
  });

test("the handle dragged back rewinds map, curve and counter, and play goes on with the same digits", async ({
  playground,
}) => {
  const { page } = playground;
  await playground.open(SETUP);
  const start = await playground.mapPicture();
  await playground.play.click();
  await playground.settle();
  expect((await playground.progress()).epoch).toBe(60);
  const [all, end] = [await losses(playground), await playground.mapPicture()];
  const handle = page.getByRole("slider", { name: "Time" });
  await expect(handle).toHaveAttribute("aria-valuetext", /^Epoch 60/);

  const knob = await stillBox(handle);
  const plot = await stillBox(page.locator("#plot").first());
  await handle.hover();
  await page.mouse.down();
  await page.mouse.move(plot.x + plot.width / 2, knob.y + 8, { steps: 4 });
  await expect.poll(async () => (await playground.progress()).epoch).toBeLessThan(50);
  await page.mouse.move(plot.x, knob.y + 8, { steps: 4 });
  await page.mouse.up();
  await expect.poll(async () => (await playground.progress()).epoch).toBe(0);
  await expect.poll(() => playground.mapPicture()).toBe(start);
  expect(await losses(playground)).toHaveLength(1);

  await playground.play.click();
  await playground.settle();
  expect(await losses(playground)).toEqual(all);
  await expect.poll(() => playground.mapPicture()).toBe(end);
});

test("a drag that another run interrupts takes nothing of the first run for a moment of the other", async ({
  playground,
}) => {
  const { page } = playground;
  await playground.open(SETUP);
  const handle = page.getByRole("slider", { name: "Time" });
  const train = async (epochs: number) => {
    for (let epoch = 1; epoch <= epochs; epoch += 1) {
      await page.keyboard.press("e");
      await playground.reach(epoch);
    }
    await playground.settle();
  };
  await train(3);
  const knob = await stillBox(handle);
  const plot = await stillBox(page.locator("#plot").first());
  await handle.hover();
  await page.mouse.down();
  await page.mouse.move(plot.x + plot.width / 2, knob.y + 8, { steps: 4 });
  await expect.poll(async () => (await playground.progress()).epoch).toBeLessThan(3);

  // Another seed is another run; the pointer is still down.
  await page.evaluate(async () => {
    const { workspace } = document.querySelector("downhill-app") as DownhillApp;
    await workspace.document.set("seed", 77);
  });
  await playground.ready();
  await train(2);
  await page.mouse.move(plot.x, knob.y + 8, { steps: 4 });
  await page.mouse.up();
  await page.keyboard.press("e");
  // It would begin from where the pointer was left.
  await playground.reach(3);
  await expect(handle).toHaveAttribute("aria-valuetext", /^Epoch 3,/);
});

test("the handle stays on the axis when the picture becomes higher or lower", async ({
  playground,
}) => {
  const { page } = playground;
  await page.setViewportSize({ width: 360, height: 740 });
  await playground.open(SETUP);
  // Before the first point there is nothing to go back from.
  await page.keyboard.press("e");
  const toAxis = async () => {
    const plot = await stillBox(page.locator("#plot").first());
    const knob = await stillBox(page.locator("#time"));
    return { height: plot.height, below: plot.y + plot.height - knob.y };
  };
  const alone = await toAxis();
  await page.locator("#part-network").click();
  const beside = await toAxis();
  expect(beside.height).toBeGreaterThan(alone.height + 20);
  expect(Math.abs(beside.below - alone.below)).toBeLessThanOrEqual(1);
});

test("the keys of a slider travel too", async ({ playground }) => {
  const { page } = playground;
  await playground.open(SETUP);
  for (let epoch = 1; epoch <= 3; epoch += 1) {
    await page.keyboard.press("e");
    await playground.reach(epoch);
  }
  await playground.settle();
  const handle = page.getByRole("slider", { name: "Time" });
  await handle.focus();
  await page.keyboard.press("ArrowLeft");
  await expect(handle).toHaveAttribute("aria-valuetext", /^Epoch 2,/);
  await page.keyboard.press("Home");
  await expect(handle).toHaveAttribute("aria-valuetext", /^Epoch 0,/);
  await page.keyboard.press("End");
  await expect(handle).toHaveAttribute("aria-valuetext", /^Epoch 3,/);
  await expect.poll(async () => (await playground.progress()).epoch).toBe(3);
});

test.describe("by touch on a phone", () => {
  test.use({ hasTouch: true, isMobile: true, viewport: { width: 360, height: 740 } });

  test("a finger trains, and takes the run back without scrolling the page", async ({
    page,
    playground,
  }) => {
    await playground.open(SETUP);
    await playground.play.tap();
    await playground.settle();
    const { epoch } = await playground.progress();
    expect(epoch).toBe(60);
    const handle = page.getByRole("slider", { name: "Time" });
    await handle.scrollIntoViewIfNeeded();
    const knob = await stillBox(handle);
    const plot = await stillBox(page.locator("#plot").first());
    const session = await page.context().newCDPSession(page);
    const y = knob.y + knob.height / 2;
    const touch = (type: "touchStart" | "touchMove" | "touchEnd", x?: number) =>
      session.send("Input.dispatchTouchEvent", {
        type,
        touchPoints: x === undefined ? [] : [{ x, y }],
      });
    const scrolled = await page.evaluate(() => scrollY);
    const from = knob.x + knob.width / 2;
    const to = plot.x + plot.width / 2;
    await touch("touchStart", from);
    for (let part = 1; part <= 8; part += 1)
      await touch("touchMove", from + ((to - from) * part) / 8);
    await expect.poll(async () => (await playground.progress()).epoch).toBeLessThan(50);
    await touch("touchEnd");
    expect(await page.evaluate(() => scrollY)).toBe(scrolled);
  });
});
