// SPDX-License-Identifier: Apache-2.0
/** What a stranger's file can make a terminal do: nothing. */
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { Terminal } from "../../../web/node/terminal.ts";
import { downhill, EXPERIMENT, file, folder } from "./real_command_line.ts";

const CLEAR_SCREEN = "\u001b[2J";
// biome-ignore lint/suspicious/noControlCharactersInRegex: those are what is looked for.
const OBEYED = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u2028-\u202e\u2066-\u2069]/;

it("every control character is shown and none obeyed", () => {
  let written = "";
  const terminal = new Terminal({
    write: (text) => {
      written += text;
    },
  });
  const all = Array.from({ length: 0x2100 }, (_, code) => String.fromCharCode(code)).join("");
  terminal.write(all);
  expect(written).not.toMatch(OBEYED);
  expect(written).toContain("\t\n");
  expect(written).toContain("\\u001b");
  // As JSON: an object is read as it was.
  expect(JSON.parse(JSON.stringify({ a: "\u009b2J" }))).toEqual({ a: "\u009b2J" });
});

describe("escapes in strangers' files", () => {
  it.each([
    ["an unknown key", { ...EXPERIMENT, [`x${CLEAR_SCREEN}`]: 1 }],
    ["an unknown id", { ...EXPERIMENT, optimizer: `adam${CLEAR_SCREEN}\u009b2J` }],
    [
      "the name of a racer",
      {
        version: 1,
        kind: "race",
        experiment: EXPERIMENT,
        racers: [{ name: `a${CLEAR_SCREEN}` }, { name: "b" }],
        seeds: [1],
      },
    ],
  ])("of %s do not reach the terminal", async (_, document) => {
    const { out, err } = await downhill("train", await file("d.json", document));
    expect(out + err).not.toMatch(OBEYED);
    expect(out + err).not.toBe("");
  });

  it("of names of columns and classes do not reach it either", async () => {
    const path = join(folder, "t.csv");
    const rows = Array.from({ length: 20 }, (_, i) => `${i},${i % 2 ? `a${CLEAR_SCREEN}` : "b"}`);
    await writeFile(path, `x${CLEAR_SCREEN},y\n${rows.join("\n")}\n`);
    const { out, err } = await downhill("table", path, "--target", "y");
    expect(out + err).not.toMatch(OBEYED);
  });

  it("and a value of a megabyte is cut where it is quoted", async () => {
    const path = await file("d.json", { ...EXPERIMENT, optimizer: "x".repeat(1_000_000) });
    const { code, err } = await downhill("validate", path);
    expect(code).toBe(2);
    expect(err.length).toBeLessThan(2000);
  });
});
