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
