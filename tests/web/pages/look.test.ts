// SPDX-License-Identifier: Apache-2.0
/** The styles of one page do not reach into another: each loads, built, as many files of them as it names in its source. */
import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { expect, it } from "vitest";

const ROOT = resolve(import.meta.dirname, "../../..");
const styles = (file: string): string[] =>
  [...readFileSync(join(ROOT, file), "utf8").matchAll(/<link [^>]*rel="stylesheet"[^>]*>/g)].map(
    ([link]) => link,
  );

it.each([
  ["web/index.html", "dist/index.html"],
  ["web/embed.html", "dist/embed.html"],
  ["web/sco.html", "dist/sco.html"],
  ["web/lesson.html", "dist/lessons/index.html"],
])("%s", (source, built) => {
  expect(styles(source).length).toBeGreaterThan(0);
  expect(styles(built)).toHaveLength(styles(source).length);
});
