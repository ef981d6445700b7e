// SPDX-License-Identifier: Apache-2.0
/** From a teacher's idea to a marked answer: made in the playground, solved on a phone from its link, and read on the teacher's page. */
import type { Browser, FrameLocator, Page } from "@playwright/test";
import { encodeLink } from "../../web/src/documents/link.ts";
import { LearningSystem } from "./learning_system.ts";
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

/** Where an exercise stands: a page of its own, or a frame of a course. */
type Shown = Pick<Page, "locator"> | Pick<FrameLocator, "locator">;

const setRate = (shown: Shown, rate: number) =>
  shown
    .locator("downhill-app")
    .evaluate(
      (app: HTMLElementTagNameMap["downhill-app"], value) =>
        app.workspace.document.set("optimizer.learning_rate", value),
      rate,
    );

interface Made {
  /** Of the exercise, as it stands in the frame for a page. */
  readonly address: string;
  /** The package for a course, as a file. */
  readonly zip: string;
}

/** Of what the playground shows; with a prediction, and a word for those who go too far. */
async function makeExercise(playground: PlaygroundPage): Promise<Made> {
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
  const coming = page.waitForEvent("download");
  await editor.locator("#scorm").click();
  const zip = await (await coming).path();
  return { address: address.replaceAll("&amp;", "&"), zip };
}

/** Somebody else, at a phone. */
const onPhone = (browser: Browser) =>
  browser.newContext({
    viewport: { width: 360, height: 740 },
    hasTouch: true,
    isMobile: true,
    serviceWorkers: "block",
    reducedMotion: "reduce",
    locale: "zh-CN",
  });

/** Predicts, fails, reads why, solves. */
async function solve(shown: Shown, rate: number): Promise<void> {
  const exercise = shown.locator("downhill-exercise");
  await exercise.getByRole("radio", { name: "It falls to nothing." }).tap();
  await exercise.locator("#lock").tap();
  await expect(exercise.locator("#told")).toContainText("和你预想的不一样");
  await exercise.locator("#saw").fill("几乎没有变化");
  await exercise.locator("#check").tap();
  await expect(exercise.locator("#verdict")).toContainText("Steps so small lead nowhere.");
  await setRate(shown, rate);
  await exercise.locator("#check").tap();
  await expect(exercise.locator("#solved")).toBeVisible();
}

async function handInByLink(browser: Browser, address: string): Promise<string> {
  const context = await onPhone(browser);
  const page = await context.newPage();
  await page.goto(address);
  await solve(page, SOLVING_RATE);
  const exercise = page.locator("downhill-exercise");
  await exercise.locator("#name").fill("李明");
  const receipt = await exercise.locator("#receipt").inputValue();
  await context.close();
  return receipt;
}

/** @returns what the course has kept of the student */
async function handInByCourse(browser: Browser, system: LearningSystem): Promise<string> {
  const context = await onPhone(browser);
  const page = await context.newPage();
  await page.goto(system.url);
  await solve(system.content(page), 2 * SOLVING_RATE);
  await system.content(page).locator("downhill-exercise #name").fill("王芳");
  const suspended = async () => (await system.kept(page)).suspended ?? "{}";
  // The course is told of what is typed a moment later.
  await expect.poll(async () => JSON.parse(await suspended()).name).toBe("王芳");
  expect(await system.kept(page)).toMatchObject({ status: "completed", score: "100" });
  const kept = await suspended();
  await context.close();
  return kept;
}

/** What the teacher's page says of somebody's row and answers. */
async function expectMarked(page: Page, number: number, name: string): Promise<void> {
  const row = page.locator(`tr[data-number="${number}"]`);
  await expect(row).toContainText(name);
  await expect(row.locator(".reproduces")).toHaveText("yes");
  await expect(row.locator(".passed")).toHaveCount(1);
  await row.getByRole("button").click();
  const answers = page.locator(`tr[data-number="${number}"] + tr downhill-receipt`);
  await expect(answers).toContainText("It falls to nothing.");
  await expect(answers).toContainText("几乎没有变化");
}

test("a teacher makes an exercise, one student solves it on a phone from its link and another in a course, and the teacher reads what both handed in", async ({
  browser,
  page,
  playground,
}) => {
  const system = new LearningSystem();
  await system.start();
  try {
    const { address, zip } = await makeExercise(playground);
    system.upload(zip);
    const receipt = await handInByLink(browser, address);
    const kept = await handInByCourse(browser, system);

    await page.goto("teach.html#view.lang=en");
    await page
      .locator("#paste")
      .fill(`${address}\n\n老师好，这是我的作业：\n${receipt}\n\nsuspend_data\n${kept}`);
    await page.locator("#read").click();
    await expect(page.locator("#state")).toHaveText("All 2 were run again.");
    await expectMarked(page, 1, "李明");
    await expectMarked(page, 2, "王芳");
  } finally {
    await system.stop();
  }
});
