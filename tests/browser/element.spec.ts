// SPDX-License-Identifier: Apache-2.0
/** <downhill-playground> in pages of other people: plain, with a strict policy, and isolated. */
import { readFileSync } from "node:fs";
import { type ConsoleMessage, expect, type Page, test } from "@playwright/test";
import type { Playground } from "../../web/src/embed/element/downhill-playground.ts";
import { type HostPage, type HostSite, hostHeaders, hostSite } from "./host_site.ts";
import { ISOLATED } from "./servers.ts";

const site = ISOLATED;

const sites: HostSite[] = [];
test.afterEach(async () => {
  for (const one of sites.splice(0)) await one.close();
});

/** Opens a page with this in it, and everything the element tells in `window.told`. */
async function openHost(page: Page, host: HostPage): Promise<void> {
  const one = await hostSite({
    ...host,
    script: `window.told = [];
for (const name of ${JSON.stringify(EVENTS)}) addEventListener(name, (event) => told.push([name, event.detail]), true);
${host.script ?? ""}`,
  });
  sites.push(one);
  await page.goto(one.url);
}

const EVENTS = "ready error change commit step epoch finish check submit resize".split(" ");

type Told = readonly [name: string, detail: Readonly<Record<string, unknown>>];
const told = (page: Page, name: string) =>
  page.evaluate(
    (wanted) =>
      (window as unknown as { told: Told[] }).told
        .filter(([one, detail]) => one === wanted && detail !== undefined && detail !== null)
        .map(([, detail]) => detail),
    name,
  );

const ready = (page: Page) =>
  expect.poll(async () => (await told(page, "ready")).length).toBeGreaterThan(0);

const element = (attributes: string, source = site.url) =>
  `<script async src="${source}downhill.js"></script><downhill-playground ${attributes}></downhill-playground>`;

/** Its story is told elsewhere; here it waits. */
const EXPERIMENT = `autoplay="no" document='{"data":{"type":"circle","samples":100},"stop":{"epochs":5}}'`;

