// SPDX-License-Identifier: Apache-2.0
/** The player in a page of another origin: what it tells by itself, its manners, and what it leaves alone. */
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { type Browser, expect, type Frame, type Page, test } from "@playwright/test";
import type { DownhillEmbed } from "../../web/src/pages/embed/downhill-embed.ts";
import { ISOLATED } from "./servers.ts";
import { stillBox } from "./still_box.ts";

let server: Server;
let host: string;
/** What the next page of the host holds. */
let body = "";

test.beforeAll(async () => {
  server = createServer((_, response) => {
    response.writeHead(200, { "Content-Type": "text/html; charset=utf-8" });
    response.end(`<!doctype html><title>Tutorial</title><body style="margin:0">${body}`);
  });
  await new Promise<void>((resolve) => server.listen(0, "localhost", resolve));
  host = `http://localhost:${(server.address() as AddressInfo).port}/`;
});
test.afterAll(() => new Promise((resolve) => server.close(resolve)));

/** A short run on few samples. */
const SHORT = "data.type=circle&data.samples=60&stop.epochs=12";

const iframe = (hash: string, width = 480, height = 420, id = "frame") =>
  `<iframe id="${id}" title="Downhill" src="${ISOLATED.url}embed.html#${hash}" style="border:0;display:block;width:${width}px;height:${height}px"></iframe>`;

async function openHost(page: Page, html: string): Promise<void> {
  body = html;
  await page.goto(host);
}

async function frameOf(page: Page, id = "frame"): Promise<Frame> {
  const element = await page.locator(`#${id}`).elementHandle();
  const frame = await element?.contentFrame();
  if (!frame) throw new Error(`There is no frame ${id}.`);
  return frame;
}

/** The trainer has answered. */
const ready = (frame: Frame) =>
  frame.waitForFunction(() => {
    const player = document.querySelector("downhill-embed") as DownhillEmbed | null;
    return player?.workspace.run.ready === true && player.workspace.run.state !== undefined;
  });

const standing = (frame: Frame) =>
  frame.evaluate(() => {
    const { run, document: store } = (document.querySelector("downhill-embed") as DownhillEmbed)
      .workspace;
    return {
      step: run.state?.step ?? 0,
      playing: run.playing,
      ended: run.ended,
      ready: run.ready,
      loss: run.state?.train_loss,
      rows: run.history.rows,
      document: store.minimal as Record<string, unknown>,
    };
  });

const saved = (frame: Frame) =>
  frame.evaluate(async () => {
    const { run } = (document.querySelector("downhill-embed") as DownhillEmbed).workspace;
    return JSON.stringify((await run.save())?.parameters);
  });

/** Playwright knows of no workers of several pages; Chromium's own protocol does. */
async function sharedWorkers(browser: Browser) {
  const session = await browser.newBrowserCDPSession();
  const { targetInfos } = await session.send("Target.getTargets");
  return targetInfos
    .filter(({ type }) => type === "shared_worker")
    .map(({ targetId }) => ({
      /** Whatever comes of it. */
      evaluate: async (expression: string) => {
        const { sessionId } = await session.send("Target.attachToTarget", { targetId });
        const message = { id: 1, method: "Runtime.evaluate", params: { expression } };
        await session.send("Target.sendMessageToTarget", {
          sessionId,
          message: JSON.stringify(message),
        });
      },
    }));
}

