// SPDX-License-Identifier: Apache-2.0
/** `npm test`: everything; `npm run test:cpp`, `test:wasm`, `test:web`, `test:browser` are its parts. */
import { build } from "./build.mjs";
import { Failure, main } from "./lib/failure.mjs";
import { say } from "./lib/progress.mjs";
import { setUp } from "./setup.mjs";
import { testBrowser } from "./test/browser.mjs";
import { testChecks } from "./test/checks.mjs";
import { addUp, FAILED_TO_RUN, lineOf, totalLine } from "./test/counts.mjs";
import { testCpp, testWasm } from "./test/cpp.mjs";
import { testWeb } from "./test/web.mjs";

/**
 * The quick ones first. `needs`: see setUp; `site`: whether the built site is needed; `beside`: begins together with the part before it,
 * for each of the two keeps one core busy most of the time.
 */
const PARTS = {
  check: { title: "form and rules", action: testChecks, needs: ["check"], site: true },
  web: { title: "TypeScript in Node", action: testWeb, needs: ["pytorch"], site: true },
  browser: { title: "the page in Chromium", action: testBrowser, needs: ["browser"], site: true },
  cpp: { title: "C++ on this machine", action: testCpp, needs: ["native"], site: false },
  wasm: { title: "C++ as WebAssembly", action: testWasm, needs: [], site: false, beside: true },
};

await main(async () => {
  const wanted = process.argv.slice(2);
  const unknown = wanted.find((name) => !(name in PARTS));
  if (unknown) throw new Failure(`"${unknown}" is no part: ${Object.keys(PARTS).join(", ")}.`);
  const parts = Object.entries(PARTS).filter(
    ([name]) => wanted.length === 0 || wanted.includes(name),
  );
  const toolchain = await setUp(parts.flatMap(([, { needs }]) => needs));
  if (parts.some(([, { site }]) => site)) await build(toolchain);
  const running = [];
  for (const [name, { title, action, beside }] of parts) {
    if (beside !== true) await Promise.all(running);
    say(`Testing ${title} (${name}) ...`);
    running.push(runPart(action, toolchain).then((counts) => ({ name, ...counts })));
  }
  const results = await Promise.all(running);
  console.log("");
  for (const result of results) console.log(lineOf(result));
  const total = addUp(results);
  console.log(`\n${totalLine(total)}`);
  if (total.failed > 0) process.exit(1);
});

/** A part that cannot run has failed, and the others are still of interest. */
async function runPart(action, toolchain) {
  const start = performance.now();
  let counts;
  try {
    counts = await action(toolchain);
    if (counts.passed + counts.failed === 0)
      counts = { ...FAILED_TO_RUN, failures: ["no test was run"] };
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    console.error(error.message);
    counts = { ...FAILED_TO_RUN, failures: [error.message] };
  }
  return { ...counts, seconds: (performance.now() - start) / 1000 };
}
