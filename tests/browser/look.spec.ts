// SPDX-License-Identifier: Apache-2.0
/** Languages, themes, widths, and what a machine can tell of accessibility. */
import AxeBuilder from "@axe-core/playwright";
import type { DownhillApp } from "../../web/src/pages/playground/downhill-app.ts";
import { expect, PlaygroundPage, test } from "./playground_page.ts";
import { stillBox } from "./still_box.ts";

interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

const meet = (a: Box, b: Box): boolean =>
  a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;

const LANGUAGES = ["en", "zh"] as const;

const TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];

test("words that do not arrive leave the page in its language, and come when they are asked for again", async ({
  page,
}) => {
  // What is held back is told on the console.
  const playground = new PlaygroundPage(page);
  const ofChinese = /assets\/[^/]*[._]zh-/;
  await page.route(ofChinese, (route) => route.abort());
  await playground.open();
  await page.locator("#lang-zh").click();
  await expect(page.locator("downhill-looks").getByRole("alert")).toContainText(
    "could not be loaded",
  );
  await expect(playground.play).toHaveAccessibleName("Play");
  await expect(page.locator("html")).toHaveAttribute("lang", "en");
  await page.unroute(ofChinese);
  await page.locator("#lang-zh").click();
  await expect(playground.play).toHaveAccessibleName("播放");
});

test("a page asks for the words of its language alone", async ({ page, playground }) => {
  const asked: string[] = [];
  page.on("request", (request) => asked.push(request.url()));
  await playground.open("view.lang=zh");
  await expect(playground.play).toHaveAccessibleName("播放");
  expect(asked.filter((url) => /[._]zh-/.test(url)).length).toBeGreaterThan(0);
  expect(asked.filter((url) => /[._]en-/.test(url))).toEqual([]);
});

test("the language is switched live and complete", async ({ page, playground }) => {
  await playground.open();
  await expect(page).toHaveTitle(/watch a neural network learn/);
  await page.locator("#lang-zh").click();
  await expect(page.locator("html")).toHaveAttribute("lang", "zh-Hans");
  await expect(page).toHaveTitle(/神经网络/);
  await expect(playground.play).toHaveAccessibleName("播放");
  // No English word is left but names: the visible text of every element, without numbers.
  const left = await page.evaluate(() => {
    const texts: string[] = [];
    const walk = (root: ParentNode & Node): void => {
      const walker = document.createTreeWalker(
        root,
        NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT,
      );
      for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
        if (node instanceof Element && node.shadowRoot !== null) walk(node.shadowRoot);
        const parent = node.parentElement;
        if (!(node instanceof Text) || parent?.checkVisibility() !== true) continue;
        if (!parent.matches("style, option")) texts.push(node.data.trim());
      }
    };
    walk(document.body);
    return texts.filter((text) => /[A-Za-z]{3,}/.test(text) && !/[\u4e00-\u9fff]/.test(text));
  });
  expect(
    [...new Set(left)].filter((text) => !/^(Downhill|XOR|Adam|SIMD|MNIST)$/.test(text)),
  ).toEqual([]);
  await page.locator("#lang-en").click();
  await expect(playground.play).toHaveAccessibleName("Play");
});

for (const hash of ["", "data.type=digits", "data.type=line", "data.type=diabetes"]) {
  test(`at 360 pixels nothing hangs out: ${hash === "" ? "spiral" : hash}`, async ({
    page,
    playground,
  }) => {
    await page.setViewportSize({ width: 360, height: 740 });
    await playground.open(hash);
    await page.locator("#part-train").click();
    await page.locator("downhill-settings summary").first().click();
    for (const language of LANGUAGES) {
      await playground.speak(language);
      await page.evaluate(() => scrollTo(0, 0));
      const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
      expect(overflow, language).toBeLessThanOrEqual(0);
      await expect(playground.play).toBeInViewport();
      const box = await playground.play.boundingBox();
      expect(Math.min(box?.width ?? 0, box?.height ?? 0)).toBeGreaterThanOrEqual(44);
      await page.mouse.wheel(0, 3000);
      await expect(playground.play).toBeInViewport();
    }
  });
}

