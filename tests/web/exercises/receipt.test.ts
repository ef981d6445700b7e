// SPDX-License-Identifier: Apache-2.0
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createEngine } from "../../../web/node/engine.ts";
import { packText } from "../../../web/src/documents/packed_text.ts";
import { setAt } from "../../../web/src/documents/path.ts";
import type { Engine } from "../../../web/src/engine/api.ts";
import { checksumOf } from "../../../web/src/engine/checksum.ts";
import { checkWork } from "../../../web/src/exercises/check.ts";
import type { Exercise } from "../../../web/src/exercises/document.ts";
import { readExercise } from "../../../web/src/exercises/read_exercise.ts";
import {
  documentOfReceipt,
  findReceipts,
  LONGEST_RECEIPT,
  RECEIPT,
  ReceiptError,
  readReceipt,
  writeReceipt,
} from "../../../web/src/exercises/receipt.ts";
import { solved, untouched } from "../../../web/src/exercises/solution.ts";
import { fingerprintOf, verifyReceipt } from "../../../web/src/exercises/verify.ts";
import { runCount, type Work } from "../../../web/src/exercises/work.ts";
import { performCode } from "../sandbox/room.ts";
import { plain } from "./fixture.ts";
import { OWN, textOfOwn } from "./own.ts";

let engine: Engine;
beforeAll(async () => {
  engine = await createEngine({ threads: 1 });
});
afterAll(() => engine.close());

const CODE = { perform: performCode };
const exercise = readExercise(plain());

async function handedIn(of: Exercise, work: Work, name = "李明"): Promise<string> {
  const verdict = await checkWork(of, work, engine, CODE);
  const { minimal } = await engine.validate(work.document);
  return writeReceipt(of, work, { minimal, name, verdict });
}

/** As somebody writes it who knows the form. */
const forged = (content: unknown): string => {
  const body = packText(typeof content === "string" ? content : JSON.stringify(content));
  return `DHR1.${body}.${checksumOf(body)}`;
};

function fault(written: string): string {
  try {
    readReceipt(written);
  } catch (error) {
    if (!(error instanceof ReceiptError)) throw error;
    expect(error.zh).toMatch(/[\u4e00-\u9fff]/);
    return error.fault;
  }
  return "read";
}

