// SPDX-License-Identifier: Apache-2.0
/** A lesson as a student meets it: read, done at the real controls, predicted, solved, in another language, on a phone, and without a script. */
import AxeBuilder from "@axe-core/playwright";
import { expect, type FrameLocator, type Locator, type Page, test } from "@playwright/test";

const LESSON = "lessons/what-gradient-descent-is";
const TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];

// A colour on its way to another has the contrast of neither.
test.use({ contextOptions: { reducedMotion: "reduce" } });

/** The frame of an experiment, when its trainer answers. */
async function live(page: Page, name: string): Promise<FrameLocator> {
  const element = page.locator(`#live-${name}`);
  await element.scrollIntoViewIfNeeded();
  const frame = page.frameLocator(`#live-${name} iframe`);
  await expect(frame.locator("#play")).toBeVisible();
  return frame;
}

const step = (page: Page, id: string): Locator => page.locator(`#${id}`);

async function setRate(frame: FrameLocator, rate: string): Promise<void> {
  const field = frame.locator("downhill-shown-settings").getByRole("textbox").first();
  await field.fill(rate);
  await field.press("Enter");
}

test("formulas stand in the symbols of the reader's book, here and on the page, and are kept so", async ({
  page,
}) => {
  await page.goto(`${LESSON}.html`);
  const rule = page.locator(".formula math").filter({ hasText: "←" }).first();
  await expect(rule).toContainText("η");
  await page.getByLabel("Symbols of formulas").selectOption("ng");
  await expect(rule).toContainText("α");
  await expect(rule).toContainText("J");
  await expect(rule).not.toContainText("η");
  // A symbol still lights its control.
  await expect(rule.locator("[data-live]").first()).toHaveText("α");
  await page.reload();
  await expect(rule).toContainText("α");
  await page.goto("./#data.type=line");
  await page.locator("#tab-step_by_step").click();
  const panel = page.locator("downhill-step-by-step");
  await expect(panel.locator("#notation")).toHaveValue("ng");
  await expect(panel.locator("math").filter({ hasText: "∂" }).first()).toContainText("J");
  await panel.locator("#notation").selectOption("d2l");
  await expect(panel.locator("math").filter({ hasText: "∂" }).first()).toContainText("L");
  await expect(page).toHaveURL(/view\.notation=d2l/);
});

test("a step that play merely passes over is not done", async ({ page }) => {
  await page.goto(`${LESSON}.html`);
  const line = await live(page, "line");
  await expect(line.locator("#one-step")).toHaveClass(/lit/);
  await line.locator("#play").click();
  await expect(step(page, "line-3")).toHaveClass(/done/);
  await expect(step(page, "line-1")).not.toHaveClass(/done/);
  await expect(step(page, "line-2")).not.toHaveClass(/done/);
  await expect(step(page, "line-1")).toHaveAttribute("aria-current", "step");
});

