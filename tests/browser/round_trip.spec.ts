// SPDX-License-Identifier: Apache-2.0
/** From a teacher's idea to a marked answer: made in the playground, solved on a phone from its link, and read on the teacher's page. */
import type { Browser, Page } from "@playwright/test";
import { encodeLink } from "../../web/src/documents/link.ts";
import { expect, type PlaygroundPage, test } from "./playground_page.ts";

const START = encodeLink({
  document: {
    data: { type: "gaussians", samples: 60 },
    model: { layers: [{ type: "dense" }] },
    optimizer: { type: "sgd", learning_rate: 0.00001 },
    stop: { epochs: 20 },
  },
  view: {},
});
const SOLVING_RATE = 1;

const setRate = (page: Page, rate: number) =>
  page.evaluate(async (value) => {
    const app = document.querySelector("downhill-app") as HTMLElementTagNameMap["downhill-app"];
    return await app.workspace.document.set("optimizer.learning_rate", value);
  }, rate);

/** Of what the playground shows; with a prediction, and a word for those who go too far. */
async function makeExercise(playground: PlaygroundPage): Promise<string> {
  const { page } = playground;
  await playground.open(START);
  await page.locator("#file-menu").click();
  await page.locator("#open-editor").click();
  const editor = page.locator("downhill-exercise-editor");
  await editor.locator("#begin-exercise").click();
  await setRate(page, SOLVING_RATE);
  await editor.locator("#solve-here").click();
  await expect(editor.locator("#trial")).toHaveText("Tried with 5 seeds.");
  await editor.locator("#proposals button").first().click();
  await expect(editor.locator("#verdict")).toContainText("The start fails and the solution passes");
  await editor.getByRole("button", { name: "Go there: Title" }).click();
  await page.keyboard.type("Part two clouds");
  await editor.getByRole("textbox", { name: "Task" }).fill("Bring the loss **down**.");
  await editor
    .getByRole("textbox", { name: "The misconception behind it" })
    .fill("A smaller rate is safer.");

  await editor.getByText("What to say of typical mistakes").click();
  await editor.locator(".add-miss").click();
  await editor
    .getByRole("group", { name: "Mistake 1" })
    .getByRole("textbox", { name: "What students are told then" })
    .fill("Steps so small lead nowhere.");

  await editor.locator("#predict-choice").click();
  const prediction = editor.getByRole("group", { name: "Prediction" });
  await prediction.getByRole("textbox", { name: "Question" }).fill("What will the loss do?");
  await prediction.getByRole("textbox", { name: "Option 1" }).fill("Hardly anything.");
  await prediction.getByRole("textbox", { name: "Option 2" }).fill("It falls to nothing.");
  await expect(editor.locator("#whole")).toHaveText("Nothing is missing.");
  await editor.locator("#frame").click();
  const frame = await editor.locator("#frame-text").inputValue();
  const [, address = ""] = /src="([^"]+)"/.exec(frame) ?? [];
  return address.replaceAll("&amp;", "&");
}

/** On a phone, in Chinese: predicts, fails, reads why, solves, hands in. */
async function solve(browser: Browser, address: string): Promise<string> {
  const context = await browser.newContext({
    viewport: { width: 360, height: 740 },
    hasTouch: true,
    isMobile: true,
    serviceWorkers: "block",
    reducedMotion: "reduce",
  });
  const page = await context.newPage();
  await page.goto(`${address}&view.lang=zh`);
  const exercise = page.locator("downhill-exercise");
  await exercise.getByRole("radio", { name: "It falls to nothing." }).tap();
  await exercise.locator("#lock").tap();
  await expect(exercise.locator("#told")).toContainText("和你预想的不一样");
  await exercise.locator("#saw").fill("几乎没有变化");
  await exercise.locator("#check").tap();
  await expect(exercise.locator("#verdict")).toContainText("Steps so small lead nowhere.");
  await setRate(page, SOLVING_RATE);
  await exercise.locator("#check").tap();
  await expect(exercise.locator("#solved")).toBeVisible();
  await exercise.locator("#name").fill("李明");
  const receipt = await exercise.locator("#receipt").inputValue();
  await context.close();
  return receipt;
}

test("a teacher makes an exercise, a student solves it on a phone, and the teacher reads what was handed in", async ({
  browser,
  page,
  playground,
}) => {
  const address = await makeExercise(playground);
  const receipt = await solve(browser, address);
  await page.goto("teach.html#view.lang=en");
  await page.locator("#paste").fill(`${address}\n\n老师好，这是我的作业：\n${receipt}`);
  await page.locator("#read").click();
  await expect(page.locator("#state")).toHaveText("The receipt was run again.");
  const row = page.locator('tr[data-number="1"]');
  await expect(row).toContainText("李明");
  await expect(row.locator(".reproduces")).toHaveText("yes");
  await expect(row.locator(".passed")).toHaveCount(1);
  await row.getByRole("button").click();
  await expect(page.locator("downhill-receipt")).toContainText("It falls to nothing.");
  await expect(page.locator("downhill-receipt")).toContainText("几乎没有变化");
});
