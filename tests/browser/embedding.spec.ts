// SPDX-License-Identifier: Apache-2.0
/** The examples of docs/embedding.md, as they stand there, in pages from elsewhere. */
import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import { expect, type Page, test } from "@playwright/test";
import type { Playground } from "../../web/src/embed/element/downhill-playground.ts";
import { ISOLATED } from "./servers.ts";

const text = readFileSync(new URL("../../docs/embedding.md", import.meta.url), "utf8");
/** By its own name, which is another site than the one that the page is served from. */
const HERE = ISOLATED.url;

/** The code blocks of a language, with the address of the example taken for the one of this site. */
const blocks = (language: string): string[] =>
  [...text.matchAll(new RegExp(`\`\`\`${language}\n(.*?)\`\`\``, "gs"))].map(([, code = ""]) =>
    code.replaceAll("https://downhill.example", HERE.replace(/\/$/, "")),
  );

async function serve(page: Page, html: string): Promise<() => Promise<void>> {
  const server = createServer((_, response) => {
    response.writeHead(200, { "Content-Type": "text/html; charset=utf-8" });
    response.end(html);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  await page.goto(`http://127.0.0.1:${typeof address === "object" ? address?.port : ""}/`);
  return async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  };
}

test("the page of the first example lives: its button trains, and its number follows", async ({
  page,
}) => {
  const [example = ""] = blocks("html");
  expect(example).toContain("<downhill-playground");
  const errors: string[] = [];
  page.on("pageerror", (error) => errors.push(String(error)));
  const close = await serve(page, example);
  const loss = page.locator("#loss");
  await expect(loss).toContainText(/Training loss \d\.\d{3}/);
  const ask = (path: string) =>
    page.evaluate((place) => (document.querySelector("#ring") as Playground).get(place), path);
  // By its key: it stands below the frame, which may still be taking its height.
  await page.locator("#fast").press("Enter");
  await expect.poll(() => ask("optimizer.learning_rate")).toBe(0.1);
  await expect.poll(() => ask("run.status"), { timeout: 90_000 }).toBe("finished");
  expect(await ask("run.epoch")).toBe(40);
  const reached = Number(await ask("run.train_loss"));
  expect(reached).toBeLessThan(0.2);
  await expect(loss).toHaveText(`Training loss ${reached.toFixed(3)}`);
  expect(errors).toEqual([]);
  await close();
});

test("the frame of the second example shows its parts", async ({ page }) => {
  const [, frame = ""] = blocks("html");
  const close = await serve(page, frame);
  const inside = page.frameLocator("iframe");
  await expect(inside.locator("downhill-embed")).toBeVisible();
  await expect(inside.getByRole("button").first()).toBeVisible();
  await close();
});

test("the message of the last example is answered as it says", async ({ page }) => {
  const [, frame = ""] = blocks("html");
  const script = blocks("js").at(-1) ?? "";
  expect(script).toContain("postMessage");
  const close = await serve(page, frame);
  // A page without a policy; the example's own lines, and a place for what it hears.
  const heard = await page.evaluate((lines) => {
    const element = document.querySelector("iframe") as HTMLIFrameElement;
    return new Promise((resolve) => {
      addEventListener("message", ({ data }) => {
        if (data?.event === "ready") {
          const run = document.createElement("script");
          run.textContent = `{ const frame = document.querySelector("iframe"); ${lines} }`;
          document.head.append(run);
        }
        if (data?.id === 1) resolve(data);
      });
      element.contentWindow?.postMessage({ downhill: 1, type: "hello" }, "*");
    });
  }, script);
  expect(heard).toMatchObject({ downhill: 1, type: "answer", value: null });
  await close();
});
