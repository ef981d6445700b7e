// SPDX-License-Identifier: Apache-2.0
/** The game by keyboard and by finger; its rules are tested below the browser. */
import AxeBuilder from "@axe-core/playwright";
import type { Locator, Page } from "@playwright/test";
import { expect, test } from "./playground_page.ts";

/** y = 2x + 3 without noise, from (0, 0). */
const LAYERS = encodeURIComponent(JSON.stringify([{ type: "dense", initializer: "zeros" }]));
const LINE = `data.type=line&data.noise=0&data.standardize=false&batch_size=full&optimizer.type=sgd&optimizer.learning_rate=0.05&stop.steps=6&model.layers=${LAYERS}`;

const faults = async (page: Page) => {
  const tags = ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa"];
  const { violations } = await new AxeBuilder({ page }).withTags(tags).analyze();
  return violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.target}`);
};
const told = (panel: Locator) => panel.locator(".told");

test("the game is played by keyboard alone, goes on after a reload, and both ways are told", async ({
  page,
  playground,
}) => {
  await playground.open(LINE);
  await page.locator("#tab-be_the_optimizer").press("Enter");
  const panel = page.locator("downhill-be-the-optimizer");
  const map = panel.locator("downhill-contours #map");
  await expect(told(panel)).toContainText("with 6 moves");
  await map.focus();
  for (let press = 0; press < 8; press += 1) await page.keyboard.press("ArrowUp");
  await page.keyboard.press("Enter");
  await expect(told(panel)).toContainText("Move 1 of 6: loss");
  await expect(told(panel)).toContainText("down by");
  await panel.getByLabel("w", { exact: true }).fill("2,0");
  await panel.getByLabel("b", { exact: true }).fill("−x");
  await page.keyboard.press("Enter");
  await expect(panel.getByRole("alert")).toHaveText("b is to be a number, such as 1.5.");
  await panel.getByLabel("b", { exact: true }).fill("3");
  await page.keyboard.press("Enter");
  await expect(told(panel)).toContainText("Move 2 of 6: loss 0");
  await panel.getByLabel("Next step of the optimizer").press("Space");
  await expect(panel.locator("#next-step")).toContainText("η·‖g‖²");
  expect(await faults(page)).toEqual([]);
  await page.reload();
  await playground.ready();
  if (!(await panel.isVisible())) await page.locator("#tab-be_the_optimizer").press("Enter");
  await expect(told(panel)).toContainText("Move 2 of 6");
  await panel.locator("#stop").press("Enter");
  await expect(panel.locator("#score")).toContainText("You are lower.");
  await expect(panel.locator("#again")).toBeFocused();
  await expect(panel.locator("tbody tr")).toHaveCount(3);
  expect((await playground.progress()).step).toBe(0);
  expect(await faults(page)).toEqual([]);
});

test("with one parameter it is played on the curve of its loss", async ({ page }) => {
  await page.goto("exercise.html#id=largest_rate&view.lang=en");
  await page.locator("#skip").click();
  await page.locator("#tab-be_the_optimizer").click();
  const panel = page.locator("downhill-be-the-optimizer");
  await expect(panel).toContainText("One parameter is yours now");
  const map = panel.locator("downhill-valley #map");
  await expect(told(panel)).toContainText("You stand at a loss of 100");
  await map.focus();
  for (let press = 0; press < 5; press += 1) await page.keyboard.press("ArrowLeft");
  await page.keyboard.press("Enter");
  await expect(told(panel)).toContainText("Move 1 of");
  await expect(told(panel)).toContainText("down by");
  await panel.getByLabel("Next step of the optimizer").press("Space");
  await expect(panel.locator("#next-step")).toContainText("η·‖g‖²");
  await expect(map.locator(".ghost")).toHaveAttribute("d", /^M/);
  await panel.locator("#stop").press("Enter");
  await expect(panel.locator("#score")).toContainText("After 1 moves");
  await expect(panel.locator("thead th")).toHaveCount(5);
  expect(await faults(page)).toEqual([]);
});

test("whatever the experiment, the game is played on a test function", async ({
  page,
  playground,
}) => {
  await playground.open("optimizer.type=sgd&optimizer.learning_rate=0.01");
  await page.locator("#tab-be_the_optimizer").press("Enter");
  const panel = page.locator("downhill-be-the-optimizer");
  await panel.locator("#ground").selectOption("beale");
  // From (1, 1).
  await expect(told(panel)).toContainText("You stand at a loss of 14.2");
  await panel.getByLabel("x", { exact: true }).fill("2.5");
  await panel.getByLabel("y", { exact: true }).fill("0.5");
  await panel.locator("#move").press("Enter");
  await panel.getByLabel("Next step of the optimizer").press("Space");
  await expect(panel.locator("#next-step")).toContainText("η·‖g‖² = 0.01");
  await panel.locator("#stop").press("Enter");
  await expect(panel.locator("#score")).toContainText("You are lower.");
  expect(await faults(page)).toEqual([]);
});

test.describe("on a phone", () => {
  test.use({ viewport: { width: 360, height: 740 }, hasTouch: true });

  test("a finger aims and moves, and nothing is wider than the screen", async ({
    page,
    playground,
  }) => {
    await playground.open(LINE);
    await page.getByRole("button", { name: "Why", exact: true }).last().tap();
    await page.locator("#tab-be_the_optimizer").tap();
    const panel = page.locator("downhill-be-the-optimizer");
    await expect(told(panel)).toContainText("with 6 moves");
    await panel.locator("downhill-contours #map").tap({ position: { x: 200, y: 60 } });
    await expect(panel.getByLabel("w", { exact: true })).not.toHaveValue("0");
    await panel.locator("#move").tap();
    await expect(told(panel)).toContainText("Move 1 of 6");
    await panel.locator("#stop").tap();
    await expect(panel.locator("#score")).toContainText("After 1 moves");
    const wide = await panel.evaluate(({ scrollWidth, clientWidth }) => scrollWidth - clientWidth);
    expect(wide).toBeLessThanOrEqual(0);
  });
});
