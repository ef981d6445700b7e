// SPDX-License-Identifier: Apache-2.0
/** A kept run as one JSON file, and back. Whoever has made it: every part that is used later is looked at here. */
import { checkedPicture } from "../charts/kept_picture.ts";
import { newId } from "../documents/new_id.ts";
import { isObject } from "../documents/path.ts";
import { checkedAnswer } from "../documents/prediction.ts";
import type { Experiment } from "../engine/api.ts";
import { ExperimentError } from "../engine/contract/experiment_error.ts";
import { requireVersion } from "../engine/contract/version.ts";
import { checkedModel } from "../engine/read_model.ts";
import { modelText } from "../engine/saved_model.ts";
import type { RunResults, WholeRun } from "./kept_run.ts";

export const RUN_FORMAT = "downhill-run";
export const RUN_VERSION = 1;

/** Of a name, in signs; a note may be longer. */
export const LONGEST_NAME = 120;
export const LONGEST_NOTE = 4_000;
export const LONGEST_WHY = 200;

/** In milliseconds from 1970; of later ones there are no dates (ECMA-262, 21.4.1.1). */
const LAST_MOMENT = 8.64e15;

/** In pieces, as `modelText` gives it. */
export function* runText({ run, model }: WholeRun): Generator<string> {
  const { id: _, ...about } = run;
  yield JSON.stringify({ format: RUN_FORMAT, version: RUN_VERSION, ...about }).slice(0, -1);
  if (model !== undefined) {
    yield ',"model":';
    yield* modelText(model);
  }
  yield "}\n";
}

/**
 * What `runText` gave, parsed. It gets a name of its own, so that the same file twice is two runs.
 * @throws ExperimentError with path and cure.
 */
export function readRun(file: Readonly<Record<string, unknown>>): WholeRun {
  requireVersion("run.version", file.version, RUN_VERSION);
  const { name, note, why, at, document, experiment } = file;
  if (!isObject(document)) throw missing("document");
  // The parser judges it when it is opened; to be compared, it must be of one shape with others.
  if (!isObject(experiment) || !isObject(experiment.model)) throw missing("experiment");
  const { layers } = experiment.model;
  if (!Array.isArray(layers) || !layers.every(isObject)) throw missing("experiment.model.layers");
  const model = file.model === undefined ? undefined : withoutChecksum(file.model);
  const picture = checkedPicture(file.picture);
  const prediction = checkedAnswer(file.prediction);
  return {
    run: {
      id: newId(),
      name: typeof name === "string" ? name.slice(0, LONGEST_NAME) : "",
      note: typeof note === "string" ? note.slice(0, LONGEST_NOTE) : "",
      ...(typeof why === "string" && { why: why.slice(0, LONGEST_WHY) }),
      at: typeof at === "number" && Math.abs(at) <= LAST_MOMENT ? at : Date.now(),
      document,
      experiment: experiment as unknown as Experiment,
      results: checkedResults(file.results),
      ...(picture && { picture }),
      ...(prediction && { prediction }),
    },
    ...(model && { model }),
  };
}

function withoutChecksum(given: unknown) {
  const { checksum: _, ...model } = isObject(given) ? given : {};
  return checkedModel(model);
}

const NUMBERS = [
  "train_loss",
  "validation_loss",
  "test_loss",
  "train_accuracy",
  "validation_accuracy",
  "test_accuracy",
] as const satisfies readonly (keyof RunResults)[];

function checkedResults(given: unknown): RunResults {
  const found = isObject(given) ? given : {};
  const { status, steps, epochs } = found;
  const numbers = NUMBERS.flatMap((key) => {
    const value = found[key];
    return typeof value === "number" && Number.isFinite(value) ? [[key, value] as const] : [];
  });
  return {
    status: status === "finished" || status === "diverged" ? status : "ready",
    steps: typeof steps === "number" ? steps : 0,
    epochs: typeof epochs === "number" ? epochs : 0,
    ...Object.fromEntries(numbers),
  };
}

const missing = (path: string) =>
  refusal(
    path,
    "is missing or of a wrong type. Export the run again.",
    "缺失或类型不对。请重新导出。",
  );

const refusal = (path: string, message: string, zh: string) =>
  new ExperimentError({ path: `run.${path}`, message, zh });
