// SPDX-License-Identifier: Apache-2.0
/** Sizes, colours and times of the page stand once, as tokens in page.css; styles only name them. */
import { readdirSync, readFileSync } from "node:fs";
import { join, relative, resolve } from "node:path";
import { describe, expect, it } from "vitest";

const SOURCES = resolve(import.meta.dirname, "../../../web/src");
const TOKENS = join(SOURCES, "ui/styles/page.css");

/** The styles that elements carry, each with where it stands. */
const styles = readdirSync(SOURCES, { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile() && entry.name.endsWith(".ts"))
  .map((entry) => join(entry.parentPath, entry.name))
  .flatMap((file) =>
    [...readFileSync(file, "utf8").matchAll(/css`([^`]*)`/g)].map(([, text = ""]) => ({
      file: relative(SOURCES, file),
      text: text.replace(/\/\*.*?\*\//gs, ""),
    })),
  );

/** Every declaration of these properties, as `property: value`. */
function declarations(
  properties: RegExp,
): { readonly file: string; readonly line: string; readonly value: string }[] {
  return styles.flatMap(({ file, text }) =>
    [...text.matchAll(/([a-z-]+): ([^;{}]+);/g)]
      .filter(([, property = ""]) => properties.test(property))
      .map(([line, , value = ""]) => ({ file, line, value })),
  );
}

const faults = (properties: RegExp, allowed: RegExp): string[] =>
  declarations(properties)
    .filter(({ value }) => !allowed.test(value))
    .map(({ file, line }) => `${file}: ${line}`);

describe("the styles of elements", () => {
  it("are found", () => {
    expect(styles.length).toBeGreaterThan(20);
  });

  it("name the sizes of letters", () => {
    expect(faults(/^font-size$/, /^(var\(--text[\w-]*\)|inherit)$/)).toEqual([]);
  });

  it("name the roundness of corners", () => {
    expect(faults(/^border-radius$/, /^(var\(--radius[\w-]*\)|50%|inherit|0)$/)).toEqual([]);
  });

  it("name colours", () => {
    const numbers = /#[0-9a-f]{3,8}\b|\b(rgb|hsl|oklch)\(/i;
    expect(faults(/./, new RegExp(`^(?!.*(?:${numbers.source}))`, "is"))).toEqual([]);
  });

  it("name times", () => {
    expect(faults(/^(transition|animation)/, /^(?!.*\b[\d.]+m?s\b)/s)).toEqual([]);
  });

  it("name what a finger needs, and the spaces of the scale", () => {
    expect(faults(/./, /^(?!.*\b44px\b)/s)).toEqual([]);
    expect(faults(/^(gap|padding|margin)/, /^(?!.*(?<![\d.(-])(4|8|12|16)px\b(?!\)))/s)).toEqual(
      [],
    );
  });

  it("use no token that does not exist", () => {
    const known = new Set(
      [...readFileSync(TOKENS, "utf8").matchAll(/(--[\w-]+):/g)].map(([, name]) => name),
    );
    // What an element sets for what is within it.
    for (const { text } of styles)
      for (const [, name] of text.matchAll(/(--[\w-]+):/g)) known.add(name);
    const fromCode = new Set([
      "--share",
      "--mark",
      "--fill",
      "--letters",
      "--x",
      "--y",
      "--wide",
      "--high",
      "--side",
    ]);
    const unknown = styles.flatMap(({ file, text }) =>
      [...text.matchAll(/var\((--[\w-]+)/g)]
        .filter(([, name = ""]) => !known.has(name) && !fromCode.has(name))
        .map(([, name]) => `${file}: ${name}`),
    );
    expect(unknown).toEqual([]);
  });
});
