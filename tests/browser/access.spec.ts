// SPDX-License-Identifier: Apache-2.0
/** What a machine can tell of accessibility, sizes of targets included, in the states of the page on narrow screens. */
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
    await expect(page.locator("downhill-confusion table")).toBeVisible();
    await page.locator("#one-epoch").click();
    await playground.settle();
    await expect(page.locator("downhill-mistakes downhill-sample-picture").first()).toBeVisible();
  },
  "all settings": async (page) => {
    await turnTo(page, "train");
    const all = page.locator("#all");
    if (await all.isVisible()) await all.click();
    const sections = page.locator("downhill-settings summary");
    await expect(sections.first()).toBeVisible();
    for (const section of await sections.all()) await section.click();
  },
  examples: async (page) => {
    await page.keyboard.press("x");
    await expect(page.locator("downhill-gallery button").first()).toBeVisible();
  },
};

const WINDOWS = [{ name: "320 pixels", width: 320, height: 740 }] as const;

for (const { name, width, height } of WINDOWS) {
  test.describe(name, () => {
    test.use({ viewport: { width, height } });

    test("axe finds nothing, in English and light, in Chinese and dark", async ({
      page,
      playground,
    }) => {
      // All states in one load, and each is looked at twice.
      test.slow();
      await playground.open();
      for (const [state, act] of Object.entries(STATES)) {
        await act(page, playground);
        for (const look of LOOKS) {
          await wear(page, look);
          expect.soft(await faultsOf(page), `${state}, ${look.language}`).toEqual([]);
        }
      }
    });
  });
}