test("costs nothing until it is seen, then tells its story once, and takes neither focus nor scroll", async ({
  page,
}) => {
  await openHost(
    page,
    `<input id="mine" autofocus><div style="height:2500px"></div>${iframe(SHORT)}<div style="height:2500px"></div>`,
  );
  const frame = await frameOf(page);
  await frame.waitForLoadState();
  expect(page.workers()).toHaveLength(0);
  expect(await frame.locator("downhill-embed").count()).toBe(0);

  await page.evaluate(() => scrollTo(0, 2300));
  await ready(frame);
  await expect.poll(async () => (await standing(frame)).ended).toBe(true);
  const { step } = await standing(frame);
  expect(step).toBeGreaterThan(0);
  expect(await page.evaluate(() => [document.activeElement?.id, scrollY])).toEqual(["mine", 2300]);
  // Nothing is said aloud of what nobody has asked for.
  expect(await frame.locator("downhill-announcer").count()).toBe(0);
  await expect(frame.locator("#alt")).toContainText("12 epochs");
  // Where the reader is to take it on stands out, until somebody has.
  await expect(frame.locator("downhill-shown-settings")).toHaveAttribute("handle", "");

  // Out of sight and back: it has been told.
  await page.evaluate(() => scrollTo(0, 0));
  await page.evaluate(() => scrollTo(0, 2300));
  expect((await standing(frame)).step).toBe(step);
});

test("tells the story of a preset while its trainer is on its way, which then goes on from there", async ({
  page,
}) => {
  // What a worker for several asks for passes every gate of the test.
  await page.addInitScript(() => {
    Reflect.deleteProperty(globalThis, "SharedWorker");
  });
  let letThrough = () => {};
  const gate = new Promise<void>((resolve) => {
    letThrough = resolve;
  });
  await page.context().route("**/wasm/*.wasm*", async (route) => {
    await gate;
    await route.continue();
  });
  await openHost(page, iframe("view.preset=xor&view.speed=step"));
  const frame = await frameOf(page);
  await expect
    .poll(async () => (await standing(frame).catch(() => undefined))?.step)
    .toBeGreaterThan(3);
  const early = await standing(frame);
  expect(early.ready).toBe(false);
  expect(early.document).toMatchObject({ data: { type: "xor" } });
  letThrough();
  await ready(frame);
  expect((await standing(frame)).step).toBeGreaterThanOrEqual(early.step);
});

test("does not begin by itself where less motion is wanted, or the author says so; the reader goes on from where it stands", async ({
  page,
}) => {
  await page.emulateMedia({ reducedMotion: "reduce" });
  const still = `view.autoplay=no&${SHORT}`;
  await openHost(page, iframe(SHORT));
  await ready(await frameOf(page));
  expect(await standing(await frameOf(page))).toMatchObject({ step: 0, playing: false });
  await page.emulateMedia({ reducedMotion: "no-preference" });
  await openHost(page, iframe(still));
  const frame = await frameOf(page);
  await ready(frame);
  expect(await standing(frame)).toMatchObject({ step: 0, playing: false });
  await frame.locator("#one-epoch").click();
  await expect.poll(async () => (await standing(frame)).rows).toBe(2);
  // Now that somebody is there, they are told.
  await expect(frame.locator("downhill-announcer")).toHaveCount(1);
});

