// SPDX-License-Identifier: Apache-2.0
/** Data that lie beside the page: fetched when they are chosen, and not before. */
import { expect, test } from "./playground_page.ts";

test("MNIST is fetched when it is chosen, and trains", async ({ page, playground }) => {
  const fetched: string[] = [];
  page.on("request", (request) => {
    const file = request.url().match(/\/data\/([^/]+)$/)?.[1];
    if (file !== undefined) fetched.push(file);
  });
  await playground.open("stop.epochs=1&record.unit=epoch");
  expect(fetched).toEqual([]);
  await page.locator("#data-mnist").click();
  await expect(page.locator("#data-mnist")).toHaveAttribute("aria-pressed", "true");
  await expect(page.locator("downhill-data")).toContainText(/7[^0-9]?000/);
  await playground.play.click();
  // One pass of the default network over 7,000 pictures; a guess is right once in ten.
  await expect.poll(() => playground.testAccuracy(), { timeout: 120_000 }).toBeGreaterThan(70);
  // Each lane of the trainer (check, live, batch) has a memory of its own and asks once.
  expect(new Set(fetched)).toEqual(new Set(["mnist.safetensors"]));
  expect(fetched.length).toBeLessThanOrEqual(3);
});

test("a link to a table that this page does not have says which file it needs", async ({
  page,
}) => {
  const hash = `data.type=stored&data.name=penguins&data.sha256=${"a".repeat(64)}`;
  await page.goto(`./#${hash}`);
  await expect(page.locator("#broken-link")).toContainText("penguins.safetensors");
});

test("a dotted word says what it means when the keyboard reaches it, and at a press", async ({
  page,
  playground,
}) => {
  await playground.open();
  const word = page.locator("downhill-data .counts").getByRole("button", { name: "to validate" });
  const note = page.locator("downhill-data .counts").getByRole("note");
  await word.press("Shift+Tab");
  await page.keyboard.press("Tab");
  await expect(word).toBeFocused();
  await expect(note).toContainText("settings are chosen by it");
  await page.keyboard.press("Escape");
  await expect(note).toHaveCount(0);
  await word.click();
  await expect(note).toBeVisible();
});

test("of data that are no plane a few samples are shown: a picture of each class, or rows", async ({
  page,
  playground,
}) => {
  await playground.open();
  const few = page.locator("downhill-few-samples");
  await expect(page.locator("#data-digits downhill-sample-picture")).toHaveCount(4);
  const seen = () => page.locator("downhill-data .counts").scrollIntoViewIfNeeded();
  await page.locator("#data-digits").click();
  await seen();
  await expect(few.locator("downhill-sample-picture")).toHaveCount(10);
  await page.locator("#data-wine").click();
  await seen();
  await expect(few.getByRole("columnheader").first()).toHaveText("cultivar");
  await expect(few.getByRole("row")).toHaveCount(5);
  await page.locator("#data-moons").click();
  await expect(few.getByRole("row")).toHaveCount(0);
});
