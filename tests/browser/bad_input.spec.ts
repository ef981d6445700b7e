// SPDX-License-Identifier: Apache-2.0
/** What the parser refuses stands beside its field; the old experiment goes on and nothing typed is lost. */
import { expect, test } from "./playground_page.ts";

for (const { typed, says } of [
  { typed: "-1", says: "below" },
  { typed: "abc", says: "number" },
  { typed: "NaN", says: "number" },
  { typed: "1e999", says: "number" },
  { typed: "999999999", says: "above" },
  { typed: "", says: "number" },
]) {
  test(`"${typed}" as noise`, async ({ page, playground }) => {
    await playground.open();
    await playground.play.click();
    await playground.reach(2);
    const field = page
      .locator("downhill-data downhill-field")
      .filter({ has: page.getByText("Noise", { exact: true }) });
    const input = field.getByRole("textbox");
    await input.fill(typed);
    await input.press("Enter");
    await expect(field.getByRole("alert")).toContainText(says);
    // A form has no keys that could be left out.
    await expect(field.getByRole("alert")).not.toContainText("key");
    await expect(input).toHaveValue(typed);
    await expect(input).toHaveAttribute("aria-invalid", "true");
    expect((await playground.progress()).playing).toBe(true);
    expect(page.url()).not.toContain("noise");
    // Escape gives up what was typed.
    await input.press("Escape");
    await expect(input).toHaveValue("0.1");
    await expect(field.getByRole("alert")).toBeHidden();
  });
}

test("a refused value stays while another field changes", async ({ page, playground }) => {
  await playground.open();
  const noise = page.locator("downhill-data").getByRole("textbox", { name: "Noise" });
  await noise.fill("-7");
  await noise.press("Enter");
  const samples = page.locator("downhill-data").getByRole("textbox", { name: "Samples" });
  await samples.fill("200");
  await samples.press("Enter");
  await expect(page).toHaveURL(/data\.samples=200/);
  await expect(noise).toHaveValue("-7");
  // What takes the default again is then gone, and leaves the focus to the field.
  const undo = page.getByRole("button", { name: "Samples: back to the default" });
  await undo.press("Enter");
  await expect(samples).toBeFocused();
  await expect(samples).toHaveValue("500");
  await expect(undo).toHaveCount(0);
});

test("too many units are refused beside the layer", async ({ page, playground }) => {
  await playground.open();
  const units = page
    .locator("downhill-network")
    .getByRole("spinbutton", { name: "Units of Layer 1" });
  await units.fill("0");
  await units.press("Enter");
  await expect(page.locator("downhill-network").getByRole("alert")).toContainText(
    "Layer 1 · Units: 0 is below 1.",
  );
  await expect(units).toHaveValue("0");
  await units.fill("12");
  await units.press("Enter");
  await expect(page.locator("downhill-network").getByRole("alert")).toBeHidden();
});

test("the message is in the page's language", async ({ page, playground }) => {
  await playground.open("lang=zh");
  const input = page.locator("downhill-data").getByRole("textbox", { name: "噪声" });
  await input.fill("-1");
  await input.press("Enter");
  await expect(
    page.locator("downhill-data").getByRole("alert").filter({ visible: true }),
  ).toContainText("小于");
});

test("another dataset takes back a loss that does not fit it, and says so", async ({
  page,
  playground,
}) => {
  await playground.open("loss.type=hinge");
  await page.locator("#data-line").click();
  await expect(page.locator("#data-line")).toHaveAttribute("aria-pressed", "true");
  await expect(page.locator("#repaired")).toHaveText(
    "Loss no longer fitted and is as by default again. It is Mean squared error now.",
  );
  await page.locator("#lang-zh").click();
  await expect(page.locator("#repaired")).toContainText("损失已不适用");
});

test("rows and targets that fit only together are taken together", async ({ page, playground }) => {
  await playground.open("data.type=rows");
  const fields = page.locator("downhill-data");
  const features = fields.getByRole("textbox", { name: "Features" });
  const targets = fields.getByRole("textbox", { name: "Targets" });
  // The default rows are written out, and yet there is nothing to take back.
  await expect(fields.getByRole("button", { name: /back to the default/ })).toHaveCount(0);
  await features.fill("0 0\n0 1\n1 0\n1 1\n2 2\n3 1");
  await features.blur();
  await expect(features).toHaveAttribute("aria-invalid", "true");
  await targets.fill("0\n1\n1\n2\n4\n4");
  await targets.blur();
  await expect(features).toHaveAttribute("aria-invalid", "false");
  await expect(targets).toHaveAttribute("aria-invalid", "false");
  await expect(features).toHaveValue("0, 0\n0, 1\n1, 0\n1, 1\n2, 2\n3, 1");
  await expect(page).toHaveURL(/data\.features=/);
  await features.fill("0 0\n0 x");
  await features.blur();
  await expect(fields.getByRole("alert").filter({ visible: true })).toContainText(
    'Row 2 · Number 2: must be a number, but is "x". Write a number here, or press ↶ for the default.',
  );
  await expect(features).toHaveValue("0, 0\n0, x");
});