test("leaves wheel and finger to the page around it until somebody clicks in", async ({
  browser,
}) => {
  const context = await browser.newContext({
    hasTouch: true,
    viewport: { width: 640, height: 600 },
  });
  const page = await context.newPage();
  await openHost(
    page,
    `${iframe(`view.autoplay=no&view.fit=width&view.parts=map,chart,network&${SHORT}`)}<div style="height:4000px"></div>`,
  );
  const frame = await frameOf(page);
  await ready(frame);
  await page.mouse.move(120, 200);
  await page.mouse.wheel(0, 200);
  await expect.poll(() => page.evaluate(() => scrollY)).toBe(200);
  await page.evaluate(() => scrollTo(0, 0));
  const session = await context.newCDPSession(page);
  const finger = (type: "touchStart" | "touchMove" | "touchEnd", y?: number) =>
    session.send("Input.dispatchTouchEvent", {
      type,
      touchPoints: y === undefined ? [] : [{ x: 200, y }],
    });
  await finger("touchStart", 300);
  for (let y = 290; y >= 100; y -= 10) await finger("touchMove", y);
  await finger("touchEnd");
  await expect.poll(() => page.evaluate(() => scrollY)).toBeGreaterThan(100);
  expect(await frame.locator(".veil").count()).toBe(3);

  // The page glides on behind the finger for a while.
  const backUp = () =>
    page.evaluate(async () => {
      scrollTo(0, 0);
      for (let drawn = 0; drawn < 3; drawn += 1) await new Promise(requestAnimationFrame);
      return scrollY;
    });
  await expect.poll(backUp).toBe(0);
  await page.mouse.click(200, 200);
  await expect(frame.locator(".veil")).toHaveCount(0);
  // Its own contents scroll now: as soon as that is drawn, by which the browser knows whose the wheel is.
  await frame.evaluate(async () => {
    for (let drawn = 0; drawn < 3; drawn += 1) await new Promise(requestAnimationFrame);
  });
  await page.mouse.wheel(0, 150);
  await expect.poll(() => frame.evaluate(() => scrollY)).toBeGreaterThan(0);
  expect(await page.evaluate(() => scrollY)).toBe(0);
  await context.close();
});

for (const width of [340, 480, 800, 1264]) {
  test(`at ${width} px it is as high in a low frame as in a high one, and training makes it no higher`, async ({
    page,
  }) => {
    const height = () =>
      page.evaluate(() => document.querySelector("downhill-embed")?.getBoundingClientRect().height);
    await page.setViewportSize({ width, height: 200 });
    const shown = "view.parts=map,chart,network,controls&view.show=optimizer.learning_rate";
    await page.goto(`embed.html#view.fit=height&view.autoplay=no&${shown}&${SHORT}`);
    await ready(page.mainFrame());
    await stillBox(page.locator("downhill-embed"));
    const low = await height();
    await page.setViewportSize({ width, height: 1600 });
    await stillBox(page.locator("downhill-embed"));
    expect(await height()).toBe(low);
    await page.locator("#play").click();
    await expect.poll(async () => (await standing(page.mainFrame())).ended).toBe(true);
    await stillBox(page.locator("downhill-embed"));
    expect(await height()).toBe(low);
  });
}

test("asks for its right height: also in a section that was closed, after letters grew and in another language, and comes to rest", async ({
  page,
}) => {
  await openHost(
    page,
    `<script>
      heights = [];
      addEventListener("message", ({ data }) => {
        if (data.downhill === 1 && data.event === "resize") {
          heights.push(data.detail.height);
          document.querySelector("#frame").style.height = data.detail.height + "px";
        }
      });
    </script>
    <details><summary>More</summary>${iframe(`view.fit=height&view.autoplay=no&view.lang=en&${SHORT}`, 480, 100)}</details>`,
  );
  const heights = () =>
    page.evaluate(() => (globalThis as unknown as { heights: number[] }).heights);
  const frame = await frameOf(page);
  await page.locator("summary").click();
  await ready(frame);
  const wanted = () =>
    frame.evaluate(() =>
      Math.ceil(document.querySelector("downhill-embed")?.getBoundingClientRect().height ?? 0),
    );
  const agrees = () =>
    expect.poll(async () => (await heights()).at(-1) === (await wanted())).toBe(true);
  await agrees();
  expect((await heights()).every((height) => height > 300)).toBe(true);
  // Counted first: the frame may ask before the test looks.
  const before = (await heights()).length;
  await frame.evaluate(() => document.documentElement.style.setProperty("font-size", "150%"));
  await expect.poll(async () => (await heights()).length).toBeGreaterThan(before);
  await agrees();
  await frame.evaluate(() => {
    const { workspace } = document.querySelector("downhill-embed") as DownhillEmbed;
    workspace.settings.setLanguage("zh");
  });
  await expect(frame.locator("downhill-ways.foot #back")).toContainText("重新开始");
  await agrees();
  // The host has obeyed each time; nothing goes back and forth.
  expect((await heights()).length).toBeLessThan(12);
});

