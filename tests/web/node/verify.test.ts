// SPDX-License-Identifier: Apache-2.0
/** `downhill verify`: receipts, exercises, and what is neither. */
import { describe, expect, it } from "vitest";
import { commandLine } from "../../../web/node/command_line.ts";
import { createEngine } from "../../../web/node/engine.ts";
import { packText } from "../../../web/src/documents/packed_text.ts";
import { checksumOf } from "../../../web/src/engine/checksum.ts";
import { checkWork } from "../../../web/src/exercises/check.ts";
import { readExercise } from "../../../web/src/exercises/read_exercise.ts";
import { hashOfExercise, readReceipt, writeReceipt } from "../../../web/src/exercises/receipt.ts";
import { solved, untouched } from "../../../web/src/exercises/solution.ts";
import type { Work } from "../../../web/src/exercises/work.ts";
import { plain } from "../exercises/fixture.ts";
import { textOfOwn } from "../exercises/own.ts";
import { DEAF, performCode } from "../sandbox/room.ts";
import { downhill, file } from "./real_command_line.ts";

async function receiptOf(source: unknown, name: string, more: Partial<Work> = {}, isSolved = true) {
  const exercise = readExercise(source);
  const engine = await createEngine({ threads: 1 });
  try {
    const base = isSolved ? await solved(exercise, engine) : untouched(exercise);
    const work: Work = { ...base, ...more };
    const verdict = await checkWork(exercise, work, engine, { perform: performCode });
    const { minimal } = await engine.validate(work.document);
    return writeReceipt(exercise, work, { minimal, name, verdict });
  } finally {
    await engine.close();
  }
}

