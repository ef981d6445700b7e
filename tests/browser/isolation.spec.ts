// SPDX-License-Identifier: Apache-2.0
/** With and without the headers that allow threads the page trains, and says which trainer it runs and why. */
import { expect, test } from "./playground_page.ts";
import { ISOLATED, PLAIN } from "./servers.ts";

for (const { name, server, isolated } of [
  { name: "with", server: ISOLATED.url, isolated: true },
  { name: "without", server: PLAIN.url, isolated: false },
]) {
  test(`${name} cross-origin isolation`, async ({ page, playground }) => {
    await playground.open("data.type=circle", server);
    expect(await page.evaluate(() => crossOriginIsolated)).toBe(isolated);
    const trainer = page.locator("downhill-trainer");
    await page.locator("downhill-topbar #menu").click();
    await expect(trainer).toContainText("SIMD");
    if (!isolated) {
      await expect(trainer).toContainText("1 thread ·");
      await expect(trainer).toContainText("does not allow threads");
    }
    await page.keyboard.press("Escape");
    await playground.play.click();
    await playground.reach(20);
    const { loss } = await playground.progress();
    expect(loss).toBeLessThan(0.6);
  });
}

test("the address can ask for one module", async ({ page, playground }) => {
  await playground.open("build=simd&threads=1");
  await page.locator("downhill-topbar #menu").click();
  await expect(page.locator("downhill-trainer")).toContainText("1 thread · SIMD");
  await expect(page.locator("downhill-trainer")).toContainText("build=");
});

test("what the menu tells can be clicked, and closes at Escape and at a click elsewhere", async ({
  page,
  playground,
}) => {
  await playground.open();
  const told = page.locator("downhill-trainer .name");
  const menu = page.locator("downhill-topbar #menu");
  await expect(told).toBeHidden();
  await menu.click();
  await told.click();
  await expect(told).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(told).toBeHidden();
  await menu.press("Enter");
  await expect(told).toBeVisible();
  await page.locator("h1").click();
  await expect(told).toBeHidden();
  // The page is alive.
  await page.locator("#one-step").click();
  await expect.poll(async () => (await playground.progress()).step).toBe(1);
});