test("says what of its address makes no sense, and is there all the same", async ({ page }) => {
  await openHost(
    page,
    iframe(
      `view.colour=red&view.parts=map,sound,controls&view.show=optimizer.speed&data.type=nothing&${"x".repeat(300)}=1`,
    ),
  );
  const frame = await frameOf(page);
  await ready(frame);
  const faults = frame.locator("#faults");
  await expect(faults).toContainText("view.colour is no key of the view");
  await expect(faults).toContainText("sound");
  await expect(frame.locator("#broken-link")).toBeVisible();
  await expect(frame.locator("downhill-shown-settings")).toContainText("optimizer.speed");
  await expect(frame.locator("downhill-map")).toBeVisible();
  await expect(page).toHaveTitle("Tutorial");
});

test("shows a locked experiment that nobody changes, and leads to one that can be changed", async ({
  page,
}) => {
  await openHost(page, iframe(`view.lock&view.title=Two rings&view.autoplay=no&${SHORT}`));
  const frame = await frameOf(page);
  await ready(frame);
  await expect(frame.locator("h1")).toHaveText("Two rings");
  const shown = frame.locator("downhill-shown-settings");
  await expect(shown).toContainText("Learning rate");
  await expect(shown.locator("downhill-field")).toHaveCount(0);
  await frame.locator("#one-step").click();
  await expect.poll(async () => (await standing(frame)).step).toBe(1);
  const href = await frame.locator("#open").first().getAttribute("href");
  expect(href).toContain("index.html#");
  expect(href).toContain("data.type=circle");
  expect(href).not.toContain("lock");
});

test("lets its trainer go out of sight, and goes on with the same bits", async ({ page }) => {
  await openHost(
    page,
    `${iframe(`view.autoplay=no&data.samples=60`)}<div style="height:4000px"></div>`,
  );
  const frame = await frameOf(page);
  await ready(frame);
  for (const steps of [1, 2, 3]) {
    await frame.locator("#one-step").click();
    await expect.poll(async () => (await standing(frame)).step).toBe(steps);
  }
  const [left, model] = [await standing(frame), await saved(frame)];
  await page.evaluate(() => scrollTo(0, 3000));
  await expect.poll(() => page.workers().length).toBe(0);
  // Nobody sees it; it is there all the same.
  expect(await standing(frame)).toMatchObject({ step: left.step, loss: left.loss, ready: false });
  await page.evaluate(() => scrollTo(0, 0));
  await ready(frame);
  expect(await standing(frame)).toMatchObject({ step: left.step, loss: left.loss });
  expect(await saved(frame)).toBe(model);
  await frame.locator("#one-step").click();
  await expect.poll(async () => (await standing(frame)).step).toBe(4);
});

test("ends its trainer when its host destroys it, be there an element or not", async ({ page }) => {
  await openHost(page, iframe(`view.autoplay=no&${SHORT}`));
  const frame = await frameOf(page);
  await ready(frame);
  await frame.locator("#one-step").click();
  await expect.poll(() => page.workers().length).toBeGreaterThan(0);
  await page.evaluate((target) => {
    const message = { downhill: 1, type: "call", id: 1, method: "destroy", arguments: [] };
    (document.querySelector("#frame") as HTMLIFrameElement).contentWindow?.postMessage(
      message,
      target,
    );
  }, ISOLATED.url);
  await expect.poll(() => page.workers().length).toBe(0);
});

