// SPDX-License-Identifier: Apache-2.0
/** Everything by keyboard alone, and shortcuts that never fire while typing. */
import type { Page } from "@playwright/test";
import { expect, test } from "./playground_page.ts";

/** Presses Tab until an element with this id has the focus. */
async function tabTo(page: Page, id: string): Promise<void> {
  for (let presses = 0; presses < 120; presses += 1) {
    await page.keyboard.press("Tab");
    const focused = await page.evaluate(() => {
      let element = document.activeElement;
      while (element?.shadowRoot?.activeElement) element = element.shadowRoot.activeElement;
      return element?.id ?? "";
    });
    if (focused === id) return;
  }
  throw new Error(`Tab never reached #${id}.`);
}

test("train, change the data and switch the language with the keyboard only", async ({
  page,
  playground,
}) => {
  await playground.open();
  await tabTo(page, "lang-zh");
  await page.keyboard.press("Enter");
  await expect(page.locator("html")).toHaveAttribute("lang", "zh-Hans");
  await tabTo(page, "play");
  await page.keyboard.press("Space");
  await playground.reach(3);
  await page.keyboard.press("Space");
  await expect.poll(async () => (await playground.progress()).playing).toBe(false);
  await tabTo(page, "data-spiral");
  await page.keyboard.press("Home");
  await page.keyboard.press("Enter");
  await expect(page.locator("#data-circle")).toHaveAttribute("aria-pressed", "true");
});

for (const { width, height } of [
  { width: 640, height: 400 },
  { width: 360, height: 640 },
]) {
  test(`nothing that has the focus lies under the bar: ${width} x ${height}`, async ({
    page,
    playground,
  }) => {
    await page.setViewportSize({ width, height });
    await playground.open();
    // On a phone the parts of the page take turns: the longest is the one to look through.
    const parts = page.locator("#part-train");
    if (await parts.isVisible()) await parts.click();
    const bar = await page.locator("main > .bar").boundingBox();
    const hidden: string[] = [];
    let seen = 0;
    for (;;) {
      await page.keyboard.press("Tab");
      const focused = await page.evaluate(() => {
        let element = document.activeElement;
        let inBar = false;
        while (element?.shadowRoot?.activeElement) {
          inBar ||= element.matches("downhill-transport, downhill-sections");
          element = element.shadowRoot.activeElement;
        }
        if (element === null || element === document.body) return undefined;
        const { top, bottom } = element.getBoundingClientRect();
        const name = element.id || element.getAttribute("aria-label") || element.outerHTML;
        return { name, top, bottom, inBar };
      });
      if (focused === undefined) break;
      seen += 1;
      // A control taller than the room above the bar shows its beginning.
      const room = bar?.y ?? 0;
      const fits = focused.bottom - focused.top <= room;
      const covered = fits ? focused.bottom > room : focused.top > room / 2;
      if (!focused.inBar && covered) hidden.push(focused.name);
    }
    expect(seen).toBeGreaterThan(20);
    expect(hidden).toEqual([]);
  });
}

test("on a desk Tab goes through the parts of the page as they are seen", async ({
  page,
  playground,
}) => {
  await page.setViewportSize({ width: 1280, height: 800 });
  await playground.open();
  const parts = {
    data: "downhill-data",
    network: "downhill-network",
    map: "downhill-stage",
    loss: "downhill-chart",
    doctor: "downhill-doctor",
    why: "downhill-dock .tabs",
  };
  // Data, network and map stand from left to right, the loss below the map, and below them all the doctor and why.
  const at = async (selector: string) => {
    const box = await page.locator(selector).boundingBox();
    if (box === null) throw new Error(`${selector} is not seen`);
    return box;
  };
  const [data, network, map, loss, doctor, why] = await Promise.all(Object.values(parts).map(at));
  const edges = (side: "x" | "y", ...boxes: (typeof data)[]) => boxes.map((box) => box?.[side]);
  const leftToRight = edges("x", data, network, map);
  const downwards = edges("y", map, loss, doctor, why);
  for (const seen of [leftToRight, downwards]) {
    expect(seen).toEqual([...seen].sort((one, other) => (one ?? 0) - (other ?? 0)));
  }
  const visited: string[] = [];
  for (;;) {
    await page.keyboard.press("Tab");
    const part = await page.evaluate((selectors) => {
      let element = document.activeElement;
      if (element === null || element === document.body) return undefined;
      // From within outwards, until one of the parts holds it.
      const path: Element[] = [element];
      while (element?.shadowRoot?.activeElement) {
        element = element.shadowRoot.activeElement;
        path.push(element);
      }
      const holds = (selector: string) => {
        const [host = "", inner] = selector.split(" ");
        const hosted = path.some((one) => one.matches(host));
        return hosted && (inner === undefined || path.some((one) => one.closest(inner) !== null));
      };
      return Object.entries(selectors).find(([, selector]) => holds(selector))?.[0] ?? "";
    }, parts);
    if (part === undefined) break;
    if (part !== "" && visited.at(-1) !== part) visited.push(part);
  }
  expect(visited).toEqual(Object.keys(parts));
});

