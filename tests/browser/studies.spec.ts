// SPDX-License-Identifier: Apache-2.0
/** Studies on the page, as a visitor does them: what they find is tested below the browser. */

import type { DownhillLearned } from "../../web/src/features/race/downhill-learned.ts";
import type { DownhillApp } from "../../web/src/pages/playground/downhill-app.ts";
import type { DownhillContours } from "../../web/src/ui/downhill-contours.ts";
import { expect, test } from "./playground_page.ts";

test("a landscape shows the path of the run, and the point goes along it", async ({
  page,
  playground,
}) => {
  await page.emulateMedia({ reducedMotion: "reduce" });
  await playground.open("data.type=line&data.standardize=false&batch_size=full&stop.epochs=40");
  await page.locator("#tab-landscape").click();
  await expect(page.locator("#exact")).toHaveCount(0);
  await page.locator("#begin").click();
  const picture = page.locator("downhill-contours #map");
  await expect(picture).toBeVisible();
  await expect(page.locator("downhill-loss-plane .message")).toContainText("variance");
  const slider = page.getByLabel("Place on the path");
  await expect(slider).toHaveAttribute("aria-valuetext", /^Update 40 of 40/);
  await slider.press("Home");
  await expect(slider).toHaveAttribute("aria-valuetext", /^Update 0 of 40/);
  await page.getByRole("button", { name: "Go along the path" }).click();
  await expect(slider).toHaveAttribute("aria-valuetext", /^Update 40 of 40/);
  await page.getByText("The path as a table").click();
  await expect(page.locator("downhill-loss-plane tbody tr")).toHaveCount(20);
  await page.locator("#random").click();
  await page.locator("#begin").click();
  await expect(page.locator("downhill-loss-plane .warning")).toContainText("not in this picture");
});

test("of two parameters the next step of the run is an arrow, told with what comes of it", async ({
  page,
  playground,
}) => {
  const layers = encodeURIComponent(JSON.stringify([{ type: "dense", initializer: "zeros" }]));
  await playground.open(
    `data.type=line&data.standardize=false&batch_size=full&optimizer.type=sgd&optimizer.learning_rate=0.01&stop.epochs=20&model.layers=${layers}`,
  );
  await page.locator("#tab-landscape").click();
  await page.locator("#begin").click();
  const told = page.locator("#next-step");
  await expect(told).toContainText(/‖g‖² = 0\.01 · .* = .*In fact it falls by/);
  const before = await told.textContent();
  const ghost = () =>
    page.locator("downhill-contours").evaluate(({ ghost }: DownhillContours) => ghost);
  expect((await ghost())?.from).toEqual({ x: 0, y: 0 });
  await page.locator("#one-step").click();
  await expect(told).not.toHaveText(before ?? "");
  await expect(told).toContainText("In fact it falls by");
  expect((await ghost())?.from).not.toEqual({ x: 0, y: 0 });
});

test("the start on a test function is chosen by click and by keyboard", async ({
  page,
  playground,
}) => {
  await playground.open();
  await page.locator("#tab-landscape").click();
  await page.locator("#descent").click();
  const picture = page.locator("downhill-contours #map");
  const slider = page.getByLabel("Place on the path");
  await page
    .locator("downhill-descent")
    .getByLabel("Function", { exact: true })
    .selectOption("himmelblau");
  const minima = () =>
    page
      .locator("downhill-contours")
      .evaluate((contours: DownhillContours) => contours.minima.length);
  await expect.poll(minima).toBe(4);
  await picture.click({ position: { x: 120, y: 100 } });
  const start = () =>
    page.locator("downhill-contours").evaluate(({ start, traces }: DownhillContours) => ({
      start,
      path: traces[0]?.places[0] && { x: traces[0].places[0].x, y: traces[0].places[0].y },
    }));
  // The path begins where the ring is.
  const settled = () =>
    start().then(({ start, path }) => Math.abs((start?.x ?? 9) - (path?.x ?? 0)));
  await expect.poll(settled).toBeLessThan(1e-6);
  const { start: clicked } = await start();
  await picture.press("ArrowRight");
  await expect.poll(async () => (await start()).start?.x).toBeCloseTo((clicked?.x ?? 0) + 0.2, 6);
  await expect.poll(settled).toBeLessThan(1e-6);
  await slider.press("Home");
  // From where one looks the next step is told, with what the slope promises of it.
  const next = page.locator("downhill-descent #next-step");
  await expect(next).toContainText(/By the slope the loss falls by −g·Δθ = \d/);
  await expect(next).toContainText("In fact it");
  const told = await next.textContent();
  await slider.press("ArrowRight");
  await expect(next).not.toHaveText(told ?? "");
  await slider.press("Home");
  await picture.press("Enter");
  await expect(slider).toHaveAttribute("aria-valuetext", /^Update 500 of 500/);
  await expect(next).toBeHidden();
});