for (const hash of [
  "",
  "data.type=line",
  "data.type=plane",
  "data.type=digits",
  "data.type=diabetes",
]) {
  test(`on a phone picture, curve and the handle of time are above the bar: ${hash}`, async ({
    page,
    playground,
  }) => {
    await page.setViewportSize({ width: 360, height: 740 });
    await playground.open(hash);
    await page.keyboard.press("e");
    for (const language of LANGUAGES) {
      await playground.speak(language);
      const bar = await stillBox(page.locator("main > .bar"));
      for (const selector of ["downhill-stage .picture", "downhill-chart #plot", "#time"]) {
        const box = await stillBox(page.locator(selector).first());
        expect(box.y, selector).toBeGreaterThanOrEqual(0);
        expect(box.y + box.height, `${selector}, ${language}`).toBeLessThanOrEqual(bar.y);
      }
    }
  });
}

for (const height of [800, 1024, 1200]) {
  test(`on a desk what the marks mean stands above the curve: 1280 x ${height}`, async ({
    page,
    playground,
  }) => {
    await page.setViewportSize({ width: 1280, height });
    await playground.open();
    const entry = page.locator("downhill-legend downhill-term").first();
    const marks = await stillBox(entry);
    const curve = await stillBox(page.locator("#region-loss"));
    expect(marks.y + marks.height).toBeLessThan(curve.y);
    expect(marks.x + marks.width).toBeLessThanOrEqual(curve.x + curve.width);
  });
}

test("on a desk all of a table of ten classes is seen, with the curve below it", async ({
  page,
  playground,
}) => {
  await page.setViewportSize({ width: 1280, height: 800 });
  await playground.open("data.type=digits");
  const table = page.locator("downhill-confusion table");
  const box = await stillBox(table);
  const frame = await stillBox(page.locator("downhill-mistakes .frame"));
  expect(box.y + box.height).toBeLessThanOrEqual(frame.y + frame.height);
  const plot = await stillBox(page.locator("#plot"));
  expect(plot.y).toBeGreaterThanOrEqual(frame.y + frame.height);
  expect(plot.y + plot.height).toBeLessThanOrEqual(800);
});

for (const hash of ["", "arithmetic=fast"]) {
  test(`on a phone nothing covers another or is cut: ${hash === "" ? "as it is" : hash}`, async ({
    page,
    playground,
  }) => {
    await page.setViewportSize({ width: 320, height: 740 });
    await playground.open(hash);
    const boxOf = async (selector: string): Promise<Box> => {
      const box = await page.locator(selector).first().boundingBox();
      if (box === null) throw new Error(`${selector} has no box`);
      return box;
    };
    await page.locator("#part-network").click();
    for (const language of LANGUAGES) {
      await playground.speak(language);
      for (const width of [320, 360]) {
        await page.setViewportSize({ width, height: 740 });
        await page.evaluate(() => scrollTo(0, 0));
        // The heading is as wide as its word: each must have its own place.
        for (const row of [
          ["h1", "#undo", "#redo", "#copy-link", "downhill-topbar #menu"],
          ["#epoch", ".buttons", ".speed"],
        ]) {
          const boxes = await Promise.all(row.map(boxOf));
          for (const [index, box] of boxes.entries()) {
            expect(box.x, row[index]).toBeGreaterThanOrEqual(0);
            expect(box.x + box.width, row[index]).toBeLessThanOrEqual(width);
            for (const other of boxes.slice(index + 1)) {
              expect(meet(box, other), `${row[index]} is covered`).toBe(false);
            }
          }
        }
        const inner = await boxOf("downhill-network .inner");
        const frame = await boxOf("downhill-network .scroll");
        expect(inner.x).toBeGreaterThanOrEqual(frame.x);
        expect(inner.x + inner.width).toBeLessThanOrEqual(frame.x + frame.width);
      }
    }
  });
}

for (const { hash, picture } of [
  { hash: "data.type=line", picture: "downhill-curve" },
  { hash: "data.type=digits", picture: "downhill-confusion" },
]) {
  for (const { width, height } of [
    { width: 1280, height: 800 },
    { width: 360, height: 740 },
  ]) {
    test(`the end of a run covers nothing and moves no control: ${hash}, ${width} x ${height}`, async ({
      page,
      playground,
    }) => {
      await page.setViewportSize({ width, height });
      await playground.open(`${hash}&stop.epochs=2`);
      const boxOf = async (selector: string): Promise<Box> =>
        (await page.locator(selector).boundingBox()) ?? { x: 0, y: 0, width: 0, height: 0 };
      const bar = await boxOf("downhill-transport .bar");
      const list = await boxOf("#speed");
      await playground.play.click();
      await playground.reach(1);
      expect(await boxOf("downhill-transport .bar")).toEqual(bar);
      expect(await boxOf("#speed")).toEqual(list);
      await playground.settle();
      const verdict = page.locator("#verdict");
      await expect(verdict.locator(".says")).toHaveText("Done: 2 epochs.");
      expect(meet(await boxOf("#verdict"), await boxOf(picture))).toBe(false);
      expect(await boxOf("downhill-transport .bar")).toEqual(bar);
    });
  }
}