describe("a receipt", () => {
  it.each(OWN)(
    "of %s comes back, runs again with the same digits, and fits a course",
    async (name) => {
      const own = readExercise(textOfOwn(name));
      for (const work of [untouched(own), await solved(own, engine)]) {
        const written = await handedIn(own, work);
        expect(written.length).toBeLessThanOrEqual(LONGEST_RECEIPT);
        // Letters that a QR code, an address and a mail leave as they are.
        expect(written).toMatch(/^DHR1\.[A-Za-z0-9_-]+\.[0-9a-f]{8}$/);
        const receipt = readReceipt(written);
        expect(receipt.name).toBe("李明");
        const [told, done] = [documentOfReceipt(own, receipt), work.document];
        expect((await engine.validate(told)).experiment).toEqual(
          (await engine.validate(done)).experiment,
        );
        const { reproduces, faults, verdict } = await verifyReceipt(own, receipt, engine, CODE);
        expect(faults).toEqual([]);
        expect(reproduces).toBe(true);
        expect(verdict).toEqual(await checkWork(own, work, engine, CODE));
      }
    },
  );

  it("carries what was predicted, seen and reasoned", async () => {
    const options = [
      { id: "up", text: "It rises." },
      { id: "down", text: "It falls." },
    ];
    const asking = readExercise({
      ...plain(),
      prediction: { kind: "choice", ask: "What?", options, right: "down" },
    });
    const work: Work = {
      ...(await solved(asking, engine)),
      prediction: { kind: "choice", option: "up" },
      saw: "它下降了",
      runs: [{ changed: [] }, { changed: ["optimizer.learning_rate"], why: "太慢" }],
    };
    const receipt = readReceipt(await handedIn(asking, work));
    expect(receipt).toMatchObject({
      saw: "它下降了",
      runs: work.runs,
      prediction: work.prediction,
    });
    const { prediction } = await verifyReceipt(asking, receipt, engine);
    expect(prediction).toMatchObject({
      right: false,
      text: { en: "Predicted: It rises. Result: It falls." },
    });
  });

  it("carries a drawn curve with the digits that a hand draws", async () => {
    const asking = readExercise({
      ...plain(),
      prediction: { kind: "curve", ask: "Draw.", metric: "train_loss", near: 1 },
    });
    const points = Array.from({ length: 60 }, (_, x) => [x / 3, Math.exp(-x / 7) / 3]);
    const work: Work = { ...untouched(asking), prediction: { kind: "curve", points } };
    const written = await handedIn(asking, work);
    expect(written.length).toBeLessThan(1_500);
    const { prediction } = readReceipt(written);
    expect(prediction?.kind === "curve" && prediction.points[7]).toEqual([2.333, 0.1226]);
  });

  it("leaves out the oldest runs where there are too many, and still counts them", async () => {
    const why = () => Array.from({ length: 60 }, () => Math.random().toString(36)[4]).join("");
    const runs = Array.from({ length: 120 }, () => ({
      changed: ["optimizer.learning_rate"],
      why: why(),
    }));
    const written = await handedIn(exercise, { ...untouched(exercise), runs });
    expect(written.length).toBeLessThanOrEqual(LONGEST_RECEIPT);
    const receipt = readReceipt(written);
    expect(runCount(receipt)).toBe(120);
    expect(receipt.runs.at(-1)).toEqual(runs.at(-1));
    expect((await verifyReceipt(exercise, receipt, engine)).reproduces).toBe(true);
  });

  it("measures of runs that are left out what was measured of them all", async () => {
    const counting = readExercise({
      ...plain(),
      checks: [
        { metric: "changes", comparison: "at_most", value: 1 },
        { metric: "runs", comparison: "at_most", value: 3 },
      ],
    });
    const many = Array.from({ length: 57 }, (_, index) => `data.features[${index}]`);
    const lines = (count: number) => Array.from({ length: count }, () => ({ changed: ["seed"] }));
    for (const [runs, more, most] of [
      // Older than those that are told, more than a thousand, and more places than are named.
      [[{ changed: ["seed", "loss"] }, ...lines(50)], 0, 2],
      [[{ changed: ["seed", "loss"] }, ...lines(1_500)], 0, 2],
      [[{ changed: many }, ...lines(1_500)], 0, 57],
      [[...lines(5), { changed: many }], 0, 57],
      // Of which the page itself has kept a number alone.
      [[{ changed: ["seed"], more: 8 }], 2_000, 9],
    ] as const) {
      const work: Work = {
        ...untouched(counting),
        runs,
        ...(more > 0 && { left_out: { runs: more, changes: 3 } }),
      };
      const verdict = await checkWork(counting, work, engine);
      expect(verdict.results.map(({ measured }) => measured)).toEqual([most, runs.length + more]);
      const receipt = readReceipt(await handedIn(counting, work));
      const again = await verifyReceipt(counting, receipt, engine);
      expect(again).toEqual({ reproduces: true, faults: [], verdict });
    }
  });

  it("that would be too long, or tell what none can, is not written", async () => {
    const free = readExercise({ ...plain(), may_change: ["data", "loss"] });
    const features = Array.from({ length: 3_000 }, () => [Math.random()]);
    const targets = features.map(() => [Math.random()]);
    const document = setAt(free.start, "data", {
      ...Object(free.start.data),
      type: "rows",
      features,
      targets,
      samples: undefined,
      noise: undefined,
    });
    const { samples: _, noise: __, ...data } = Object(document.data);
    const large = { ...untouched(free), document: { ...document, data } };
    await expect(handedIn(free, large)).rejects.toThrow("Change less of the data");
    const wordy = { ...untouched(exercise), runs: [{ changed: [], why: "x".repeat(500) }] };
    await expect(handedIn(exercise, wordy)).rejects.toThrow("Shorten it");
  });
});

