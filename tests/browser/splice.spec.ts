// SPDX-License-Identifier: Apache-2.0
/**
 * A page that keeps the work of its readers by SPLICE, written from the public description (cssplice.org, "SPLICE iframe Protocol:
 * Specification"): it puts the activity into a frame, answers getState, and stores what reportScoreAndState brings.
 */
import { expect, type Page, test } from "@playwright/test";
import { type HostSite, hostSite } from "./host_site.ts";
import { ISOLATED } from "./servers.ts";

let host: HostSite;
/** The same, with a frame that begins by itself. */
let moving: HostSite;

/** The frame is taken by its `contentWindow`, the state is stored by its name, a height that it asks for is given to it. */
const LEARNING_SYSTEM = `
window.events = [];
addEventListener("message", (event) => {
  const frame = [...document.querySelectorAll("iframe")].find((one) => one.contentWindow === event.source);
  const { subject, message_id, score, state, height, name, data } = event.data ?? {};
  if (frame === undefined || typeof subject !== "string") return;
  window.events.push(subject);
  if (subject === "SPLICE.getState") {
    const kept = JSON.parse(localStorage.getItem(frame.title) ?? "{}");
    event.source.postMessage({ subject: "SPLICE.getState.response", message_id, state: kept.state }, event.origin);
  } else if (subject === "SPLICE.reportScoreAndState") {
    localStorage.setItem(frame.title, JSON.stringify({ score, state }));
  } else if (subject === "SPLICE.sendEvent") {
    window.events.push(name);
  } else if (subject === "lti.frameResize") {
    frame.height = height;
  }
});`;

test.beforeAll(async () => {
  const frame = `${ISOLATED.url}embed.html#data.type=circle&data.samples=100&view.fit=height`;
  const page = (more: string) => ({
    body: `<iframe src="${frame}${more}" width="600" height="400" title="Activity"></iframe>`,
    script: LEARNING_SYSTEM,
  });
  host = await hostSite(page("&view.autoplay=no"));
  moving = await hostSite(page("&stop.epochs=4"));
});
test.afterAll(async () => {
  await host.close();
  await moving.close();
});

interface Kept {
  readonly score: number | null;
  readonly state: { readonly step: number; readonly document: { readonly seed?: number } };
}
const kept = (page: Page): Promise<Kept | undefined> =>
  page.evaluate(() => JSON.parse(Object.values(localStorage)[0] ?? "null") ?? undefined);
const events = (page: Page) =>
  page.evaluate(() => (window as unknown as { events: string[] }).events);

/** One call by the protocol of our own, from the page. @returns its answer */
const call = (page: Page, method: string, ...given: unknown[]) =>
  page.evaluate(
    ([method, given]) =>
      new Promise((resolve) => {
        const id = Math.floor(Math.random() * 1e9);
        const listen = ({ data }: MessageEvent) => {
          if (data?.id !== id) return;
          removeEventListener("message", listen);
          resolve(data.value);
        };
        addEventListener("message", listen);
        frames[0]?.postMessage({ downhill: 1, type: "call", id, method, arguments: given }, "*");
      }),
    [method, given] as const,
  );

test("a learning system keeps the work of its reader, and brings it back", async ({ page }) => {
  await page.goto(host.url);
  await expect.poll(() => events(page)).toContain("SPLICE.getState");
  await expect.poll(() => events(page)).toContain("lti.frameResize");
  expect(Number(await page.locator("iframe").getAttribute("height"))).toBeGreaterThan(100);
  await call(page, "step", 6);
  await expect.poll(async () => (await kept(page))?.state.step).toBe(6);
  // Nothing was checked: no mark, not even a bad one.
  expect((await kept(page))?.score).toBeNull();

  await page.reload();
  await expect.poll(() => call(page, "get", "run.step")).toBe(6);
  await call(page, "set", "seed", 9);
  await expect.poll(() => events(page)).toContain("downhill.change");
  await expect.poll(async () => (await kept(page))?.state.document.seed).toBe(9);
});

test("a change is told when it is made: a frame that is taken away at once has lost nothing", async ({
  page,
}) => {
  await page.goto(host.url);
  await expect.poll(() => events(page)).toContain("SPLICE.getState");
  await page.evaluate(() => localStorage.clear());
  await call(page, "set", "seed", 21);
  // At once: before the pause after which a change is a commit. A host that parks a frame gives it an empty page.
  await page.evaluate(() => {
    const frame = document.querySelector("iframe");
    if (frame !== null) frame.src = "about:blank";
  });
  await expect.poll(async () => (await kept(page))?.state.document.seed).toBe(21);
});

test("what begins by itself is no work of the reader's, and does not begin after what they have left", async ({
  page,
}) => {
  await page.goto(moving.url);
  const frame = page.frameLocator("iframe");
  await expect.poll(() => call(page, "get", "run.status")).toBe("finished");
  expect(await call(page, "flush")).toEqual({ hadState: false });
  expect(await kept(page)).toBeUndefined();
  await call(page, "reset");
  await call(page, "step", 3);
  await expect.poll(async () => (await kept(page))?.state.step).toBe(3);

  await page.reload();
  await expect.poll(() => call(page, "get", "run.step")).toBe(3);
  // The story is over, and it has not moved anything.
  await expect(frame.locator("downhill-shown-settings")).toHaveAttribute("handle");
  expect(await call(page, "get", "run.step")).toBe(3);
  expect(await call(page, "get", "run.playing")).toBe(false);
});
