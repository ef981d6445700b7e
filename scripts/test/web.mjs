// SPDX-License-Identifier: Apache-2.0
/** Vitest: the web code's logic and the scripts, in Node. */
import { mkdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { BUILD, ROOT } from "../lib/paths.mjs";
import { run } from "../lib/run.mjs";
import { countVitest } from "./counts.mjs";

export async function testWeb() {
  const report = join(BUILD, "test/web.json");
  mkdirSync(join(BUILD, "test"), { recursive: true });
  rmSync(report, { force: true });
  await run(
    process.execPath,
    [
      join(ROOT, "node_modules/vitest/vitest.mjs"),
      "run",
      ...["--reporter=default", "--reporter=json", `--outputFile.json=${report}`],
    ],
    { allowFailure: true, env: { NO_COLOR: "1" } },
  );
  return countVitest(JSON.parse(readFileSync(report, "utf8")));
}
