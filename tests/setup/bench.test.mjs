// SPDX-License-Identifier: Apache-2.0
/** What `npm run bench` makes of what it measures. */
import { describe, expect, it } from "vitest";
import { WORKLOADS } from "../../web/src/features/speed/workloads.ts";
import { compare, tolerance } from "../bench/losses.mjs";
import { readOptions } from "../bench/options.mjs";
import { PEERS } from "../bench/peers.mjs";
import { median, race } from "../bench/rounds.mjs";
import { withMeasured } from "../bench/speed_doc.mjs";
import { COLUMNS, markdownTable, remarks, rowsOf, short, textTable } from "../bench/table.mjs";
import { commonDocument, IDS, workloads } from "../bench/workloads.mjs";

const IMAGES = { name: "noise", sha256: "0".repeat(64), count: 400 };
const all = workloads(WORKLOADS, IMAGES);

describe("the median", () => {
  it("is the middle one, or the mean of the two in the middle", () => {
    expect(median([3, 1, 2])).toBe(2);
    expect(median([4, 1, 3, 2])).toBe(2.5);
    expect(median([])).toBeUndefined();
  });
});

describe("rounds", () => {
  /** A contestant whose step takes so many seconds, of a machine that halts now and then. */
  const contestant = (name, step, log, disturbed = () => 0) => ({
    perStep: 10,
    run: async (steps) => {
      log.push(name);
      return steps * step + disturbed(log.length);
    },
  });

  it("take all contestants in turn, and leave no window longer than asked for by much", async () => {
    const log = [];
    const both = [contestant("a", 0.001, log), contestant("b", 0.004, log)];
    const results = await race(both, { rounds: 3, seconds: 0.1 });
    const turns = log.slice(-6).join("");
    expect(turns).toMatch(/^(abba|baab|ab|ba)/);
    expect(log.filter((name) => name === "a").length).toBeGreaterThan(3);
    expect(results.get(both[0]).rate).toBeCloseTo(10_000);
    expect(results.get(both[1]).rate).toBeCloseTo(2_500);
  });

  it("are not misled by a window in which the machine did something else", async () => {
    const log = [];
    const one = contestant("a", 0.001, log, (at) => (at % 5 === 0 ? 3 : 0));
    const { rate, low } = (await race([one], { rounds: 5, seconds: 0.1 })).get(one);
    expect(rate).toBeCloseTo(10_000);
    expect(low).toBeLessThan(rate);
  });

  it("have windows of whole epochs where an epoch ends with more than a step", async () => {
    const asked = [];
    const one = {
      perStep: 10,
      whole: 8,
      run: async (steps) => {
        asked.push(steps);
        return steps * 0.01;
      },
    };
    await race([one], { rounds: 2, seconds: 0.1 });
    expect(asked.slice(-2)).toEqual([16, 16]);
  });

  it("do not wait again and again for a step that takes many windows", async () => {
    const log = [];
    const both = [contestant("slow", 5, log), contestant("quick", 0.001, log)];
    const results = await race(both, { rounds: 9, seconds: 0.1 });
    expect(log.filter((name) => name === "slow")).toHaveLength(2);
    expect(results.get(both[0])).toEqual({ rate: 2, low: 2, high: 2 });
  });

  it("go on without one that fails, and keep its sentence", async () => {
    const log = [];
    const good = contestant("a", 0.001, log);
    const bad = {
      perStep: 1,
      run: async () => {
        throw new Error("no such kernel\n    at somewhere");
      },
    };
    const results = await race([bad, good], { rounds: 1, seconds: 0.01 });
    expect(results.get(bad)).toEqual({ failed: "no such kernel" });
    expect(results.get(good).rate).toBeCloseTo(10_000);
  });
});

describe("losses", () => {
  const run = { first: 2, steps: 20, longest: 64, layers: 3 };

  it("agree within what rounding may make of them", () => {
    const allowed = tolerance(run);
    expect(compare(1, 1 + allowed, run).agrees).toBe(true);
    expect(compare(1, 1 + 3 * allowed, run).agrees).toBe(false);
  });

  it("of which one is no number disagree", () => {
    expect(compare(1, Number.NaN, run).agrees).toBe(false);
  });

  it("may differ by more after more steps and longer sums", () => {
    expect(tolerance({ ...run, steps: 40 })).toBeGreaterThan(tolerance(run));
    expect(tolerance({ ...run, longest: 784 })).toBeGreaterThan(tolerance(run));
    expect(tolerance(run)).toBeLessThan(1e-3);
  });
});

