// SPDX-License-Identifier: Apache-2.0
/** An exercise as a student meets it: on a phone, in Chinese, from the list to the receipt; and exercises that are none. */
import AxeBuilder from "@axe-core/playwright";
import { createEngine } from "../../web/node/engine.ts";
import { encodeExerciseLink } from "../../web/src/exercises/link.ts";
import { readExercise } from "../../web/src/exercises/read_exercise.ts";
import { readReceipt } from "../../web/src/exercises/receipt.ts";
import { verifyReceipt } from "../../web/src/exercises/verify.ts";
import type { DownhillApp } from "../../web/src/pages/playground/downhill-app.ts";
import { plain } from "../web/exercises/fixture.ts";
import { OWN } from "../web/exercises/own.ts";
import { type HostSite, hostSite } from "./host_site.ts";
import { expect, type PlaygroundPage, test } from "./playground_page.ts";
import { ISOLATED } from "./servers.ts";

const accessible = async ({ page }: PlaygroundPage): Promise<void> => {
  const { violations } = await new AxeBuilder({ page })
    .withTags(["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa"])
    .analyze();
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.target}`)).toEqual([]);
};

/** A part of the panel, as far as tests ask for what was typed. */
interface Typed {
  readonly work: { readonly typed: { readonly value: Readonly<Record<string, string>> } };
}

const ended = ({ page }: PlaygroundPage) =>
  page.waitForFunction(() => {
    const app = document.querySelector("downhill-app") as DownhillApp | null;
    return app?.workspace.run.ended === true;
  });

test("code that an exercise asks for is run where it is checked, and again by the teacher", async ({
  page,
  playground,
}) => {
  await page.emulateMedia({ reducedMotion: "reduce" });
  await page.goto("exercise.html#id=write_momentum&view.lang=en");
  await playground.ready();
  const code = page.locator("downhill-exercise-code .cm-content");
  await expect(code).toContainText("plain gradient descent");
  const verdict = page.locator("downhill-exercise-checks #verdict");
  await page.locator("#check").click();
  await expect(verdict).toContainText("Step 2, parameter x, differs first: yours");
  await expect(verdict.locator(".miss").first()).toContainText("still plain gradient descent");
  await code.press("Control+a");
  await code.evaluate((content) => {
    const clipboardData = new DataTransfer();
    const memory = "state.v = g.map((one, i) => one + 0.9 * (state.v?.[i] ?? 0));";
    const text = `const step = (p, g, state, t, rate) => { ${memory} return p.map((w, i) => w - rate * state.v[i]); };`;
    clipboardData.setData("text/plain", text);
    content.dispatchEvent(
      new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true }),
    );
  });
  await page.getByText("The velocity begins at 0").click();
  await accessible(playground);
  await page.locator("#check").click();
  await expect(verdict).toContainText("All 100 steps agree with the trainer's.");
  await expect(page.locator("#solved")).toBeVisible();
  const receipt = await page.locator("#receipt").inputValue();
  await page.reload();
  await playground.ready();
  await expect(code).toContainText("state.v?.[i]");
  await page.goto("teach.html#view.lang=en");
  await page.locator("#paste").fill(receipt);
  await page.locator("#read").click();
  const row = page.locator('tr[data-number="1"]');
  await expect(row.locator(".passed")).toHaveCount(2);
  await expect(row.locator(".reproduces")).toHaveText("yes");
});

test("code is an answer once something is typed: not by another language, nor when it is begun again", async ({
  page,
  playground,
}) => {
  await page.goto("exercise.html#id=write_momentum&view.lang=en");
  await playground.ready();
  const code = page.locator("downhill-exercise-code .cm-content");
  const anew = page.locator("downhill-exercise-code button");
  const typed = () =>
    page
      .locator("downhill-exercise-code")
      .evaluate((part) => (part as unknown as Typed).work.typed.value);
  const speak = (language: "en" | "zh") =>
    page.evaluate((language) => {
      const app = document.querySelector("downhill-app") as DownhillApp;
      app.workspace.settings.setLanguage(language);
    }, language);
  await expect(code).toContainText("plain gradient descent");
  await speak("zh");
  await expect(code).toContainText("普通梯度下降");
  expect(await typed()).toEqual({});
  await code.press("Control+End");
  await code.pressSequentially("// mine");
  await speak("en");
  await expect(code).toContainText("// mine");
  await anew.click();
  await expect(code).toContainText("plain gradient descent");
  await expect(anew).toHaveCount(0);
  expect(await typed()).toEqual({});
});

test("a student solves one on a phone, predicts, fails, reads the miss, and hands in what runs again", async ({
  page,
  playground,
  request,
}) => {
  await page.setViewportSize({ width: 360, height: 740 });
  await page.emulateMedia({ reducedMotion: "reduce" });
  await page.goto("exercise.html#view.lang=zh");
  const line = page.locator("[data-exercise=largest_rate]");
  await expect(line).toContainText("10 分钟");
  await accessible(playground);
  await line.click();
  await playground.ready();
  await expect(page.locator("#origin")).toHaveText("Downhill 自带的练习");
  await expect(page.locator("#may-change")).toContainText("你可以改动：学习率");

  // Who trains first is led to the prediction, and nothing invites to it before.
  await expect(playground.play).not.toHaveClass(/fresh/);
  await playground.play.click();
  await expect(page.locator("#prediction")).toContainText("训练会给出答案");
  expect((await playground.progress()).step).toBe(0);
  await page.getByText("永远在 10 和 −10 之间跳来跳去").click();
  await accessible(playground);
  await page.locator("#lock").click();
  await expect(page.locator("#told")).toContainText("与你的预测一致");
  await page.locator("#saw").fill("在两边跳。");
  await playground.play.click();
  await ended(playground);
  await expect(page.locator("#count")).toHaveText("训练次数：1");

  await page.locator("#check").click();
  const verdict = page.locator("downhill-exercise-checks #verdict");
  await expect(verdict).toContainText("共 2 项检查，通过 1 项。");
  await expect(verdict.locator(".miss")).toContainText("胆子再大些");
  await page.locator("#hint").click();
  await expect(page.locator(".hints li")).toHaveCount(1);

  // What stays is only shown, and says so.
  await page.locator("#part-train").click();
  const settings = page.locator("downhill-settings");
  await expect(settings.locator('downhill-field[path="batch_size"] #control')).toBeDisabled();
  const rate = settings.locator('downhill-field[path="optimizer.learning_rate"] #control').first();
  await rate.fill("0.9");
  await rate.press("Enter");
  await playground.play.click();
  await ended(playground);
  await page.locator("#part-exercise").click();
  await page.getByLabel("为什么？第 2 次训练").fill("离上限近一些");
  await expect(page.locator("#stale")).toBeVisible();

  await page.locator("#check").click();
  await expect(verdict).toContainText("共 2 项检查，通过 2 项。");
  await expect(page.locator("#solved")).toBeVisible();
  await page.locator("#name").fill("李明");

  await page.reload();
  await playground.ready();
  await expect(page.locator("#told")).toContainText("与你的预测一致");
  await expect(page.locator("#saw")).toHaveValue("在两边跳。");
  await expect(page.getByLabel("为什么？第 2 次训练")).toHaveValue("离上限近一些");
  await expect(page.locator("#count")).toHaveText("训练次数：2");
  await expect(page.locator(".hints li")).toHaveCount(1);
  await expect(verdict).toContainText("通过 2 项");
  await accessible(playground);

  const receipt = readReceipt(await page.locator("#receipt").inputValue());
  expect(receipt).toMatchObject({
    name: "李明",
    prediction: { kind: "choice", option: "jumps" },
    runs: [{ changed: [] }, { changed: ["optimizer.learning_rate"], why: "离上限近一些" }],
  });
  const file = await request.get("exercises/largest_rate.json");
  const engine = await createEngine({ threads: 1 });
  try {
    const found = await verifyReceipt(readExercise(await file.text()), receipt, engine);
    expect(found.faults).toEqual([]);
    expect(found.verdict?.passed).toBe(true);
  } finally {
    await engine.close();
  }
  await page.locator("downhill-exercise-hand-in #qr").click();
  await expect(page.locator("downhill-qr svg").first()).toBeVisible();
  const download = page.waitForEvent("download");
  await page.locator("#picture").click();
  expect((await download).suggestedFilename()).toBe("largest_rate.png");

  await page.locator("#anew").click();
  await expect(page.locator("#lock")).toBeVisible();
  await page.locator("#notice .action").click();
  await expect(page.locator("#count")).toHaveText("训练次数：2");
});

test("numbers that were typed as a prediction are gone when the exercise is begun anew", async ({
  page,
  playground,
}) => {
  const prediction = { kind: "point", ask: "Where?", steps: 3, near: 0.5 };
  const exercise = readExercise({ ...plain(), prediction });
  const view = { lang: "en" };
  await page.goto(
    `exercise.html#${encodeExerciseLink({ place: { kind: "held", exercise }, view })}`,
  );
  await playground.ready();
  await page.locator("#at-0").fill("2");
  await page.locator("#at-1").fill("1.");
  await expect(page.locator("#at-1")).toHaveValue("1.");
  await expect(page.locator("#lock")).toHaveAttribute("aria-disabled", "false");
  await page.locator("#anew").click();
  await expect(page.locator("#lock")).toHaveAttribute("aria-disabled", "true");
  await expect(page.locator("#at-0")).toHaveValue("");
  await page.locator("#at-0").fill("3");
  await expect(page.locator("#at-1")).toHaveValue("");
});

