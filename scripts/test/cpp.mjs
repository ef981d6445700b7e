// SPDX-License-Identifier: Apache-2.0
/** GoogleTest natively, under the sanitizers, and as WebAssembly in Node. */
import { existsSync } from "node:fs";
import { availableParallelism } from "node:os";
import { join } from "node:path";
import { buildPreset } from "../lib/cmake.mjs";
import { withLock } from "../lib/lock.mjs";
import { BUILD } from "../lib/paths.mjs";
import { say } from "../lib/progress.mjs";
import { run } from "../lib/run.mjs";
import { addUp, countGoogleTest } from "./counts.mjs";

const DOUBLE = "downhill_tests_double";
const FLOAT = "downhill_tests_float";

/** double is compared with PyTorch, optimised; float is what is shipped, and runs under the sanitizers. */
const NATIVE = [
  { preset: "native-sanitize", programs: [FLOAT] },
  { preset: "native", programs: [DOUBLE] },
];

/** The two ends of the four modules: one thread, and with relaxed SIMD several. */
const WASM = [
  { preset: "wasm-simd", programs: [DOUBLE, FLOAT] },
  { preset: "wasm-relaxed", programs: [FLOAT] },
];

export const testCpp = (toolchain) => testAll(NATIVE, toolchain);
export const testWasm = (toolchain) => testAll(WASM, toolchain);

/** One build at a time: each takes all cores. */
let building = Promise.resolve();

function buildInTurn(action) {
  const turn = building.then(() => withLock(join(BUILD, "lock"), action));
  building = turn.catch(() => {});
  return turn;
}

/** The programs run one after the other while the next are built, for a run keeps one core busy. So the longest run comes first. */
async function testAll(list, toolchain) {
  const results = [];
  let running = Promise.resolve();
  try {
    for (const { preset, programs } of list) {
      await buildInTurn(() => {
        say(`Building ${programs.join(" and ")} (${preset}) ...`);
        return buildPreset(preset, programs, { toolchain, jobs: availableParallelism() });
      });
      for (const program of programs) {
        running = running.then(async () => void results.push(await test(preset, program)));
        // Who waits for the last run sees it; a build under way does not.
        running.catch(() => {});
      }
    }
  } finally {
    await running;
  }
  return addUp(results);
}

async function test(preset, program) {
  const counts = await runTests(join(BUILD, preset, program));
  say(`        ${preset} ${program}: ${counts.passed} passed, ${counts.failed} failed`);
  return { ...counts, failures: counts.failures.map((name) => `${preset}: ${name}`) };
}

/** Shows what fails, and how many reference files were replayed; hundreds of passing lines would hide both. */
async function runTests(program) {
  const [command, ...args] = existsSync(`${program}.js`) ? nodeCommand(`${program}.js`) : [program];
  const { code, output } = await run(command, args, {
    allowFailure: true,
    show: (line) => (/^\[( RUN {2}| {7}OK |---|===)/.test(line) ? undefined : line),
    env: { UBSAN_OPTIONS: "print_stacktrace=1" },
  });
  return countGoogleTest(output, code);
}

/** Node 20 loads relaxed SIMD only when asked to; later ones no longer know the flag. */
function nodeCommand(file) {
  const old = Number(process.versions.node.split(".")[0]) < 22;
  return [process.execPath, ...(old ? ["--experimental-wasm-relaxed-simd"] : []), file];
}