test("downhill.js is no more than 6 kB, and asks for nothing besides", () => {
  const text = readFileSync(new URL("../../dist/downhill.js", import.meta.url), "utf8");
  expect(Buffer.byteLength(text)).toBeLessThanOrEqual(6_000);
  expect(text).not.toMatch(/\bimport\b|\bfetch\(|XMLHttpRequest|\beval\b/);
});

for (const name of ["plain", "with a strict policy", "isolated"]) {
  test(`in a page that is ${name} it trains, and its host hears of it`, async ({ page }) => {
    const errors: string[] = [];
    page.on("console", (message: ConsoleMessage) => {
      if (message.type() === "error") errors.push(message.text());
    });
    const headers = hostHeaders(site.url.replace(/\/$/, ""))[name] ?? {};
    await openHost(page, { body: element(EXPERIMENT), headers });
    await ready(page);
    const standing = await page.evaluate(async () => {
      const playground = document.querySelector("downhill-playground") as Playground;
      const values: unknown[] = [];
      await playground.observe("run.epoch", (value) => values.push(value));
      await playground.play();
      await new Promise((resolve) => playground.addEventListener("finish", resolve));
      await new Promise((resolve) =>
        playground.addEventListener("commit", resolve, { once: true }),
      );
      const state = await playground.getState();
      return {
        type: await playground.get("data.type"),
        state,
        last: values.at(-1),
        first: values[0],
      };
    });
    expect(standing).toMatchObject({ type: "circle", first: 0, last: 5 });
    expect(standing.state).toMatchObject({ document: { data: { type: "circle" } } });
    expect(standing.state.step).toBeGreaterThan(0);
    expect(await told(page, "finish")).toMatchObject([{ reason: "epochs", epoch: 5 }]);
    expect(errors).toEqual([]);
  });
}

test("what is set is a change by the host, and a state comes back with its training", async ({
  page,
}) => {
  await openHost(page, { body: element(EXPERIMENT) });
  await ready(page);
  const steps = await page.evaluate(async () => {
    const playground = document.querySelector("downhill-playground") as Playground;
    await playground.set("optimizer.learning_rate", 0.05);
    await playground.step(7);
    const state = await playground.getState();
    await playground.set("data.type", "moons");
    const between = await playground.get("run.step");
    await playground.setState(state, { silent: true });
    return [
      between,
      await playground.get("run.step"),
      await playground.get("optimizer.learning_rate"),
    ];
  });
  expect(steps).toEqual([0, 7, 0.05]);
  const changes = await told(page, "change");
  expect(changes).toContainEqual({ path: "optimizer.learning_rate", value: 0.05, user: false });
});

test("a refusal is an error with code, sentence and cure", async ({ page }) => {
  await openHost(page, { body: element(EXPERIMENT) });
  await ready(page);
  const refused = await page.evaluate(async () => {
    const playground = document.querySelector("downhill-playground") as Playground;
    const errors = [];
    for (const call of [() => playground.submit(), () => playground.set("data.samples", -1)]) {
      errors.push(await call().catch((error) => ({ message: error.message, ...error })));
    }
    return errors;
  });
  expect(refused).toMatchObject([
    { code: "no_exercise", message: expect.stringContaining("no exercise") },
    { code: "refused", path: "data.samples", cure: expect.stringMatching(/\S/) },
  ]);
});

test("its frame has a title, its own rights alone, and the height of what is in it", async ({
  page,
}) => {
  await openHost(page, { body: element(`${EXPERIMENT} title="Circle" lang="zh"`) });
  await ready(page);
  const frame = page.locator("downhill-playground iframe");
  await expect(frame).toHaveAttribute("title", "Circle");
  await expect(frame).toHaveAttribute("loading", "lazy");
  await expect(frame).toHaveAttribute("allow", /cross-origin-isolated/);
  const sandbox = (await frame.getAttribute("sandbox"))?.split(" ") ?? [];
  expect(sandbox).toEqual(expect.arrayContaining(["allow-scripts", "allow-same-origin"]));
  expect(sandbox.filter((right) => right.includes("top-navigation"))).toEqual([]);
  const { height } = (await told(page, "resize")).at(-1) as { height: number };
  await expect.poll(async () => (await frame.boundingBox())?.height).toBe(height);
  // It never reaches the window, where it would mean another size of that.
  expect(await frame.evaluate(() => document.activeElement?.tagName)).toBe("BODY");
});

test("its height is told before it is ready, and stays what it was then", async ({ page }) => {
  await openHost(page, {
    body: element(EXPERIMENT),
    script: `
addEventListener("ready", ({ target }) => {
  window.atReady = [told.filter(([name]) => name === "resize").length, target.offsetHeight];
}, { capture: true, once: true });`,
  });
  await ready(page);
  await page.waitForFunction(() => "atReady" in window);
  const [heard, height] = await page.evaluate(
    () => (window as unknown as { atReady: [number, number] }).atReady,
  );
  expect(heard).toBe(1);
  const frame = page.locator("downhill-playground iframe");
  await frame.contentFrame().locator("#one-epoch").click();
  await expect.poll(async () => (await told(page, "commit")).length).toBeGreaterThan(0);
  expect((await frame.boundingBox())?.height).toBe(height);
});

test("it holds an exercise, checks the work when its host asks, and tells what came of it and when it is handed in", async ({
  page,
}) => {
  await openHost(page, { body: element(`exercise="largest_rate" lang="en"`) });
  await ready(page);
  const frame = page.locator("downhill-playground iframe");
  expect((await frame.boundingBox())?.height).toBe(720);
  const submit = () =>
    page.evaluate(() =>
      (document.querySelector("downhill-playground") as Playground)
        .submit()
        .catch(({ code }) => code),
    );
  expect(await submit()).toBe("not_checked");
  await frame.contentFrame().locator("#skip").click();
  const marked = { score: 0.5, passed: false, receipt: expect.stringMatching(/\S/) };
  expect(await submit()).toMatchObject(marked);
  await expect.poll(() => told(page, "check")).toEqual([expect.objectContaining(marked)]);
  const handedIn = await told(page, "submit");
  expect(handedIn).toEqual([expect.objectContaining(marked)]);
  // The same receipt, as a code, is handed in already; under another name it is another one.
  const hand = frame.contentFrame().locator("downhill-exercise-hand-in");
  await hand.locator("#qr").click();
  await expect(hand.locator("downhill-qr")).toBeVisible();
  await hand.locator("#qr").click();
  await hand.locator("#name").fill("Ada");
  await hand.locator("#qr").click();
  await expect.poll(() => told(page, "submit")).toHaveLength(2);
  expect(await told(page, "check")).toHaveLength(1);
});

test("an exercise in a frame opens though what answers the page around it is still on its way", async ({
  page,
}) => {
  await page.context().route("**/assets/host-*.js", () => {});
  await openHost(page, {
    body: `<iframe width="900" height="700" src="${site.url}exercise.html#id=largest_rate&view.lang=en"></iframe>`,
  });
  await expect(page.frameLocator("iframe").locator("#skip")).toBeVisible();
});

test("an exercise that there is not is told to reader and host", async ({ page }) => {
  await openHost(page, { body: element(`exercise="no_such_exercise" lang="en"`) });
  await expect
    .poll(() => told(page, "error"))
    .toMatchObject([{ code: "bad_attribute", message: expect.stringMatching(/exercise/i) }]);
  await expect(
    page.locator("downhill-playground iframe").contentFrame().locator("body"),
  ).toContainText(/exercise/i);
});

test("an attribute of the look is taken up where it stands, another one begins the frame anew", async ({
  page,
}) => {
  await openHost(page, { body: element(`${EXPERIMENT} lang="en"`) });
  await ready(page);
  const steps = await page.evaluate(async () => {
    const playground = document.querySelector("downhill-playground") as Playground;
    await playground.step(3);
    playground.setAttribute("lang", "zh");
    const language = await playground.get("view.lang");
    const before = await playground.get("run.step");
    const again = new Promise((resolve) => playground.addEventListener("ready", resolve));
    playground.setAttribute("document", '{"data":{"type":"moons"}}');
    await again;
    return [language, before, await playground.get("run.step"), await playground.get("data.type")];
  });
  expect(steps).toEqual(["zh", 3, 0, "moons"]);
});

test.describe("where nothing answers", () => {
  const silent = async (page: Page, host: HostPage, url: string | RegExp) => {
    await openHost(page, host);
    await expect
      .poll(() => told(page, "error"), { timeout: 60_000 })
      .toMatchObject([
        {
          code: "no_answer",
          message: expect.stringMatching(/\S/),
          cure: expect.stringMatching(/\S/),
        },
      ]);
    const text = page.locator("downhill-playground p[role=alert]");
    await expect(text).toBeVisible();
    // The browser's own picture of a broken frame says nothing to a reader.
    await expect(page.locator("downhill-playground iframe")).toBeHidden();
    await expect(text.locator("a")).toHaveAttribute("href", url);
  };

  test("because the host's policy forbids the frame, host and reader are told", async ({
    page,
  }) => {
    const headers = {
      "Content-Security-Policy": `default-src 'none'; script-src 'self' ${site.url.replace(/\/$/, "")}`,
    };
    await silent(page, { body: element(EXPERIMENT), headers }, /index\.html#.*circle/);
    const call = await page.evaluate(() =>
      (document.querySelector("downhill-playground") as Playground)
        .getState()
        .catch((error) => error.code),
    );
    expect(call).toBe("no_answer");
  });

  test("because there is nobody, in Chinese", async ({ page }) => {
    const nobody = await hostSite({ body: "404" });
    sites.push(nobody);
    const body = `<div lang="zh">${element(`src="${nobody.url}embed.html"`)}</div>`;
    await silent(page, { body }, /index\.html/);
    await expect(page.locator("downhill-playground p")).toContainText("演练场未能在此处加载");
  });

  test("but attributes that make no sense are told at once", async ({ page }) => {
    await openHost(page, { body: element(`document="{"`) });
    await expect.poll(() => told(page, "error")).toMatchObject([{ code: "bad_attribute" }]);
  });
});

test("messages of strangers do nothing on either side", async ({ page }) => {
  const stranger = await hostSite({
    body: "",
    script: `setInterval(() => {
  const targets = [parent];
  for (let at = 0; at < parent.frames.length; at += 1) targets.push(parent.frames[at]);
  for (const target of targets) {
    target.postMessage({ downhill: 1, type: "call", id: 1, method: "play", arguments: [] }, "*");
    target.postMessage({ downhill: 1, type: "event", event: "finish", detail: { forged: true } }, "*");
    target.postMessage({ downhill: 1, type: "answer", id: 2, value: "forged" }, "*");
  }
}, 20);`,
  });
  sites.push(stranger);
  const bare = `<iframe id="bare" src="${site.url}embed.html#data.type=circle&view.autoplay=no" width="400" height="300"></iframe>`;
  await openHost(page, {
    body: `${bare}${element(EXPERIMENT)}<iframe src="${stranger.url}"></iframe>`,
    script: `window.heard = [];
addEventListener("message", ({ data, source }) => heard.push([data, source === frames[0]]));`,
  });
  await ready(page);
  type Heard = [data: { id?: number; value?: unknown; event?: string }, bare: boolean];
  const heard = () => page.evaluate(() => (window as unknown as { heard: Heard[] }).heard);
  await expect.poll(heard).toContainEqual([expect.objectContaining({ value: "forged" }), false]);
  await expect.poll(heard).toContainEqual([expect.objectContaining({ event: "ready" }), true]);
  const values = await page.evaluate(async () => {
    const playground = document.querySelector("downhill-playground") as Playground;
    const values = [];
    for (let time = 0; time < 30; time += 1) values.push(await playground.get("run.step"));
    const ask = { downhill: 1, type: "call", id: 77, method: "get", arguments: ["run.playing"] };
    frames[0]?.postMessage(ask, "*");
    return values;
  });
  expect(values).toEqual(Array(30).fill(0));
  expect(await told(page, "finish")).toEqual([]);
  // The frame of no element was asked to play by the stranger all the time.
  await expect
    .poll(heard)
    .toContainEqual([expect.objectContaining({ id: 77, value: false }), true]);
  expect((await heard()).filter(([{ id }, bare]) => bare && id === 1)).toEqual([]);
});

test("put on and taken off the page very often it leaves nothing behind", async ({ page }) => {
  await openHost(page, {
    body: `<script async src="${site.url}downhill.js"></script>`,
    script: `window.listening = 0;
const add = EventTarget.prototype.addEventListener;
EventTarget.prototype.addEventListener = function (type, listener, options) {
  if (this === window && type === "message") {
    window.listening += 1;
    options?.signal?.addEventListener("abort", () => { window.listening -= 1; });
  }
  return add.call(this, type, listener, options);
};`,
  });
  await page.waitForFunction(() => customElements.get("downhill-playground") !== undefined);
  const left = await page.evaluate(async () => {
    const playground = document.createElement("downhill-playground");
    playground.setAttribute("document", '{"data":{"type":"circle"}}');
    playground.setAttribute("autoplay", "no");
    for (let time = 0; time < 30; time += 1) {
      document.body.append(playground);
      await new Promise((resolve) => setTimeout(resolve, 20));
      const lost = playground.getState().catch((error: { code: string }) => error.code);
      playground.remove();
      if ((await lost) !== "destroyed")
        throw new Error("A call was not told that its frame is gone.");
    }
    const gone = [
      playground.shadowRoot?.childElementCount,
      (window as unknown as { listening: number }).listening,
    ];
    document.body.append(playground);
    await new Promise((resolve) => playground.addEventListener("ready", resolve));
    const made = playground.shadowRoot?.querySelectorAll("iframe").length;
    return { gone, step: await playground.get("run.step"), made };
  });
  expect(left).toEqual({ gone: [0, 0], step: 0, made: 1 });
});

test("as a widget of a notebook it shows what the model says, and writes its state back", async ({
  page,
}) => {
  await openHost(page, {
    body: '<div id="cell"></div>',
    script: `const listeners = new Map();
window.model = {
  values: { document: { data: { type: "moons" }, stop: { epochs: 3 } }, lang: "zh", lock: false, autoplay: "no", state: null },
  saved: 0,
  get: (key) => model.values[key],
  set: (key, value) => { model.values[key] = value; },
  on: (event, listener) => listeners.set(event, listener),
  off: (event) => listeners.delete(event),
  save_changes: () => { model.saved += 1; },
  change: (key, value) => { model.values[key] = value; listeners.get("change:" + key)?.(); },
  listeners,
};`,
  });
  interface Fake {
    values: { state: { step: number; document: { data: object } } | null };
    saved: number;
    change(key: string, value: unknown): void;
    listeners: Map<string, unknown>;
  }
  const done = await page.evaluate(async (address) => {
    const { model } = window as unknown as { model: Fake };
    const widget = (await import(address)).default;
    const el = document.querySelector("#cell") as HTMLElement;
    const end = widget.render({ model, el });
    const playground = el.querySelector("downhill-playground") as Playground;
    const next = (name: string) =>
      new Promise((resolve) => playground.addEventListener(name, resolve, { once: true }));
    await next("ready");
    const begun = [await playground.get("data.type"), await playground.get("view.lang")];
    await playground.step(4);
    while (model.values.state === null) await next("commit").then(() => playground.get("run.step"));
    const { state } = model.values;
    await playground.set("data.type", "circle");
    while (model.values.state === state)
      await next("commit").then(() => playground.get("run.step"));
    // A kernel that gives another state.
    model.change("state", state);
    const back = [await playground.get("data.type"), await playground.get("run.step")];
    end();
    return {
      begun,
      step: state?.step,
      saved: model.saved,
      back,
      left: [el.childElementCount, model.listeners.size],
    };
  }, `${site.url}downhill.mjs`);
  expect(done).toMatchObject({ begun: ["moons", "zh"], step: 4, back: ["moons", 4], left: [0, 0] });
  expect(done.saved).toBeGreaterThan(0);
});

test("a widget works in a page that keeps nothing", async ({ page }) => {
  await openHost(page, { body: '<div id="cell"></div>' });
  const type = await page.evaluate(async (address) => {
    const widget = (await import(address)).default;
    const el = document.querySelector("#cell") as HTMLElement;
    const values: Record<string, unknown> = { document: { data: { type: "xor" } }, autoplay: "no" };
    widget.render({
      model: { get: (key: string) => values[key] },
      el,
    });
    const playground = el.querySelector("downhill-playground") as Playground;
    await new Promise((resolve) => playground.addEventListener("ready", resolve, { once: true }));
    await playground.step(2);
    await new Promise((resolve) => playground.addEventListener("commit", resolve, { once: true }));
    return playground.get("data.type");
  }, `${site.url}downhill.mjs`);
  expect(type).toBe("xor");
});