test("at no width anything hangs out", async ({ page, playground }) => {
  await playground.open();
  for (const width of [320, 768, 1280, 1920]) {
    await page.setViewportSize({ width, height: 800 });
    const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    expect(overflow, `${width}`).toBeLessThanOrEqual(0);
  }
});

for (const lang of ["en", "zh"]) {
  test(`each name above the stage stands in one line with its value, and all of them in the bar: ${lang}`, async ({
    page,
    playground,
  }) => {
    await playground.open(`view.lang=${lang}`);
    const knobs = page.locator("downhill-knobs");
    for (const width of [900, 1000, 1160, 1280, 1920]) {
      await page.setViewportSize({ width, height: 800 });
      const labels = await knobs.locator("downhill-field label").all();
      const boxes = await Promise.all(labels.map((label) => label.boundingBox()));
      expect(boxes.length, `${width}`).toBe(3);
      expect(new Set(boxes.map((box) => box?.y)).size, `${width}`).toBe(1);
      for (const box of boxes) expect(box?.height, `${width}`).toBeLessThan(30);
      const all = await knobs.locator("#all").boundingBox();
      const whole = await knobs.boundingBox();
      expect((all?.x ?? 0) + (all?.width ?? 0), `${width}`).toBeLessThanOrEqual(
        (whole?.x ?? 0) + (whole?.width ?? 0) + 1,
      );
    }
  });
}

test("on a desk language and theme stand beside each other in the head", async ({
  page,
  playground,
}) => {
  await playground.open();
  for (const width of [1280, 1920]) {
    await page.setViewportSize({ width, height: 800 });
    const [language, theme] = await Promise.all(
      ["#lang-zh", "#theme"].map((id) => page.locator(id).boundingBox()),
    );
    const middle = (box: Box | null | undefined) => (box?.y ?? Number.NaN) + (box?.height ?? 0) / 2;
    expect(middle(theme), `${width}`).toBeCloseTo(middle(language), 0);
  }
});

test("a phone on its side has the controls in sight", async ({ page, playground }) => {
  await page.setViewportSize({ width: 740, height: 360 });
  await playground.open();
  for (const { width, height } of [
    { width: 740, height: 360 },
    { width: 844, height: 390 },
  ]) {
    await page.setViewportSize({ width, height });
    await expect(playground.play).toBeInViewport({ ratio: 1 });
    const map = await page.locator("downhill-map").boundingBox();
    const bar = await page.locator("downhill-transport .bar").boundingBox();
    expect(map?.height ?? 0).toBeLessThan(bar?.y ?? 0);
  }
});

test("at 900 x 700 the controls are whole on the screen", async ({ page, playground }) => {
  await page.setViewportSize({ width: 900, height: 700 });
  await playground.open();
  await expect(page.locator("#epoch")).toBeInViewport({ ratio: 1 });
  await expect(page.locator("#step")).toBeInViewport({ ratio: 1 });
});

