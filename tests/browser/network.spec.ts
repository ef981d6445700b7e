// SPDX-License-Identifier: Apache-2.0
/** The picture of the network: its units while they learn, one chosen, and columns put in another order. */
import { expect, test } from "./playground_page.ts";
import { stillBox } from "./still_box.ts";

const dense = (units: number) => ({ type: "dense", units, activation: "tanh" });
const linkTo = (...layers: readonly object[]) => `model.layers=${JSON.stringify(layers)}`;

test("the maps of the units change while it trains, and a unit is chosen by keys", async ({
  page,
  playground,
}) => {
  await playground.open(`data.type=spiral&${linkTo(dense(4), dense(3), { type: "dense" })}`);
  const picture = page.locator("downhill-network-picture");
  const drawn = () =>
    picture.locator("#units").evaluate((canvas: HTMLCanvasElement) => canvas.toDataURL());
  const before = await drawn();
  await page.locator("#one-epoch").click();
  await playground.settle();
  await expect.poll(drawn).not.toBe(before);
  // All units are one stop of Tab; arrows lead from one to the next.
  await expect(picture.locator("button[tabindex='0']")).toHaveCount(1);
  await picture.getByRole("button", { name: "Layer 1, unit 1" }).focus();
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("ArrowRight");
  const unit = picture.getByRole("button", { name: "Layer 2, unit 2" });
  await expect(unit).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(unit).toHaveAttribute("aria-pressed", "true");
  await page.keyboard.press("Escape");
  await expect(unit).toHaveAttribute("aria-pressed", "false");
});

test("a column is dragged to another place, and taken back by Alt and an arrow", async ({
  page,
  playground,
}) => {
  await playground.open(linkTo(dense(4), dense(3), { type: "dense" }));
  const network = page.locator("downhill-network");
  const units = network.getByRole("spinbutton", { name: "Units of Layer 1" });
  await network.locator("#title-0").scrollIntoViewIfNeeded();
  const first = await stillBox(network.locator("#title-0"));
  const second = await stillBox(network.locator("#title-1"));
  await page.mouse.move(first.x + first.width / 2, first.y + first.height / 2);
  await page.mouse.down();
  await page.mouse.move(second.x + second.width / 2, first.y + first.height / 2, { steps: 4 });
  await page.mouse.up();
  await expect(units).toHaveValue("3");
  await expect(network.locator("#layer")).toBeHidden();
  await network.locator("#title-1").press("Alt+ArrowLeft");
  await expect(units).toHaveValue("4");
});

test("what the network is fed is switched, the last input stays, and undo takes a switch back", async ({
  page,
  playground,
}) => {
  await playground.open("data.type=xor");
  const open = page.locator("downhill-network #choose-inputs");
  const input = (id: string) => page.locator(`downhill-inputs [data-input=${id}]`);
  await open.click();
  await input("x1_x2").click();
  await expect(page).toHaveURL(/data\.inputs=.*x1_x2/);
  await input("x1").click();
  await input("x2").click();
  await expect(input("x1_x2")).toBeDisabled();
  await expect(input("x2")).toHaveAttribute("aria-pressed", "false");
  // All switches are one stop of Tab; what is opened by a click has the focus inside or at its button, and gives it back.
  await input("x1").focus();
  await page.keyboard.press("ArrowRight");
  await expect(input("x2")).toBeFocused();
  await page.keyboard.press("Escape");
  await expect(input("x2")).toHaveCount(0);
  await expect(open).toBeFocused();
  await page.locator("#undo").click();
  await open.click();
  await expect(input("x2")).toHaveAttribute("aria-pressed", "true");
});
