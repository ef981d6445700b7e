// SPDX-License-Identifier: Apache-2.0
/** Somebody's own data become an experiment in the browser: tables, pictures, points; and what cannot be used is said. */
import type { Page } from "@playwright/test";
import { encode } from "fast-png";
import { zipSync } from "fflate";
import { storedTable } from "../../web/src/data/table.ts";
import { expect, PlaygroundPage, test } from "./playground_page.ts";

interface Given {
  readonly name: string;
  readonly text?: string;
  readonly bytes?: Uint8Array;
}

async function give(page: Page, ...files: Given[]): Promise<void> {
  await page.locator("#own-data").click();
  await page.locator("downhill-own-data #files").setInputFiles(
    files.map(({ name, text = "", bytes }) => ({
      name,
      mimeType: "application/octet-stream",
      buffer: Buffer.from(bytes ?? text),
    })),
  );
}

/** As a visitor drops it anywhere on the page. */
async function drop(page: Page, { name, bytes = new Uint8Array() }: Given): Promise<void> {
  const transfer = await page.evaluateHandle(
    ([file, content]) => {
      const one = new DataTransfer();
      one.items.add(new File([Uint8Array.from(content)], file));
      return one;
    },
    [name, [...bytes]] as const,
  );
  await page.dispatchEvent("body", "drop", { dataTransfer: transfer });
}

/** The class is on which side of the diagonal; one value in twenty is missing. */
function passengers(rows: number): string {
  const lines = Array.from({ length: rows }, (_, i) => {
    const [a, b] = [(i * 37) % 101, (i * 61) % 89];
    return `${i + 1},${a},${i % 20 === 0 ? "" : b},${i % 3 === 0 ? "left" : "right"},${a > b ? "yes" : "no"}`;
  });
  return `id,height,weight,side,Answer\n${lines.join("\n")}\n`;
}

async function trained(page: Page, playground: PlaygroundPage): Promise<void> {
  await playground.ready();
  await page.locator("#one-epoch").click();
  await expect.poll(async () => (await playground.progress()).epoch).toBe(1);
}

const data = (page: Page) =>
  page.evaluate(() => {
    const app = document.querySelector("downhill-app");
    const { description } = (
      app as unknown as {
        workspace: {
          document: {
            description: {
              experiment: { data: Record<string, unknown> };
              summary: Record<string, unknown>;
            };
          };
        };
      }
    ).workspace.document;
    return { ...description.summary, ...description.experiment.data } as Record<string, unknown>;
  });

test("a stranger's CSV is shown as it was understood, changed, learnt from, and is there after a reload", async ({
  page,
  playground,
}) => {
  await playground.open();
  await give(page, { name: "people.csv", text: passengers(200) });
  const columns = page.locator("downhill-columns");
  await expect(columns.getByRole("combobox", { name: "Use of Answer" })).toHaveValue("target");
  await expect(columns.getByRole("combobox", { name: "Use of id" })).toHaveValue("left out");
  await columns.getByRole("combobox", { name: "Use of side" }).selectOption("left out");
  await expect(columns.getByRole("combobox", { name: "Use of side" })).toHaveValue("left out");
  await page.locator("#learn").click();
  await expect(page.locator("downhill-own-data")).toHaveCount(0);
  expect(await data(page)).toMatchObject({
    type: "table",
    feature_names: ["height", "weight"],
    class_names: ["no", "yes"],
    target_name: "Answer",
  });
  await trained(page, playground);
  await page.reload();
  await trained(page, playground);
  expect((await data(page)).feature_names).toEqual(["height", "weight"]);
});

test("a table too large for a document is kept by the browser and found again by its link", async ({
  page,
  playground,
}) => {
  await playground.open();
  await give(page, { name: "many.csv", text: passengers(5_000) });
  await page.locator("#learn").click();
  await expect(page).toHaveURL(/data\.type=stored&data\.name=many/);
  await trained(page, playground);
  await page.reload();
  await trained(page, playground);
  await expect(page.locator("#own-data")).toHaveText("many");
  expect((await data(page)).class_names).toEqual(["no", "yes"]);
});

