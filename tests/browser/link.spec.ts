// SPDX-License-Identifier: Apache-2.0
/** The experiment is the link. */
import type { DownhillApp } from "../../web/src/pages/playground/downhill-app.ts";
import { expect, test } from "./playground_page.ts";

test("every change is in the address, and a reload restores it", async ({ page, playground }) => {
  await playground.open();
  await page.locator("#data-moons").click();
  const noise = page.locator("downhill-data").getByRole("textbox", { name: "Noise" });
  await noise.fill("0.42");
  await noise.press("Enter");
  await page
    .locator("downhill-knobs")
    .getByRole("combobox", { name: "Optimizer" })
    .selectOption("sgd");
  await page.locator("#speed").selectOption("fastest");
  await page.locator("#log").click();
  await expect(page).toHaveURL(/data\.type=moons/);
  await expect(page).toHaveURL(/data\.noise=0\.42/);
  await expect(page).toHaveURL(/optimizer\.type=sgd/);
  await expect(page).toHaveURL(/speed=fastest/);
  await page.reload();
  await playground.ready();
  await expect(page.locator("#data-moons")).toHaveAttribute("aria-pressed", "true");
  await expect(noise).toHaveValue("0.42");
  await expect(page.locator("#speed")).toHaveValue("fastest");
  await expect(page.locator("#log")).toHaveAttribute("aria-pressed", "true");
  await expect(
    page.locator("downhill-knobs").getByRole("combobox", { name: "Optimizer" }),
  ).toHaveValue("sgd");
});

test("a change made just before a reload is not lost", async ({ page, playground }) => {
  await playground.open();
  for (const id of ["moons", "circle"]) {
    await page.locator(`#data-${id}`).click();
    await expect(page.locator(`#data-${id}`)).toHaveAttribute("aria-pressed", "true");
  }
  await page.reload();
  await playground.ready();
  await expect(page.locator("#data-circle")).toHaveAttribute("aria-pressed", "true");
});

test("a broken link in mid-session says that the open experiment stays", async ({
  page,
  playground,
}) => {
  await playground.open("data.type=moons");
  await page.evaluate(() => {
    location.hash = "#data.noise=-4";
  });
  await expect(page.locator("#broken-link")).toContainText("the experiment that was open stays");
  await expect(page.locator("#data-moons")).toHaveAttribute("aria-pressed", "true");
});

test("the same link trains to the same digits", async ({ page, playground }) => {
  const histories: number[][] = [];
  for (let round = 0; round < 2; round += 1) {
    await playground.open("data.type=xor&seed=11&stop.epochs=60&speed=fastest");
    await playground.play.click();
    await playground.settle();
    const { recorded } = await playground.chartAgainstHistory("loss");
    histories.push(recorded.flat());
    await page.goto("about:blank");
  }
  expect(histories[0]).toHaveLength(2 * 61);
  expect(new Set(histories[0]).size).toBeGreaterThan(100);
  expect(histories[0]).toEqual(histories[1]);
});

test("another link typed into the address is followed", async ({ page, playground }) => {
  await playground.open();
  await page.evaluate(() => {
    location.hash = "#data.type=gaussians&lang=zh";
  });
  await expect(page.locator("#data-gaussians")).toHaveAttribute("aria-pressed", "true");
  await expect(page.locator("html")).toHaveAttribute("lang", "zh-Hans");
});

for (const { name, hash, says } of [
  { name: "a value out of range", hash: "data.noise=-4", says: "data.noise" },
  { name: "an unknown key", hash: "optimizer.learning_rat=1", says: "optimizer.learning_rat" },
  {
    name: "shapes that do not fit",
    hash: 'model.layers=[{"type":"dense","units":3}]',
    says: "model.layers[0].units",
  },
  { name: "damaged JSON", hash: 'model.layers=[{"type', says: "model.layers" },
  { name: "a key given twice", hash: "seed=1&seed=2", says: "twice" },
  { name: "an attack on prototypes", hash: "__proto__.x=1", says: "__proto__" },
]) {
  test(`a link with ${name} is explained, and the default experiment is usable`, async ({
    page,
    playground,
  }) => {
    await playground.open(hash);
    await expect(page.locator("#broken-link")).toContainText(says);
    await page.locator("#one-step").click();
    await expect.poll(async () => (await playground.progress()).step).toBe(1);
    await page.locator("#data-circle").click();
    await expect(page.locator("#broken-link")).toHaveCount(0);
  });
}

test("rows that no link carries are never written into one, and survive a reload", async ({
  page,
  playground,
}) => {
  await playground.open();
  await page.evaluate(async () => {
    // Digits that cannot be guessed from those before them.
    let state = 1;
    const next = () => {
      state = (state * 48_271) % 2_147_483_647;
      return state / 2_147_483_647;
    };
    const features = Array.from({ length: 2_000 }, () => Array.from({ length: 10 }, next));
    const targets = features.map(([first = 0]) => first);
    const { document: experiment } = (document.querySelector("downhill-app") as DownhillApp)
      .workspace;
    await experiment.set("data", { type: "rows", features, targets });
  });
  await expect(page.locator("#draft")).toContainText("kept in this browser");
  expect(page.url().length).toBeLessThan(200);
  await page.locator("#copy-link").click();
  await expect(page.locator("#by-hand")).toContainText("larger than a link may carry");
  await page.reload();
  await playground.ready();
  await expect(page.locator("downhill-data .counts")).toContainText("1,400 to train");
  await expect(page.locator("#broken-link")).toHaveCount(0);
  // What fits again is in the address again.
  await page.locator("#data-circle").click();
  await expect(page).toHaveURL(/data\.type=circle/);
  await expect(page.locator("#draft")).toHaveCount(0);
});

test("the link can be copied, newest change included", async ({ context, page, playground }) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await playground.open();
  await page.locator("#data-xor").click();
  await expect(page.locator("#data-xor")).toHaveAttribute("aria-pressed", "true");
  await page.locator("#copy-link").click();
  await expect(page.locator("#copy-link")).toHaveAccessibleName("Copied");
  expect(await page.evaluate(() => navigator.clipboard.readText())).toContain("#data.type=xor");
});

test("a page without a clipboard shows the link, ready to be copied by hand", async ({
  page,
  playground,
}) => {
  await page.addInitScript(() => {
    Object.defineProperty(Navigator.prototype, "clipboard", { value: undefined });
  });
  await playground.open();
  await page.locator("#copy-link").click();
  const field = page.locator("#by-hand input");
  await expect(field).toBeVisible();
  await expect(field).toBeFocused();
  await expect(field).toHaveValue(/^http/);
  const selected = await field.evaluate((input: HTMLInputElement) => [
    input.selectionStart,
    input.selectionEnd === input.value.length,
  ]);
  expect(selected).toEqual([0, true]);
  await page.keyboard.press("Escape");
  await expect(field).toBeHidden();
});
