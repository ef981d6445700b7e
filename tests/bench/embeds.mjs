// SPDX-License-Identifier: Apache-2.0
/**
 * `npm run bench -- --embeds`: what ten players on one page of another site cost, beside ten empty frames there: time until those in sight are
 * drawn and their trainers answer, the processor's time that this takes, which other work on the machine hardly changes, and memory of all
 * processes of the browser beyond a page without frames, once nothing of it moves. Counted is what they have written themselves (Pss of anonymous
 * and shared memory), not the program, which other browsers on the machine share; so this runs on Linux alone. Players stand below each other as
 * in a tutorial, or all in sight at once; they wait for their readers, or begin by themselves.
 */
import { readdirSync, readFileSync } from "node:fs";
import { createServer } from "node:http";
import { chromium } from "playwright-core";
import { chromiumPath } from "../../scripts/lib/chromium.mjs";
import { listen } from "../../scripts/lib/listen.mjs";
import { DIST } from "../../scripts/lib/paths.mjs";
import { createSiteServer } from "../../scripts/lib/site_server.mjs";

const FRAMES = 10;
const LOADS = 2;
/** Memory is read once nothing of it moves any more: so many readings that differ by less than a megabyte. */
const SAME_READINGS = 5;
const BETWEEN_READINGS_MS = 1_000;
const PAGES = {
  "a column": { width: 700, height: 480 },
  "all in sight": { width: 248, height: 380 },
};

const player = (url, index, autoplay) =>
  `${url}embed.html#data.type=circle&seed=${index + 1}&view.autoplay=${autoplay}&view.title=Number ${index}`;

const hostPage = (addresses, { width, height }) =>
  `<!doctype html><html lang="en"><title>Host</title><body style="margin:0">${addresses
    .map(
      (address) =>
        `<iframe src="${address}" style="border:0;margin:2px;width:${width}px;height:${height}px"></iframe>`,
    )
    .join("")}`;

/** A process and all that it has started. */
function processesOf(root) {
  const parents = new Map();
  for (const entry of readdirSync("/proc").filter((name) => /^\d+$/.test(name))) {
    const [, parent] = statOf(entry) ?? [];
    if (parent !== undefined) parents.set(Number(entry), Number(parent));
  }
  const isOurs = (process) =>
    process === root || (parents.has(process) && isOurs(parents.get(process)));
  return [...parents.keys()].filter(isOurs);
}

/** What stands behind its name; undefined where it has ended meanwhile. */
function statOf(process) {
  try {
    const stat = readFileSync(`/proc/${process}/stat`, "utf8");
    return stat.slice(stat.lastIndexOf(")") + 2).split(" ");
  } catch {
    return undefined;
  }
}

/** In bytes. */
function memoryOf(root) {
  let all = 0;
  for (const process of processesOf(root)) {
    try {
      const rollup = readFileSync(`/proc/${process}/smaps_rollup`, "utf8");
      for (const [, kilobytes] of rollup.matchAll(/^Pss_(?:Anon|Shmem):\s+(\d+)/gm)) {
        all += Number(kilobytes) * 1_024;
      }
    } catch {
      // It has ended meanwhile.
    }
  }
  return all;
}

/** What the processor has done for it, in milliseconds: Linux counts in hundredths of a second. */
function processorTimeOf(root) {
  const ticks = processesOf(root).flatMap((process) => (statOf(process) ?? []).slice(11, 13));
  return ticks.reduce((sum, one) => sum + Number(one) * 10, 0);
}

async function settled(root) {
  let readings = [];
  while (readings.length < SAME_READINGS) {
    await new Promise((resolve) => setTimeout(resolve, BETWEEN_READINGS_MS));
    const now = memoryOf(root);
    readings = readings.filter((one) => Math.abs(one - now) < 1e6);
    readings.push(now);
  }
  return readings.at(-1);
}

const inSight = async (page) => {
  const frames = [];
  for (const element of await page.$$("iframe")) {
    const { y } = await element.boundingBox();
    if (y < page.viewportSize().height) frames.push(await element.contentFrame());
  }
  return frames;
};

/** A browser of its own, so that nothing is left of what was there before. */
async function load(address, { players }) {
  const server = await chromium.launchServer({
    executablePath: chromiumPath(),
    args: ["--no-sandbox"],
  });
  try {
    const browser = await chromium.connect(server.wsEndpoint());
    const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
    const root = server.process().pid;
    const idle = processorTimeOf(root);
    const begin = performance.now();
    await page.goto(address, { waitUntil: "load" });
    const found = { "page loaded": performance.now() - begin };
    const frames = players ? await inSight(page) : [];
    const all = (moment) => Promise.all(frames.map((frame) => frame.waitForFunction(moment)));
    await all(() =>
      document.querySelector("downhill-embed")?.shadowRoot?.querySelector("downhill-stage"),
    );
    found.drawn = performance.now() - begin;
    await all(() => document.querySelector("downhill-embed").workspace.run.ready);
    found["trainers ready"] = performance.now() - begin;
    found.processor = processorTimeOf(root) - idle;
    found.memory = await settled(root);
    found.workers = players ? page.workers().length : 0;
    await browser.close();
    return found;
  } finally {
    await server.close();
  }
}

async function best(address, options) {
  const least = {};
  for (let at = 0; at < LOADS; at += 1) {
    for (const [name, value] of Object.entries(await load(address, options))) {
      least[name] = Math.min(value, least[name] ?? Number.POSITIVE_INFINITY);
    }
  }
  return least;
}

const megabytes = (bytes) => `${(bytes / 1e6).toFixed(0)} MB`;
const say = (...cells) =>
  process.stdout.write(`${cells.map((cell) => String(cell).padStart(16)).join("")}\n`);

export async function measureEmbeds() {
  const site = await listen(() => createSiteServer(DIST), 0);
  const url = `http://localhost:${site.port}/`;
  let body = "";
  const host = createServer((_, response) => {
    response.setHeader("Content-Type", "text/html; charset=utf-8");
    response.end(body);
  });
  await new Promise((resolve) => host.listen(0, "127.0.0.1", resolve));
  const address = `http://127.0.0.1:${host.address().port}/`;
  const measured = async (addresses, place, options) => {
    body = hostPage(addresses, place);
    return best(address, options);
  };
  const of = (make) => Array.from({ length: FRAMES }, (_, index) => make(index));
  try {
    const moments = ["page loaded", "drawn", "trainers ready", "processor"];
    say("ten frames", "of", ...moments, "workers", "memory");
    for (const [name, place] of Object.entries(PAGES)) {
      const none = await measured([], place, { players: false });
      const empty = await measured(
        of(() => `${url}icon.svg`),
        place,
        { players: false },
      );
      const full = (autoplay) =>
        measured(
          of((index) => player(url, index, autoplay)),
          place,
          { players: true },
        );
      const found = { nothing: empty, waiting: await full("no"), beginning: await full("yes") };
      for (const [what, one] of Object.entries(found)) {
        const times = moments.map((moment) => `${one[moment].toFixed(0)} ms`);
        say(name, what, ...times, one.workers, megabytes(one.memory - none.memory));
      }
    }
  } finally {
    host.close();
    await site.close();
  }
}