describe("verifying a receipt", () => {
  it("says what does not come out as the receipt says", async () => {
    const receipt = readReceipt(await handedIn(exercise, untouched(exercise)));
    const better = {
      ...receipt,
      results: receipt.results.map(() => ({ passed: true, measured: 0.01 })),
    };
    const { reproduces, faults, verdict } = await verifyReceipt(exercise, better, engine);
    expect(reproduces).toBe(false);
    expect(faults[0]?.en).toMatch(/^Check 1: it says 0\.01, passed; run again it is .+, failed\.$/);
    expect(faults[0]?.zh).toContain("重新训练得到");
    expect(verdict?.passed).toBe(false);
  });

  it("shows what a stranger says was measured on one line, and obeys nothing in it", async () => {
    const receipt = readReceipt(await handedIn(exercise, untouched(exercise)));
    const measured = "0.1\n\u001b[2J\u202eAnna";
    const { results } = readReceipt(
      forged({ ...receipt, results: receipt.results.map((one) => ({ ...one, measured })) }),
    );
    const { faults } = await verifyReceipt(exercise, { ...receipt, results }, engine);
    expect(faults).toHaveLength(3);
    for (const { en, zh } of faults) {
      // biome-ignore lint/suspicious/noControlCharactersInRegex: those are what must not be there.
      for (const sentence of [en, zh]) expect(sentence).not.toMatch(/[\u0000-\u001f\u202e]/);
      expect(en).toContain("0.1");
    }
  });

  it("says which place was changed that may not be, though the numbers would come out", async () => {
    const receipt = readReceipt(await handedIn(exercise, untouched(exercise)));
    const easier = { ...receipt, changed: { stop: { steps: 5_000 } } };
    const { reproduces, faults, verdict } = await verifyReceipt(exercise, easier, engine);
    expect(reproduces).toBe(false);
    expect(verdict).toBeUndefined();
    expect(faults[0]?.en).toContain("stop.steps: may not be changed");
  });

  it("knows another exercise, and another version of this one", async () => {
    const receipt = readReceipt(await handedIn(exercise, untouched(exercise)));
    const other = readExercise({ ...plain(), id: "other" });
    expect((await verifyReceipt(other, receipt, engine)).faults[0]?.en).toContain(
      "another exercise, line",
    );
    const newer = readExercise({ ...plain(), minutes: 6 });
    expect((await verifyReceipt(newer, receipt, engine)).faults[0]?.en).toContain(
      "another version",
    );
    // How its file is laid out makes no other exercise of it.
    const turned = Object.fromEntries(Object.entries(plain()).reverse());
    const same = readExercise({ $schema: "./x.json", ...turned });
    expect((await verifyReceipt(same, receipt, engine)).faults).toEqual([]);
  });

  it("knows a copy under another name, and none where two may have done the same", async () => {
    const bare = untouched(exercise);
    const own = { ...bare, saw: "It hardly moved." };
    const fingerprint = async (work: Work, name: string) =>
      fingerprintOf(readReceipt(await handedIn(exercise, work, name)));
    expect(await fingerprint(own, "Anna")).toBe(await fingerprint(own, "Ben"));
    expect(await fingerprint(own, "Anna")).not.toBe(
      await fingerprint({ ...own, saw: "It moved." }, "Anna"),
    );
    expect(await fingerprint(bare, "Anna")).toBeUndefined();
  });
});

describe("reading receipts", () => {
  it("finds them in any mess of text, broken by mail programs, each once", async () => {
    const one = await handedIn(exercise, untouched(exercise), "Anna");
    const two = await handedIn(exercise, untouched(exercise), "Ben");
    const quoted = one.replaceAll(/(.{60})/g, "$1\r\n> ");
    const mess = `Hello,\n> ${quoted}\nBest, Anna\n"Ben","${two}",3\nand again: ${two}. DHR1.none.`;
    expect(findReceipts(mess)).toEqual([one, two]);
    expect(findReceipts("nothing of the kind DHR, nor DHR1.this")).toEqual([]);
  });

  it("finds those whose end is lost too, so that they are told of", async () => {
    const one = await handedIn(exercise, untouched(exercise), "Anna");
    const torn = one.slice(0, -12);
    expect(findReceipts(`${torn} Best, Anna. ${one}`)).toEqual([torn, one]);
    expect(fault(torn)).toBe("damaged");
  });

  it("is quick in a text that looks like many", () => {
    expect(findReceipts("DHR1.".repeat(400_000))).toEqual([]);
    expect(findReceipts(`DHR1.${"a ".repeat(1_000_000)}`)).toEqual([]);
  });

  it.each([
    ["", "not_a_receipt"],
    ["hello", "not_a_receipt"],
    ["DHR2.abcd.00000000", "version"],
    ["DHR1.abcd.00000000", "damaged"],
    [`DHR1.${"a".repeat(20_000)}.00000000`, "damaged"],
    [forged("no JSON"), "damaged"],
    [forged("{}"), "damaged"],
    [forged("[".repeat(5_000)), "damaged"],
    [forged("\0".repeat(5_000_000)), "damaged"],
  ])("of another kind says what it is: %.30s", (written, expected) => {
    expect(fault(written)).toBe(expected);
  });

  it("with one letter missing, changed or doubled is damaged", async () => {
    const written = await handedIn(exercise, untouched(exercise));
    for (let at = 6; at < written.length - 9; at += 1) {
      const [head, letter, tail] = [written.slice(0, at), written[at], written.slice(at + 1)];
      const other = letter === "a" ? "b" : "a";
      for (const changed of [head + tail, head + other + tail, head + letter + letter + tail]) {
        expect(fault(changed), changed).toBe("damaged");
      }
    }
  });

  it("of anybody is read or refused in words", async () => {
    const receipt = readReceipt(await handedIn(exercise, untouched(exercise)));
    const places = fc.constantFrom(
      ...Object.keys(RECEIPT.schema.properties as object),
      "runs[0]",
      "exercise.id",
    );
    fc.assert(
      fc.property(places, fc.jsonValue(), (place, value) => {
        fault(forged(setAt(receipt, place, value)));
      }),
      { numRuns: 2_000, seed: 1 },
    );
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 300 }), (text) => {
        fault(text);
        fault(`DHR1.${text}.${checksumOf(text)}`);
        findReceipts(text);
      }),
      { numRuns: 2_000, seed: 1 },
    );
  });
});
