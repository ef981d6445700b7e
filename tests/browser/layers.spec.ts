// SPDX-License-Identifier: Apache-2.0
/** The editor of the network: kinds of layers, their places, their units, and where the focus goes. */
import type { Locator } from "@playwright/test";
import { expect, test } from "./playground_page.ts";

/** A network of the layers, in a link. */
const linkTo = (...layers: readonly unknown[]) => `model.layers=${JSON.stringify(layers)}`;
const dense = (units: number) => ({ type: "dense", units, activation: "tanh" });

const unitsOf = (network: Locator, name: string) =>
  network.getByRole("spinbutton", { name: `Units of ${name}` });
const settingsOf = (network: Locator, name: string) =>
  network.getByRole("button", { name: `Settings of ${name}` });

test("a kind of layer that does not fit stays chosen beside its error, until the layer is changed", async ({
  page,
  playground,
}) => {
  await playground.open();
  const network = page.locator("downhill-network");
  await settingsOf(network, "Layer 1").click();
  await network.locator("#kind").selectOption("conv2d");
  await expect(network.locator("#problems")).toContainText("Layer 1: wants an image");
  await expect(network.locator("#kind")).toHaveValue("conv2d");
  await network.getByRole("button", { name: "One unit more in Layer 1" }).click();
  await expect(network.locator("#problems")).toBeHidden();
  // A click elsewhere has closed the form.
  await settingsOf(network, "Layer 1").click();
  await expect(network.locator("#kind")).toHaveValue("dense");
  // Back from another kind, a layer is what it was.
  await network.locator("#kind").selectOption("dropout");
  await expect(unitsOf(network, "Layer 1")).toHaveCount(0);
  await network.locator("#kind").selectOption("dense");
  await expect(unitsOf(network, "Layer 1")).toHaveValue("9");
  const activation = network.getByRole("combobox", { name: "Activation of Layer 1" });
  await expect(activation).toHaveValue("tanh");
});

test("a residual block comes with a layer that keeps the shape, and trains", async ({
  page,
  playground,
}) => {
  const network = page.locator("downhill-network");
  for (const { hash, layer, inside } of [
    { hash: "data.type=spiral", layer: "Layer 1", inside: "Dense · Units 2 · Activation Tanh" },
    { hash: "data.type=spiral", layer: "Layer 2", inside: "Dense · Units 8 · Activation Tanh" },
    { hash: "data.type=spiral", layer: "Output", inside: "Dense · Units 1" },
    { hash: "data.type=digits", layer: "Layer 1", inside: /^Convolution · Channels 1 .*Same/ },
  ]) {
    await page.goto("about:blank");
    await playground.open(hash);
    await settingsOf(network, layer).click();
    await network.locator("#kind").selectOption("residual");
    await expect(network.locator("downhill-field .inside")).toHaveText(inside);
    await page.locator("#one-epoch").click();
    await expect.poll(async () => (await playground.progress()).epoch).toBe(1);
  }
});

test("the focus stays by a layer that is moved, and goes to a new one when it is removed", async ({
  page,
  playground,
}) => {
  await playground.open(linkTo(dense(4), dense(3), { type: "dense" }));
  const network = page.locator("downhill-network");
  await settingsOf(network, "Layer 1").click();
  await network.locator("#later").press("Enter");
  await expect(unitsOf(network, "Layer 1")).toHaveValue("3");
  await expect(settingsOf(network, "Layer 2").and(page.locator("button"))).toBeFocused();
  // Nothing passes the output.
  await expect(network.locator("#later")).toBeDisabled();
  await network.locator("#earlier").press("Enter");
  await expect(settingsOf(network, "Layer 1").and(page.locator("button"))).toBeFocused();
  await network.locator("#remove").press("Enter");
  await expect(network.locator("#add-layer")).toBeFocused();
  await expect(unitsOf(network, "Layer 2")).toHaveCount(0);
  await settingsOf(network, "Output").click();
  await expect(network.locator("#earlier")).toBeDisabled();
  // A button that ends passes the focus on as well.
  await unitsOf(network, "Layer 1").fill("2");
  await unitsOf(network, "Layer 1").press("Enter");
  await expect(page).toHaveURL(/units%22%3A2/);
  await network.getByRole("button", { name: "One unit fewer in Layer 1" }).press("Enter");
  await expect(unitsOf(network, "Layer 1")).toHaveValue("1");
  await expect(unitsOf(network, "Layer 1")).toBeFocused();
  // A new layer is as the one before the output. By its key: the form that is open may lie over the button.
  await network.locator("#add-layer").press("Enter");
  await expect(unitsOf(network, "Layer 2")).toHaveValue("1");
});

test("all units can be read, a refused number is given up by Escape, and a new layer is in sight", async ({
  page,
  playground,
}) => {
  await page.setViewportSize({ width: 360, height: 740 });
  await playground.open(linkTo(dense(1024), dense(128), { type: "dense" }));
  await page.locator("#part-network").click();
  const network = page.locator("downhill-network");
  const cut = () =>
    network
      .getByRole("textbox")
      .evaluateAll((all) => all.filter((box) => box.scrollWidth > box.clientWidth).length);
  expect(await cut()).toBe(0);
  const units = unitsOf(network, "Layer 2");
  await units.fill("123456789");
  expect(await cut()).toBe(0);
  await units.press("Enter");
  await expect(network.locator("#problems")).toContainText("Layer 2 · Units: 123456789 is above");
  await units.press("Escape");
  await expect(units).toHaveValue("128");
  await expect(network.locator("#problems")).toBeHidden();
  await network.locator("#add-layer").click();
  await expect(unitsOf(network, "Layer 3")).toBeInViewport({ ratio: 1 });
  await expect(settingsOf(network, "Output")).toBeInViewport({ ratio: 1 });
});
