// SPDX-License-Identifier: Apache-2.0
/** Share and embed: the dialog by keys alone, what axe says of it, and its texts in the pages that they are for. */
import { readFileSync } from "node:fs";
import AxeBuilder from "@axe-core/playwright";
import type { Page } from "@playwright/test";
import { FORMS, type Shared } from "../../web/src/features/share/forms.ts";
import { SYSTEMS } from "../web/features/author_systems.ts";
import { hostSite } from "./host_site.ts";
import { expect, test } from "./playground_page.ts";
import { ISOLATED } from "./servers.ts";

/** A short run on few samples; the dialog has its own trainer beside that of the page. */
const SHORT = "data.type=circle&data.samples=60&stop.epochs=12";

// A colour on its way to another has the contrast of neither.
test.use({ contextOptions: { reducedMotion: "reduce" } });

/** Of the dialog: what lies in the preview is the player's own, drawn smaller than it is. */
async function faultsOf(page: Page): Promise<string[]> {
  const tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];
  const { violations } = await new AxeBuilder({ page }).withTags(tags).analyze();
  return violations
    .flatMap(({ id, nodes }) => nodes.map(({ target }) => `${id}: ${target}`))
    .filter((fault) => !fault.includes(",iframe,"));
}

test("what readers see is chosen by keys and seen at once, and the text to copy says the same", async ({
  page,
  playground,
}) => {
  await playground.open(`${SHORT}&view.lang=en`);
  await page.keyboard.press("h");
  const dialog = page.locator("downhill-dialog");
  const preview = dialog.frameLocator("iframe");
  await expect(preview.locator("downhill-map")).toBeVisible();
  await expect(preview.locator("downhill-chart")).toBeVisible();

  // The chart before the map, and then no map: Tab and Space alone.
  const parts = dialog.locator("#parts");
  await parts.getByLabel("Loss: earlier").focus();
  await page.keyboard.press("Enter");
  await expect(parts.locator("li").first()).toContainText("Loss");
  await parts.getByLabel("Output", { exact: true }).focus();
  await page.keyboard.press("Space");
  await expect(preview.locator("downhill-chart")).toBeVisible();
  await expect(preview.locator("downhill-map")).toHaveCount(0);
  await dialog.getByLabel("Title above it").fill("Two rings & <more>");
  await page.keyboard.press("Tab");
  await expect(preview.locator("h1")).toHaveText("Two rings & <more>");

  const text = dialog.getByLabel("The text to copy");
  await expect(text).toHaveValue(/embed\.html#.*view\.parts=chart%2Ccontrols/);
  await dialog.locator("#form").selectOption("iframe");
  await expect(text).toHaveValue(/title="Two rings &amp; &lt;more&gt;"/);
  await expect(dialog.locator("#threads")).toContainText("Chrome and Edge");
  await dialog.locator("#form").selectOption("link");
  await expect(dialog.locator("#threads")).toContainText("yes");
  await page.locator("#qr").click();
  await expect(dialog.locator("downhill-qr svg").first()).toBeVisible();

  expect(await faultsOf(page)).toEqual([]);
  // On a phone everything is as large as a finger.
  await page.setViewportSize({ width: 320, height: 740 });
  expect(await faultsOf(page)).toEqual([]);
  await page.keyboard.press("Escape");
  await expect(dialog).toHaveCount(0);
});

test("a link of more than 2,000 characters is no code, and its experiment is offered as a file", async ({
  page,
  playground,
}) => {
  await playground.open(`${SHORT}&view.lang=en`);
  await page.keyboard.press("h");
  const dialog = page.locator("downhill-dialog");
  await expect(dialog.locator("#length")).toContainText("characters");
  await expect(page.locator("#qr")).toBeVisible();
  // Of each letter nine stand in the address.
  await dialog.getByLabel("Told to readers who do not see it").fill("图".repeat(300));
  await page.keyboard.press("Tab");
  const offer = dialog.locator("#as-file");
  await expect(offer).toContainText("links of more than 2,000");
  await expect(dialog.locator("#length")).toHaveCount(0);
  await expect(page.locator("#qr")).toHaveCount(0);
  const coming = page.waitForEvent("download");
  await offer.getByRole("button").click();
  const download = await coming;
  expect(download.suggestedFilename()).toBe("circle.json");
  const experiment = JSON.parse(readFileSync(await download.path(), "utf8"));
  expect(experiment).toMatchObject({ data: { type: "circle", samples: 60 } });
  await expect(dialog.getByRole("status").first()).toContainText("circle.json is written");
});

for (const lang of ["en", "zh"]) {
  test(`in 320 px all of the dialog is within reach, and only the preview is scrolled aside: ${lang}`, async ({
    page,
    playground,
  }) => {
    await page.setViewportSize({ width: 320, height: 640 });
    await playground.open(`${SHORT}&view.lang=${lang}`);
    await page.keyboard.press("h");
    const dialog = page.locator("downhill-dialog dialog");
    // It begins when somebody comes to it.
    await dialog.locator("iframe").scrollIntoViewIfNeeded();
    await expect(dialog.frameLocator("iframe").locator("#play")).toBeVisible();
    for (const form of ["link", "element", "lms"]) {
      await dialog.locator("#form").selectOption(form);
      expect(await dialog.evaluate((one) => one.scrollWidth - one.clientWidth), form).toBe(0);
    }
    await dialog.getByRole("button", { name: "640" }).click();
    const room = dialog.locator(".room");
    await expect.poll(() => room.evaluate((one) => one.scrollWidth > one.clientWidth)).toBe(true);
    expect(await dialog.evaluate((one) => one.scrollWidth - one.clientWidth)).toBe(0);
    for (const control of await dialog.locator("button, select, input, textarea").all()) {
      if (!(await control.isVisible())) continue;
      const box = await control.boundingBox();
      expect(box?.x).toBeGreaterThanOrEqual(0);
      expect((box?.x ?? 0) + (box?.width ?? 0)).toBeLessThanOrEqual(320);
    }
  });
}

for (const form of Object.keys(SYSTEMS) as (keyof typeof SYSTEMS)[]) {
  test(`as its system shows it, it is a living experiment in a page of others: ${form}`, async ({
    page,
  }) => {
    const shared: Shared = {
      site: ISOLATED.url,
      document: { data: { type: "circle", samples: 60 }, stop: { epochs: 12 } },
      view: { parts: "map,controls", autoplay: "no", lang: "en", title: 'A "ring"' },
      title: 'A "ring"',
    };
    const host = await hostSite({ body: await SYSTEMS[form](FORMS[form].text(shared)) });
    try {
      await page.goto(host.url);
      const isLink = form === "markdown_link";
      if (isLink) await page.getByRole("link", { name: 'A "ring"' }).click();
      const player = isLink ? page : page.frameLocator("iframe");
      await expect(player.locator("h1")).toHaveText('A "ring"');
      await player.locator("#one-epoch").click();
      await expect(player.locator("#alt")).toContainText("1 epoch");
      await expect(player.locator("downhill-map")).toBeVisible();
      await expect(player.locator("downhill-chart")).toHaveCount(0);
    } finally {
      await host.close();
    }
  });
}
