/**
 * `npm run bench`: samples per second of four networks in Node and in Chromium, printed and written to dist/bench.json.
 * Needs the finished build. `--node` or `--chromium` measures one of the two, `--seconds N` each cell for so long; `--cold` instead how
 * long the page takes to come, `--embeds` what ten players on one page cost.
 */
import { writeFile } from "node:fs/promises";
import { arch, availableParallelism, cpus } from "node:os";
import { parseArgs } from "node:util";
import { chromiumPlace } from "./chromium.mjs";
import { measureCold } from "./cold.mjs";
import { measureEmbeds } from "./embeds.mjs";
import { experimentOf, NETWORKS } from "./networks.mjs";
import { nodePlace } from "./node.mjs";
import { printTable } from "./table.mjs";

const { values } = parseArgs({
  options: {
    node: { type: "boolean" },
    chromium: { type: "boolean" },
    cold: { type: "boolean" },
    embeds: { type: "boolean" },
    seconds: { type: "string", default: "1" },
  },
});
const seconds = Number(values.seconds);
const both = !values.node && !values.chromium;
const most = availableParallelism();

/** The best of so many windows counts: other work on the machine only ever slows us down. */
const WINDOWS = 5;
/** One number where the machine has one core. */
const threadCounts = most > 1 ? [1, most] : [1];

async function measure(place) {
  const rows = [];
  for (const network of NETWORKS) {
    for (const arithmetic of ["reproducible", "fast"]) {
      for (const threads of threadCounts) {
        const row = { place: place.name, network: network.name, arithmetic, threads };
        for (const kind of ["whole", "pure"]) {
          const experiment = experimentOf(network, arithmetic, kind);
          const measuring = { threads, seconds, windows: WINDOWS };
          const result = await place.samplesPerSecond(experiment, measuring);
          row[kind] = Math.round(result.rate);
          row.module = result.module;
        }
        row.prototype = network.prototype;
        rows.push(row);
        printTable.row(row);
      }
    }
  }
  return rows;
}

async function measureTraining() {
  const measurements = [];
  const versions = {};
  printTable.head();
  for (const [wanted, start] of [
    [both || values.node, nodePlace],
    [both || values.chromium, chromiumPlace],
  ]) {
    if (!wanted) continue;
    const place = await start();
    versions[place.name] = place.version;
    try {
      measurements.push(...(await measure(place)));
    } finally {
      await place.close();
    }
  }
  printTable.foot();

  const machine = { processor: cpus()[0]?.model ?? arch(), cores: most };
  const report = { date: new Date().toISOString(), machine, versions, measurements };
  await writeFile(
    new URL("../../dist/bench.json", import.meta.url),
    `${JSON.stringify(report, null, 2)}\n`,
  );
  process.stdout.write("written to dist/bench.json\n");
}

await (values.embeds ? measureEmbeds() : values.cold ? measureCold() : measureTraining());