test("a lesson is done by doing it", async ({ page }) => {
  const errors: string[] = [];
  page.on("pageerror", (error) => errors.push(String(error)));
  await page.goto(`${LESSON}.html`);

  // A step is done at the real control, which is lit, and not by a button that says so.
  const line = await live(page, "line");
  await expect(step(page, "line-1")).toHaveAttribute("aria-current", "step");
  await expect(line.locator("#one-step")).toHaveClass(/lit/);
  await line.locator("#one-step").click();
  await expect(step(page, "line-1")).toHaveClass(/done/);
  await expect(step(page, "line-2")).toHaveAttribute("aria-current", "step");
  for (let press = 0; press < 5; press += 1) await line.locator("#one-step").click();
  await expect(step(page, "line-2")).toHaveClass(/done/);
  await expect(line.locator("#play")).toHaveClass(/lit/);

  // Any step can be begun: the experiment is set up for it.
  await step(page, "line-1").locator(".marker").click();
  await expect(step(page, "line-1")).toHaveAttribute("aria-current", "step");
  await expect(line.locator("#epoch")).toHaveText("0");
  await line.locator("#play").click();
  await expect(step(page, "line-3")).toHaveClass(/done/);

  // What the text says of the experiment follows it.
  await setRate(line, "0.25");
  await expect(page.locator("output.live").first()).toHaveText("0.25");
  // Symbol, number and control are lit together, from whichever of them one comes.
  const linked = page.locator('[data-live="line:optimizer.learning_rate"]');
  const lit = page.locator('[data-live="line:optimizer.learning_rate"].lit');
  await expect(lit).toHaveCount(await linked.count());
  await linked.first().hover();
  await expect(line.locator("downhill-field.lit")).toHaveCount(1);
  await page.locator("h1").first().hover();
  await expect(line.locator("downhill-field.lit")).toHaveCount(0);
  await expect(lit).toHaveCount(await linked.count());

  // Predicted, locked, run, told.
  const predict = page.locator("#too-large");
  await live(page, "square");
  await predict.locator(".lock").click();
  await expect(predict.locator(".state")).not.toBeEmpty();
  await predict.getByRole("radio").first().check();
  await predict.locator(".lock").click();
  // What was seen is asked before it is told, and the reader's words are kept.
  const seen = predict.getByRole("textbox", { name: "What did you see?" });
  await expect(seen).toBeFocused();
  await expect(predict.locator("details.answer")).not.toHaveAttribute("open", "");
  await seen.fill("It jumped across, farther each time.");
  await predict.locator(".compare").click();
  await expect(predict.locator("details.answer")).toHaveAttribute("open", "");
  await expect(predict.locator(".reply").first()).toBeVisible();
  await expect(predict.getByRole("radio").first()).toBeDisabled();

  // The exercise: a rate that is too large is no solution.
  const square = await live(page, "square");
  const exercise = page.locator("#largest-rate");
  await exercise.locator(".set-up").click();
  await expect(square.locator("#epoch")).toHaveText("0");
  await setRate(square, "0.95");
  await square.locator("#play").click();
  await expect(exercise).toHaveClass(/done/);

  // What was done is there after a reload, in the list, and in the other language, at the same place.
  await page.locator("#part-4").evaluate((title) => title.scrollIntoView({ block: "start" }));
  // The mouse of a test goes to where the head would be if it did not stay.
  await page.locator("a.switch").evaluate((link: HTMLAnchorElement) => link.click());
  await expect(page).toHaveURL(/what-gradient-descent-is\.zh\.html#part-4$/);
  await expect(page.locator("html")).toHaveAttribute("lang", "zh-Hans");
  await expect(page.locator("#largest-rate")).toHaveClass(/done/);
  await expect(page.getByRole("textbox", { name: "你看到了什么？" })).toHaveValue(/^It jumped/);
  await expect(page.locator("#part-4")).toBeInViewport();
  await page.goto("lessons/index.html");
  await expect(page.locator("li[data-lesson=what-gradient-descent-is] .progress")).not.toBeEmpty();
  expect(errors).toEqual([]);
});

test("a wheel scrolls it, which a frame leaves to the page around it", async ({ page }) => {
  for (const address of [`${LESSON}.html`, "./"]) {
    await page.setViewportSize({ width: 360, height: 640 });
    await page.goto(address);
    await expect(page.locator("main").first()).toBeVisible();
    await page.mouse.move(180, 20);
    await page.mouse.wheel(0, 200);
    await expect.poll(() => page.evaluate(() => scrollY)).toBeGreaterThan(0);
  }
});

test("a word is explained where it first comes, by keyboard too, and leads to the glossary", async ({
  page,
}) => {
  await page.goto(`${LESSON}.html`);
  const word = page.locator("button.term").first();
  await word.focus();
  await page.keyboard.press("Enter");
  const says = page.locator(".says:popover-open");
  await expect(says).toBeVisible();
  await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/glossary\.html#model/);
  await expect(page.locator("#model")).toBeInViewport();
});

for (const { file, width, theme } of [
  { file: `${LESSON}.html`, width: 360, theme: "dark" },
  { file: `${LESSON}.zh.html`, width: 360, theme: "light" },
  { file: `${LESSON}.html`, width: 1280, theme: "light" },
  { file: "lessons/index.zh.html", width: 360, theme: "dark" },
  { file: "lessons/glossary.html", width: 1280, theme: "dark" },
] as const) {
  test(`${file} at ${width} px, ${theme}: nothing is too wide, and axe finds nothing`, async ({
    page,
  }) => {
    await page.emulateMedia({ colorScheme: theme, reducedMotion: "reduce" });
    await page.setViewportSize({ width, height: 800 });
    await page.goto(file);
    await expect(page.locator("html")).toHaveAttribute("data-theme", theme);
    for (const details of await page.locator("details").all())
      await details.locator("summary").click();
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(
      width,
    );
    // The player has tests of its own.
    const { violations } = await new AxeBuilder({ page })
      .withTags(TAGS)
      .exclude("iframe")
      .analyze();
    const faults = violations.flatMap(({ id, nodes }) =>
      nodes.map(({ target }) => `${id}: ${target.join(" ")}`),
    );
    expect(faults).toEqual([]);
  });
}

test.describe("without scripts", () => {
  test.use({ javaScriptEnabled: false });

  test("the text is whole, and each experiment is a link", async ({ page }) => {
    await page.goto(`${LESSON}.html`);
    await expect(page.locator("math").first()).toBeVisible();
    await expect(page.locator("#live-line a")).toHaveAttribute(
      "href",
      /index\.html#.*data\.type=line/,
    );
    await page.locator("details.answer summary").click();
    await expect(page.locator("details.answer")).toContainText("61.9");
  });
});

test("the playground leads to the lessons, in its language", async ({ page }) => {
  await page.setViewportSize({ width: 1280, height: 800 });
  await page.goto("./#view.lang=zh");
  await page.locator("#place-lessons").click();
  await expect(page).toHaveURL(/lessons\/index\.zh\.html/);
  await page.locator(".list a").first().click();
  await expect(page.locator("h1")).toContainText("梯度下降");
});
