// SPDX-License-Identifier: Apache-2.0
/** The teacher's page: a mail with receipts, a picture with one, the table, and what is done with it. */
import { readFileSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import AxeBuilder from "@axe-core/playwright";
import type { Page } from "@playwright/test";
import { encode } from "fast-png";
import { generate } from "lean-qr";
import { createEngine } from "../../web/node/engine.ts";
import { packText } from "../../web/src/documents/packed_text.ts";
import { checksumOf } from "../../web/src/engine/checksum.ts";
import { readExercise } from "../../web/src/exercises/read_exercise.ts";
import { readReceipt } from "../../web/src/exercises/receipt.ts";
import { receiptOf } from "../web/exercises/class_receipts.ts";
import { expect, test } from "./playground_page.ts";

const FOLDER = join(import.meta.dirname, "../../exercises");
const exercise = readExercise(readFileSync(join(FOLDER, "largest_rate.json"), "utf8"));

interface Mail {
  readonly text: string;
  /** Of one who comes later. */
  readonly late: string;
}

/** Of Anna, of Ben with her work, of one who has changed a number, of a later version, and of Dora, who has missed it. */
async function mail(): Promise<Mail> {
  const engine = await createEngine({ threads: 1 });
  const chose = (option: string) => ({ kind: "choice" as const, option });
  try {
    const work = { prediction: chose("jumps"), saw: "It swings, and comes down." };
    const anna = await receiptOf(exercise, { name: "Anna", ...work }, engine);
    const ben = await receiptOf(exercise, { name: "Ben", ...work }, engine);
    const honest = readReceipt(
      await receiptOf(exercise, { name: "Carl", prediction: chose("away"), change: {} }, engine),
    );
    const results = honest.results.map((one) => ({ ...one, passed: true, measured: 0 }));
    const body = packText(JSON.stringify({ ...honest, results }));
    const edited = `DHR1.${body}.${checksumOf(body)}`;
    const newer = anna.replace("DHR1.", "DHR9.");
    const small = { optimizer: { learning_rate: 0.3 } };
    const dora = { name: "Dora", saw: "Slow.", prediction: chose("slowly"), change: small };
    const late = { name: "=Emil", saw: "Jumps.", prediction: chose("jumps") };
    return {
      text: [
        "Dear teacher,",
        `> ${anna.slice(0, 70)}\n> ${anna.slice(70)}`,
        `Ben: ${ben}, Carl: ${edited}`,
        newer,
        await receiptOf(exercise, dora, engine),
      ].join("\n\n"),
      late: await receiptOf(exercise, late, engine),
    };
  } finally {
    await engine.close();
  }
}

/** Four pixels a module, as the page of exercises saves it. */
function pictureOf(text: string): Buffer {
  const code = generate(text);
  const side = 4 * (code.size + 8);
  const data = new Uint8Array(side * side).fill(255);
  for (let y = 0; y < side; y += 1) {
    for (let x = 0; x < side; x += 1) {
      if (code.get(Math.floor(x / 4) - 4, Math.floor(y / 4) - 4)) data[y * side + x] = 0;
    }
  }
  return Buffer.from(encode({ width: side, height: side, data, channels: 1, depth: 8 }));
}

const rowOf = (page: Page, number: number) => page.locator(`tr[data-number="${number}"]`);
const state = (page: Page) => page.locator("#state");

test("a mail with five receipts becomes a table that tells who has done what", async ({ page }) => {
  const { text, late } = await mail();
  await page.goto("teach.html#view.lang=en");
  await page.locator("#paste").fill(text);
  await page.locator("#read").click();
  await expect(state(page)).toHaveText("All 5 were run again.");
  await expect(page.locator("#paste")).toHaveValue("");
  await expect(rowOf(page, 1)).toContainText("Anna");
  await expect(rowOf(page, 1)).toContainText("right");
  await expect(rowOf(page, 1).locator(".passed")).toHaveCount(2);
  await expect(rowOf(page, 1).locator(".reproduces")).toHaveText("yes");
  await expect(rowOf(page, 2)).toContainText("the same as Anna");
  await expect(rowOf(page, 3)).toContainText("no; Check 1: it says 0, passed; run again it is");
  await expect(rowOf(page, 4)).toContainText("The receipt is of version 9");
  await expect(rowOf(page, 5).locator(".check", { hasText: "failed" })).not.toHaveCount(0);
  await expect(page.locator(".summary")).toContainText("3 of 5 reproduce.");

  await test.step("a row opens what was done", async () => {
    await rowOf(page, 5).getByRole("button", { name: "Details of Dora" }).click();
    const details = page.locator("downhill-receipt");
    await expect(details).toContainText("Predicted: It comes to 0 little by little.");
    await expect(details).toContainText("Slow.");
    await expect(details.getByRole("link")).toHaveAttribute(
      "href",
      /index\.html#.*learning_rate=0\.3/,
    );
  });

  await test.step("the class is seen as a whole", async () => {
    const bars = page.locator("downhill-class li");
    await expect(bars.filter({ hasText: "this came" })).toContainText("2");
    await page.locator("downhill-class summary").click();
    await expect(page.locator("downhill-class tbody tr")).toHaveCount(4);
  });

  await test.step("a key hides the names, and a reload keeps all", async () => {
    await page.keyboard.press("n");
    await expect(page.locator("downhill-marks table")).not.toContainText("Anna");
    await expect(rowOf(page, 2)).toContainText("the same as 1");
    await page.reload();
    await expect(state(page)).toHaveText("All 5 were run again.");
    await expect(page.locator("downhill-marks table")).not.toContainText("Anna");
    await page.locator("#names").click();
    await expect(rowOf(page, 1)).toContainText("Anna");
  });

  await test.step("a picture brings one more; one of something else is told", async () => {
    const [chooser] = await Promise.all([
      page.waitForEvent("filechooser"),
      page.locator("#files").click(),
    ]);
    await chooser.setFiles([
      { name: "emil.png", mimeType: "image/png", buffer: pictureOf(late) },
      { name: "menu.png", mimeType: "image/png", buffer: pictureOf("https://example.org/menu") },
    ]);
    await expect(state(page)).toHaveText("All 6 were run again.");
    await expect(rowOf(page, 6)).toContainText("=Emil");
    await expect(page.locator("downhill-intake .fault")).toContainText(
      "menu.png: its QR code says",
    );
  });

  await test.step("the CSV has all rows, and no formula", async () => {
    const [file] = await Promise.all([page.waitForEvent("download"), page.locator("#csv").click()]);
    const csv = await readFile(await file.path(), "utf8");
    expect(csv.split("\r\n")).toHaveLength(8);
    expect(csv).toContain("\r\n'=Emil,largest_rate,");
  });
});

test("an exercise is shown with its solution and its link, and the page is for everybody", async ({
  page,
}) => {
  await page.goto("teach.html#view.lang=zh");
  await expect(page.getByRole("heading", { name: "教师页" })).toBeVisible();
  await page.locator("#card").selectOption("largest_rate");
  const card = page.locator("downhill-solution");
  await expect(card).toContainText("learning_rate");
  await expect(card.locator("#for-students")).toHaveAttribute(
    "href",
    /exercise\.html#id=largest_rate$/,
  );
  await expect(card.locator("downhill-qr svg").first()).toBeVisible();
  const { text } = await mail();
  await page.locator("#paste").fill(text);
  await page.locator("#read").click();
  await expect(state(page)).toHaveText("5 份已全部重新训练。");
  await rowOf(page, 1).getByRole("button").click();
  for (const theme of ["light", "dark"]) {
    await page.evaluate((name) => {
      document.documentElement.dataset.theme = name;
    }, theme);
    const { violations } = await new AxeBuilder({ page })
      .withTags(["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa"])
      .analyze();
    expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.target}`)).toEqual([]);
  }
  await page.setViewportSize({ width: 360, height: 740 });
  const wide = () => document.documentElement.scrollWidth - document.documentElement.clientWidth;
  expect(await page.evaluate(wide)).toBe(0);
});

test("the picture that a student has saved is read by the teacher's page", async ({
  page,
  playground,
}) => {
  await page.emulateMedia({ reducedMotion: "reduce" });
  await page.goto("exercise.html#id=largest_rate&view.lang=en");
  await playground.ready();
  await page.getByText("It jumps between 10 and −10 for ever.").click();
  await page.locator("#lock").click();
  await expect(page.locator("#told")).toContainText("As you predicted");
  await page.locator("#saw").fill("It jumps to and fro.");
  await page.locator("#check").click();
  await expect(page.locator("downhill-exercise-checks #verdict")).toContainText("of 2 checks");
  await page.locator("#name").fill("李明");
  const [picture] = await Promise.all([
    page.waitForEvent("download"),
    page.locator("#picture").click(),
  ]);
  const path = await picture.path();
  await page.goto("teach.html#view.lang=en");
  const [chooser] = await Promise.all([
    page.waitForEvent("filechooser"),
    page.locator("#files").click(),
  ]);
  await chooser.setFiles(path);
  await expect(state(page)).toHaveText("The receipt was run again.");
  await expect(rowOf(page, 1)).toContainText("李明");
  await expect(rowOf(page, 1).locator(".reproduces")).toHaveText("yes");
});
