// SPDX-License-Identifier: Apache-2.0
/** What the trainer names is named as the glossary of the lessons names it: a reader looks for the control by the word of the text. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { glossary } from "../../../web/src/locales/glossary.ts";

const CATALOG = join(import.meta.dirname, "../../../build/generated/catalog.json");

/** Every Chinese sentence and name below a place. */
function chinese(value: unknown): string[] {
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, one]) =>
    key === "zh" && typeof one === "string" ? [one] : chinese(one),
  );
}

/** What a thing is also called: by other books, and not by the page. */
const others = glossary().flatMap(([, { name, says }]) =>
  (/又称([^。；]*)/.exec(says.zh)?.[1] ?? "")
    .replace(/（[^）]*）/g, "")
    .split(/[、，]|简称/)
    .map((other) => other.trim())
    .filter((other) => other.length > 1 && !name.zh.includes(other))
    .map((other) => [other, name.zh] as const),
);

/** Words that mean something else as well: a cost in general, an example, and the normalization of filters, which is known by that name. */
const PLAIN = ["一步", "代价", "示例", "轮次", "回合", "提前停止", "滤波器"];

const said = chinese(JSON.parse(readFileSync(CATALOG, "utf8")));

it.each(others.filter(([other]) => !PLAIN.includes(other)))(
  "%s is called %s, and the other name stands only where it is told as such",
  (other) => {
    for (const text of said) {
      const [named = "", alsoCalled = ""] = text.split("又称");
      expect(named, alsoCalled).not.toContain(other);
    }
  },
);

it.each([
  ["批量大小", "批大小"],
  ["梯度裁剪", "梯度截断"],
  ["批量规范化", "批归一化"],
  ["Dropout（暂退法）", "随机失活"],
])("%s is a name of the catalog, whose help tells the name %s", (name, other) => {
  expect(said).toContain(name);
  expect(said.some((text) => text.includes("又称") && text.includes(other))).toBe(true);
});
