// SPDX-License-Identifier: Apache-2.0
/** The package for learning systems in a small one: the zip as the dialog and the editor give it, launched in a course. */
import { expect, type Page, test } from "@playwright/test";
import type { DownhillApp } from "../../web/src/pages/playground/downhill-app.ts";
import { LearningSystem } from "./learning_system.ts";
import { ISOLATED } from "./servers.ts";

const system = new LearningSystem();
test.beforeAll(() => system.start());
test.afterAll(() => system.stop());

/** What the player has reported last. */
const stateOf = async (page: Page) => {
  const { suspended } = await system.kept(page);
  return suspended === undefined ? undefined : JSON.parse(suspended);
};

test("a package that the dialog makes trains in a learning system, which keeps its state and gives it back", async ({
  page,
}) => {
  await page.goto(`${ISOLATED.url}#data.type=circle&data.samples=60&stop.epochs=9&view.lang=en`);
  await page.waitForFunction(() => {
    const app = document.querySelector("downhill-app") as DownhillApp | null;
    return app?.workspace.run.ready === true;
  });
  await page.keyboard.press("h");
  const dialog = page.locator("downhill-dialog");
  await dialog.getByLabel("Begins by itself when it is first seen").uncheck();
  await dialog.getByLabel("Title above it").fill("Two rings");
  await page.keyboard.press("Tab");
  const coming = page.waitForEvent("download");
  await page.locator("#scorm").click();
  const download = await coming;
  expect(download.suggestedFilename()).toBe("circle.scorm.zip");
  await expect(page.locator("#packed")).toContainText("circle.scorm.zip");
  expect(system.upload(await download.path())).toContain("imsmanifest.xml");

  await page.goto(system.url);
  const player = system.content(page);
  await expect(player.locator("h1")).toHaveText("Two rings");
  await expect.poll(async () => (await system.kept(page)).status).toBe("incomplete");
  let step = 0;
  for (const epochs of ["1 epoch", "2 epochs"]) {
    await player.locator("#one-epoch").click();
    await expect(player.locator("#alt")).toContainText(epochs);
    // The system is told a little later, of each of them.
    const before = step;
    await expect.poll(async () => (await stateOf(page))?.step ?? 0).toBeGreaterThan(before);
    step = (await stateOf(page))?.step ?? 0;
  }
  await expect.poll(async () => (await system.kept(page)).status).toBe("completed");
  const { suspended, ...told } = await system.kept(page);
  const state = JSON.parse(suspended ?? "{}");
  // Nothing was checked: no mark, not even a bad one.
  expect(told).toEqual({ status: "completed", score: undefined });
  // A network of 177 parameters with the moments of Adam is more than 4,096 characters, which is said.
  expect(state.run).toBeUndefined();
  await expect(page.frameLocator("iframe").locator("#told")).toContainText("4,096");
  const alt = await player.locator("#alt").textContent();

  // Another launch, perhaps weeks later.
  await page.reload();
  expect(await page.evaluate(() => sessionStorage.finished)).toBe("yes");
  await expect(player.locator("#alt")).toHaveText(alt ?? "");
  expect((await stateOf(page))?.step).toBe(state.step);
});

const EXERCISE = {
  version: 1,
  id: "few_steps",
  title: { en: "A few steps", zh: "走几步" },
  task: "Train it **to the end**.",
  minutes: 1,
  misconception: "None.",
  start: { data: { type: "circle", samples: 40 }, stop: { epochs: 2 } },
  may_change: ["optimizer.learning_rate"],
  checks: [{ metric: "steps", comparison: "at_least", value: 1 }],
  solution: {},
};

test("a package that the editor makes of an exercise marks itself in a learning system, which keeps score, work and receipt", async ({
  page,
}) => {
  await page.goto(`${ISOLATED.url}#view.lang=en`);
  await page.waitForFunction(() => {
    const app = document.querySelector("downhill-app") as DownhillApp | null;
    return app?.workspace.run.ready === true;
  });
  await page.evaluate((text) => {
    const data = new DataTransfer();
    data.items.add(new File([text], "few_steps.json"));
    window.dispatchEvent(new DragEvent("drop", { dataTransfer: data, cancelable: true }));
  }, JSON.stringify(EXERCISE));
  const editor = page.locator("downhill-exercise-editor");
  const coming = page.waitForEvent("download");
  await editor.locator("#scorm").click();
  const download = await coming;
  expect(download.suggestedFilename()).toBe("few_steps.scorm.zip");
  system.upload(await download.path());

  await page.goto(system.url);
  const student = system.content(page);
  await expect(student.locator(".statement strong")).toHaveText("to the end");
  await student.locator("#check").click();
  await expect.poll(async () => (await system.kept(page)).score).toBe("100");
  expect((await system.kept(page)).status).toBe("completed");
  await expect.poll(async () => (await stateOf(page))?.receipt).toMatch(/^DHR1\./);

  await page.evaluate(() => localStorage.clear());
  await page.reload();
  await expect(student.locator("#solved")).toBeVisible();
});
