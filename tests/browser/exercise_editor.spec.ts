// SPDX-License-Identifier: Apache-2.0
/** A teacher makes an exercise of the playground: in a few clicks, tried at once, given out as file and link, and kept through a reload. */
import { readFileSync } from "node:fs";
import AxeBuilder from "@axe-core/playwright";
import type { Page } from "@playwright/test";
import { createEngine } from "../../web/node/engine.ts";
import { encodeLink } from "../../web/src/documents/link.ts";
import { examineExercise } from "../../web/src/exercises/examine.ts";
import { decodeExerciseLink } from "../../web/src/exercises/link.ts";
import { readExercise } from "../../web/src/exercises/read_exercise.ts";
import { expect, test } from "./playground_page.ts";

const START = encodeLink({
  document: {
    data: { type: "gaussians", samples: 60 },
    model: { layers: [{ type: "dense" }] },
    optimizer: { type: "sgd", learning_rate: 0.00001 },
    stop: { epochs: 20 },
  },
  view: {},
});

const openEditor = async (page: Page) => {
  await page.locator("#file-menu").click();
  await page.locator("#open-editor").click();
  return page.locator("downhill-exercise-editor");
};

const dropFile = (page: Page, content: string) =>
  page.evaluate((text) => {
    const data = new DataTransfer();
    data.items.add(new File([text], "mine.json", { type: "application/json" }));
    window.dispatchEvent(new DragEvent("drop", { dataTransfer: data, cancelable: true }));
  }, content);

const axe = (page: Page) =>
  new AxeBuilder({ page }).withTags(["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]);

test("a teacher makes an exercise of the playground in a few clicks, and gives it out", async ({
  page,
  playground,
}) => {
  await playground.open(START);
  const editor = await openEditor(page);
  await editor.locator("#begin-exercise").click();
  await page.evaluate(async () => {
    const app = document.querySelector("downhill-app") as HTMLElementTagNameMap["downhill-app"];
    await app.workspace.document.set("optimizer.learning_rate", 1);
  });
  await editor.locator("#solve-here").click();
  await expect(editor.locator("#solution")).toContainText("Learning rate");
  await expect(editor.locator("#trial")).toHaveText("Tried with 5 seeds.");
  await editor.locator("#proposals button").first().click();
  await expect(editor.locator(".tried")).toContainText("Start 0 of 5");
  await expect(editor.locator("#verdict")).toContainText("The start fails and the solution passes");
  await expect(editor.locator("#unfinished")).toHaveText("3 things are not finished yet:");
  await editor.getByRole("button", { name: "Go there: Title" }).click();
  await page.keyboard.type("Part two clouds");
  await editor.getByRole("textbox", { name: "Task" }).fill("Bring the loss **down**.");
  await editor
    .getByRole("textbox", { name: "The misconception behind it" })
    .fill("A smaller rate is safer.");
  await expect(editor.locator("#whole")).toHaveText("Nothing is missing.");
  await editor.locator("#preview summary").click();
  await expect(editor.locator("#preview strong")).toHaveText("down");
  expect((await axe(page).analyze()).violations).toEqual([]);

  const [download] = await Promise.all([
    page.waitForEvent("download"),
    editor.locator("#save-file").click(),
  ]);
  const exercise = readExercise(readFileSync(await download.path(), "utf8"));
  expect(download.suggestedFilename()).toBe(`${exercise.id}.json`);
  expect(exercise.may_change).toEqual(["optimizer.learning_rate"]);
  const engine = await createEngine({ threads: 1 });
  try {
    await examineExercise(exercise, engine);
  } finally {
    await engine.close();
  }

  await editor.locator("#frame").click();
  const frame = await editor.locator("#frame-text").inputValue();
  const [, address = ""] = /src="([^"]+)"/.exec(frame) ?? [];
  const { place } = decodeExerciseLink(new URL(address.replaceAll("&amp;", "&")).hash);
  expect(place).toMatchObject({
    kind: "held",
    exercise: { id: exercise.id, title: { en: "Part two clouds" } },
  });

  const student = await page.context().newPage();
  await student.goto(address.replaceAll("&amp;", "&"));
  await expect(student.getByRole("heading", { name: "Part two clouds" })).toBeVisible();
  await expect(student.locator(".statement strong")).toHaveText("down");
  await student.close();

  // A reload loses nothing, and neither does closing it.
  await page.reload();
  await playground.ready();
  await openEditor(page);
  await expect(editor.locator(".bar strong")).toHaveText("Part two clouds");
  await editor.locator("#close-draft").click();
  await editor.getByRole("button", { name: "Go on with: Part two clouds" }).click();
  await expect(editor.getByRole("textbox", { name: "Task" })).toHaveValue(
    "Bring the loss **down**.",
  );
});

