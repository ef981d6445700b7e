// SPDX-License-Identifier: Apache-2.0
/** Runs a step only when what goes in or what came out is no longer as it was after the last run. */
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { filesBelow, hashOf } from "./hash.mjs";

/**
 * @param {{stamp: string, inputs: string[], facts?: string[], outputs: () => string[], action: () => Promise<void>}} step
 *   stamp: a file that remembers the last run, written after the action ended well; inputs: files and folders;
 *   facts: what else counts (versions); outputs: the files made, asked for after the action.
 * @returns {Promise<boolean>} whether the action was run
 */
export async function whenChanged({ stamp, inputs, facts = [], outputs, action }) {
  const input = hashOf(inputs, ...facts);
  const last = readStamp(stamp);
  if (last?.input === input && last.output === hashOfExisting(last.outputs)) return false;
  rmSync(stamp, { force: true });
  await action();
  const made = outputs().flatMap(filesBelow);
  mkdirSync(dirname(stamp), { recursive: true });
  writeFileSync(stamp, JSON.stringify({ input, outputs: made, output: hashOf(made) }));
  return true;
}

function readStamp(stamp) {
  try {
    return JSON.parse(readFileSync(stamp, "utf8"));
  } catch {
    return undefined;
  }
}

/** undefined, equal to no hash, when one of the files is gone. */
function hashOfExisting(files) {
  return files.every(existsSync) ? hashOf(files) : undefined;
}
