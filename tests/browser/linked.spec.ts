// SPDX-License-Identifier: Apache-2.0
/** Two frames of one run in a page from elsewhere: the map here, the curve there. */
import { expect, type Frame, type Page, test } from "@playwright/test";
import type { DownhillEmbed } from "../../web/src/pages/embed/downhill-embed.ts";
import { hostSite } from "./host_site.ts";
import { ISOLATED } from "./servers.ts";

const iframe = (id: string, parts: string) =>
  `<iframe id="${id}" title="${id}" width="440" height="360" src="${ISOLATED.url}embed.html#view.run=demo&view.build=simd&view.autoplay=no&view.parts=${parts}&data.type=circle&data.samples=100"></iframe>`;

async function frameOf(page: Page, id: string): Promise<Frame> {
  // An element has its frame in itself.
  const element = await page.locator(`iframe#${id}, #${id} iframe`).elementHandle();
  const frame = await element?.contentFrame();
  if (!frame) throw new Error(`There is no frame ${id}.`);
  await frame.waitForFunction(() => {
    const player = document.querySelector("downhill-embed") as DownhillEmbed | null;
    return player?.workspace.run.ready === true && player.workspace.run.state !== undefined;
  });
  return frame;
}

const stands = (frame: Frame) =>
  frame.evaluate(() => {
    const { run } = (document.querySelector("downhill-embed") as DownhillEmbed).workspace;
    const { step = 0, train_loss } = run.state ?? {};
    return { step, loss: train_loss, rows: run.history.rows, playing: run.playing };
  });

const step = async (frame: Frame) => (await stands(frame)).step;

/** What is played and paused in one is so in the other. */
async function playedTogether(other: Frame, one: Frame): Promise<void> {
  await one.locator("#play").click();
  await expect.poll(() => step(other)).toBeGreaterThan(20);
  await one.locator("#play").click();
  await expect.poll(async () => (await stands(other)).playing).toBe(false);
  await expect
    .poll(async () => JSON.stringify(await stands(other)))
    .toBe(JSON.stringify(await stands(one)));
}

test("what one of them plays moves both with one trainer, and when that one is taken away the other goes on", async ({
  page,
}) => {
  const site = await hostSite({
    body: iframe("map", "map") + iframe("curve", "chart,controls"),
  });
  await page.goto(site.url);
  const map = await frameOf(page, "map");
  const curve = await frameOf(page, "curve");
  // Frames that come at once may both begin with one; it is soon the first one's alone.
  await expect.poll(() => page.workers().length).toBe(1);
  await playedTogether(map, curve);
  const left = await stands(curve);
  expect(left.rows).toBeGreaterThan(1);

  await page.evaluate(() => document.querySelector("#map")?.remove());
  await curve.locator("#one-step").click();
  await expect.poll(() => step(curve)).toBe(left.step + 1);
  await expect.poll(() => page.workers().length).toBe(1);
  await site.close();
});

test("the other, which showed what the first computed, goes on where that was while it trained", async ({
  page,
}) => {
  const site = await hostSite({
    body: iframe("first", "chart,controls") + iframe("second", "map"),
  });
  await page.goto(site.url);
  const first = await frameOf(page, "first");
  const second = await frameOf(page, "second");
  await first.locator("#play").click();
  await expect.poll(() => step(second)).toBeGreaterThan(20);
  await page.evaluate(() => document.querySelector("#first")?.remove());
  const left = await step(second);
  await expect.poll(() => step(second)).toBeGreaterThan(left + 20);
  await site.close();
});

/** As browsers do that deny pages of other sites their storage. */
const denyChannels = (page: Page) =>
  page.addInitScript(() => {
    Object.defineProperty(globalThis, "BroadcastChannel", {
      value: class {
        constructor() {
          throw new DOMException("denied", "SecurityError");
        }
      },
    });
  });

test("where the browser denies frames a channel, elements pass on what they say: one trainer, one run", async ({
  page,
}) => {
  await denyChannels(page);
  const element = (id: string, parts: string) =>
    `<downhill-playground id="${id}" run="demo" build="simd" autoplay="no" parts="${parts}" document='{"data":{"type":"circle","samples":100}}'></downhill-playground>`;
  const site = await hostSite({
    body: `<script src="${ISOLATED.url}downhill.js"></script>${element("map", "map")}${element("curve", "chart,controls")}`,
  });
  await page.goto(site.url);
  const map = await frameOf(page, "map");
  const curve = await frameOf(page, "curve");
  await expect.poll(() => page.workers().length).toBe(1);
  await playedTogether(map, curve);
  await expect(map.locator("#faults")).toHaveCount(0);
  await site.close();
});

test("and frames that no element holds train each by itself, and say so", async ({ page }) => {
  await denyChannels(page);
  const site = await hostSite({
    body: iframe("first", "chart,controls") + iframe("second", "chart,controls"),
  });
  await page.goto(site.url);
  const first = await frameOf(page, "first");
  const second = await frameOf(page, "second");
  for (const frame of [first, second]) {
    await expect(frame.locator("#faults")).toContainText("view.run");
  }
  await first.locator("#one-step").click();
  await expect.poll(() => step(first)).toBe(1);
  expect(await step(second)).toBe(0);
  await site.close();
});