test("to the author who wants the curve of a page that has none it is told", async ({
  page,
  playground,
}) => {
  await playground.open(START);
  const editor = await openEditor(page);
  await editor.locator("#begin-exercise").click();
  await editor.locator("#predict-choice").click();
  const sketch = editor.locator("downhill-editor-sketch").first();
  await sketch.getByText("Sketch", { exact: true }).click();
  await sketch.locator(".as-page").click();
  await expect(sketch.getByRole("status")).toHaveText(/No loss curve on the page yet/);
});

test("the author of a prediction runs it, is told whether the right answer comes, and gives its options sketches", async ({
  page,
  playground,
}) => {
  await playground.open(START);
  await playground.play.click();
  await playground.settle();
  const editor = await openEditor(page);
  await editor.locator("#begin-exercise").click();
  await editor.locator("#predict-choice").click();
  const prediction = editor.getByRole("group", { name: "Prediction" });
  await prediction.getByRole("textbox", { name: "Question" }).fill("What will the loss do?");
  await prediction.getByRole("textbox", { name: "Option 1" }).fill("It falls to nothing.");
  await prediction.getByRole("textbox", { name: "Option 2" }).fill("Hardly anything.");

  await prediction.locator("#run-predicted").click();
  await expect(prediction.locator("#came")).toContainText(
    /What happens \(finished\): epochs 20, training loss 0\.\d+/,
  );
  await expect(prediction.locator("#came-curve svg")).toBeVisible();
  await expect(prediction.locator("#judged")).toContainText("Read it against the options.");
  await prediction.getByText("Say what counts as this outcome").first().click();
  const when = prediction.getByRole("group", { name: "What counts as this outcome: Option 1" });
  await when.getByRole("button", { name: "And besides …" }).click();
  await expect(prediction.getByRole("alert")).toContainText(
    "The right answer does not match the run: “It falls to nothing.”",
  );
  await when.getByLabel("Is to be").selectOption("above");
  await expect(prediction.locator("#judged")).toHaveText("The right answer matches the run.");

  const sketch = prediction.locator("downhill-editor-sketch").first();
  await sketch.getByText("Sketch", { exact: true }).click();
  await expect(sketch.locator(".epochs")).toHaveText(/^\s*0\s*50%\s*end of the run\s*$/);
  const slider = sketch.getByRole("slider").first();
  await expect(slider).toHaveAccessibleName("Loss after 13% of the run");
  await slider.press("ArrowDown");
  await slider.press("ArrowRight");
  await sketch.getByRole("slider").nth(1).press("PageDown");
  await expect(sketch.locator("summary .sketch path")).toHaveCount(1);
  await sketch.locator(".as-page").click();
  await expect(sketch.locator("summary .sketch path")).toHaveCount(2);
  expect((await axe(page).analyze()).violations).toEqual([]);
  await sketch.locator(".no-sketch").click();
  await expect(sketch.locator("summary .sketch")).toHaveCount(0);
  await expect(sketch.locator("summary")).toBeFocused();
});

test("code is asked for with what it is compared with, the right one in its lines, and a check of what comes of it", async ({
  page,
  playground,
}) => {
  await playground.open(START);
  const editor = await openEditor(page);
  await editor.locator("#begin-exercise").click();
  await editor.locator("#ask-code").click();
  const question = editor.getByRole("group", { name: "Question 1" });
  await expect(question.locator(".like")).toHaveValue("momentum");
  await question.locator(".like").selectOption("sgd");
  const right = question.getByLabel("Right code");
  const code = "function step(p, g, s, t, rate) {\n  return p.map((w, i) => w - rate * g[i]);\n}";
  await right.fill(code);
  await right.press("Tab");
  await expect(right).toHaveValue(code);
  await question.locator(".add-slip").click();
  await question.getByLabel("Code with the mistake").fill(code.replace("w - rate", "w + rate"));
  await question.getByRole("button", { name: "Check the answer" }).click();
  const check = editor.locator("downhill-editor-checks");
  await expect(check.locator("option[value=agrees]").first()).toBeAttached();
  await expect(check.locator("option[value=mistake_1]").first()).toBeAttached();
  expect((await axe(page).analyze()).violations).toEqual([]);
});