test("pictures in a zip are shown as the network will see them, and are learnt from", async ({
  page,
  playground,
}) => {
  const picture = (upright: boolean, at: number) =>
    encode({
      width: 16,
      height: 16,
      channels: 1,
      data: Uint8Array.from({ length: 256 }, (_, i) =>
        (upright ? i % 16 : i >> 4) === at ? 255 : 0,
      ),
    });
  const files: Record<string, Uint8Array> = {};
  for (let at = 0; at < 12; at += 1) {
    files[`bars/upright/${at}.png`] = picture(true, at);
    files[`bars/lying/${at}.png`] = picture(false, at);
  }
  await playground.open();
  await give(page, { name: "bars.zip", bytes: zipSync(files) });
  await expect(page.locator("downhill-picture-import downhill-picture")).toHaveCount(12);
  await page.locator("#picture-size").selectOption("16");
  await page.locator("#learn").click();
  await expect(page.locator("downhill-own-data")).toHaveCount(0);
  expect(await data(page)).toMatchObject({ type: "stored", class_names: ["lying", "upright"] });
  await trained(page, playground);
});

test("what is no data is refused in one sentence with a cure, and the experiment stays", async ({
  page,
  playground,
}) => {
  await playground.open();
  const sentence = page.locator("downhill-own-data").getByRole("alert").first();
  const cases: [Given, RegExp][] = [
    [{ name: "one.csv", text: "a\n1\n2\n3\n" }, /one column/],
    [
      {
        name: "cat.png",
        bytes: encode({ width: 2, height: 2, channels: 1, data: new Uint8Array(4) }),
      },
      /one picture.*folder or a zip/,
    ],
    [{ name: "broken.zip", bytes: Uint8Array.of(0x50, 0x4b, 3, 4, 1, 2, 3) }, /damaged zip/],
  ];
  for (const [given, said] of cases) {
    await give(page, given);
    await expect(sentence, given.name).toHaveText(said);
    await page.locator("#other").click();
    await page.keyboard.press("Escape");
  }
  expect((await data(page)).type).toBe("spiral");
  await trained(page, playground);
});

test("a browser without storage still learns from a large table, and says that it will be lost", async ({
  page,
  playground,
}) => {
  await page.addInitScript(() => {
    Object.defineProperty(globalThis, "indexedDB", {
      value: {
        open: () => {
          throw new DOMException("denied", "SecurityError");
        },
      },
    });
  });
  await playground.open();
  await give(page, { name: "many.csv", text: passengers(5_000) });
  await page.locator("#learn").click();
  await expect(page.locator("#only-here")).toBeVisible();
  await trained(page, playground);
});

test("a link to a table that this browser does not have asks for its file, and takes it by drop", async ({
  page,
}) => {
  // The site is asked for the table first, and the console tells that it has none.
  const playground = new PlaygroundPage(page);
  const { data: named, file } = await storedTable("islands", {
    shape: [2],
    features: Float32Array.from({ length: 80 }, (_, i) => (i * 37) % 11),
    targets: Uint8Array.from({ length: 40 }, (_, i) => i % 2),
    columns: ["length", "width"],
    classes: ["north", "south"],
    target: "side",
  });
  await playground.open(`data.type=stored&data.name=islands&data.sha256=${named.sha256}&seed=7`);
  const asks = page.locator("#broken-link");
  await expect(asks).toContainText("islands.safetensors");
  await drop(page, { name: "of another name.safetensors", bytes: file });
  await expect(asks).toHaveCount(0);
  await expect.poll(async () => (await data(page)).class_names).toEqual(["north", "south"]);
  await expect(page).toHaveURL(/seed=7/);
  await trained(page, playground);
  await page.reload();
  await trained(page, playground);
  expect((await data(page)).target_name).toBe("side");
});
