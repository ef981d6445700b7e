// SPDX-License-Identifier: Apache-2.0
/** PyTorch in a process of its own, where it is installed; it takes its turn in the same rounds. */
import { spawn } from "node:child_process";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { answerOf } from "../../scripts/lib/run.mjs";
import { openBlasFolder } from "./openblas.mjs";

/** A python3 of one's own may stand before the system's, which has the package. */
const CANDIDATES = ["python3", "/usr/bin/python3"];

export const WAYS = ["eager", "by hand"];

/** @returns undefined where no Python has it */
export async function startPyTorch() {
  const python = CANDIDATES.find((one) => answerOf(one, ["-c", "import torch"]) !== undefined);
  if (python === undefined) return undefined;
  const blas = await openBlasFolder();
  const child = spawn(python, [join(import.meta.dirname, "pytorch.py")], {
    stdio: ["pipe", "pipe", "inherit"],
    env: { ...process.env, OMP_NUM_THREADS: "1", ...(blas && { LD_LIBRARY_PATH: blas }) },
  });
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  async function answer() {
    const { value, done } = await lines.next();
    if (done) throw new Error("PyTorch has ended");
    const { answer: told, error } = JSON.parse(value);
    if (error !== undefined) throw new Error(error);
    return told;
  }
  const ask = (question) => {
    child.stdin.write(`${JSON.stringify(question)}\n`);
    return answer();
  };
  const version = `${await answer()} with ${blas === undefined ? "the system's BLAS" : "OpenBLAS"}`;
  let numbers = 0;
  return {
    version,
    process: child.pid,
    /** @param {object} task arrays in base64, as page/main.js writes them */
    async open(task, way) {
      numbers += 1;
      const id = numbers;
      await ask({ ask: "open", id, task, way });
      return {
        run: (steps) => ask({ ask: "run", id, steps }),
        loss: () => ask({ ask: "loss", id }),
        close: () => ask({ ask: "close", id }),
      };
    },
    close: () => child.stdin.end(),
  };
}