/** Where the focus is, from the page inwards: names of elements and ids. */
const focusPath = (page: Page): Promise<string[]> =>
  page.evaluate(() => {
    const path: string[] = [];
    for (let at = document.activeElement; at !== null; at = at.shadowRoot?.activeElement ?? null) {
      path.push(at.localName, at.id);
      for (let over = at.parentElement; over !== null; over = over.parentElement) {
        path.push(over.id);
      }
    }
    return path;
  });

/** In their order: the name of the link, and what has the focus then. */
const REGIONS = [
  ["Play button", "play"],
  ["Data", "region-data"],
  ["Network", "region-network"],
  ["Output", "region-output"],
  ["Loss", "region-loss"],
  ["Why", "region-why"],
] as const;

for (const { width, height } of [
  { width: 1280, height: 800 },
  { width: 360, height: 740 },
]) {
  test(`a skip link and a key lead to each part of the page: ${width} x ${height}`, async ({
    page,
    playground,
  }) => {
    await page.setViewportSize({ width, height });
    await playground.open();
    const skip = page.getByRole("navigation", { name: "Go to" });
    await expect(skip).not.toBeInViewport();
    for (const [at, [name, id]] of REGIONS.entries()) {
      const isThere = async () => (await focusPath(page)).includes(id);
      await page.locator("h1").click();
      await page.keyboard.press(String(at + 1));
      await expect.poll(isThere, name).toBe(true);
      // As it is when somebody comes to the page.
      await page.evaluate(() => {
        getSelection()?.removeAllRanges();
        getSelection()?.collapse(document.body, 0);
      });
      await skip.getByRole("button").first().focus();
      for (let tabs = 0; tabs < at; tabs += 1) await page.keyboard.press("Tab");
      await expect(skip).toBeInViewport();
      await expect(skip.getByRole("button", { name })).toBeFocused();
      await page.keyboard.press("Enter");
      await expect.poll(isThere, name).toBe(true);
      // And Tab goes on within it.
      if (id !== "play") {
        await page.keyboard.press("Tab");
        expect((await focusPath(page)).includes(id), `Tab after ${name}`).toBe(true);
      }
    }
  });
}

test("the choice of data is one stop of Tab, and arrows go through it as it is seen", async ({
  page,
  playground,
}) => {
  await page.setViewportSize({ width: 1280, height: 800 });
  await playground.open();
  const data = page.locator("downhill-data");
  await page.locator("h1").click();
  await page.keyboard.press("2");
  await expect(page.locator("#region-data")).toBeFocused();
  await page.keyboard.press("Tab");
  await page.keyboard.press("Tab");
  await page.keyboard.press("Tab");
  await expect(data.locator("#data-spiral")).toBeFocused();
  await page.keyboard.press("ArrowUp");
  await expect(data.locator("#data-circle")).toBeFocused();
  await page.keyboard.press("ArrowRight");
  await expect(data.locator("#data-xor")).toBeFocused();
  await page.keyboard.press("ArrowDown");
  await expect(data.locator("#data-moons")).toBeFocused();
  await page.keyboard.press("End");
  await expect(data.locator("#own-data")).toBeFocused();
  await page.keyboard.press("Home");
  await expect(data.locator("#data-circle")).toBeFocused();
  // Whoever leaves without a choice comes back to what is chosen.
  await page.keyboard.press("Tab");
  await page.keyboard.press("Shift+Tab");
  await expect(data.locator("#data-spiral")).toBeFocused();
  await page.keyboard.press("ArrowRight");
  await page.keyboard.press("Enter");
  await expect(data.locator("#data-moons")).toHaveAttribute("aria-pressed", "true");
  await expect(data.locator("#data-moons")).toBeFocused();
});

