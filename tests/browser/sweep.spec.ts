// SPDX-License-Identifier: Apache-2.0
/** Six small pictures of the same run, of which one is made the experiment. */
import AxeBuilder from "@axe-core/playwright";
import { expect, test } from "./playground_page.ts";

test("a sweep shows six pictures, and a click makes one the experiment", async ({
  page,
  playground,
}) => {
  await page.emulateMedia({ reducedMotion: "reduce" });
  await playground.open("data.type=moons&data.samples=60&optimizer.type=sgd&stop.epochs=10");
  await page.locator("#tab-sweep").click();
  const panel = page.locator("downhill-sweep");
  await panel.locator("#begin").click();
  const pictures = panel.getByRole("listitem");
  await expect(pictures).toHaveCount(6);
  await expect(panel.locator(".message")).not.toBeEmpty();
  const last = pictures.last();
  const value = await last.locator("b").textContent();
  await last.getByRole("button").click();
  await expect(last).toContainText("in use");
  await expect
    .poll(async () => (await playground.progress()).learning_rate)
    .toBeCloseTo(Number(value), 6);
  const { violations } = await new AxeBuilder({ page })
    .withTags(["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa"])
    .analyze();
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.target}`)).toEqual([]);
});
