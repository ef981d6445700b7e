// SPDX-License-Identifier: Apache-2.0
/**
 * `npm run bench -- --cold`: how long somebody waits who comes for the first time, beside a page that is a word of text. Each number is the
 * best of a few loads, each with a cache of its own.
 */
import { createServer } from "node:http";
import { withSite } from "../../scripts/lib/site_in_browser.mjs";

const LOADS = 3;

/** As Chromium's developer tools have it. */
const FAST_3G = { latency: 562.5, downloadThroughput: 180_000, uploadThroughput: 84_375 };
/** Lighthouse's slow 4G. */
const SLOW_4G = { latency: 150, downloadThroughput: 200_000, uploadThroughput: 93_750 };
const NETWORKS = { local: undefined, "1.6 Mbit/s": SLOW_4G, "fast 3G": FAST_3G };

const PLAIN = '<!doctype html><html lang="en"><title>Plain</title><p>Plain</p></html>';

/** In the order in which they come; milliseconds from the call for the page. */
const MOMENTS = {
  "first paint": () => performance.getEntriesByName("first-contentful-paint")[0]?.startTime,
  shell: () =>
    document.querySelector("downhill-app")?.shadowRoot?.querySelector("downhill-transport")
      ? performance.now()
      : undefined,
  "map drawn": () => {
    const inside = (place, tag) => place?.shadowRoot?.querySelector(tag);
    const app = document.querySelector("downhill-app");
    const map = inside(inside(inside(app, "downhill-stage"), "downhill-map"), "#field");
    const { width = 0, height = 0 } = map ?? {};
    if (width * height === 0) return undefined;
    const pixels = map.getContext("2d").getImageData(0, 0, width, height).data;
    return new Set(new Uint32Array(pixels.buffer)).size > 3 ? performance.now() : undefined;
  },
  /** Play is pressed as soon as it is there. */
  "first point": () => {
    const { workspace } = document.querySelector("downhill-app");
    if (!workspace.run.playing && !(workspace.run.state?.epoch > 0)) {
      document
        .querySelector("downhill-app")
        .shadowRoot.querySelector("downhill-transport")
        .shadowRoot?.querySelector("#play")
        ?.click();
    }
    return workspace.run.state?.epoch > 0 ? performance.now() : undefined;
  },
  "trainer ready": () =>
    document.querySelector("downhill-app")?.workspace.run.ready ? performance.now() : undefined,
};

async function load(browser, url, network, moments) {
  // A worker that keeps the site would load all of it beside what is measured.
  const context = await browser.newContext({ serviceWorkers: "block" });
  const page = await context.newPage();
  if (network !== undefined) {
    const session = await context.newCDPSession(page);
    await session.send("Network.emulateNetworkConditions", { offline: false, ...network });
  }
  await page.goto(url, { waitUntil: "commit" });
  const found = {};
  for (const [name, moment] of Object.entries(moments)) {
    const handle = await page.waitForFunction(moment, undefined, { timeout: 120_000 });
    found[name] = await handle.jsonValue();
  }
  await context.close();
  return found;
}

async function best(browser, url, network, moments, loads = LOADS) {
  const least = {};
  for (let at = 0; at < loads; at += 1) {
    for (const [name, time] of Object.entries(await load(browser, url, network, moments))) {
      least[name] = Math.min(time, least[name] ?? Number.POSITIVE_INFINITY);
    }
  }
  return least;
}

/** @returns {Promise<number>} milliseconds from the call for the page to the first point of the loss, local */
export async function measureFirstPoint(loads) {
  let found;
  await withSite(async (browser, url) => {
    found = await best(browser, url, undefined, MOMENTS, loads);
  });
  return found["first point"];
}

export async function measureCold() {
  const plain = createServer((_, response) => {
    response.setHeader("Content-Type", "text/html; charset=utf-8");
    response.end(PLAIN);
  });
  await new Promise((resolve) => plain.listen(0, resolve));
  const plainUrl = `http://localhost:${plain.address().port}/`;
  const { "first paint": firstPaint } = MOMENTS;
  const pages = { page: "", "a link": "#data.type=moons&seed=3" };
  const row = (...cells) =>
    process.stdout.write(
      `${cells.map((cell, at) => (at < 3 ? cell.padEnd(16) : cell.padStart(9))).join("")}\n`,
    );
  try {
    await withSite(async (browser, url) => {
      row("network", "address", "moment", "ms", "of plain");
      for (const [name, network] of Object.entries(NETWORKS)) {
        const unit = (await best(browser, plainUrl, network, { "first paint": firstPaint }))[
          "first paint"
        ];
        row(name, "a plain page", "first paint", unit.toFixed(0), "1");
        for (const [address, hash] of Object.entries(pages)) {
          const found = await best(browser, `${url}${hash}`, network, MOMENTS);
          for (const [moment, time] of Object.entries(found)) {
            row(name, address, moment, time.toFixed(0), (time / unit).toFixed(1));
          }
        }
      }
    });
  } finally {
    plain.close();
  }
}
