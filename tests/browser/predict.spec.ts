// SPDX-License-Identifier: Apache-2.0
/** Predict, then run: drawn by mouse and by keys, locked, answered by the run, and kept with what was seen. */
import AxeBuilder from "@axe-core/playwright";
import { expect, test } from "./playground_page.ts";
import { stillBox } from "./still_box.ts";

test("a curve is drawn by the mouse, and the run answers it", async ({ page, playground }) => {
  await playground.open("data.type=moons");
  await page.locator("#tab-predict").click();
  const panel = page.locator("downhill-predict");
  const lock = panel.locator("#lock");
  await expect(lock).toHaveAttribute("aria-disabled", "true");
  await panel.locator("#length").selectOption("24");
  const box = await stillBox(panel.locator(".plane"));
  await page.mouse.move(box.x + 4, box.y + box.height * 0.3);
  await page.mouse.down();
  // Faster than the columns come: those between lie on the line.
  await page.mouse.move(box.x + box.width - 2, box.y + box.height * 0.5, { steps: 3 });
  await page.mouse.up();
  await expect(panel.locator(".dot")).toHaveCount(8);
  await lock.click();
  await expect(panel.locator("#told")).toContainText("On average your curve is off by");
  await expect(panel.locator("path.run")).toHaveAttribute("d", /^M0 .*L/);
  const { playing, epoch } = await playground.progress();
  expect(playing).toBe(false);
  expect(epoch).toBeGreaterThanOrEqual(24);
  await panel.getByText("Each place as a number").click();
  await expect(panel.locator("tbody tr")).toHaveCount(8);
  await panel.getByLabel("What did you see?").fill("It fell in two steps.");
  await panel.locator("#again").click();
  await expect(panel.locator("ol")).toContainText("It fell in two steps.");
  // The run has begun: the next prediction is of its start.
  await panel.locator("#back").click();
  await expect(panel.locator(".dot")).toHaveCount(0);
});

test("on a phone it is drawn by finger and by keys, and read aloud", async ({
  page,
  playground,
}) => {
  await page.setViewportSize({ width: 360, height: 740 });
  await page.emulateMedia({ reducedMotion: "reduce" });
  await playground.open("data.type=moons");
  await playground.speak("zh");
  await page.locator("#part-why").click();
  await page.locator("#tab-predict").click();
  const panel = page.locator("downhill-predict");
  const first = panel.getByRole("slider").first();
  await expect(first).toHaveAttribute("aria-valuetext", "未作预测");
  await first.focus();
  await page.keyboard.press("ArrowDown");
  await expect(first).toHaveAttribute("aria-valuetext", /^0\.\d+$/);
  await page.keyboard.press("ArrowRight");
  await page.keyboard.press("PageDown");
  await expect(panel.locator(".dot")).toHaveCount(2);
  await expect(panel.getByRole("slider").nth(1)).toBeFocused();
  await page.keyboard.press("Delete");
  await expect(panel.locator(".dot")).toHaveCount(1);
  // Or only the end, as a number.
  await panel.locator("#end").fill("abc");
  await panel.locator("#end").press("Enter");
  await expect(panel.getByRole("alert")).toContainText("损失是大于零的数");
  await panel.locator("#end").fill("0.05");
  await panel.locator("#end").press("Enter");
  await expect(panel.getByRole("slider").last()).toHaveAttribute("aria-valuetext", /^0\.05/);
  const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  expect(overflow).toBeLessThanOrEqual(0);
  const { violations } = await new AxeBuilder({ page })
    .withTags(["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa"])
    .analyze();
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.target}`)).toEqual([]);
});

test("a frame in somebody's page asks for a prediction, and waits with the run", async ({
  page,
}) => {
  await page.goto(
    "embed.html#data.type=moons&data.samples=60&stop.epochs=8&view.parts=predict,chart,controls&view.lang=en",
  );
  const panel = page.locator("downhill-predict");
  const first = panel.getByRole("slider").first();
  await expect(first).toHaveAttribute("aria-valuetext", "nothing said");
  await first.press("ArrowDown");
  await first.press("ArrowRight");
  await panel.getByRole("slider").nth(1).press("PageDown");
  await expect(page.locator("#epoch")).toHaveText("0");
  await panel.locator("#lock").click();
  await expect(panel.locator("#told")).toContainText("On average your curve is off by");
  await expect(page.locator("#epoch")).toHaveText("8");
});

test("a frame whose author wants the prediction first trains when it is made or passed over", async ({
  page,
}) => {
  await page.goto(
    "embed.html#data.type=moons&data.samples=60&stop.epochs=8&view.parts=predict,chart,controls&view.predict=first&view.lang=en",
  );
  const panel = page.locator("downhill-predict");
  await expect(panel.locator("#skip")).toBeVisible();
  await page.locator("#play").click();
  await expect(panel.getByRole("status").first()).toHaveText(/Say first what you expect/);
  await expect(panel.getByRole("slider").first()).toBeFocused();
  await expect(page.locator("#epoch")).toHaveText("0");
  await panel.locator("#skip").click();
  // Its button is gone, and the focus is still here.
  await expect(panel.getByRole("slider").first()).toBeFocused();
  await page.locator("#play").click();
  await expect(page.locator("#epoch")).toHaveText("8");
});
