// SPDX-License-Identifier: Apache-2.0
/** The tab that shows what the gradient does in every layer, and what helps where it does not arrive. */
import { expect, test } from "./playground_page.ts";

const sigmoid = { type: "dense", units: 8, activation: "sigmoid" };
const deep = `model.layers=${JSON.stringify([...Array(8).fill(sigmoid), { type: "dense" }])}`;

test("a gradient that vanishes is said in words, and the button beside them mends it", async ({
  page,
  playground,
}) => {
  await playground.open(deep);
  await page.locator("#tab-gradients").click();
  const panel = page.locator("downhill-gradients");
  await expect(panel.getByRole("listitem").first()).toContainText(
    /layer \d gets 1\/[\d,]+ of the gradient of the output layer/,
  );
  await expect(panel.locator("tbody tr")).toHaveCount(9);
  await playground.play.click();
  const plot = panel.locator("downhill-plot");
  const points = () =>
    plot.evaluate(
      (one) =>
        (one as unknown as { drawn: { curves: { x: number[] }[] } }).drawn.curves[0]?.x.length ?? 0,
    );
  await expect.poll(points).toBeGreaterThan(3);
  await panel.getByRole("button", { name: "Update / weights" }).click();
  await expect(plot.locator("canvas")).toHaveAccessibleName(/^Update \/ weights over the updates/);
  await panel.getByRole("button", { name: "Use ReLU" }).click();
  await expect(page).toHaveURL(/relu/);
  await expect(panel.getByRole("listitem").first()).toContainText("Every layer gets its part");
});
