// SPDX-License-Identifier: Apache-2.0
/** The Python that has PyTorch: the first of PATH, or Debian's own. */
import { execFile, spawnSync } from "node:child_process";
import { promisify } from "node:util";

const CANDIDATES = ["python3", "/usr/bin/python3"];

function find(): string {
  for (const python of CANDIDATES) {
    if (spawnSync(python, ["-c", "import torch"]).status === 0) return python;
  }
  throw new Error('No python3 here has PyTorch. Install it: "apt-get install python3-torch".');
}

let found: string | undefined;

/** What it printed on standard output. @throws Error with what it printed on standard error. */
export async function python(
  words: readonly string[],
  environment: Readonly<Record<string, string>> = {},
): Promise<string> {
  found ??= find();
  const env = { ...process.env, OMP_NUM_THREADS: "1", ...environment };
  const { stdout } = await promisify(execFile)(found, [...words], { env, maxBuffer: 1 << 26 });
  return stdout;
}
