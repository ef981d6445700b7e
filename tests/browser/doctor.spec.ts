// SPDX-License-Identifier: Apache-2.0
/** One line on the run: the cause with its number, a button that helps, and the way back. */
import { expect, test } from "./playground_page.ts";
import { stillBox } from "./still_box.ts";

test("a learning rate that is too large gets its sentence, a button that mends it, and undo", async ({
  page,
  playground,
}) => {
  await playground.open("optimizer.learning_rate=100");
  const doctor = page.locator("downhill-doctor");
  await expect(doctor).toContainText("Press play and watch the units");
  await playground.play.click();
  await expect(doctor).toContainText(/The loss went up from 0\.\d+ to .* learning rate of 100/);
  await doctor.locator("#show").click();
  await expect(page.locator("downhill-chart")).toBeFocused();
  await doctor.locator("#cure").click();
  await expect(playground.play).toBeFocused();
  await expect.poll(async () => (await playground.progress()).learning_rate).toBe(0.01);
  await expect(doctor).toContainText("Layer 1 draws straight edges");
  expect((await playground.progress()).playing).toBe(true);
  await page.keyboard.press("Control+z");
  await expect.poll(async () => (await playground.progress()).learning_rate).toBe(100);
});

test("a run that is done goes on from where it stood, to a later end", async ({
  page,
  playground,
}) => {
  await playground.open("data.type=moons&stop.epochs=5");
  await playground.play.click();
  await playground.settle();
  await page.getByRole("button", { name: "Train on to 10 epochs" }).click();
  await expect(page.locator("#verdict .says")).toHaveText("Done: 10 epochs.");
  const { rows } = await playground.progress();
  expect(rows).toBe(11);
});

test("what broke is named as on the page, once, as an alert, in both languages", async ({
  page,
  playground,
}) => {
  await playground.open("data.type=plane&optimizer.type=sgd&optimizer.learning_rate=0.5");
  await playground.play.click();
  const alert = page.getByRole("alert");
  await expect(alert).toHaveCount(1);
  await expect(alert).toContainText("the numbers broke in the output layer");
  await page.locator("#lang-zh").click();
  await expect(alert).toContainText("输出层的数值失控");
  await expect(page.locator("#cure")).toHaveText("用学习率 0.05 重试");
});

test("on a phone the beginning of what is found stands above the bar, and leads to all of it", async ({
  page,
  playground,
}) => {
  await page.setViewportSize({ width: 360, height: 740 });
  await playground.open("data.type=line&optimizer.type=sgd&optimizer.learning_rate=100");
  const flag = page.locator("downhill-doctor #flag");
  await expect(flag).toHaveCount(0);
  await playground.play.click();
  await expect(flag).toContainText(/^\s*Diverged at update/);
  const bar = await stillBox(page.locator("main > .bar"));
  const box = await stillBox(flag);
  expect(box.y + box.height).toBeLessThanOrEqual(bar.y);
  await flag.click();
  const verdict = page.locator("#verdict");
  await expect(verdict).toBeFocused();
  await expect(verdict.locator("#cure")).toBeInViewport({ ratio: 1 });
  await expect(flag).toHaveCount(0);
});
