// SPDX-License-Identifier: Apache-2.0
/** Every CSV file is read into a whole table, or refused with place and cure in both languages. */
import { expect, it } from "vitest";
import { csvBytes, csvOptions, endureCsv, strangers } from "./csv.ts";
import { COUNT, FROM, SEED } from "./range.ts";

const MOST_FAULTS = 10;
/** A few seconds of them are enough where nobody says how many. */
const FILES = process.env.DOWNHILL_FUZZ_COUNT ? COUNT : Math.min(COUNT, 3_000);

it("every file is read, or refused in words", () => {
  const written = strangers();
  const endings = { read: 0, refused: 0 };
  const faults: string[] = [];
  for (let index = FROM; index < FROM + FILES && faults.length < MOST_FAULTS; index += 1) {
    const bytes = csvBytes(written, SEED, index);
    const options = csvOptions(SEED, index);
    try {
      endings[endureCsv(bytes, options)] += 1;
    } catch (error) {
      const text = new TextDecoder().decode(bytes).slice(0, 600);
      const stack = (error as Error).stack?.split("\n").slice(0, 4).join("\n");
      faults.push(
        `--seed ${SEED} --from ${index}: ${stack}\n  ${JSON.stringify(options)}\n  ${JSON.stringify(text)}`,
      );
    }
  }
  console.log(`${FILES} CSV files of seed ${SEED}: ${JSON.stringify(endings)}`);
  expect(faults.join("\n\n")).toBe("");
  // Less would mean that what is made is not worth making.
  if (FILES >= 1000) expect(endings.read).toBeGreaterThan(FILES / 20);
}, 36_000_000);