const EVIL = {
  version: 1,
  id: "evil",
  title: "A stranger's",
  task: 'Do it. <script>window.evil = 1</script> <img src=x onerror="window.evil = 1"> [Away](javascript:window.evil=1)',
  minutes: 1,
  misconception: "None.",
  start: { stop: { epochs: 2 } },
  may_change: [],
  checks: [{ metric: "steps", comparison: "at_least", value: 1 }],
  solution: {},
};

test("an address is asked only after a click, and what a stranger has written stays text", async ({
  page,
  playground,
}) => {
  let asked = 0;
  await page.route("https://elsewhere.example/**", async (route) => {
    asked += 1;
    await route.fulfill({ json: EVIL, headers: { "Access-Control-Allow-Origin": "*" } });
  });
  await page.goto("exercise.html#from=https://elsewhere.example/evil.json&view.lang=en");
  await expect(page.locator("#elsewhere")).toContainText("elsewhere.example");
  await expect(page.locator("[data-exercise]").first()).toBeVisible();
  expect(asked).toBe(0);
  await accessible(playground);
  await page.locator("#fetch").click();
  await playground.ready();
  expect(asked).toBe(1);
  await expect(page.locator("#origin")).toHaveText("From elsewhere.example");
  await expect(page.locator(".statement")).toContainText("<script>window.evil = 1</script>");
  expect(await page.evaluate(() => "evil" in window)).toBe(false);
  expect(await page.locator(".statement a").count()).toBe(0);
});

