// SPDX-License-Identifier: Apache-2.0
/** What is said of a list that a link spells in another way. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { decodeLink } from "../../../web/src/documents/link.ts";
import { withListExample } from "../../../web/src/documents/link_example.ts";
import { getAt } from "../../../web/src/documents/path.ts";

const CATALOG = join(import.meta.dirname, "../../../build/generated/catalog.json");
const catalog = JSON.parse(readFileSync(CATALOG, "utf8"));

const said = (path: string, link: string) => {
  const message = { en: "must be a list.", zh: "应为列表。" };
  return withListExample({ path, message }, catalog, decodeLink(link).document).message;
};

it.each([
  ["data.inputs", "data.inputs=x1,x2"],
  ["model.layers", "model.layers=dense"],
  ["schedule.milestones", "schedule.type=multistep&schedule.milestones=10"],
  ["data.features", "data.type=rows&data.features=3"],
])("%s has an example of its form, which the link can be read with", (path, link) => {
  const { en, zh } = said(path, link);
  const example = /In a link: (.+)$/.exec(en)?.[1] ?? "";
  expect(Array.isArray(getAt(decodeLink(example).document, path))).toBe(true);
  expect(zh).toBe(`应为列表。在链接中写成：${example}`);
});

it.each([
  ["data.noise", "data.noise=x"],
  ["data.inputs", 'data.inputs=["x9"]'],
  ["model.layers[0].kernel", 'model.layers=[{"type":"conv2d","kernel":3}]'],
])("%s has none where no list is missing: %s", (path, link) => {
  expect(said(path, link).en).toBe("must be a list.");
});
