// SPDX-License-Identifier: Apache-2.0
/** The site without network after one visit, with threads where the host sends no headers for them, and with a new build when it is asked for. */
import {
  cpSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { createServer, type RequestListener } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Page } from "@playwright/test";
import { writeServiceWorker } from "../../scripts/build/offline.mjs";
import { listen } from "../../scripts/lib/listen.mjs";
import { siteHandler } from "../../scripts/lib/site_server.mjs";
import type { DownhillEmbed } from "../../web/src/pages/embed/downhill-embed.ts";
import { hostSite } from "./host_site.ts";
import { expect, PlaygroundPage, test } from "./playground_page.ts";

test.use({ serviceWorkers: "allow" });

const DIST = fileURLToPath(new URL("../../dist", import.meta.url));

/** A server of the test's own, which may end, and whose folder may become another. */
async function ownServer({ isolated = true } = {}) {
  let answer: RequestListener = siteHandler(DIST, { isolated });
  const server = await listen(() => createServer((...asked) => answer(...asked)), 0);
  return {
    url: `http://localhost:${server.port}/`,
    close: () => server.close(),
    becomes: (folder: string) => {
      answer = siteHandler(folder, { isolated });
    },
  };
}

/** The site as another build of it: its first script has another name. */
async function anotherBuild(): Promise<{ folder: string; script: string }> {
  const folder = mkdtempSync(join(tmpdir(), "downhill-build-"));
  cpSync(DIST, folder, { recursive: true });
  const page = join(folder, "index.html");
  const [old = ""] = /assets\/index-[\w-]{8}\.js/.exec(readFileSync(page, "utf8")) ?? [];
  const script = "assets/index-NEWBUILD.js";
  renameSync(join(folder, old), join(folder, script));
  writeFileSync(page, readFileSync(page, "utf8").replaceAll(old, script));
  await writeServiceWorker(folder);
  return { folder, script };
}

/** The worker is there, and has kept everything. */
const kept = (page: Page) => page.evaluate(async () => void (await navigator.serviceWorker.ready));

/** How often a page was loaded. */
function loads(page: Page): () => number {
  let count = 0;
  page.on("load", () => {
    count += 1;
  });
  return () => count;
}

test("after one visit page and frame open without a server, and train", async ({
  page,
  playground,
}) => {
  const site = await ownServer();
  await playground.open("", site.url);
  await kept(page);
  await site.close();
  await page.reload();
  await playground.ready();
  expect(await page.evaluate(() => crossOriginIsolated)).toBe(true);
  await playground.play.click();
  await playground.reach(20);
  // What had not been opened during the visit, the other language included.
  await page.locator("#lang-zh").click();
  await expect(playground.play).toHaveAccessibleName("暂停");
  await expect(page.locator("downhill-data")).toContainText("螺旋");
  await page.locator("#lang-en").click();
  await page.keyboard.press("x");
  await expect(page.locator("downhill-gallery")).toBeVisible();
  await page.goto(`${site.url}embed.html#data.type=circle&view.lang=zh`);
  await page.waitForFunction(() => {
    const player = document.querySelector("downhill-embed") as DownhillEmbed | null;
    return (player?.workspace.run.state?.epoch ?? 0) >= 3;
  });
  await expect(page.locator("html")).toHaveAttribute("lang", "zh-Hans");
});

test("a new build is told, and taken by the tab that asks for it alone", async ({
  page,
  playground,
  context,
}) => {
  const site = await ownServer();
  const { folder, script } = await anotherBuild();
  await playground.open("", site.url);
  await kept(page);
  const other = await context.newPage();
  const busy = new PlaygroundPage(other);
  await busy.open("view.lang=zh", site.url);
  await busy.play.click();
  await busy.reach(5);
  const loadsOfBusy = loads(other);
  site.becomes(folder);
  await page.evaluate(async () => {
    await (await navigator.serviceWorker.ready).update();
  });
  await expect(page.locator("#notice")).toContainText("A new version");
  await expect(other.locator("#notice")).toContainText("新版本");
  await Promise.all([
    page.waitForEvent("load"),
    page.locator("#notice").getByRole("button", { name: "Load it" }).click(),
  ]);
  await playground.ready();
  await expect(page.locator(`script[src$="${script}"]`)).toHaveCount(1);
  // It may tell of the other tab, but of no version any more.
  await expect(page.locator("#notice").getByRole("button", { name: "Load it" })).toHaveCount(0);
  // The other one trains on, and has what it has not opened yet.
  const { epoch } = await busy.progress();
  await busy.reach(epoch + 5);
  await busy.play.click();
  await other.keyboard.press("x");
  await expect(other.locator("downhill-gallery")).toBeVisible();
  expect(loadsOfBusy()).toBe(0);
  // Without network it is the new build that opens.
  await site.close();
  await page.reload();
  await playground.ready();
  await expect(page.locator(`script[src$="${script}"]`)).toHaveCount(1);
  rmSync(folder, { recursive: true });
});

