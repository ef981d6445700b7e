// SPDX-License-Identifier: Apache-2.0
/** What a machine can tell of accessibility, sizes of targets included, in the states of the page, on screens of all widths. */
import AxeBuilder from "@axe-core/playwright";
import type { Page } from "@playwright/test";
import type { DownhillApp } from "../../web/src/pages/playground/downhill-app.ts";
import { expect, type PlaygroundPage, test } from "./playground_page.ts";

/** The last has the sizes of targets. */
const TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];

// A colour on its way to another has the contrast of neither.
test.use({ contextOptions: { reducedMotion: "reduce" } });

async function faultsOf(page: Page): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page }).withTags(TAGS).analyze();
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(({ target }) => `${id}: ${target.join(" ")}`),
  );
}

const LOOKS = [
  { language: "en", theme: "light" },
  { language: "zh", theme: "dark" },
  { language: "en", theme: "dark" },
  { language: "zh", theme: "light" },
] as const;
type Look = (typeof LOOKS)[number];

async function wear(page: Page, look: Look): Promise<void> {
  await page.evaluate(({ language, theme }) => {
    const { settings } = (document.querySelector("downhill-app") as DownhillApp).workspace;
    settings.setLanguage(language);
    settings.setTheme(theme);
  }, look);
  await expect(page.locator("html")).toHaveAttribute("data-theme", look.theme);
  await expect(page).toHaveTitle(look.language === "zh" ? /神经网络/ : /neural network/);
}

/** On a phone the parts of the page take turns. */
async function turnTo(page: Page, part: "train" | "why"): Promise<void> {
  const chosen = page.locator(`#part-${part}`);
  if (await chosen.isVisible()) await chosen.click();
}

type Act = (page: Page, playground: PlaygroundPage) => Promise<void>;

/** One after the other on one page. */
const STATES: Readonly<Record<string, Act>> = {
  "the first page, trained": async (page, playground) => {
    await page.locator("#one-epoch").click();
    await playground.settle();
  },
  "why: gradients": async (page) => {
    await turnTo(page, "why");
    await page.locator("#tab-gradients").click();
    await expect(page.locator("downhill-gradients tbody tr").first()).toBeVisible();
  },
  "digits with their mistakes": async (page, playground) => {
    await page.evaluate(async () => {
      const { workspace } = document.querySelector("downhill-app") as DownhillApp;
      await workspace.document.choose("data", "dataset", "digits");
    });
    // On a phone the reasons had scrolled it out of sight, where it is not computed.
    await page.evaluate(() => scrollTo(0, 0));
    await expect(page.locator("downhill-confusion table")).toBeVisible();
    await page.locator("#one-epoch").click();
    await playground.settle();
    await expect(page.locator("downhill-mistakes downhill-sample-picture").first()).toBeVisible();
  },
  "all settings": async (page) => {
    await turnTo(page, "train");
    await page.evaluate(() => {
      const { workspace } = document.querySelector("downhill-app") as DownhillApp;
      workspace.settingsOpen.value = true;
    });
    const sections = page.locator("downhill-settings summary");
    await expect(sections.first()).toBeVisible();
    for (const section of await sections.all()) await section.click();
    // What a click has scrolled half under the bar is not small by itself.
    await page.evaluate(() => scrollTo(0, 0));
  },
  examples: async (page) => {
    await page.keyboard.press("x");
    await expect(page.locator("downhill-gallery button").first()).toBeVisible();
  },
};

/** The last is a desk of 1280 x 800 at 200 %. */
const WINDOWS = [
  { width: 320, height: 740 },
  { width: 768, height: 1024 },
  { width: 1280, height: 800 },
  { width: 1920, height: 1080 },
  { width: 640, height: 400 },
] as const;

/** In the others of the states fewer windows will do: each has two. */
const EVERYWHERE: readonly string[] = ["the first page, trained", "all settings"];

/** All in one load, for each look takes seconds; in another look each time. */
test("axe finds nothing in any state, window or look", async ({ page, playground }) => {
  test.slow();
  await page.setViewportSize(WINDOWS[0]);
  await playground.open();
  for (const [nth, [state, act]] of Object.entries(STATES).entries()) {
    await page.setViewportSize(WINDOWS[0]);
    await act(page, playground);
    for (const [at, size] of WINDOWS.entries()) {
      const isSeen = EVERYWHERE.includes(state) || (at + nth) % WINDOWS.length < 2;
      if (!isSeen) continue;
      const look = LOOKS[(nth + at) % LOOKS.length] ?? LOOKS[0];
      await page.setViewportSize(size);
      await wear(page, look);
      const where = `${state}, ${size.width}, ${look.language}, ${look.theme}`;
      expect.soft(await faultsOf(page), where).toEqual([]);
    }
  }
});