test("keeps what the reader has done with the author's document, and leads back to that", async ({
  page,
}) => {
  const address = `view.persist=local&view.autoplay=no&${SHORT}`;
  const open = async (hash: string): Promise<Frame> => {
    await openHost(page, iframe(hash));
    const frame = await frameOf(page);
    await ready(frame);
    return frame;
  };
  const seed = async (frame: Frame) => (await standing(frame)).document.seed;
  const first = await open(`${address}&seed=3`);
  await first.locator("#one-epoch").click();
  await expect.poll(async () => (await standing(first)).step).toBeGreaterThan(0);
  const { step } = await standing(first);
  await first.waitForFunction(() => localStorage.length > 0);
  await expect
    .poll(() => first.evaluate(() => JSON.stringify(Object.values(localStorage))))
    .toContain(`\\"step\\":${step}`);
  const again = await open(`${address}&seed=3`);
  await expect.poll(async () => (await standing(again)).step).toBe(step);
  const newer = await open(`${address}&seed=4`);
  expect(await standing(newer)).toMatchObject({ step: 0 });
  expect(await seed(newer)).toBe(4);
  const last = await open(`${address}&seed=3`);
  await expect.poll(async () => (await standing(last)).step).toBe(step);
  await last.locator("downhill-ways.foot #back").click();
  await expect.poll(async () => (await standing(last)).step).toBe(0);
  const fresh = await open(`${address}&seed=3`);
  expect(await standing(fresh)).toMatchObject({ step: 0 });
});

test("has a trainer of its own while it trains, of however many are seen", async ({ page }) => {
  const frames = Array.from({ length: 10 }, (_, index) =>
    iframe(`view.autoplay=no&seed=${index}&${SHORT}`, 480, 420, `f${index}`),
  );
  await page.setViewportSize({ width: 640, height: 1_200 });
  await openHost(page, frames.join(""));
  for (const seen of ["f0", "f1", "f2"]) await ready(await frameOf(page, seen));
  expect(page.workers()).toHaveLength(0);
  expect(await (await frameOf(page, "f9")).locator("downhill-embed").count()).toBe(0);

  const trained = await frameOf(page, "f1");
  await expect(trained.locator("downhill-ways.foot #badge")).toHaveText("Shared trainer");
  await trained.locator("#one-step").click();
  await expect.poll(async () => (await standing(trained)).step).toBe(1);
  await expect(trained.locator("downhill-ways.foot #badge")).toHaveText(/thread/);
  const { length: one } = page.workers();
  expect(one).toBeGreaterThan(0);
  await (await frameOf(page, "f0")).locator("#one-step").click();
  await expect.poll(() => page.workers().length).toBe(2 * one);
  expect(await standing(await frameOf(page, "f2"))).toMatchObject({ step: 0, ready: true });
});

test("says at once that play was pressed, until its trainer is there or the same button takes it back", async ({
  page,
}) => {
  await openHost(page, iframe(`view.autoplay=no&view.lang=en&${SHORT}`));
  const frame = await frameOf(page);
  await ready(frame);
  let arrive = () => {};
  const arrived = new Promise<void>((resolve) => {
    arrive = resolve;
  });
  await page.context().route("**/wasm/*.wasm*", async (route) => {
    await arrived;
    await route.continue();
  });
  const play = frame.locator("#play");
  const waits = async () => {
    await expect(play).toHaveAttribute("aria-busy", "true");
    await expect(play).toHaveAccessibleName("Starts as soon as the trainer is here");
    await expect(play).toHaveClass(/busy/);
  };
  await play.click();
  await waits();
  await play.click();
  await expect(play).toHaveAttribute("aria-busy", "false");
  await expect(play).toHaveAccessibleName("Play");
  await play.click();
  await waits();
  arrive();
  await expect.poll(async () => (await standing(frame)).ended).toBe(true);
  await expect(play).toHaveAttribute("aria-busy", "false");
});

