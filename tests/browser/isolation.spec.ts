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
    const badge = page.locator("#badge");
    await expect(badge).toContainText("SIMD");
    await badge.click();
    if (!isolated) {
      await expect(badge).toContainText("1 thread ·");
      await expect(page.locator("downhill-badge .why")).toContainText("does not allow threads");
    }
    await playground.play.click();
    await playground.reach(20);
    const { loss } = await playground.progress();
    expect(loss).toBeLessThan(0.6);
  });
}

test("the address can ask for one module", async ({ page, playground }) => {
  await playground.open("build=simd&threads=1");
  await expect(page.locator("#badge")).toContainText("1 thread · SIMD");
  await page.locator("#badge").click();
  await expect(page.locator("downhill-badge .why")).toContainText("build=");
});

test("what the badge tells can be clicked, and closes at Escape and at a click elsewhere", async ({
  page,
  playground,
}) => {
  await playground.open();
  const why = page.locator("downhill-badge .why");
  const badge = page.locator("#badge");
  await expect(why).toBeHidden();
  await badge.click();
  await expect(why).toBeVisible();
  await why.locator(".name").click();
  await expect(why).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(why).toBeHidden();
  await badge.press("Enter");
  await expect(why).toBeVisible();
  await page.locator("h1").click();
  await expect(why).toBeHidden();
  // The page is alive.
  await page.locator("#one-step").click();
  await expect.poll(async () => (await playground.progress()).step).toBe(1);
});
