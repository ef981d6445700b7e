// SPDX-License-Identifier: Apache-2.0
/** `npm run check`: form and rules of all code; warnings are errors. `npm run format` mends what it can. */
import { pathToFileURL } from "node:url";
import { build } from "./build.mjs";
import { checkCppFormat } from "./check/clang_format.mjs";
import { checkCppTidy } from "./check/clang_tidy.mjs";
import { checkTypes, checkWebForm } from "./check/web_code.mjs";
import { Failure, main } from "./lib/failure.mjs";
import { say } from "./lib/progress.mjs";
import { setUp } from "./setup.mjs";

const CHECKS = [
  ["Biome", checkWebForm],
  ["TypeScript", checkTypes],
  ["clang-format", checkCppFormat],
  ["clang-tidy", checkCppTidy],
];

/** @returns {Promise<string[]>} the names of the checks that failed; the build must be there (generated types) */
export async function check(toolchain) {
  const failed = [];
  for (const [name, action] of CHECKS) {
    say(`Checking with ${name} ...`);
    if (!(await action(toolchain))) failed.push(name);
  }
  return failed;
}

export const NUMBER_OF_CHECKS = CHECKS.length;

if (import.meta.url === pathToFileURL(process.argv[1]).href) {
  await main(async () => {
    const toolchain = await setUp(["check"]);
    await build(toolchain);
    const failed = await check(toolchain);
    if (failed.length > 0) {
      throw new Failure(
        `${failed.join(", ")} found faults, listed above; \`npm run format\` mends those of form.`,
      );
    }
    say("All clean.");
  });
}
