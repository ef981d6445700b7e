// SPDX-License-Identifier: Apache-2.0
/** A page whose trainer does not start, or dies, says why and what to do, in its language. */
import { test } from "@playwright/test";
import { expect, PlaygroundPage, test as withPlayground } from "./playground_page.ts";

for (const { lang, cure, cause, left } of [
  { lang: "en", cure: "Check the connection", cause: "simd (compile)", left: "Starting" },
  { lang: "zh", cure: "请检查网络连接", cause: "simd (compile)", left: "正在启动" },
]) {
  test(`modules that do not arrive are a matter of the network: ${lang}`, async ({ page }) => {
    await page.context().route("**/wasm/*.wasm*", (route) => route.abort());
    await page.goto(`./#lang=${lang}`);
    const box = page.locator("#unavailable");
    await expect(box).toContainText(cure);
    await expect(box).toContainText(cause);
    await expect(box).not.toContainText("Firefox");
    await expect(page.locator("body")).not.toContainText(left);
  });
}

test("a worker whose script does not load is told in Chinese too", async ({ page }) => {
  await page.context().route("**/engine.worker-*.js", (route) => route.abort());
  await page.goto("./#lang=zh");
  const box = page.locator("#unavailable");
  await expect(box).toContainText("无法加载它的脚本");
  await expect(box).not.toContainText("its script");
});

test("a browser without SIMD is told which one has it, once", async ({ page }) => {
  await page.context().route("**/engine.worker-*.js", async (route) => {
    const response = await route.fetch();
    const body = `WebAssembly.validate = () => false;\n${await response.text()}`;
    await route.fulfill({ response, body });
  });
  await page.goto("./");
  await expect(page.locator("#unavailable")).toContainText("WebAssembly SIMD");
  const text = (await page.locator("#unavailable").textContent()) ?? "";
  expect(text.match(/Firefox \d+/g)).toHaveLength(1);
});

withPlayground(
  "a panel that does not arrive is asked for again by its button",
  async ({ page }) => {
    const playground = new PlaygroundPage(page);
    await playground.open("lang=en");
    await page.context().route("**/assets/*.js", (route) => route.abort());
    await page.locator("#tab-race").click();
    const panel = page.locator("downhill-dock #panel");
    await expect(panel.getByRole("alert")).toContainText("could not be loaded");
    await page.context().unroute("**/assets/*.js");
    await panel.getByRole("button", { name: "Try again" }).click();
    await expect(panel.locator("downhill-race")).toBeVisible();
    await expect(panel.getByRole("alert")).toHaveCount(0);
  },
);

withPlayground(
  "the editor that an exercise asks for is asked for again by its button where it does not arrive",
  async ({ page }) => {
    const editor = "**/assets/downhill-exercise-code-*.js";
    await page.context().route(editor, (route) => route.abort());
    await page.goto("exercise.html#id=write_momentum&view.lang=en");
    const questions = page.locator("downhill-exercise-questions");
    await expect(questions.getByRole("alert")).toContainText("could not be loaded");
    await page.context().unroute(editor);
    await questions.getByRole("button", { name: "Try again" }).click();
    await expect(questions.locator(".cm-content")).toBeVisible();
    await expect(questions.getByRole("alert")).toHaveCount(0);
  },
);

withPlayground("a trainer that dies says so in Chinese", async ({ page }) => {
  const playground = new PlaygroundPage(page);
  await playground.open("lang=zh");
  await playground.breakTrainers();
  await expect(page.locator("#verdict")).toContainText("内部错误");
});