test("arrows count the units of a layer", async ({ page, playground }) => {
  await playground.open();
  const units = page.getByRole("spinbutton", { name: "Units of Layer 1" });
  await units.focus();
  const before = Number(await units.inputValue());
  await page.keyboard.press("ArrowUp");
  await expect(units).toHaveValue(String(before + 1));
  await expect(units).toHaveAttribute("aria-valuenow", String(before + 1));
  await page.keyboard.press("ArrowDown");
  await expect(units).toHaveValue(String(before));
  await expect(units).toBeFocused();
});

test("shortcuts play, step, reset and switch the scale", async ({ page, playground }) => {
  await playground.open();
  await page.keyboard.press("s");
  await expect.poll(async () => (await playground.progress()).step).toBe(1);
  await page.keyboard.press("e");
  await expect.poll(async () => (await playground.progress()).epoch).toBe(1);
  await page.keyboard.press("r");
  await expect.poll(async () => (await playground.progress()).step).toBe(0);
  await page.keyboard.press("l");
  await expect(page.locator("#log")).toHaveAttribute("aria-pressed", "true");
  await page.keyboard.press("Space");
  await playground.reach(2);
  await page.keyboard.press("Space");
  await expect.poll(async () => (await playground.progress()).playing).toBe(false);
});

test("the focus stays when the last epoch is done, and goes to play when the end is put away", async ({
  page,
  playground,
}) => {
  await playground.open("data.type=moons&stop.epochs=1");
  await page.locator("#one-epoch").focus();
  await page.keyboard.press("Enter");
  await expect(page.locator("#verdict")).toBeVisible();
  await expect(page.locator("#one-epoch")).toBeFocused();
  await expect(page.locator("#one-epoch")).toHaveAttribute("aria-disabled", "true");
  await page.keyboard.press("Enter");
  expect((await playground.progress()).epoch).toBe(1);
  await page.locator("#dismiss").focus();
  await page.keyboard.press("Enter");
  await expect(page.locator("#verdict")).toHaveCount(0);
  await expect(playground.play).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(page.locator("#verdict")).toBeVisible();
});

test("shortcuts do nothing while typing, and nothing at all once switched off", async ({
  page,
  playground,
}) => {
  await playground.open();
  const noise = page.locator("downhill-data").getByRole("textbox", { name: "Noise" });
  await noise.focus();
  await page.keyboard.type("s r e");
  await expect(noise).toHaveValue(/s r e/);
  expect((await playground.progress()).step).toBe(0);
  await page.keyboard.press("Escape");
  await page.locator("h1").click();
  await page.keyboard.press("?");
  await page.getByRole("checkbox", { name: "Single keys act on the page" }).uncheck();
  await page.keyboard.press("Escape");
  await expect(page.locator("downhill-keys")).toHaveCount(0);
  await page.locator("h1").click();
  await page.keyboard.press("s");
  await page.locator("#one-step").click();
  await expect.poll(async () => (await playground.progress()).step).toBe(1);
});

test("help opens and closes by keyboard", async ({ page, playground }) => {
  await playground.open();
  const help = page.locator("downhill-data").getByRole("button", { name: "Help: Noise" });
  await help.focus();
  await page.keyboard.press("Enter");
  await expect(help).toHaveAttribute("aria-expanded", "true");
  await expect(page.locator("downhill-data").getByText("Standard deviation")).toBeVisible();
});

test("? lists the keys of every command, and closes again", async ({ page, playground }) => {
  await playground.open();
  await page.keyboard.press("?");
  const list = page.getByRole("dialog", { name: "Keyboard shortcuts" });
  await expect(list).toBeVisible();
  for (const command of ["Play or pause", "One update", "Undo the last change", "Redo"]) {
    await expect(list.getByRole("definition").filter({ hasText: command }).first()).toBeVisible();
  }
  await page.keyboard.press("Escape");
  await expect(list).toHaveCount(0);
  await page.locator("downhill-topbar #menu").click();
  await page.locator("#keys").click();
  await expect(list).toBeVisible();
});

test("undo and redo by key and by button", async ({ page, playground }) => {
  await playground.open();
  await expect(page.locator("#undo")).toHaveAttribute("aria-disabled", "true");
  await page.locator("#data-moons").click();
  await expect(page.locator("#data-moons")).toHaveAttribute("aria-pressed", "true");
  await page.keyboard.press("Control+z");
  await expect(page.locator("#data-spiral")).toHaveAttribute("aria-pressed", "true");
  await expect(page).not.toHaveURL(/moons/);
  await page.locator("#redo").click();
  await expect(page.locator("#data-moons")).toHaveAttribute("aria-pressed", "true");
  await expect(page).toHaveURL(/moons/);
});