test("a host without headers gives threads after one reload at most", async ({
  page,
  playground,
}) => {
  const site = await ownServer({ isolated: false });
  const count = loads(page);
  await page.goto(site.url);
  await page.waitForFunction(() => crossOriginIsolated);
  await playground.ready();
  await page.locator("downhill-topbar #menu").click();
  await expect(page.locator("downhill-trainer")).toContainText(/[2-9] threads/);
  await page.keyboard.press("Escape");
  await playground.play.click();
  await playground.reach(20);
  expect(count()).toBe(2);
  await site.close();
});

test("a page that somebody works with is not loaded again; the next visit has threads", async ({
  page,
  playground,
}) => {
  const site = await ownServer({ isolated: false });
  const count = loads(page);
  await page.goto(site.url);
  await playground.play.click();
  await playground.reach(5);
  await kept(page);
  const { epoch } = await playground.progress();
  await playground.reach(epoch + 20);
  expect([count(), await page.evaluate(() => crossOriginIsolated)]).toEqual([1, false]);
  await page.reload();
  await playground.ready();
  expect(await page.evaluate(() => crossOriginIsolated)).toBe(true);
  await site.close();
});

test("a frame keeps nothing, and is never loaded again", async ({ page }) => {
  const site = await ownServer({ isolated: false });
  const host = await hostSite({
    body: `<iframe src="${site.url}embed.html#stop.epochs=3" width="600" height="500"></iframe>`,
  });
  await page.goto(host.url);
  await page.frameLocator("iframe").locator("downhill-embed #play").waitFor();
  const [, frame] = page.frames();
  await frame?.waitForFunction(() => {
    const player = document.querySelector("downhill-embed") as DownhillEmbed | null;
    return player?.workspace.run.ended === true;
  });
  // Whatever had waited for the page to be idle has had its turn.
  await frame?.evaluate(() => new Promise((resolve) => requestIdleCallback(resolve)));
  const asked = await frame?.evaluate(() =>
    performance.getEntriesByType("resource").map(({ name }) => name),
  );
  expect(asked?.filter((address) => /offline|service_worker/.test(address))).toEqual([]);
  await host.close();
  await site.close();
});

test("view.offline=no is a way out, also for a page that is open", async ({ page, playground }) => {
  const site = await ownServer();
  await playground.open("", site.url);
  await kept(page);
  await page.goto(`${site.url}#view.offline=no`);
  await expect(page.locator("#notice")).toContainText("cleared");
  expect(
    await page.evaluate(async () => [
      (await navigator.serviceWorker.getRegistrations()).length,
      (await caches.keys()).length,
    ]),
  ).toEqual([0, 0]);
  await page.reload();
  await playground.ready();
  await page.locator("#one-epoch").click();
  await expect.poll(async () => (await playground.progress()).epoch).toBe(1);
  expect(await page.evaluate(() => navigator.serviceWorker.controller)).toBeNull();
  // A page that still fetches what comes later would tell that nobody answers it.
  await page.goto("about:blank");
  await site.close();
  await expect(page.goto(site.url)).rejects.toThrow("ERR_CONNECTION_REFUSED");
});

test("the site knows every file that it is made of", () => {
  const worker = readFileSync(join(DIST, "service_worker.js"), "utf8");
  for (const file of readdirSync(join(DIST, "assets"))) expect(worker).toContain(`assets/${file}`);
});