test("the trainer of several that hangs is said to be lost in each of them, and another one takes its place", async ({
  page,
  browser,
}) => {
  const frames = [1, 2].map((seed) =>
    iframe(`view.autoplay=no&view.lang=en&seed=${seed}&${SHORT}`, 480, 420, `f${seed}`),
  );
  await page.setViewportSize({ width: 640, height: 900 });
  await openHost(page, frames.join(""));
  const both = [await frameOf(page, "f1"), await frameOf(page, "f2")];
  for (const frame of both) await ready(frame);
  const shared = await sharedWorkers(browser);
  expect(shared).toHaveLength(1);
  await shared[0]?.evaluate("for (;;);");
  for (const frame of both) {
    await expect(frame.locator(".faults")).toContainText("did not answer for 5 seconds");
    await frame.locator("#restart").click();
    await ready(frame);
    await expect(frame.locator("downhill-ways.foot #badge")).toHaveText("Shared trainer");
  }
  // Nobody can end the one that hangs; of the other there is one for both.
  expect(await sharedWorkers(browser)).toHaveLength(2);
  await both[0]?.locator("#one-step").click();
  await expect.poll(async () => (await standing(both[0] as Frame)).step).toBe(1);
});

test("shows what its author has chosen, in that order, and larger for the wall of a classroom", async ({
  page,
}) => {
  const hash = `view.autoplay=no&view.parts=chart,controls,map&view.fit=width&${SHORT}`;
  await openHost(
    page,
    `${iframe(hash, 800, 700, "desk")}${iframe(`${hash}&view.projector=yes`, 800, 700, "wall")}`,
  );
  await page.setViewportSize({ width: 820, height: 1_420 });
  const [desk, wall] = [await frameOf(page, "desk"), await frameOf(page, "wall")];
  const size = async (frame: Frame) => {
    await ready(frame);
    return frame
      .locator("downhill-ways.foot #back")
      .evaluate((one) => Number.parseFloat(getComputedStyle(one).fontSize));
  };
  expect((await size(wall)) / (await size(desk))).toBeCloseTo(1.5, 1);
  const tops = await desk.evaluate(() => {
    const root = document.querySelector("downhill-embed")?.shadowRoot;
    return [".part.chart", ".controls", ".part.map"].map(
      (part) => root?.querySelector(part)?.getBoundingClientRect().top ?? Number.NaN,
    );
  });
  expect(tops).toEqual(tops.toSorted((one, other) => one - other));
  expect(await desk.locator(".part").count()).toBe(2);
});

test("where the browser has no worker for several, it is there all the same", async ({ page }) => {
  await page.addInitScript(() => {
    Reflect.deleteProperty(globalThis, "SharedWorker");
  });
  await openHost(page, iframe(`view.autoplay=no&${SHORT}`));
  const frame = await frameOf(page);
  await ready(frame);
  await frame.locator("#one-step").click();
  await expect.poll(async () => (await standing(frame)).step).toBe(1);
});

for (const [width, height] of [
  [240, 200],
  [320, 400],
  [640, 480],
  [960, 600],
  [1280, 720],
] as const) {
  test(`fits a frame of ${width} x ${height}`, async ({ page }) => {
    await openHost(page, iframe(`view.autoplay=no&${SHORT}`, width, height));
    const frame = await frameOf(page);
    await ready(frame);
    const scrolled = await frame.evaluate(() => {
      const { scrollWidth, scrollHeight } = document.documentElement;
      return [scrollWidth, scrollHeight];
    });
    expect(scrolled).toEqual([width, height]);
    const inside = async (selector: string) => {
      const box = await frame.locator(selector).first().boundingBox();
      expect(box, selector).not.toBeNull();
      const { x = 0, y = 0, width: wide = 0, height: high = 0 } = box ?? {};
      expect(Math.round(x), selector).toBeGreaterThanOrEqual(0);
      expect(Math.round(x + wide), selector).toBeLessThanOrEqual(width);
      expect(Math.round(y + high), selector).toBeLessThanOrEqual(height);
      return { wide, high };
    };
    await inside("#play");
    const map = await inside("downhill-map");
    expect(map.high).toBeGreaterThanOrEqual(100);
  });
}
