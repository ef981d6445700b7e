// SPDX-License-Identifier: Apache-2.0
/** `npm run fuzz -- --count N --seed S --from I`: documents, links, tables and models that nobody has written, in tests/fuzz. */
import { join } from "node:path";
import { parseArgs } from "node:util";
import { build } from "./build.mjs";
import { Failure, main } from "./lib/failure.mjs";
import { ROOT } from "./lib/paths.mjs";
import { run } from "./lib/run.mjs";
import { setUp } from "./setup.mjs";

/** The names of tests/fuzz/range.ts, in capitals there. */
const OPTIONS = ["count", "seed", "from"];

await main(async () => {
  const { values, positionals } = parseArgs({
    options: Object.fromEntries(OPTIONS.map((name) => [name, { type: "string" }])),
    allowPositionals: true,
  });
  const env = {};
  for (const [name, text] of Object.entries(values)) {
    if (!/^\d{1,9}$/.test(text))
      throw new Failure(`--${name}: ${text} is no whole number. Give one.`);
    env[`DOWNHILL_FUZZ_${name.toUpperCase()}`] = text;
  }
  await build(await setUp());
  const files = positionals.length === 0 ? ["tests/fuzz"] : positionals;
  const vitest = join(ROOT, "node_modules/vitest/vitest.mjs");
  await run(process.execPath, [vitest, "run", ...files], {
    env,
    failure: "Some inputs are not borne: see their numbers above.",
  });
});
