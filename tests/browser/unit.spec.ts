// SPDX-License-Identifier: Apache-2.0
/** A unit chosen in the network is large in the place of the output, with its weights as the trainer has them. */
import type { DownhillApp } from "../../web/src/pages/playground/downhill-app.ts";
import { expect, test } from "./playground_page.ts";

test("a unit chosen takes the output's place, leads on to the next, and Escape brings the output back", async ({
  page,
  playground,
}) => {
  const layers = [{ type: "dense", units: 3 }, { type: "dense", units: 2 }, { type: "dense" }];
  await playground.open(`data.type=spiral&model.layers=${JSON.stringify(layers)}`);
  const network = page.locator("downhill-network-picture");
  await network.getByRole("button", { name: "Layer 1, unit 2" }).click();
  const unit = page.locator("downhill-unit");
  await expect(page.getByRole("heading", { name: "Layer 1, unit 2" })).toBeVisible();
  await expect(page.locator("downhill-map")).toHaveCount(0);
  const second = () =>
    page.evaluate(async () => {
      const { run } = (document.querySelector("downhill-app") as DownhillApp).workspace;
      const model = await run.save();
      return model?.parameters[0]?.values[1] ?? Number.NaN;
    });
  const shown = async () => {
    const box = unit.getByRole("textbox", { name: "Weight of x1" });
    return Number.parseFloat(await box.inputValue());
  };
  // x1 to units 1, 2, 3: theirs are the first three numbers.
  await expect.poll(async () => Math.abs((await shown()) - (await second()))).toBeLessThan(1e-3);
  const before = await shown();
  await page.locator("#one-epoch").click();
  await playground.settle();
  await expect.poll(shown).not.toBe(before);
  await unit.getByRole("button", { name: "Layer 2, unit 1" }).click();
  await expect(page.getByRole("heading", { name: "Layer 2, unit 1" })).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(page.locator("downhill-map")).toBeVisible();
});

test("a weight is changed by hand while the run stands, and a text that is no number is not taken", async ({
  page,
  playground,
}) => {
  const layers = [{ type: "dense", units: 3 }, { type: "dense" }];
  await playground.open(`data.type=spiral&model.layers=${JSON.stringify(layers)}`);
  await page
    .locator("downhill-network-picture")
    .getByRole("button", { name: "Layer 1, unit 2" })
    .click();
  const unit = page.locator("downhill-unit");
  const box = unit.getByRole("textbox", { name: "Weight of x1" });
  await box.fill("0.25");
  await box.press("Enter");
  const kept = () =>
    page.evaluate(async () => {
      const { run } = (document.querySelector("downhill-app") as DownhillApp).workspace;
      return (await run.save())?.parameters[0]?.values[1];
    });
  await expect.poll(kept).toBe(0.25);
  await box.fill("much");
  await box.press("Enter");
  await expect(box).toHaveAttribute("aria-invalid", "true");
  await box.press("Escape");
  await expect(box).toHaveValue("0.25");
  // Given up before Enter it is no change either.
  await box.fill("0.75");
  await box.press("Escape");
  await expect(box).toHaveValue("0.25");
  await expect(page.locator("#undo")).toHaveAttribute("title", /→ 0\.25/);
  await expect(page.getByRole("heading", { name: "Layer 1, unit 2" })).toBeVisible();
  await page.locator("#one-epoch").click();
  await playground.settle();
  await expect.poll(kept).not.toBe(0.25);
  // Two in haste, each a step for undo that says which weight it was.
  const bias = unit.getByRole("textbox", { name: "Weight of Bias" });
  const before = await kept();
  await box.fill("0.5");
  await bias.fill("0.125");
  await bias.press("Enter");
  await expect.poll(kept).toBe(0.5);
  const undo = page.locator("#undo");
  await expect(undo).toHaveAttribute("title", /Undo: Bias of Layer 1, unit 2: .* → 0\.125/);
  await undo.click();
  await expect(undo).toHaveAttribute("title", /Undo: Weight x1 → Layer 1, unit 2: .* → 0\.5/);
  await undo.click();
  await expect.poll(kept).toBe(before);
});

test("a convolution shows its maps of the sample that was touched, and large the map with its filter", async ({
  page,
  playground,
}) => {
  const layers = [
    { type: "conv2d", out_channels: 3, padding: "same", activation: "relu" },
    { type: "max_pool2d" },
    { type: "dense", units: 4, activation: "tanh" },
    { type: "dense" },
  ];
  await playground.open(`data.type=digits&model.layers=${JSON.stringify(layers)}`);
  const network = page.locator("downhill-network-picture");
  const drawn = () =>
    network.locator("#units").evaluate((canvas: HTMLCanvasElement) => canvas.toDataURL());
  // Nothing was touched: the first of the test part, which another touch leads on from.
  const sample = network.getByRole("button", { name: /^Test sample 1\./ });
  await expect(sample).toBeVisible();
  const first = await drawn();
  await sample.click();
  await expect(network.getByRole("button", { name: /^Test sample 2\./ })).toBeFocused();
  await expect(page.locator("downhill-sample")).toContainText("Test sample 2");
  await expect.poll(drawn).not.toBe(first);
  await page.keyboard.press("ArrowLeft");
  await expect(page.locator("downhill-sample")).toContainText("Test sample 1");
  await network.getByRole("button", { name: "Layer 1, channel 2" }).click();
  const unit = page.locator("downhill-unit");
  await expect(page.getByRole("heading", { name: "Layer 1, channel 2" })).toBeVisible();
  await expect(unit).toContainText("Test sample 1: its feature map above");
  const large = () =>
    unit.locator("canvas").evaluate((canvas: HTMLCanvasElement) => canvas.toDataURL());
  const before = await large();
  await page.locator("#one-epoch").click();
  await playground.settle();
  await expect.poll(large).not.toBe(before);
  await network.getByRole("button", { name: "Layer 2, channel 1" }).click();
  await expect(unit).toContainText("made smaller");
  await network.getByRole("button", { name: "Layer 3, unit 1" }).click();
  await expect(unit).toContainText(/Test sample 1: it answers [−-]?[0-9]/);
});
