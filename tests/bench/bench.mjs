// SPDX-License-Identifier: Apache-2.0
/**
 * `npm run bench`: samples per second of seven networks in Chromium beside those of others who train there, printed and written to
 * dist/bench.json. Needs the finished build. What else may be asked for stands in options.mjs.
 */
import { readFileSync, writeFileSync } from "node:fs";
import { arch, availableParallelism, cpus, loadavg } from "node:os";
import { join } from "node:path";
import { main } from "../../scripts/lib/failure.mjs";
import { DIST, ROOT } from "../../scripts/lib/paths.mjs";
import { openPage } from "./chromium.mjs";
import { requireProcessorTime } from "./clock.mjs";
import { measureCold, measureFirstPoint } from "./cold.mjs";
import { measureEmbeds } from "./embeds.mjs";
import { readOptions } from "./options.mjs";
import { noiseImages } from "./page/noise_images.js";
import { bundle, ensurePeers } from "./parts.mjs";
import { startPyTorch } from "./pytorch.mjs";
import { printSizes } from "./size.mjs";
import { DOC, withMeasured } from "./speed_doc.mjs";
import { COLUMNS, rowsOf, textTable, titleOf } from "./table.mjs";
import { measureWorkload } from "./training.mjs";
import { measureStudies, measureWidths } from "./whole_things.mjs";
import { IDS, workloads } from "./workloads.mjs";

/** Windows of all contestants in turn: how often, and how long each is. */
const WINDOWS = { rounds: 7, seconds: 0.15 };
const QUICK_WINDOWS = { rounds: 3, seconds: 0.03 };
/** Processor time is exact to the microsecond, and a busy machine makes each window many times as long. */
const PROCESSOR_WINDOWS = { rounds: 5, seconds: 0.03 };

const print = (text) => process.stdout.write(`${text}\n`);

async function measureTraining(chosen, packages, { quick, byProcessor, writeDocs }) {
  if (byProcessor) requireProcessorTime();
  const windows = quick ? QUICK_WINDOWS : byProcessor ? PROCESSOR_WINDOWS : WINDOWS;
  const cores = availableParallelism();
  const before = loadavg()[0];
  const pytorch = await startPyTorch();
  const page = await openPage();
  const report = {
    date: new Date().toISOString(),
    machine: { processor: cpus()[0]?.model ?? arch(), cores, load: { before } },
    versions: { chromium: page.version, pytorch: pytorch?.version, ...packages },
    windows,
    clock: byProcessor ? "processor" : "wall",
    workloads: [],
  };
  try {
    for (const workload of chosen) {
      // Processor time says nothing of what threads give.
      const threads = cores > 1 && !byProcessor ? [1, 2] : [1];
      const options = { windows, threads, pytorch, byProcessor };
      const result = await measureWorkload(page, workload, options);
      report.workloads.push(result);
      print(`${titleOf(result)}\n${textTable(COLUMNS, rowsOf(result))}\n`);
    }
    if (cores > 1 && !byProcessor) {
      report.studies = await measureStudies(page, { ...windows, quick });
      for (const { name, times } of report.studies) {
        print(`${name}: two threads are ${times.toFixed(2)} times as fast as one`);
      }
    }
    if (!quick) report.widths = await measureWidths(page, windows, byProcessor);
  } finally {
    await page.close();
    pytorch?.close();
  }
  report.firstPoint = await measureFirstPoint(quick ? 1 : 5);
  report.machine.load.after = loadavg()[0];
  print(`first point of the loss, cache empty, local: ${report.firstPoint.toFixed(0)} ms`);
  writeFileSync(join(DIST, "bench.json"), `${JSON.stringify(report, null, 2)}\n`);
  print("written to dist/bench.json");
  if (writeDocs) {
    const path = join(ROOT, DOC);
    writeFileSync(path, withMeasured(readFileSync(path, "utf8"), report));
    print(`written to ${DOC}`);
  }
}

await main(async () => {
  const options = readOptions(process.argv.slice(2), IDS);
  if (options.mode === "cold") return measureCold();
  if (options.mode === "embeds") return measureEmbeds();
  if (options.mode === "size") return printSizes();
  // In this order: one of the peers is part of the bundle.
  const packages = await ensurePeers();
  const shared = await bundle();
  const all = workloads(shared.WORKLOADS, await noiseImages());
  return measureTraining(
    all.filter(({ id }) => options.only.includes(id)),
    packages,
    options,
  );
});
