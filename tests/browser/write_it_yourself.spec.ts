// SPDX-License-Identifier: Apache-2.0
/** Students' own code beside the trainer's, as they write it: what is right and wrong is tested below the browser. */
import AxeBuilder from "@axe-core/playwright";
import type { Locator, Page } from "@playwright/test";
import type { DownhillApp } from "../../web/src/pages/playground/downhill-app.ts";
import { expect, test } from "./playground_page.ts";

const MOMENTUM = `function step(parameters, gradients, state, t, rate) {
  state.v ??= parameters.map(() => 0);
  return parameters.map((w, i) => {
    state.v[i] = 0.9 * state.v[i] + gradients[i];
    return w - rate * state.v[i];
  });
}`;

const panelOf = (page: Page): Locator => page.locator("downhill-write-it-yourself");
const editorOf = (page: Page): Locator => page.locator("downhill-code .cm-content");

async function open(page: Page): Promise<Locator> {
  await page.locator("#tab-write_it_yourself").click();
  await expect(editorOf(page)).toBeVisible();
  return panelOf(page);
}

/** In place of all that stands there, as if it were pasted. */
async function write(page: Page, code: string): Promise<void> {
  await editorOf(page).press("Control+a");
  await editorOf(page).evaluate((content, text) => {
    const clipboardData = new DataTransfer();
    clipboardData.setData("text/plain", text);
    const paste = { clipboardData, bubbles: true, cancelable: true };
    content.dispatchEvent(new ClipboardEvent("paste", paste));
  }, code);
}

test("momentum that is written by hand agrees, a slip is shown by its first number, and nothing is lost", async ({
  page,
  playground,
}) => {
  await playground.open();
  const panel = await open(page);
  await panel.locator("#run").click();
  await expect(panel.locator("#said")).toContainText("differs from Momentum: step 2, parameter x");
  await expect(panel.locator("tr.best")).toContainText("x");

  await write(page, MOMENTUM);
  await panel.locator("#run").click();
  await expect(panel.locator("#said")).toContainText("All 100 steps agree");
  const traces = () =>
    panel.locator("downhill-contours").evaluate((contours) => {
      const { traces } = contours as unknown as { traces: { places: { x: number }[] }[] };
      return traces.map(({ places }) => [places.length, Number(places.at(-1)?.x.toFixed(4))]);
    });
  const [ours, yours] = await traces();
  expect(yours).toEqual(ours);

  await page.reload();
  await playground.ready();
  await open(page);
  await expect(editorOf(page)).toContainText("0.9 * state.v[i]");
  await panel.locator("#start-over").press("Enter");
  await expect(panel.locator("#run")).toBeFocused();
  await expect(editorOf(page)).not.toContainText("0.9 * state.v[i]");
  await editorOf(page).press("Control+z");
  await expect(editorOf(page)).toContainText("0.9 * state.v[i]");
  // The look of the editor is within the content policy of the page; what is not would be an error of the console, which none may have.
  await expect(page.locator("downhill-code .cm-gutters")).toHaveCSS("display", "flex");
});

test("on the network of the page it trains by the trainer's gradients, beside the built-in optimizer", async ({
  page,
  playground,
}) => {
  await playground.open(
    "data.type=moons&data.samples=60&optimizer.type=momentum&optimizer.learning_rate=0.05",
  );
  const panel = await open(page);
  await panel.locator("#ground").selectOption("experiment");
  await expect(panel.locator("#on-network")).toContainText("Compared with Momentum as this page");
  await panel.locator("#run").click();
  await expect(panel.locator("#said")).toContainText("step 2, parameter layers[0].weight[0][0]");
  await expect(panel.locator("tr.best")).toHaveCount(1);
  await write(page, MOMENTUM);
  await panel.locator("#run").click();
  await expect(panel.locator("#said")).toContainText("All 40 steps agree");
  await expect(panel.locator("downhill-plot canvas")).toBeVisible();
  expect((await playground.progress()).step).toBe(0);
});

test("a mistake is told with its line, an endless loop is ended, deaf ones too, and the page lives", async ({
  page,
  playground,
}) => {
  await playground.open("data.type=moons&data.samples=60");
  const panel = await open(page);
  await write(page, "function step(parameters) {\n  return parameter;\n}");
  await panel.locator("#run").click();
  await expect(panel.locator("#mistake")).toHaveText(/^Line 2 \(t = 1\): parameter is not defined/);
  await expect(page.locator("downhill-code .cm-mistake")).toContainText("return parameter;");
  await panel.locator("#go-to").click();
  await expect(editorOf(page)).toBeFocused();

  await write(page, "function step() {\n  while (true) {}\n}");
  await panel.locator("#run").click();
  // Meanwhile it trains.
  await playground.play.click();
  await playground.reach(3);
  await expect(panel.locator("#mistake")).toHaveText(/^Line 2.*did not come to an end/);

  // Within a function of the interpreter, which asks nobody: the worker is ended.
  await write(page, "function step() {\n  return [].indexOf.call({ length: 2 ** 53 }, 1);\n}");
  await editorOf(page).press("Control+Enter");
  await expect(panel.locator("#mistake")).toHaveText(/did not come to an end/, { timeout: 30_000 });

  await write(page, MOMENTUM);
  await panel.locator("#run").click();
  await expect(panel.locator("#said")).toContainText("All 100 steps agree");
});

test("Tab indents, and leaves the editor after Escape", async ({ page, playground }) => {
  await playground.open();
  const panel = await open(page);
  await editorOf(page).press("Control+a");
  for (const key of ["Backspace", "x", "Enter", "y", "Enter", "Backspace", "Backspace", "z"]) {
    await page.keyboard.press(key);
  }
  await page.keyboard.press("Tab");
  await expect(editorOf(page).locator(".cm-line")).toHaveText(["x", "  z"]);
  await editorOf(page).press("Escape");
  await page.keyboard.press("Tab");
  await expect(editorOf(page)).not.toBeFocused();
  await expect(panel.locator("#run")).toBeFocused();
});

test("points that are generated become the data, and undo brings the others back", async ({
  page,
  playground,
}) => {
  await playground.open("data.type=moons&data.samples=60");
  const panel = await open(page);
  await panel.locator("#subject").selectOption("dataset");
  await panel.locator("#run").click();
  await expect(panel.locator("#said")).toContainText("200 points of 2 classes");
  await panel.locator("#train").click();
  const data = () =>
    page.evaluate(() => {
      const { workspace } = document.querySelector("downhill-app") as DownhillApp;
      return workspace.document.experiment.data.type;
    });
  await expect.poll(data).toBe("table");
  await page.locator("#undo").click();
  await expect.poll(data).toBe("moons");
});

for (const [language, theme, subjects] of [
  ["en", "light", ["optimizer", "activation", "dataset"]],
  ["zh", "dark", ["loss"]],
] as const) {
  test(`what is written and what comes of it can be read by everybody: ${language}, ${theme}`, async ({
    page,
    playground,
  }) => {
    await playground.open(`view.lang=${language}&view.theme=${theme}`);
    const panel = await open(page);
    for (const subject of subjects) {
      await panel.locator("#subject").selectOption(subject);
      await panel.locator("#run").click();
      await expect(panel.locator("#said .message")).toBeVisible();
      const { violations } = await new AxeBuilder({ page })
        .withTags(["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa"])
        .analyze();
      expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.target}`)).toEqual([]);
    }
  });
}
