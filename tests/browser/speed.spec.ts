// SPDX-License-Identifier: Apache-2.0
/** The panel that measures the visitor's machine. What is made of the numbers is tested below the browser. */
import AxeBuilder from "@axe-core/playwright";
import { expect, test } from "./playground_page.ts";

test("the machine is measured while training stands still, and the result copied", async ({
  page,
  playground,
  context,
}) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await playground.open("view.autoplay=no");
  await playground.play.click();
  await playground.reach(1);
  await page.locator("downhill-topbar #menu").click();
  await page.locator("#machine-speed").click();
  const panel = page.locator("downhill-speed");
  await panel.locator("#measure").click();
  await expect(panel.getByRole("progressbar")).toBeVisible();
  await expect.poll(async () => (await playground.progress()).playing).toBe(false);
  await expect(panel.locator("tbody tr")).toHaveCount(3);
  await expect(panel.locator("#copy-speed")).toBeVisible();
  await expect.poll(async () => (await playground.progress()).playing).toBe(true);
  const { violations } = await new AxeBuilder({ page }).analyze();
  expect(violations).toEqual([]);
  await panel.locator("#copy-speed").click();
  await expect(panel.getByText("Copied.")).toBeVisible();
  const text = await page.evaluate(() => navigator.clipboard.readText());
  expect(text.split("\n")).toHaveLength(6);
  expect(text).toContain("relaxed");
  // Closing it ends a measurement, which nobody waits for.
  await panel.locator("#measure").click();
  await page.keyboard.press("Escape");
  await expect(panel).toHaveCount(0);
  await expect.poll(async () => (await playground.progress()).playing).toBe(true);
});