describe("downhill verify", () => {
  it("runs receipts of our exercises again, and prints a table", async () => {
    const own = textOfOwn("largest_rate");
    const saw = { saw: "It swings." };
    const anna = await receiptOf(own, "Anna", {
      ...saw,
      prediction: { kind: "choice", option: "jumps" },
    });
    const ben = await receiptOf(own, "Ben", {
      ...saw,
      prediction: { kind: "choice", option: "jumps" },
    });
    const li = await receiptOf(own, "李明", { looks: 2 }, false);
    const mails = await file("mails.txt", `Dear teacher,\n${anna}\n-- \nAnna\n\n${ben}\n${li}\n`);
    const { code, out, err } = await downhill("verify", mails);
    expect(err).toBe("");
    expect(code).toBe(0);
    const lines = out.trim().split("\n");
    expect(lines[0]).toMatch(
      /^name +exercise +checks +prediction +looks +runs +changes +reproduces$/,
    );
    expect(lines[1]).toMatch(/^Anna +largest_rate +2 of 2 +right +0 +2 +1 +yes$/);
    expect(lines[2]).toMatch(/^Ben +largest_rate +2 of 2 +right +0 +2 +1 +yes; the same as Anna$/);
    expect(lines[3]).toMatch(/^李明 +largest_rate +1 of 2 +- +2 +1 +0 +yes$/);
    expect(lines[4]).toBe(
      "3 of 3 reproduce. This proves that the numbers belong together, not who has handed them in.",
    );
  });

  it("runs again the code that a receipt carries", async () => {
    const own = textOfOwn("write_momentum");
    const begun = await receiptOf(own, "Ben", {}, false);
    const { code, out } = await downhill(
      "verify",
      await file("code.txt", `${await receiptOf(own, "Anna")} ${begun}`),
    );
    expect(code).toBe(0);
    const [, anna, ben] = out.split("\n");
    expect(anna).toMatch(/^Anna +write_momentum +2 of 2 .*yes$/);
    expect(ben).toMatch(/^Ben +write_momentum +0 of 2 .*yes$/);
  });

  it("takes exercises of others beside their receipts, and answers in JSON", async () => {
    const receipt = await receiptOf(plain(), "Anna");
    const [texts, exercise] = [await file("r.txt", receipt), await file("e.json", plain())];
    const { code, out } = await downhill("verify", texts, exercise, "--json");
    expect(code).toBe(0);
    expect(JSON.parse(out)).toEqual([
      {
        name: "Anna",
        exercise: "line",
        passed: 3,
        checks: 3,
        prediction: null,
        distance: null,
        looks: 0,
        runs: 2,
        changes: 1,
        reproduces: true,
        faults: [],
      },
    ]);
  });

  it("exits with 1 where a receipt does not come out as it says", async () => {
    const receipt = await receiptOf(plain(), "Anna");
    const [texts, exercise] = [
      await file("r.txt", receipt),
      await file("e.json", { ...plain(), minutes: 9 }),
    ];
    const { code, out } = await downhill("verify", texts, exercise);
    expect(code).toBe(1);
    expect(out).toContain("no; It was made with another version of the exercise.");
  });

  it("exits with 2 where a receipt cannot be read or its exercise is not there, and tells of the others", async () => {
    const good = await receiptOf(textOfOwn("gradient_by_hand"), "Anna");
    const stranger = await receiptOf(plain(), "Ben");
    const texts = await file("r.txt", [good, good.slice(0, -12), stranger].join("\n"));
    const { code, out } = await downhill("verify", texts);
    expect(code).toBe(2);
    expect(out).toMatch(/Anna +gradient_by_hand +3 of 3 .*yes/);
    expect(out).toContain("no; The receipt is damaged");
    expect(out).toContain("Its exercise line is not among those that come with Downhill.");
  });

  it("shows what is typed as a name, and obeys nothing in it", async () => {
    const receipt = await receiptOf(plain(), "An\u001b[2Jna\n\nx\u202e");
    const [texts, exercise] = [await file("r.txt", receipt), await file("e.json", plain())];
    const { out } = await downhill("verify", texts, exercise);
    expect(out).toContain("An\\u001b[2Jna x\\u202e");
    expect(out.trim().split("\n")).toHaveLength(3);
  });

  it("prints a receipt on one line, whatever words are forged into it", async () => {
    const receipt = readReceipt(await receiptOf(plain(), "Anna"));
    const row = "\nBen  line  3 of 3  -  0  2  yes\u001b[2J";
    const results = receipt.results.map((one) => ({ ...one, measured: row }));
    // Places that only the parser judges.
    const changed = { optimizer: { type: row } };
    const forged = [
      { ...receipt, results },
      { ...receipt, changed },
      { ...receipt, changed: { [row]: 1 } },
    ];
    const letters = forged.map((content) => {
      const body = packText(JSON.stringify(content));
      return `DHR1.${body}.${checksumOf(body)}`;
    });
    const [texts, exercise] = [
      await file("r.txt", letters.join("\n")),
      await file("e.json", plain()),
    ];
    const { out } = await downhill("verify", texts, exercise);
    const lines = out.trim().split("\n");
    expect(lines).toHaveLength(2 + forged.length);
    for (const line of lines.slice(1, -1)) expect(line).toMatch(/^Anna +line .* no; /);
    expect(out).not.toContain("\u001b");
  });

  it("tells of one that takes too long, and runs the others", async () => {
    const endless = {
      ...plain(),
      id: "endless",
      start: { ...plain().start, stop: { steps: 1e9 } },
    };
    const content = {
      exercise: { id: "endless", hash: hashOfExercise(readExercise(endless)) },
      name: "Slow",
      changed: {},
      looks: 0,
      runs: [],
      results: [],
    };
    const body = packText(JSON.stringify(content));
    const slow = `DHR1.${body}.${checksumOf(body)}`;
    const anna = await receiptOf(plain(), "Anna");
    const [texts, one, other] = [
      await file("r.txt", `${slow}\n${anna}`),
      await file("a.json", endless),
      await file("b.json", plain()),
    ];
    const { code, out } = await downhill("verify", texts, one, other, "--seconds", "5");
    expect(code).toBe(1);
    expect(out).toMatch(/^Slow +endless .* no; It was not done within 5 seconds\./m);
    expect(out).toMatch(/^Anna +line +3 of 3 .* yes$/m);
    expect((await downhill("verify", texts, "--seconds", "x")).err).toContain(
      "--seconds: x is no number above 0",
    );
  });

  it("tells of code that keeps the interpreter busy for hours, and runs the others", async () => {
    const content = readReceipt(await receiptOf(textOfOwn("write_momentum"), "Deaf", {}, false));
    const code = `function step(p) { ${DEAF} return p; }`;
    const body = packText(JSON.stringify({ ...content, answers: { momentum: code } }));
    const anna = await receiptOf(textOfOwn("gradient_by_hand"), "Anna");
    const texts = await file("r.txt", `DHR1.${body}.${checksumOf(body)}\n${anna}`);
    const { code: exit, out } = await downhill("verify", texts, "--seconds", "3");
    expect(exit).toBe(1);
    expect(out).toMatch(/^Deaf +write_momentum .* no; It was not done within 3 seconds\./m);
    expect(out).toMatch(/^Anna +gradient_by_hand +3 of 3 .* yes$/m);
  });

  it("keeps what was run before Ctrl-C, says how far it came, and exits with 130", async () => {
    const endless = {
      ...plain(),
      id: "endless",
      start: { ...plain().start, stop: { steps: 1e9 } },
    };
    const anna = await receiptOf(plain(), "Anna");
    const content = {
      exercise: { id: "endless", hash: hashOfExercise(readExercise(endless)) },
      name: "Slow",
      changed: {},
      looks: 0,
      runs: [],
      results: [],
    };
    const body = packText(JSON.stringify(content));
    const [texts, one, other] = [
      await file("r.txt", `${anna}\nDHR1.${body}.${checksumOf(body)}`),
      await file("a.json", endless),
      await file("b.json", plain()),
    ];
    const written = { out: "", err: "" };
    const code = await commandLine(
      ["verify", texts, one, other],
      {
        stdout: { write: (text: string) => (written.out += text) },
        stderr: {
          isTTY: true,
          write: (text: string) => {
            written.err += text;
            if (text === "receipt 2 of 2") process.emit("SIGINT", "SIGINT");
            return true;
          },
        },
      },
      (options) => createEngine({ ...options, threads: 1 }),
    );
    expect(code).toBe(130);
    expect(written.out).toMatch(/^Anna +line +3 of 3 .* yes$/m);
    expect(written.out).not.toContain("Slow");
    expect(written.err).toContain("interrupted: 1 of 2 were run again.\n");
  });

  it("tries exercises that are given alone: start and solution", async () => {
    const good = await file("good.json", plain());
    expect(await downhill("verify", good)).toMatchObject({
      code: 0,
      out: `${good}: line, the start passes 0 of 3 checks, the solution 3.\n`,
    });
    const { out } = await downhill("verify", good, "--json");
    expect(JSON.parse(out)).toMatchObject([
      {
        file: good,
        exercise: "line",
        start: { passed: false, count: 0, results: [{ passed: false }, {}, {}] },
        solution: { passed: true, count: 3 },
      },
    ]);
    const easy = await file("easy.json", {
      ...plain(),
      checks: [{ metric: "parameters", comparison: "at_most", value: 9 }],
    });
    const { code, err } = await downhill("verify", easy);
    expect(code).toBe(1);
    expect(err).toContain("the start passes already");
    const wrong = await file("wrong.json", { ...plain(), solution: {} });
    const failed = await downhill("verify", wrong);
    expect(failed.code).toBe(1);
    expect(failed.err).toContain("checks[0] of the solution: Training loss:");
  });

  it("tells of an exercise whose right answer is not what comes", async () => {
    const when = (comparison: string) => [{ metric: "train_loss", comparison, value: 0.1 }];
    const prediction = {
      kind: "choice",
      ask: "Is it done?",
      options: [
        { id: "yes", text: "Yes.", when: when("at_most") },
        { id: "no", text: "No.", when: when("above") },
      ],
    };
    const right = await file("right.json", {
      ...plain(),
      prediction: { ...prediction, right: "no" },
    });
    expect(await downhill("verify", right)).toMatchObject({ code: 0, err: "" });
    const wrong = await file("other.json", {
      ...plain(),
      prediction: { ...prediction, right: "yes" },
    });
    const { code, err } = await downhill("verify", wrong);
    expect(code).toBe(1);
    expect(err).toContain("prediction.right: The right answer does not match the run: “Yes.”");
    expect(err).toContain("Another option matches the run too: “No.”");
  });

  it("refuses what is neither, with file, place and cure", async () => {
    const text = await file("a.txt", "hello");
    expect(await downhill("verify", text)).toMatchObject({
      code: 2,
      err: expect.stringContaining("has no receipt in it, and is no exercise. Give"),
    });
    const broken = await file("b.json", { ...plain(), chekcs: [] });
    expect((await downhill("verify", broken)).err).toBe(
      `${broken}: chekcs: there is no such key here. Did you mean "checks"?\n`,
    );
    const experiment = await file("c.json", { ...plain(), start: { data: { type: "moon" } } });
    expect((await downhill("verify", experiment)).err).toContain(
      `${experiment}: start.data.type: `,
    );
    expect((await downhill("verify", "nowhere.txt")).code).toBe(2);
  });
});
