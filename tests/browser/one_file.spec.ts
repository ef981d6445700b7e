// SPDX-License-Identifier: Apache-2.0
/** downhill.html from a disk: the player with everything in it, which asks for nothing. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import type { Page } from "@playwright/test";
import { withExperiment } from "../../web/src/exporters/one_file.ts";
import type { DownhillEmbed } from "../../web/src/pages/embed/downhill-embed.ts";
import { expect, test } from "./playground_page.ts";
import { ISOLATED } from "./servers.ts";

const BUILT = fileURLToPath(new URL("../../dist/downhill.html", import.meta.url));

/** By itself in a folder of its own, as on a stick. */
let folder: string;
let file: string;
test.beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "downhill-stick-"));
  file = join(folder, "downhill.html");
  writeFileSync(file, readFileSync(BUILT));
});
test.afterAll(() => rmSync(folder, { recursive: true }));

/** What a page asks for beyond itself, and what it complains about. */
function faults(page: Page): string[] {
  const found: string[] = [];
  page.on("request", (request) => {
    const itself = request.isNavigationRequest() || /^(data|blob):/.test(request.url());
    if (!itself) found.push(request.url());
  });
  page.on("console", (message) => {
    if (message.type() === "error") found.push(message.text());
  });
  page.on("pageerror", (error) => found.push(String(error)));
  return found;
}

const reach = (page: Page, epoch: number) =>
  page.waitForFunction((goal) => {
    const player = document.querySelector("downhill-embed") as DownhillEmbed | null;
    return (player?.workspace.run.state?.epoch ?? 0) >= goal;
  }, epoch);

for (const { lang, tag, says } of [
  { lang: "en", tag: "en", says: "as one file" },
  { lang: "zh", tag: "zh-Hans", says: "单文件版" },
]) {
  test(`it trains, says what it cannot, and asks for nothing: ${lang}`, async ({ page }) => {
    const found = faults(page);
    await page.goto(`${pathToFileURL(file)}#data.type=circle&view.lang=${lang}`);
    await reach(page, 5);
    await expect(page.locator("html")).toHaveAttribute("lang", tag);
    expect(page.workers()).toHaveLength(1);
    await page.locator("#badge").click();
    await expect(page.locator("downhill-trainer").first()).toContainText(says);
    await expect(page.locator("downhill-trainer").first()).not.toContainText("(import)");
    // There is no whole page beside it.
    await expect(page.locator("#open")).toHaveCount(0);
    expect(found).toEqual([]);
  });
}

test("the parts that load later on a site are in it, and the tables but for MNIST", async ({
  page,
}) => {
  const found = faults(page);
  const parts = "view.parts=map,gradients,landscape,race,controls";
  await page.goto(`${pathToFileURL(file)}#data.type=digits&${parts}`);
  await reach(page, 1);
  for (const part of ["gradients", "landscape", "race"]) {
    await expect(page.locator(`section.part.${part} downhill-part > *`).first()).toBeVisible();
  }
  expect(found).toEqual([]);
  await page.goto("about:blank");
  await page.goto(`${pathToFileURL(file)}#data.type=mnist`);
  await expect(page.locator("body")).toContainText("mnist.safetensors");
});

test("an experiment that is written into it is there, and never becomes markup", async ({
  page,
}) => {
  const own = join(folder, "written.html");
  const title = "</script><img src=x onerror=alert(1)><!--<script>";
  const document = { data: { type: "moons" }, seed: 8 };
  writeFileSync(
    own,
    withExperiment(readFileSync(file, "utf8"), { document, view: { lang: "zh", title } }),
  );
  const found = faults(page);
  await page.goto(pathToFileURL(own).href);
  await reach(page, 1);
  await expect(page.locator("downhill-embed h1")).toHaveText(title);
  expect(
    await page.evaluate(() => {
      const player = globalThis.document.querySelector("downhill-embed") as DownhillEmbed;
      return player.workspace.document.minimal;
    }),
  ).toMatchObject(document);
  expect(found).toEqual([]);
});

test("the page writes its experiment into a file that opens by itself", async ({
  page,
  playground,
}) => {
  await playground.open("data.type=moons&seed=9");
  await page.locator("#file-menu").click();
  const downloading = page.waitForEvent("download");
  await page.locator("#write-page").click();
  const download = await downloading;
  expect(download.suggestedFilename()).toBe("moons.html");
  const own = join(folder, "moons.html");
  await download.saveAs(own);
  await page.goto(pathToFileURL(own).href);
  await reach(page, 1);
  await expect(page).toHaveURL(/data\.type=moons/);
  await expect(page).toHaveURL(/seed=9/);
});

test("it trains from a server too, whose policy is that of the file", async ({ page }) => {
  const found = faults(page);
  await page.goto(`${ISOLATED.url}downhill.html`);
  await reach(page, 2);
  expect(found.filter((one) => !/favicon/.test(one))).toEqual([]);
});
