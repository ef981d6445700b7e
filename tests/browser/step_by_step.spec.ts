// SPDX-License-Identifier: Apache-2.0
/** One update laid open: symbol, number and unit stand out together, steps go on, and one key checks the gradient. */
import AxeBuilder from "@axe-core/playwright";
import { expect, test } from "./playground_page.ts";

test("a number, its symbol and its unit in the network stand out together, both ways", async ({
  page,
  playground,
}) => {
  await playground.open("data.type=moons");
  await page.locator("#tab-step_by_step").click();
  const panel = page.locator("downhill-step-by-step");
  const lit = panel.locator("downhill-formula .lit");
  const pointed = () =>
    page.evaluate(() => document.querySelector("downhill-app")?.workspace.attention.pointed.value);
  await panel.locator("td[data-key=b]").hover();
  await expect(lit.first()).toHaveAttribute("data-key", "b");
  await panel.getByRole("button", { name: "Unit 4", exact: true }).click();
  await panel.locator("td[data-key=w3]").hover();
  await expect(lit.first()).toHaveAttribute("data-key", "w3");
  await expect.poll(pointed).toMatchObject({ unit: 3 });
  // A unit of the layer before is an input here.
  const { layer = 0 } = (await pointed()) ?? {};
  await page.locator(`downhill-network [data-unit="${layer} 2"]`).hover();
  await expect(panel.locator("td.lit")).toHaveAttribute("data-key", "x2");
  // The unit that is chosen in the network is the one laid open.
  await page.locator(`downhill-network [data-unit="${layer} 2"]`).click();
  await expect(panel.locator("#unit")).toHaveValue("2");
});

test("each step shows the next update, and one key checks the gradient", async ({
  page,
  playground,
}) => {
  await playground.open("data.type=moons&optimizer.type=sgd");
  await page.locator("#tab-step_by_step").click();
  const panel = page.locator("downhill-step-by-step");
  await expect(panel).toContainText("Update 1, of 32 samples.");
  await page.locator("#one-step").click();
  await expect(panel).toContainText("Update 2, of 32 samples.");
  expect((await playground.progress()).step).toBe(1);
  await panel.locator("#sample-next").click();
  await expect(panel.locator(".tools [role=status]")).toHaveText("2 of 32");
  await page.keyboard.press("g");
  await expect(panel.locator("#check [role=status]")).toContainText(
    /agrees with finite differences: \d+ parameters checked after update 1/,
  );
  expect((await playground.progress()).step).toBe(1);
});

test("a number is hidden until it is worked out; slips are called by name", async ({
  page,
  playground,
}) => {
  await playground.open("data.type=line&data.samples=20&batch_size=2&optimizer.type=sgd");
  await page.locator("#tab-step_by_step").click();
  const panel = page.locator("downhill-step-by-step");
  const number = panel.getByLabel("Your number");
  const hidden = panel.locator("downhill-formula menclose, downhill-formula .boxed");
  await panel.locator("#fill-in").click();
  await expect(number).toBeFocused();
  await expect.poll(() => hidden.count()).toBeGreaterThan(0);
  const answer = () =>
    panel.locator("downhill-fill-in").evaluate((one) => {
      const { question } = (one as unknown as { fill: { question: { value: number } } }).fill;
      return question.value;
    });
  const value = await answer();
  await number.fill(String(-value).replace(".", ","));
  await number.press("Enter");
  const verdict = panel.locator("#fill-verdict");
  await expect(verdict).not.toContainText("Right");
  await expect(verdict).not.toBeEmpty();
  const tags = ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa"];
  const { violations } = await new AxeBuilder({ page }).withTags(tags).analyze();
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.target}`)).toEqual([]);
  await number.fill(String(value));
  await number.press("Enter");
  await expect(verdict).toContainText("Right");
  await expect(hidden).toHaveCount(0);
  // Enter goes on: the focus stands on the next one.
  await expect(panel.locator("#fill-next")).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(number).toBeFocused();
  await expect(panel.locator("downhill-fill-in")).toContainText("1 right in a row");
  expect(await answer()).not.toBe(value);
  // What goes away leaves the focus to what comes in its place.
  await panel.locator("#fill-show").press("Enter");
  await expect(panel.locator("#fill-next")).toBeFocused();
  await panel.locator("#sample-next").click();
  await panel.locator("#fill-next").press("Enter");
  await panel.locator("#sample-before").click();
  await panel.locator("#fill-back").press("Enter");
  await expect(number).toBeFocused();
  await panel.locator("#fill-end").press("Enter");
  await expect(panel.locator("#fill-in")).toBeFocused();
});
