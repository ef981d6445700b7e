// SPDX-License-Identifier: Apache-2.0
/** What may be asked of `npm run bench`. */
import { parseArgs } from "node:util";
import { Failure } from "../../scripts/lib/failure.mjs";

/** Each measures something of its own, and stands alone. */
const MODES = ["cold", "embeds", "size"];

const USAGE =
  "npm run bench -- [--quick] [--only W1,W4] [--processor-time] [--write-docs], or one of --cold, --embeds and --size alone.";

/**
 * @param {string[]} words from the command line
 * @param {string[]} ids of the workloads
 * @returns {{mode: "training" | "cold" | "embeds" | "size", quick: boolean, only: string[], byProcessor: boolean, writeDocs: boolean}}
 * @throws Failure with a sentence
 */
export function readOptions(words, ids) {
  const values = parsed(words);
  const modes = MODES.filter((mode) => values[mode]);
  if (modes.length > 0 && words.length > 1) {
    throw new Failure(`--${modes[0]} stands alone: ${USAGE}`);
  }
  const only = values.only?.split(",").map((id) => id.trim()) ?? ids;
  const unknown = only.find((id) => !ids.includes(id));
  if (unknown !== undefined) {
    throw new Failure(`There is no workload "${unknown}": choose of ${ids.join(", ")}.`);
  }
  const isPart = values.quick || values.only !== undefined;
  if (values["write-docs"] && isPart) {
    throw new Failure("--write-docs wants all of it measured: leave out --quick and --only.");
  }
  return {
    mode: modes[0] ?? "training",
    quick: values.quick === true,
    only,
    byProcessor: values["processor-time"] === true,
    writeDocs: values["write-docs"] === true,
  };
}

function parsed(words) {
  try {
    return parseArgs({
      args: words,
      options: {
        quick: { type: "boolean" },
        only: { type: "string" },
        "processor-time": { type: "boolean" },
        "write-docs": { type: "boolean" },
        ...Object.fromEntries(MODES.map((mode) => [mode, { type: "boolean" }])),
      },
    }).values;
  } catch (error) {
    throw new Failure(`${error.message.split(". ")[0].replace(/\.$/, "")}: ${USAGE}`);
  }
}