test("many epochs stand beside the buttons, not on them, in letters of both sizes", async ({
  page,
  playground,
}) => {
  await page.setViewportSize({ width: 1280, height: 800 });
  await playground.open("stop.epochs=1000000");
  // No frame comes any more that would put the real number back.
  await playground.settle();
  for (const letters of ["100%", "200%"]) {
    await page.evaluate((size) => {
      document.documentElement.style.fontSize = size;
      const bar = document
        .querySelector("downhill-app")
        ?.shadowRoot?.querySelector("downhill-transport")?.shadowRoot;
      for (const [id, text] of Object.entries({ epoch: "98,765", step: "1.09M updates" })) {
        const shown = bar?.querySelector(`#${id}`);
        if (!shown) throw new Error(`there is no ${id}`);
        shown.textContent = text;
      }
    }, letters);
    await expect(page.locator("#epoch")).toHaveText("98,765");
    const right = await page
      .locator("downhill-transport .counter")
      .evaluate((counter) =>
        Math.max(
          ...[...counter.querySelectorAll("*")].map((one) => one.getBoundingClientRect().right),
        ),
      );
    for (const selector of [".buttons", ".speed"]) {
      const box = await page.locator(`downhill-transport ${selector}`).boundingBox();
      const counter = await page.locator("downhill-transport .counter").boundingBox();
      if (box === null || counter === null) throw new Error("no box");
      const covers = meet({ ...counter, width: right - counter.x }, box);
      expect(covers, `${selector}, ${letters}`).toBe(false);
    }
    const cut = await page
      .locator("#speed")
      .evaluate((list) => list.scrollWidth - list.clientWidth);
    expect(cut, letters).toBeLessThanOrEqual(0);
  }
});

test("flat data are chosen by their pictures, others by their names", async ({
  page,
  playground,
}) => {
  await playground.open();
  const catalog = await page.evaluate(async () => {
    const { workspace } = document.querySelector("downhill-app") as DownhillApp;
    const { kinds } = await workspace.engine.catalog();
    // What somebody brings stands elsewhere.
    const brought = ["rows", "packed", "text"];
    const made = kinds.dataset.filter(({ fields }) =>
      fields.every(({ type }) => !brought.includes(type)),
    );
    return made.map(({ id, features }) => ({ id, features: features ?? Number.POSITIVE_INFINITY }));
  });
  const flat = catalog.filter(({ features }) => features <= 2);
  expect(flat.length).toBeGreaterThan(5);
  await expect(page.locator("downhill-thumbnail")).toHaveCount(flat.length);
  await expect(page.locator("#data-table")).toHaveCount(0);
});

test("on a desk everything essential is on one screen, and in one line what belongs together", async ({
  page,
  playground,
}) => {
  await page.setViewportSize({ width: 1280, height: 800 });
  await playground.open();
  const middle = async (selector: string) => {
    const box = await page.locator(selector).boundingBox();
    return (box?.y ?? 0) + (box?.height ?? 0) / 2;
  };
  expect(Math.abs((await middle("#speed")) - (await middle("#play")))).toBeLessThanOrEqual(1);
  for (const name of [
    "downhill-map",
    "#play",
    "downhill-chart",
    "downhill-network .columns",
    "#data-circle",
  ]) {
    const box = await page.locator(name).boundingBox();
    expect((box?.y ?? 0) + (box?.height ?? 0), name).toBeLessThanOrEqual(800);
  }
});

test("axe finds nothing on digits, refused input and a broken link", async ({
  page,
  playground,
}) => {
  await playground.open("data.type=digits&seed=1&seed=2");
  await page.locator("#data-digits").click();
  const rate = page.locator("downhill-knobs").getByRole("textbox", { name: "Learning rate" });
  await rate.fill("-1");
  await rate.press("Enter");
  await expect(page.locator("downhill-confusion table")).toBeVisible();
  const { violations } = await new AxeBuilder({ page }).withTags(TAGS).analyze();
  expect(
    violations.map(({ id, nodes }) => ({ id, at: nodes.map(({ target }) => target.join(" ")) })),
  ).toEqual([]);
});

test("the theme follows the system, and a choice stays after a reload", async ({
  page,
  playground,
}) => {
  await page.emulateMedia({ colorScheme: "dark" });
  await playground.open();
  await expect(page.locator("html")).toHaveAttribute("data-theme", "dark");
  await page.locator("#theme").click();
  await expect(page.locator("html")).toHaveAttribute("data-theme", "light");
  await expect(page).toHaveURL(/theme=light/);
  await page.reload();
  await playground.ready();
  await expect(page.locator("html")).toHaveAttribute("data-theme", "light");
});

test("tables stand in for pictures", async ({ page, playground }) => {
  await playground.open("data.type=circle");
  await page.locator("#one-epoch").click();
  await playground.settle();
  await page.locator("downhill-stage #table").click();
  await expect(page.locator("downhill-stage table td").first()).toHaveText(/\d/);
  await page.locator("downhill-chart #more").click();
  await page.locator("downhill-chart #table").click();
  await expect(page.locator("downhill-chart tbody tr")).toHaveCount(2);
});
