// SPDX-License-Identifier: Apache-2.0
/** Links nobody has written: each is read, or refused as what it is; and every document comes back from its link as it was. */
import { beforeAll, expect, it } from "vitest";
import { createEngine } from "../../web/node/engine.ts";
import { decodeLink, decodeView, encodeLink, LinkError } from "../../web/src/documents/link.ts";
import type { Catalog } from "../../web/src/engine/api.ts";
import { type Dice, diceOf } from "./dice.ts";
import { documentText, writtenDocuments } from "./documents.ts";
import { COUNT, FROM, SEED } from "./range.ts";

let catalog: Catalog;
const written = writtenDocuments();
beforeAll(async () => {
  const engine = await createEngine({ threads: 1 });
  catalog = await engine.catalog();
  await engine.close();
});

const PIECES = ["&", "=", ".", "~", "%", "%00", "%ED%A0%80", "+", "#", "__proto__", "[", '"', "{}"];

/** A few characters are left out, doubled, or put in. */
function damaged(link: string, random: Dice): string {
  let text = link;
  for (let i = random.upTo(4); i >= 0; i--) {
    const at = random.upTo(text.length + 1);
    const end = at + random.upTo(8);
    const put = random.one([() => "", () => random.one(PIECES), () => text.slice(at, end)])();
    text = text.slice(0, at) + put + text.slice(random.chance(0.5) ? at : end);
  }
  return text;
}

it("are read or refused, and nothing of them reaches the objects of the page", () => {
  const faults: string[] = [];
  for (let index = FROM; index < FROM + COUNT; index++) {
    const random = diceOf(SEED, index);
    try {
      const document = JSON.parse(documentText(catalog, written, SEED, index));
      if (typeof document !== "object" || document === null || Array.isArray(document)) continue;
      const link = encodeLink({ document, view: {} });
      const hash = random.chance(0.3) ? link : damaged(link, random);
      decodeView(hash);
      const read = decodeLink(hash);
      const again = decodeLink(encodeLink(read));
      if (JSON.stringify(again) !== JSON.stringify(read)) {
        faults.push(`--seed ${SEED} --from ${index}: comes back as another: ${hash.slice(0, 800)}`);
      }
    } catch (error) {
      // A document that is no JSON has no link.
      if (error instanceof LinkError || error instanceof SyntaxError) continue;
      faults.push(`--seed ${SEED} --from ${index}: ${error}`);
    }
  }
  expect(faults.slice(0, 10).join("\n")).toBe("");
  expect(Object.keys({})).toEqual([]);
  expect(({} as { x?: unknown }).x).toBeUndefined();
}, 3_600_000);