test("what is no exercise is told in a sentence, and the list is there to go on with", async ({
  page,
  playground,
}) => {
  await page.goto("exercise.html#exercise=~broken&view.lang=en");
  const fault = page.locator("#fault");
  await expect(fault).toContainText("is damaged");
  await expect(page.locator("[data-exercise]")).toHaveCount(OWN.length);
  const choose = async (name: string, buffer: Buffer) => {
    const chooser = page.waitForEvent("filechooser");
    await page.locator("#file").click();
    await (await chooser).setFiles({ name, mimeType: "application/json", buffer });
  };
  await choose("huge.json", Buffer.alloc(2 ** 20, "x"));
  await expect(fault).toContainText("larger than an exercise may be");
  await choose(
    "other.json",
    Buffer.from(JSON.stringify({ ...EVIL, start: { optimizer: { type: "sgdd" } } })),
  );
  await expect(fault).toContainText("start.optimizer");
  await page.locator("#address").fill("nowhere");
  await page.locator("#ask").click();
  await expect(fault).toContainText("no address");
  await choose("good.json", Buffer.from(JSON.stringify(EVIL)));
  await playground.ready();
  await expect(page.locator("#origin")).toHaveText("From the file good.json");
  await page.reload();
  await playground.ready();
  await expect(page.locator("#origin")).toHaveText("From the file good.json");
});

const HOST = `
window.reports = [];
addEventListener("message", ({ data, source, origin }) => {
  if (data?.subject === "SPLICE.getState") {
    const state = JSON.parse(localStorage.getItem("state") ?? "null");
    source.postMessage({ subject: "SPLICE.getState.response", message_id: data.message_id, ...(state && { state }) }, origin);
  } else if (data?.subject === "SPLICE.reportScoreAndState") {
    window.reports.push(data.score);
    localStorage.setItem("state", JSON.stringify(data.state));
  }
});`;

test("a learning system hears the score once something was checked, and brings the work back", async ({
  page,
}) => {
  const frame = `${ISOLATED.url}exercise.html#id=largest_rate&view.lang=en&view.persist=host`;
  const host: HostSite = await hostSite({
    body: `<iframe src="${frame}" width="1200" height="700" title="Exercise"></iframe>`,
    script: HOST,
  });
  const reports = () => page.evaluate(() => (window as unknown as { reports: unknown[] }).reports);
  try {
    await page.goto(host.url);
    const inside = page.frameLocator("iframe");
    await inside.locator("#skip").click();
    await expect.poll(reports).toContainEqual(null);
    await inside.locator("#check").click();
    await expect.poll(reports).toContainEqual(0.5);
    await page.reload();
    await expect(inside.locator("downhill-exercise-checks #verdict")).toContainText(
      "1 of 2 checks passed.",
    );
    await expect(inside.locator("#skipped")).toBeVisible();
    // A host that has room for the receipt alone brings back what was handed in, at any computer.
    await page.evaluate(() => {
      const state = JSON.parse(localStorage.getItem("state") ?? "{}");
      localStorage.setItem("state", JSON.stringify({ ...state, work: "" }));
    });
    await page.reload();
    await expect(inside.locator("#skipped")).toBeVisible();
    await expect(inside.locator("#verdict .failed")).toHaveCount(0);
  } finally {
    await host.close();
  }
});
