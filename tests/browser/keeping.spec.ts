// SPDX-License-Identifier: Apache-2.0
/** Examples, runs that are kept, and work that comes back. */
import { readFile } from "node:fs/promises";
import type { Page } from "@playwright/test";
import type { DownhillApp } from "../../web/src/pages/playground/downhill-app.ts";
import { expect, PlaygroundPage, test } from "./playground_page.ts";

test("an example opens as one change, with its story, and undo brings back what was here", async ({
  page,
  playground,
}) => {
  await playground.open("seed=5");
  await page.keyboard.press("x");
  const examples = page.getByRole("dialog", { name: "Examples" });
  await examples.getByRole("button", { name: "XOR", exact: true }).click();
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

const OF_APP = "downhill-app";
const parameters = (page: Page): Promise<number[]> =>
  page.evaluate(async (app) => {
    const { workspace } = document.querySelector(app) as DownhillApp;
    return (await workspace.run.save())?.parameters.flatMap(({ values }) => values) ?? [];
  }, OF_APP);

test("a run is kept, found after a reload, and goes on with the same bits; undo brings back what was here", async ({
  page,
  playground,
}) => {
  await playground.open("data.samples=100&seed=4");
  await page.keyboard.press("e");
  await expect(page.locator("#epoch")).toHaveText("1");
  await page.keyboard.press("k");
  await expect(page.locator("#notice")).toContainText("is kept");
  await page.keyboard.press("e");
  await expect(page.locator("#epoch")).toHaveText("2");
  const further = await parameters(page);

  await page.goto("./#seed=9");
  await page.reload();
  await playground.ready();
  await page.keyboard.press("b");
  const runs = page.getByRole("dialog", { name: "Kept runs" });
  const name = runs.getByRole("textbox", { name: "Name" });
  await name.fill("first try");
  await name.press("Enter");
  await runs.getByRole("button", { name: "Open" }).click();
  await expect(runs).toBeHidden();
  await expect(page.locator("#notice")).toContainText("“first try” is open");
  await playground.ready();
  await expect(page.locator("#epoch")).toHaveText("1");
  await page.keyboard.press("e");
  await expect(page.locator("#epoch")).toHaveText("2");
  expect(await parameters(page)).toEqual(further);
  await page.keyboard.press("Control+z");
  await expect(page).toHaveURL(/seed=9/);
});

test("kept runs are compared, taken to a file and from one, deleted and brought back", async ({
  page,
  playground,
}) => {
  await playground.open("data.samples=100");
  for (const [at, rate] of ["0.01", "0.3"].entries()) {
    await page.evaluate(
      async ([app, value]) => {
        const { document: store } = (document.querySelector(app) as DownhillApp).workspace;
        await store.set("optimizer.learning_rate", Number(value));
      },
      [OF_APP, rate] as const,
    );
    await page.keyboard.press("e");
    await expect(page.locator("#epoch")).toHaveText(String(at + 1));
    await page.keyboard.press("k");
    await expect(page.locator("#notice")).toContainText(`${rate}” is kept`);
  }
  await page.keyboard.press("b");
  const runs = page.getByRole("dialog", { name: "Kept runs" });
  const items = runs.getByRole("listitem");
  await expect(items).toHaveCount(2);
  for (const box of await runs.getByRole("checkbox").all()) await box.check();
  const row = runs.getByRole("row", { name: "Learning rate" });
  await expect(row).toContainText("0.3");
  await expect(row).toContainText("0.01");

  const exported = page.waitForEvent("download");
  await items.first().getByRole("button", { name: "Export" }).click();
  const file = await exported;
  expect(file.suggestedFilename()).toMatch(/\.run\.json$/);
  await items.first().getByRole("button", { name: "Delete" }).click();
  await expect(items).toHaveCount(1);
  await runs.getByRole("button", { name: "Undo" }).click();
  await expect(items).toHaveCount(2);

  const chooser = page.waitForEvent("filechooser");
  await runs.getByRole("button", { name: "Import" }).click();
  await (await chooser).setFiles(await file.path());
  await expect(page.locator("#notice")).toContainText("is open, after");
  // It is told before the dialog has closed, which would take the key.
  await expect(runs).toBeHidden();
  await page.keyboard.press("b");
  await expect(items).toHaveCount(3);
});

/** How many updates the run had that is put aside for a reload; undefined while there is none. */
const putAside = (page: Page): Promise<number | undefined> =>
  page.evaluate(async () => {
    // Whoever opens it first makes it, and that is for the page to do.
    const all = await indexedDB.databases();
    if (!all.some(({ name }) => name === "downhill-library")) return undefined;
    return new Promise<number | undefined>((resolve, reject) => {
      const opening = indexedDB.open("downhill-library");
      opening.onerror = () => reject(opening.error);
      opening.onsuccess = () => {
        const kept = opening.result.transaction("unsaved").objectStore("unsaved").getAll();
        kept.onsuccess = () => {
          opening.result.close();
          resolve(kept.result[0]?.model.steps);
        };
      };
    });
  });

test("weights that nobody has kept are offered after a reload, and training goes on from there", async ({
  page,
  playground,
}) => {
  await playground.open("data.samples=100&seed=4");
  await page.keyboard.press("e");
  await expect(page.locator("#epoch")).toHaveText("1");
  const { step } = await playground.progress();
  await expect.poll(() => putAside(page)).toBe(step);
  const before = await parameters(page);
  await page.reload();
  await playground.ready();
  const notice = page.locator("#notice");
  await expect(notice).toContainText("training stood at epoch 1");
  await expect(page.locator("#epoch")).toHaveText("0");
  await notice.getByRole("button", { name: "Go on from epoch 1" }).click();
  await expect(page.locator("#epoch")).toHaveText("1");
  expect(await parameters(page)).toEqual(before);
});

test("a tab that was duplicated says so, and leaves the other one's work alone", async ({
  page,
  playground,
  context,
}) => {
  await playground.open("data.samples=100&seed=4");
  await page.keyboard.press("e");
  await expect.poll(() => putAside(page)).toBeGreaterThan(0);
  const name = await page.evaluate(() => sessionStorage.getItem("downhill.tab"));
  const other = await context.newPage();
  await other.addInitScript((copied) => sessionStorage.setItem("downhill.tab", copied ?? ""), name);
  const second = new PlaygroundPage(other);
  await second.open("data.samples=100&seed=4");
  await expect(other.locator("#notice")).toContainText("open in another tab too");
  await page.reload();
  await playground.ready();
  await expect(page.locator("#notice")).toContainText("training stood at epoch 1");
});

test("where the browser allows no storage, a run is kept until the page is closed, and says so", async ({
  page,
  playground,
}) => {
  await page.addInitScript(() => {
    IDBFactory.prototype.open = () => {
      throw new DOMException("denied", "SecurityError");
    };
  });
  await playground.open("data.samples=100");
  await page.keyboard.press("e");
  await expect(page.locator("#epoch")).toHaveText("1");
  await page.keyboard.press("k");
  const notice = page.locator("#notice");
  await expect(notice).toContainText("only until this page is closed");
  await notice.getByRole("button", { name: "Show" }).click();
  const runs = page.getByRole("dialog", { name: "Kept runs" });
  await expect(runs.getByRole("listitem")).toHaveCount(1);
  await expect(runs.getByRole("alert")).toContainText("allows no storage");
});

test("a model that was saved opens where it is dropped on the page, and so does its experiment", async ({
  page,
  playground,
}) => {
  await playground.open("data.type=moons&data.samples=100&seed=3");
  await page.keyboard.press("e");
  await expect(page.locator("#epoch")).toHaveText("1");
  const texts: string[] = [];
  for (const file of ["model", "experiment"]) {
    await page.locator("#file-menu").click();
    const download = page.waitForEvent("download");
    await page.locator(`#write-${file}`).click();
    texts.push(await readFile(await (await download).path(), "utf8"));
    await page.keyboard.press("Escape");
  }
  await page.goto("./#seed=9");
  await expect(page.locator("#data-spiral")).toHaveAttribute("aria-pressed", "true");
  const drop = (text: string | undefined) =>
    page.evaluate((content = "") => {
      const dataTransfer = new DataTransfer();
      dataTransfer.items.add(new File([content], "found.json"));
      window.dispatchEvent(new DragEvent("drop", { dataTransfer, cancelable: true }));
    }, text);
  await drop(texts[0]);
  await expect(page.locator("#notice")).toContainText("found.json is open, after");
  await expect(page.locator("#epoch")).toHaveText("1");
  await page.keyboard.press("Control+z");
  await expect(page).toHaveURL(/seed=9/);
  await drop(texts[1]);
  await expect(page.locator("#notice")).toContainText("found.json is open. Undo");
  await expect(page.locator("#epoch")).toHaveText("0");
  await expect(page.locator("#data-moons")).toHaveAttribute("aria-pressed", "true");
});