test("on a phone, in Chinese, a file that is dropped is opened with what is amiss at its place", async ({
  page,
  playground,
}) => {
  await page.setViewportSize({ width: 360, height: 740 });
  await playground.open();
  await playground.speak("zh");
  const exercise = {
    version: 1,
    id: "mine",
    title: { en: "Mine", zh: "我的练习" },
    task: "做。",
    minutes: "十",
    misconception: "无",
    start: {},
    may_change: ["seed"],
    checks: [{ metric: "train_loss", comparison: "below", value: 1 }],
    solution: {},
  };
  await dropFile(page, JSON.stringify(exercise));
  const editor = page.locator("downhill-exercise-editor");
  await expect(editor.locator(".bar strong")).toHaveText("我的练习");
  const minutes = editor.locator("#at-minutes");
  await expect(minutes.locator("#fault")).toContainText("应为整数");
  await minutes.getByRole("textbox").fill("8");
  await expect(minutes.locator("#fault")).toHaveCount(0);
  await expect(editor.locator("#whole")).toHaveText("都填好了。");
  const wide = await page.evaluate(() => document.documentElement.scrollWidth);
  expect(wide).toBeLessThanOrEqual(360);
  expect((await axe(page).analyze()).violations).toEqual([]);
});

test("of a link to another site the editor says where the file is, and asks for nothing there", async ({
  page,
  playground,
}) => {
  await playground.open();
  const editor = await openEditor(page);
  const asked: string[] = [];
  page.on("request", (request) => asked.push(request.url()));
  const address = "https://exercises.example/mine.json";
  await editor.locator("#link").fill(`https://downhill.example/exercise.html#from=${address}`);
  await editor.locator("form button").click();
  await expect(editor.locator("#elsewhere a")).toHaveAttribute("href", address);
  expect(asked.filter((one) => one.includes("exercises.example"))).toEqual([]);
});

test("where students are there is no editor: an exercise that is dropped is opened as they see it", async ({
  page,
  playground,
}) => {
  await page.goto("exercise.html#id=largest_rate");
  await playground.ready();
  await page.locator("#file-menu").click();
  await expect(page.locator("#open-runs")).toBeVisible();
  await expect(page.locator("#open-editor")).toHaveCount(0);
  await page.keyboard.press("Escape");
  const text = readFileSync(new URL("../../exercises/largest_rate.json", import.meta.url), "utf8");
  const exercise = { ...JSON.parse(text), id: "mine", title: "Mine alone" };
  await dropFile(page, JSON.stringify(exercise));
  await expect(page.getByRole("heading", { name: "Mine alone" })).toBeVisible();
  await expect(page.locator("#origin")).toContainText("mine.json");
  await expect(page.locator("downhill-exercise-editor")).toHaveCount(0);
});

test("a draft that is open in another tab is gone on with as a copy, and a reload keeps its own", async ({
  page,
  playground,
}) => {
  await playground.open();
  const editor = await openEditor(page);
  await editor.locator("#begin-exercise").click();
  await editor.getByRole("textbox", { name: "Title" }).fill("Mine");
  const second = await page.context().newPage();
  await second.goto(page.url());
  const other = await openEditor(second);
  await other.getByRole("button", { name: "Go on with: Mine" }).click();
  await expect(other.locator("#copied")).toBeVisible();
  await other.getByRole("textbox", { name: "Title" }).fill("Another");
  await page.reload();
  await playground.ready();
  await openEditor(page);
  await expect(editor.locator(".bar strong")).toHaveText("Mine");
  await editor.getByRole("textbox", { name: "Title" }).fill("Mine again");
  await expect(editor.locator("#copied")).toHaveCount(0);
  await expect(other.locator(".bar strong")).toHaveText("Another");
  await second.close();
});
