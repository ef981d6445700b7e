// SPDX-License-Identifier: Apache-2.0
/**
 * Documents nobody has written, on wasm32: `npm run fuzz` says how many and from which number on. A failure names the number; then
 * `npm run fuzz -- --seed S --from N --count 1` shows that document and its fault.
 */
import { afterAll, beforeAll, expect, it } from "vitest";
import { createEngine } from "../../web/node/engine.ts";
import type { Engine } from "../../web/src/engine/api.ts";
import { messageOf } from "../../web/src/engine/contract/engine_error.ts";
import { documentText, interferenceOf, writtenDocuments } from "./documents.ts";
import { type FewDigits, fewDigits } from "./few_digits.ts";
import { type Ending, endure } from "./ordeal.ts";
import { COUNT, FROM, SEED } from "./range.ts";

/** One engine would hide what the one before it left behind; a new one for each would take most of the time. */
const DOCUMENTS_AN_ENGINE = 2000;
const MOST_FAULTS = 10;

let digits: FewDigits;
let engine: Engine;
beforeAll(async () => {
  digits = await fewDigits();
  engine = await start();
});
afterAll(() => engine.close());

/** With a run on every table, which stays open: so no document has to wait for its table. */
async function start(): Promise<Engine> {
  const tables = { [digits.dataset.sha256]: digits.file };
  const started = await createEngine({ threads: 1, build: "simd", tables });
  const { dataset } = (await started.catalog()).kinds;
  const whole = dataset.filter(({ fields }) => fields.length === 0).map(({ id }) => ({ type: id }));
  for (const data of [...whole, digits.dataset]) {
    await started.open({ data, model: { layers: ["flatten", "dense"] } });
  }
  return started;
}

it("every document is refused in words, or trains, is changed, saves, goes on and exports", async () => {
  const catalog = await engine.catalog();
  const written = writtenDocuments(digits);
  const endings: Partial<Record<Ending, number>> = {};
  const faults: string[] = [];
  for (let index = FROM; index < FROM + COUNT && faults.length < MOST_FAULTS; index++) {
    if (index % DOCUMENTS_AN_ENGINE === 0) {
      await engine.close();
      engine = await start();
    }
    const text = documentText(catalog, written, SEED, index);
    try {
      const ending = await endure(engine, text, index, interferenceOf(catalog, SEED, index));
      endings[ending] = (endings[ending] ?? 0) + 1;
    } catch (error) {
      faults.push(`--seed ${SEED} --from ${index}: ${messageOf(error)}\n  ${text.slice(0, 1500)}`);
      // What follows is not to blame for it.
      await engine.close().catch(() => {});
      engine = await start();
    }
  }
  console.log(`${COUNT} documents of seed ${SEED}: ${JSON.stringify(endings)}`);
  expect(faults.join("\n\n")).toBe("");
  // Less would mean that what is made is not worth making.
  if (COUNT >= 1000) expect(endings.trained ?? 0).toBeGreaterThan(COUNT / 20);
}, 36_000_000);
