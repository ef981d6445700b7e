// SPDX-License-Identifier: Apache-2.0
/** The page before its trainer is there, as on a slow connection. */
import type { Page } from "@playwright/test";
import { firstLoad } from "../web/pages/first_load.ts";
import { expect, test } from "./playground_page.ts";

/** Holds the modules back. @returns what lets them go on */
async function withoutTrainer(page: Page): Promise<() => void> {
  let release = () => {};
  const held = new Promise<void>((resolve) => {
    release = resolve;
  });
  await page.context().route("**/wasm/*.wasm*", async (route) => {
    await held;
    await route.continue();
  });
  return release;
}

test("everything is on the screen before the trainer is, play moves it, and the trainer goes on from there", async ({
  page,
  playground,
}) => {
  const release = await withoutTrainer(page);
  await page.goto("./");
  await expect(page.locator("#arrival")).toContainText("trainer");
  await expect(page.locator("downhill-chart #train")).toHaveText(/^0\.\d+$/);
  await expect(page.locator("downhill-network").getByRole("spinbutton")).toHaveCount(3);
  // The map, a stamp and the units are painted, not empty.
  await expect.poll(() => page.locator("downhill-map #field").evaluate(colours)).toBeGreaterThan(3);
  await expect(page.locator("downhill-thumbnail path").first()).toHaveAttribute("d", /^M.*h0$/);
  const before = await playground.mapPicture();
  await playground.play.click();
  await playground.reach(20);
  await expect(page.locator("#arrival")).toContainText("recorded");
  await expect(page.locator("#recorded")).toBeVisible();
  expect(await playground.mapPicture()).not.toBe(before);
  await playground.play.click();
  const { step } = await playground.progress();
  release();
  await playground.ready();
  expect((await playground.progress()).step).toBe(step);
  await playground.play.click();
  await playground.reach(200);
  await expect(page.locator("#arrival")).toHaveCount(0);
  await expect(page.locator("#recorded")).toHaveCount(0);
});

for (const [address, drawn] of Object.entries({
  "index.html": "downhill-chart #train",
  "exercise.html": "#address",
  "teach.html": "#paste",
})) {
  test(`${address} asks for nothing before a click that its size does not count`, async ({
    page,
  }) => {
    const asked: string[] = [];
    page.on("request", (request) => asked.push(new URL(request.url()).pathname));
    await page.goto(address);
    await expect(page.locator(drawn)).toBeVisible();
    await page.waitForLoadState("networkidle");
    const counted = firstLoad(address, "en");
    const scripts = asked.filter((path) => /\/(assets|wasm)\/.*(?<!\.wasm)$/.test(path));
    expect(scripts.filter((path) => !counted.some((file) => path.endsWith(file)))).toEqual([]);
  });
}

test("keys that are pressed early count too, and what is pressed last holds", async ({
  page,
  playground,
}) => {
  const release = await withoutTrainer(page);
  await page.goto("./");
  await expect(page.locator("#arrival")).toBeVisible();
  await page.keyboard.press("Space");
  await playground.reach(3);
  await page.keyboard.press("Space");
  const { epoch } = await playground.progress();
  await page.keyboard.press("e");
  release();
  await expect.poll(async () => (await playground.progress()).epoch).toBe(epoch + 1);
  expect((await playground.progress()).playing).toBe(false);
});

test("what stands there before the trainer does not move when it comes", async ({
  page,
  playground,
}) => {
  const release = await withoutTrainer(page);
  await page.addInitScript(() => {
    Object.assign(window, { shift: 0 });
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) window.shift += (entry as LayoutShift).value;
    }).observe({ type: "layout-shift", buffered: true });
  });
  await page.goto("./");
  await expect(page.locator("#arrival")).toBeVisible();
  release();
  await playground.ready();
  await expect(page.locator("#remark")).toBeVisible();
  expect(await page.evaluate(() => window.shift)).toBeLessThan(0.01);
});

test("what the page is about is said until it is put away", async ({ page, playground }) => {
  await playground.open();
  const intro = page.locator("#intro");
  await expect(intro).toContainText("downhill");
  await page.locator("#one-epoch").click();
  await expect(intro).toHaveCount(0);
  await page.locator("#reset").click();
  await page.locator("downhill-doctor #dismiss").click();
  await expect(intro).toHaveCount(0);
  await expect(playground.play).toBeFocused();
  await page.reload();
  await playground.ready();
  await expect(page.locator("#remark")).toBeVisible();
  await expect(intro).toHaveCount(0);
});

test("a link to an example is on the screen before the trainer is, and plays", async ({
  page,
  playground,
}) => {
  const release = await withoutTrainer(page);
  await page.goto("./#view.preset=xor");
  await expect(page.locator("#arrival")).toContainText("trainer");
  await expect(page.locator("downhill-chart #train")).toHaveText(/^0\.\d+$/);
  await playground.play.click();
  await playground.reach(20);
  release();
  await playground.ready();
});

test("what any other link will come to is on the screen before the trainer is, and play starts it", async ({
  page,
  playground,
}) => {
  const release = await withoutTrainer(page);
  await page.goto("./#data.type=moons&seed=3&view.lang=zh");
  await expect(page.locator("#arrival")).toContainText("训练器正在下载");
  await expect(page.locator("downhill-data")).toContainText("350");
  await expect(page.locator("downhill-network").getByRole("spinbutton")).toHaveCount(3);
  await playground.play.click();
  release();
  await playground.ready();
  await playground.reach(3);
  await expect(page).toHaveURL(/seed=3/);
});

test("a link that only the trainer can read says how much of it is here", async ({
  page,
  playground,
}) => {
  const release = await withoutTrainer(page);
  const layers = [{ type: "residual", layers: [{ type: "dense", units: 2 }] }, { type: "dense" }];
  await page.goto(`./#lang=zh&model.layers=${encodeURIComponent(JSON.stringify(layers))}`);
  await expect(page.locator(".wait")).toContainText("训练器正在下载");
  release();
  await playground.ready();
});

/** How many different ones a canvas shows. */
function colours(canvas: HTMLElement | SVGElement): number {
  const { width, height } = canvas as HTMLCanvasElement;
  const pixels = (canvas as HTMLCanvasElement)
    .getContext("2d")
    ?.getImageData(0, 0, width, height).data;
  return new Set(pixels === undefined ? [] : new Uint32Array(pixels.buffer)).size;
}

interface LayoutShift extends PerformanceEntry {
  readonly value: number;
}

declare global {
  interface Window {
    shift: number;
  }
}
