// SPDX-License-Identifier: Apache-2.0
/**
 * `npm run screens`: the page in all its states, sizes, themes and languages, as pictures in build/screens/ with an index.html, to be
 * looked at by people. `npm run screens -- race digits` makes those states alone; `--width 360`, `--theme dark`, `--lang zh` narrow the rest.
 */
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join, relative } from "node:path";
import { parseArgs } from "node:util";
import { build } from "./build.mjs";
import { Failure, main } from "./lib/failure.mjs";
import { BUILD, ROOT } from "./lib/paths.mjs";
import { say } from "./lib/progress.mjs";
import { openPage, trainTo, withSite } from "./lib/site_in_browser.mjs";
import { setUp } from "./setup.mjs";

const SCREENS = join(BUILD, "screens");
/** By the width. The narrowest only where it is asked for. */
const HEIGHTS = { 320: 640, 360: 740, 768: 1024, 1280: 800, 1920: 1080 };
const WIDTHS = [360, 768, 1280, 1920];
const THEMES = ["light", "dark"];
const LANGUAGES = ["en", "zh"];

const isPhone = (page) => page.viewportSize().width < 720;

/** On a phone the parts of the page take turns. */
const part = (name) => async (page) => {
  if (isPhone(page)) await page.locator(`#part-${name}`).click();
};

const trained = (epochs) => (page) => trainTo(page, epochs);

const inTurn =
  (...acts) =>
  async (page) => {
    for (const act of acts) await act(page);
  };

const key = (name) => (page) => page.keyboard.press(name);

const tab = (id) => inTurn(part("why"), (page) => page.locator(`#tab-${id}`).click());

/** Each: what stands behind the #, and what is done before the picture is taken. */
const STATES = {
  start: {},
  trained: { act: trained(300) },
  data: { act: part("data") },
  network: { act: inTurn(trained(100), part("network")) },
  settings: {
    act: async (page) => {
      if (isPhone(page)) await page.locator("#part-train").click();
      else await page.locator("#all").click();
    },
  },
  several: { hash: "data.type=blobs", act: trained(20) },
  line: { hash: "data.type=line", act: trained(50) },
  plane: { hash: "data.type=plane", act: trained(50) },
  digits: { hash: "data.type=digits", act: trained(8) },
  mnist: { hash: "data.type=mnist", act: trained(1) },
  iris: { hash: "data.type=iris", act: trained(20) },
  diabetes: { hash: "data.type=diabetes", act: trained(20) },
  diverged: {
    hash: "data.type=line&optimizer.type=sgd&optimizer.learning_rate=100",
    act: trained(50),
  },
  broken: { hash: "optimizer.type=adem" },
  own_data: { act: inTurn(part("data"), (page) => page.locator("#own-data").click()) },
  keys: { act: key("?") },
  examples: { act: key("x") },
  share: {
    hash: "data.type=circle&data.samples=60",
    act: inTurn(key("h"), async (page) => {
      // On a phone the preview is below, and begins when somebody comes to it.
      const preview = page.locator("downhill-share-preview").frameLocator("iframe");
      await (isPhone(page) ? page.locator("#copy") : preview.locator("#play")).waitFor();
    }),
  },
  kept: {
    act: inTurn(
      trained(20),
      key("k"),
      (page) => page.locator("#notice").waitFor(),
      key("b"),
      (page) => page.locator("downhill-runs li").waitFor(),
    ),
  },
};

/** The panels of the dock are found on the page: a new one is in the pictures without a line here. */
async function panelsOf(page) {
  await part("why")(page);
  return page
    .locator('[id^="tab-"]')
    .evaluateAll((tabs) => tabs.map(({ id }) => id.slice("tab-".length)));
}

async function take(browser, url, { name, hash = "", act }, { width, theme, lang }) {
  const page = await browser.newPage({
    viewport: { width, height: HEIGHTS[width] },
    hasTouch: width < 720,
    reducedMotion: "reduce",
  });
  const file = `${name}-${width}-${theme}-${lang}.png`;
  try {
    await openPage(page, `${url}#${hash}&view.theme=${theme}&view.lang=${lang}`);
    await act?.(page);
    await page.screenshot({ path: join(SCREENS, file) });
  } catch (error) {
    throw new Failure(`${file}: ${error instanceof Error ? error.message : error}`);
  } finally {
    await page.close();
  }
  return file;
}

/** @param {{names: string[], widths: number[], themes: string[], languages: string[]}} wish */
export async function screens({ names, widths, themes, languages }) {
  rmSync(SCREENS, { recursive: true, force: true });
  mkdirSync(SCREENS, { recursive: true });
  const files = [];
  await withSite(async (browser, url) => {
    const first = await browser.newPage();
    await openPage(first, url);
    const panels = await panelsOf(first);
    await first.close();
    const states = [
      ...Object.entries(STATES).map(([name, state]) => ({ name, ...state })),
      ...panels.map((id) => ({ name: id, act: inTurn(trained(100), tab(id)) })),
    ].filter(({ name }) => names.length === 0 || names.includes(name));
    const known = new Set(states.map(({ name }) => name));
    const unknown = names.filter((name) => !known.has(name));
    if (unknown.length > 0) throw new Failure(`There is no state ${unknown.join(", ")}.`);
    for (const state of states) {
      for (const width of widths) {
        for (const theme of themes) {
          for (const lang of languages) {
            files.push(await take(browser, url, state, { width, theme, lang }));
          }
        }
      }
      say(`${state.name}: ${files.length} pictures so far.`);
    }
  });
  const figures = files.map(
    (file) => `<figure><img src="${file}" loading="lazy"><figcaption>${file}`,
  );
  writeFileSync(
    join(SCREENS, "index.html"),
    `<!doctype html><meta charset="utf-8"><title>Screens</title><style>figure{display:inline-block;margin:8px}img{max-width:640px}</style>${figures.join("\n")}`,
  );
}

await main(async () => {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      width: { type: "string", multiple: true },
      theme: { type: "string", multiple: true },
      lang: { type: "string", multiple: true },
    },
  });
  const widths = (values.width ?? WIDTHS).map(Number);
  const strange = widths.filter((width) => !(width in HEIGHTS));
  if (strange.length > 0) {
    throw new Failure(`Give a --width of ${Object.keys(HEIGHTS).join(", ")}, not ${strange}.`);
  }
  await build(await setUp(["browser"]));
  await screens({
    names: positionals,
    widths,
    themes: values.theme ?? THEMES,
    languages: values.lang ?? LANGUAGES,
  });
  say(`Written: ${relative(ROOT, SCREENS)}/index.html.`);
});
