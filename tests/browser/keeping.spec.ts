// SPDX-License-Identifier: Apache-2.0
/** Examples, runs that are kept, and work that comes back. */
import { expect, test } from "./playground_page.ts";

test("an example opens as one change, with its story, and undo brings back what was here", async ({
  page,
  playground,
}) => {
  await playground.open("seed=5");
  await page.keyboard.press("x");
  const examples = page.getByRole("dialog", { name: "Examples" });
  await examples.getByRole("button", { name: "XOR" }).click();
  await expect(examples).toBeHidden();
  await expect(page.locator("#data-xor")).toHaveAttribute("aria-pressed", "true");
  const notice = page.locator("#notice");
  await expect(notice).toContainText("Four hidden units");
  await notice.getByRole("button", { name: "Undo" }).click();
  await expect(page).toHaveURL(/#seed=5$/);
  await page.locator("#file-menu").click();
  await page.locator("#open-gallery").click();
  await expect(examples).toBeVisible();
});

test("undo says what it takes back, on its button and aloud", async ({ page, playground }) => {
  await playground.open();
  const rate = page.getByRole("textbox", { name: "Learning rate" }).first();
  await rate.fill("0.1");
  await rate.press("Enter");
  const undo = page.locator("#undo");
  await expect(undo).toHaveAccessibleName("Undo: Learning rate 0.01 → 0.1");
  await undo.click();
  await expect(page.locator("downhill-announcer [role=status]")).toHaveText(
    "Undone: Learning rate 0.01 → 0.1.",
  );
  await expect(page.locator("#redo")).toHaveAccessibleName("Redo: Learning rate 0.01 → 0.1");
});
