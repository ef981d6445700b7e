// SPDX-License-Identifier: Apache-2.0
/**
 * The package for learning systems in a small one: the zip as the dialog gives it, unpacked and launched in a frame of a page that has the API of
 * SCORM 1.2 and keeps what it is told. Served without any header of ours, and .mjs and .wasm without a type, as Moodle does.
 */
import { readFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { expect, type Page, test } from "@playwright/test";
import { unzipSync } from "fflate";
import type { DownhillApp } from "../../web/src/pages/playground/downhill-app.ts";
import { ISOLATED } from "./servers.ts";

const TYPES: Readonly<Record<string, string>> = {
  html: "text/html; charset=utf-8",
  js: "application/x-javascript",
  css: "text/css",
  json: "application/json",
  svg: "image/svg+xml",
};

/** The run-time environment, as far as one attempt needs it; values are there again at the next launch. */
const LEARNING_SYSTEM = `<!doctype html><title>Course</title><body style="margin:0"><script>
  const values = JSON.parse(sessionStorage.cmi ?? '{"cmi.core.lesson_status":"not attempted"}');
  let running = false;
  window.API = {
    LMSInitialize: () => { running = true; return "true"; },
    LMSFinish: () => { running = false; window.API.LMSCommit(); sessionStorage.finished = "yes"; return "true"; },
    LMSGetValue: (element) => values[element] ?? "",
    LMSSetValue: (element, value) => {
      if (!running || (element === "cmi.suspend_data" && value.length > 4096)) return "false";
      values[element] = value;
      return "true";
    },
    LMSCommit: () => { sessionStorage.cmi = JSON.stringify(values); return "true"; },
    LMSGetLastError: () => "0",
  };
</script><iframe title="Content" src="package/sco.html" width="700" height="560"></iframe>`;

let server: Server;
let files: Record<string, Uint8Array> = {};

test.beforeAll(async () => {
  server = createServer((request, response) => {
    const path = decodeURIComponent((request.url ?? "/").replace(/\?.*/, "").slice(1));
    if (path === "") {
      response.writeHead(200, { "Content-Type": TYPES.html });
      response.end(LEARNING_SYSTEM);
      return;
    }
    const content = files[path.replace(/^package\//, "")];
    const type = TYPES[path.split(".").at(-1) ?? ""] ?? "document/unknown";
    response.writeHead(content === undefined ? 404 : 200, { "Content-Type": type });
    response.end(content);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
});
test.afterAll(
  () =>
    new Promise((resolve) => {
      server.close(resolve);
      server.closeAllConnections();
    }),
);

const learningSystem = (): string => `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;

interface Kept {
  readonly status: string | undefined;
  readonly score: string | undefined;
  readonly state: { readonly step: number; readonly run?: string } | undefined;
}

const kept = (page: Page): Promise<Kept> =>
  page.evaluate(() => {
    const values = JSON.parse(sessionStorage.cmi ?? "{}");
    const state = values["cmi.suspend_data"];
    return {
      status: values["cmi.core.lesson_status"],
      score: values["cmi.core.score.raw"],
      state: state === undefined ? undefined : JSON.parse(state),
    };
  });

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
  files = unzipSync(readFileSync(await download.path()));
  expect(Object.keys(files)).toContain("imsmanifest.xml");

  await page.goto(learningSystem());
  const player = page.frameLocator("iframe").frameLocator("#player");
  await expect(player.locator("h1")).toHaveText("Two rings");
  await expect.poll(async () => (await kept(page)).status).toBe("incomplete");
  let step = 0;
  for (const epochs of ["1 epoch", "2 epochs"]) {
    await player.locator("#one-epoch").click();
    await expect(player.locator("#alt")).toContainText(epochs);
    // The system is told a little later, of each of them.
    const before = step;
    await expect.poll(async () => (await kept(page)).state?.step ?? 0).toBeGreaterThan(before);
    step = (await kept(page)).state?.step ?? 0;
  }
  await expect.poll(async () => (await kept(page)).status).toBe("completed");
  const { state, ...told } = await kept(page);
  // Nothing was checked: no mark, not even a bad one.
  expect(told).toEqual({ status: "completed", score: undefined });
  // A network of 177 parameters with the moments of Adam is more than 4,096 characters, which is said.
  expect(state?.run).toBeUndefined();
  await expect(page.frameLocator("iframe").locator("#told")).toContainText("4,096");
  const alt = await player.locator("#alt").textContent();

  // Another launch, perhaps weeks later.
  await page.reload();
  expect(await page.evaluate(() => sessionStorage.finished)).toBe("yes");
  await expect(player.locator("#alt")).toHaveText(alt ?? "");
  expect((await kept(page)).state?.step).toBe(state?.step);
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
  files = unzipSync(readFileSync(await download.path()));

  await page.goto(learningSystem());
  const student = page.frameLocator("iframe").frameLocator("#player");
  await expect(student.locator(".statement strong")).toHaveText("to the end");
  await student.locator("#check").click();
  await expect.poll(async () => (await kept(page)).score).toBe("100");
  expect((await kept(page)).status).toBe("completed");
  const state = async () => (await kept(page)).state as unknown as Record<string, unknown>;
  await expect.poll(async () => (await state()).receipt).toMatch(/^DHR1\./);

  await page.evaluate(() => localStorage.clear());
  await page.reload();
  await expect(student.locator("#solved")).toBeVisible();
});
