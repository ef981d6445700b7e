// SPDX-License-Identifier: Apache-2.0
/** TypeScript's types in strict mode, and Biome's form and rules for everything that is not C++. */
import { join } from "node:path";
import { ROOT } from "../lib/paths.mjs";
import { run } from "../lib/run.mjs";

/** The page, its workers and Node see different worlds. */
const PROJECTS = ["tsconfig.json", "tsconfig.worker.json", "tsconfig.node.json"];

const bin = (name) => join(ROOT, "node_modules/.bin", name);

export async function checkTypes() {
  let clean = true;
  for (const project of PROJECTS) {
    const { code } = await run(bin("tsc"), ["--project", project, "--pretty", "false"], {
      allowFailure: true,
    });
    clean &&= code === 0;
  }
  return clean;
}

export async function checkWebForm() {
  const { code, output } = await run(
    bin("biome"),
    ["check", "--error-on-warnings", "--colors=off", "."],
    {
      show: "none",
      allowFailure: true,
    },
  );
  if (code !== 0) console.log(output);
  return code === 0;
}

export function mendWebForm() {
  return run(bin("biome"), ["check", "--write", "--colors=off", "."], { allowFailure: true });
}