describe("the workloads", () => {
  it("are those whose ids may be chosen", () => {
    expect(all.map(({ id }) => id)).toEqual(IDS);
  });

  it("are trained on whole batches", () => {
    for (const { document } of all) {
      const { samples = IMAGES.count, split } = document.data;
      expect((samples * split.train) % document.batch_size).toBe(0);
    }
  });

  it("are compared on one batch, or sample by sample where updates are made so", () => {
    for (const workload of all) {
      const { data } = commonDocument(workload);
      const { samples = IMAGES.count, split } = data;
      expect(Math.round(samples * split.train)).toBe(workload.document.batch_size);
      expect(split.train + split.validation + split.test).toBeCloseTo(1);
    }
    const [first] = all;
    const online = { ...first, document: { ...first.document, batch_size: 1 } };
    expect(commonDocument(online).data).toEqual(first.document.data);
  });

  it("are done by each peer, or it is said why not", () => {
    for (const { document } of all) {
      for (const { does } of PEERS) {
        const { changed, cannot } = does(document);
        expect(cannot ?? changed).toBeTruthy();
      }
    }
  });
});

describe("the table", () => {
  const loss = { ours: 0.5, theirs: 0.7, difference: 0.2, tolerance: 1e-4, agrees: false };
  const workload = {
    id: "W1",
    name: "a network",
    operations: 100,
    downhill: [
      {
        arithmetic: "fast",
        threads: 1,
        pure: { rate: 4e6 },
        page: { rate: 3e6 },
        gflops: 0.4,
        share: 0.25,
      },
    ],
    peers: [
      { name: "one", threads: 1, rate: 1e6, loss },
      { name: "other", cannot: "has no convolutions" },
    ],
    peaks: [{ kind: "simd", threads: 1, rate: 6e10 }],
  };

  it("holds each peer against Downhill on one thread", () => {
    const [own, one, other, peak] = rowsOf(workload);
    expect(own.slice(0, 6)).toEqual(["Downhill fast", "1", "4.00M", "3.00M (75 %)", "0.4", "25 %"]);
    expect(one[6]).toBe("4.0 x");
    expect(other[6]).toBe("");
    expect(peak[4]).toBe("60.0");
  });

  it("marks a row whose loss is another one, and says what a peer cannot do", () => {
    const [, one, other] = rowsOf(workload);
    expect(one.at(-1)).toMatch(/^LOSS DIFFERS: 0\.700 where ours is 0\.500/);
    expect(other.at(-1)).toBe("has no convolutions");
    expect(remarks({ loss: { ...loss, agrees: true } })).toBe("");
  });

  it("has columns of one width, and the same cells in Markdown", () => {
    const rows = rowsOf(workload);
    const lines = textTable(COLUMNS, rows).split("\n");
    expect(lines).toHaveLength(rows.length + 1);
    expect(lines[1].indexOf("4.00M") + 5).toBe(lines[0].indexOf("samples/s") + 9);
    expect(markdownTable(COLUMNS, rows).split("\n")[2]).toContain("| Downhill fast | 1 | 4.00M |");
  });

  it("writes numbers with the digits that count", () => {
    expect([0.5, 42, 999.7, 12_345, 4_321_000, undefined].map(short)).toEqual([
      "0.50",
      "42.0",
      "1.00k",
      "12.3k",
      "4.32M",
      "",
    ]);
  });
});

describe("docs/speed.md", () => {
  const report = {
    date: "2026-01-02T00:00:00.000Z",
    machine: { processor: "a processor", cores: 2, load: { before: 0, after: 1 } },
    versions: { chromium: "1", synaptic: "1.1.4" },
    windows: { rounds: 7, seconds: 0.15 },
    clock: "wall",
    workloads: [],
    studies: [{ name: "race of two", one: 2, two: 1, times: 2 }],
    widths: [{ width: 8, depth: 1, nanoseconds: 100, gflops: 1 }],
    firstPoint: 900,
  };

  it("takes the measured part between its two lines, and keeps the words around", () => {
    const text =
      "before\n<!-- measured: begin (npm run bench -- --write-docs) -->\nold\n<!-- measured: end -->\nafter\n";
    const once = withMeasured(text, report);
    expect(once).toMatch(/^before\n/);
    expect(once).toMatch(/\nafter\n$/);
    expect(once).not.toContain("old");
    expect(once).toContain("| race of two | 2.00 s | 1.00 s | 2.00 |");
    expect(withMeasured(once, report)).toBe(once);
  });

  it("is not written without those lines", () => {
    expect(() => withMeasured("nothing", report)).toThrow("has lost the lines");
  });
});

describe("the options", () => {
  const read = (...words) => readOptions(words, ["W1", "W2"]);

  it("measure everything where nothing is asked", () => {
    expect(read()).toMatchObject({ mode: "training", quick: false, only: ["W1", "W2"] });
    expect(read("--quick", "--only", "W2")).toMatchObject({ quick: true, only: ["W2"] });
    expect(read("--cold").mode).toBe("cold");
  });

  it("are refused with a sentence where they make no sense", () => {
    expect(() => read("--fast")).toThrow("Unknown option '--fast': npm run bench -- [--quick]");
    expect(() => read("--only", "W9")).toThrow('There is no workload "W9": choose of W1, W2.');
    expect(() => read("--cold", "--quick")).toThrow("--cold stands alone");
    expect(() => read("--quick", "--write-docs")).toThrow("leave out --quick");
  });
});