test("a search ranks what was drawn, and any trial becomes the experiment by a click that can be undone", async ({
  page,
  playground,
}) => {
  await playground.open("data.type=xor&data.samples=60");
  await page.locator("#tab-search").click();
  const search = page.locator("downhill-search");
  const settings = search.locator("select.setting");
  await expect(settings.nth(0)).toHaveValue("optimizer.learning_rate");
  await expect(settings.nth(1)).toHaveValue("batch_size");
  await search.locator("select.setting").first().selectOption("hidden.units");
  await search.getByLabel("Values, parted by commas").fill("2, 3");
  await search.locator("downhill-field[path=trials]").getByRole("textbox").fill("4");
  await search
    .locator("downhill-field[path='experiment.stop.epochs']")
    .getByRole("textbox")
    .fill("3");
  await search.locator("#begin").click();
  const rows = search.locator("tbody tr");
  await expect(rows).toHaveCount(4);
  await expect(search.locator(".message")).toContainText(/The best is trial \d: .*instead of 8/);
  // A curve of each over the epochs, or dots over a setting.
  await expect(search.getByRole("img", { name: /over Epoch/ })).toBeVisible();
  await search.locator("#over").selectOption("hidden.units");
  const network = () =>
    page.evaluate(() => {
      const app = document.querySelector("downhill-app") as DownhillApp;
      const { layers } = app.workspace.document.experiment.model;
      return (layers[0] as { readonly units: number }).units;
    });
  const before = await network();
  await rows.last().getByRole("button").click();
  await expect(rows.last()).toContainText("in use");
  expect([2, 3]).toContain(await network());
  await page.evaluate(() =>
    (document.querySelector("downhill-app") as DownhillApp).workspace.document.undo(),
  );
  await expect.poll(network).toBe(before);
  // What the parser refuses is told by the setting's name.
  await search.locator("#fold").click();
  await search.getByLabel("From", { exact: true }).fill("0");
  await search.locator("#begin").click();
  await expect(search.getByRole("alert")).toContainText("Batch size");
});

test("a race ends with what each contestant has learned side by side, and the winner is a click from the experiment", async ({
  page,
  playground,
}) => {
  // All of the page is on the screen: nothing has to be scrolled to.
  await page.setViewportSize({ width: 1280, height: 800 });
  await playground.open("data.type=xor&data.samples=60");
  await page.locator("#tab-race").click();
  const race = page.locator("downhill-race");
  await race.locator("#differ").selectOption("hidden.units");
  await expect(race.locator(".contestants li")).toHaveCount(3);
  await race.getByRole("button", { name: "Remove 16" }).click();
  await race
    .locator("downhill-field[path='experiment.stop.epochs']")
    .getByRole("textbox")
    .fill("3");
  await race.locator("#begin").click();
  await expect(race.locator(".message")).toContainText(/wins|level/);
  // Beside what is on the page, which has not moved.
  await expect(race.locator(".message")).toBeInViewport({ ratio: 1 });
  expect(await page.evaluate(() => scrollY)).toBe(0);
  const learned = race.locator("downhill-learned");
  await expect(learned).toHaveCount(2);
  const maps = () =>
    learned.evaluateAll((all) =>
      all.map((one) => (one as DownhillLearned).picture?.map?.values.length ?? 0),
    );
  await expect.poll(maps).toEqual([4096, 4096]);
  await expect(race.locator("#stop-maps")).toHaveCount(0);
  await expect(race.locator("downhill-replay li").first()).toContainText("3 epochs");
  await race.getByRole("button", { name: "Make 4 the experiment" }).click();
  await expect(race.locator("tbody tr").filter({ hasText: /^\s*4/ })).toContainText("in use");
});
