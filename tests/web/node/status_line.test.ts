// SPDX-License-Identifier: Apache-2.0
/** The line that is written again and again. */
import { expect, it } from "vitest";
import { StatusLine } from "../../../web/node/status_line.ts";
import { Terminal } from "../../../web/node/terminal.ts";

function shown(line: string, terminal: { isTTY?: boolean; columns?: number }): string {
  let written = "";
  new StatusLine(
    new Terminal({
      ...terminal,
      write: (text) => {
        written += text;
      },
    }),
  ).show(line);
  return written.replace("\r\u001b[K", "");
}

it("is cut to the width of the terminal, so that it stays one line", () => {
  expect(shown("Race  34 %", { isTTY: true, columns: 8 })).toBe("Race  3");
});

it("is whole on a terminal that does not know its width", () => {
  expect(shown("Race  34 %", { isTTY: true, columns: 0 })).toBe("Race  34 %");
});

it("is written for nobody who does not watch", () => {
  expect(shown("Race  34 %", {})).toBe("");
});
