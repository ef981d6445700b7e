// SPDX-License-Identifier: Apache-2.0
/** `npm run bench`: builds what has changed and measures (tests/bench); arguments are passed on. */
import { join } from "node:path";
import { readOptions } from "../tests/bench/options.mjs";
import { IDS } from "../tests/bench/workloads.mjs";
import { build } from "./build.mjs";
import { main } from "./lib/failure.mjs";
import { ROOT } from "./lib/paths.mjs";
import { run } from "./lib/run.mjs";
import { setUp } from "./setup.mjs";

await main(async () => {
  // What makes no sense is refused before anything is built.
  readOptions(process.argv.slice(2), IDS);
  await build(await setUp(["browser"]));
  await run(process.execPath, [join(ROOT, "tests/bench/bench.mjs"), ...process.argv.slice(2)], {
    failure: "The measurement failed: see its message above.",
  });
});
