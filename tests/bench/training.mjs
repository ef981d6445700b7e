// SPDX-License-Identifier: Apache-2.0
/** Measures every workload: Downhill in its ways, its peers, PyTorch and the register peak, in the same rounds. */
import { byProcessorTime } from "./clock.mjs";
import { compare } from "./losses.mjs";
import { PEERS } from "./peers.mjs";
import { WAYS } from "./pytorch.mjs";
import { race, sentence } from "./rounds.mjs";
import { commonDocument, measured } from "./workloads.mjs";

const ARITHMETICS = ["fast", "reproducible"];
const KINDS = ["pure", "page"];

/**
 * @param {{ask: Function}} page
 * @param {import("./workloads.mjs").Workload} workload
 * @param {{windows: object, threads: number[], pytorch: object | undefined, byProcessor: boolean}} options
 */
export async function measureWorkload(page, workload, { windows, threads, pytorch, byProcessor }) {
  const { id, name, document } = workload;
  const tasks = new Tasks(page, workload);
  const contestants = [];
  /** Whatever cannot be opened is a row that says why. */
  async function enter(row, perStep, open) {
    try {
      const { run, close, epoch, ...more } = await open();
      Object.assign(row, more);
      const { process } = row.outside ? pytorch : page;
      const clocked = byProcessor ? byProcessorTime(run, process) : run;
      contestants.push({ row, perStep, run: clocked, close, whole: row.recorded ? epoch : 1 });
    } catch (error) {
      row.failed = sentence(error);
    }
  }
  const own = async (doc, count) => {
    const { id: number, ...more } = await page.ask("openDownhill", doc, count);
    const { run, close } = inPage(page, number);
    return { run, close, ...more };
  };

  const downhill = [];
  for (const arithmetic of ARITHMETICS) {
    for (const count of threads) {
      const row = { arithmetic, threads: count };
      for (const kind of KINDS) {
        row[kind] = kind === "page" ? { recorded: true } : {};
        const chosen = measured(document, { arithmetic, kind });
        await enter(row[kind], document.batch_size, () => own(chosen, count));
      }
      if (count === 1 && arithmetic === "fast") row.loss = await tasks.ownLoss();
      downhill.push(row);
    }
  }

  const peers = [];
  for (const { name: peer, file, threads: counts, does } of PEERS) {
    const { changed, note, cannot } = does(document);
    if (cannot !== undefined) {
      peers.push({ name: peer, cannot });
      continue;
    }
    for (const count of counts.filter((one) => threads.includes(one))) {
      const row = { name: peer, threads: count, ...(note ? { note } : {}) };
      peers.push(row);
      await enter(row, changed.batch_size ?? document.batch_size, async () => {
        const open = async (task) => inPage(page, await page.ask("openPeer", file, count, task));
        const loss = await tasks.compared(changed, open);
        return { ...(await open(await tasks.timed(changed))), loss };
      });
    }
    if (changed.batch_size === 1 && !peers.some(({ own: is }) => is)) {
      const row = { name: "Downhill, the same", threads: 1, note, own: true };
      const once = { ...document, ...changed };
      await enter(row, 1, () => own(measured(once, { arithmetic: "fast", kind: "pure" }), 1));
      peers.push(row);
    }
  }
  for (const way of pytorch === undefined ? [] : WAYS) {
    const row = { name: `PyTorch ${way}`, threads: 1, outside: true };
    peers.push(row);
    const isDense = document.model.layers.every(({ type }) => type === "dense");
    if (way === "by hand" && !isDense) {
      row.cannot = "convolutions are not written out by hand";
      continue;
    }
    await enter(row, document.batch_size, async () => {
      const open = async (task) => pytorch.open(await page.ask("written", task), way);
      const loss = await tasks.compared({}, open);
      return { ...(await open(await tasks.timed({}))), loss };
    });
  }
  const peaks = [];
  for (const kind of ["simd", "relaxed"]) {
    for (const count of threads) {
      const opened = await page.ask("openPeak", kind, count);
      if (opened === undefined) continue;
      const peak = { kind, threads: count };
      peaks.push(peak);
      const { run, close } = inPage(page, opened.id);
      await enter(peak, opened.perStep, async () => ({ run, close }));
    }
  }

  const results = await race(contestants, windows);
  for (const [{ row, close }, result] of results) {
    Object.assign(row, result);
    await close();
  }
  await tasks.forget();
  const { operations } = downhill[0].pure;
  for (const row of downhill) share(row, operations, peaks);
  return { id, name, operations, downhill, peers, peaks };
}

/** GFLOP/s, and of what the registers allow in this arithmetic on so many threads. */
function share(row, operations, peaks) {
  const peakOf = (kind) =>
    peaks.find((peak) => peak.kind === kind && peak.threads === row.threads)?.rate;
  const peak = (row.arithmetic === "fast" && peakOf("relaxed")) || peakOf("simd");
  const { rate } = row.pure;
  if (rate === undefined || peak === undefined) return;
  row.gflops = (rate * operations) / 1e9;
  row.share = (rate * operations) / peak;
}

const inPage = (page, id) => ({
  run: (steps) => page.ask("run", id, steps),
  loss: () => page.ask("loss", id),
  close: () => page.ask("close", id),
});

/** What peers begin with, kept in the page: made once for all that do the same. */
class Tasks {
  #common = new Map();
  #timed = new Map();

  constructor(page, workload) {
    this.page = page;
    this.workload = workload;
  }

  #once(map, changed, make) {
    const key = JSON.stringify(changed);
    if (!map.has(key)) map.set(key, make({ ...this.workload.document, ...changed }));
    return map.get(key);
  }

  timed(changed) {
    return this.#once(this.#timed, changed, (document) =>
      this.page.ask("task", measured(document, { arithmetic: "fast", kind: "pure" })),
    );
  }

  common(changed) {
    return this.#once(this.#common, changed, (document) =>
      this.page.ask("common", commonDocument({ ...this.workload, document }), this.workload.common),
    );
  }

  /** Trains what `open` opens by the common steps. */
  async compared(changed, open) {
    const common = await this.common(changed);
    const one = await open(common.id);
    await one.run(this.workload.common);
    const loss = await one.loss();
    await one.close();
    return this.#judged(common, loss);
  }

  /** Of the fast arithmetic beside the reproducible one. */
  async ownLoss() {
    const document = { ...commonDocument(this.workload), arithmetic: "fast" };
    const { id, loss } = await this.page.ask("common", document, this.workload.common);
    await this.page.ask("close", id);
    return this.#judged(await this.common({}), loss);
  }

  #judged({ first, loss, longest, layers }, theirs) {
    return compare(loss, theirs, { first, steps: this.workload.common, longest, layers });
  }

  async forget() {
    for (const one of await Promise.all(this.#common.values()))
      await this.page.ask("close", one.id);
    for (const one of await Promise.all(this.#timed.values())) await this.page.ask("close", one);
  }
}
