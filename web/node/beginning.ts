// SPDX-License-Identifier: Apache-2.0
/** How a run begins: with weights of its own, with those of a saved model, or where a saved run stood. */
import type { Engine, Experiment, ExperimentDocument, Run, SavedModel } from "../src/engine/api.ts";
import { ExperimentError } from "../src/engine/contract/experiment_error.ts";
import { refusesState, startFrom } from "../src/engine/model_start.ts";
import { inFile } from "./file_name.ts";
import { InputError } from "./input_error.ts";
import { readModelFile } from "./model_file.ts";

export interface Beginning {
  /** A saved model whose weights the layers begin with, and how many layers from the input on. */
  readonly start?: string | undefined;
  readonly layers?: number | undefined;
  /** A saved model of this experiment to go on from. */
  readonly resume?: string | undefined;
}

export const BEGINNING_OPTIONS = {
  start: { type: "string" },
  layers: { type: "string" },
  resume: { type: "string" },
} as const;

/** @throws InputError with one line. */
export function parseBeginning(values: Readonly<Record<string, unknown>>): Beginning {
  const { start, layers, resume } = values as Partial<Record<string, string>>;
  if (start !== undefined && resume !== undefined) {
    throw new InputError(
      "--start begins anew with old weights, --resume goes on. Give one of them.",
    );
  }
  if (layers !== undefined && start === undefined) {
    throw new InputError("--layers says how much of --start is taken. Give --start too.");
  }
  return { start, layers: layerCount(layers), resume };
}

function layerCount(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  if (!/^[1-9]\d{0,2}$/.test(text)) {
    throw new InputError(`--layers: ${text} is no number of layers. Give a whole number from 1.`);
  }
  return Number(text);
}

/** @throws InputError, or the trainer's ExperimentError. */
export async function openRun(
  engine: Engine,
  text: string,
  { start, layers, resume }: Beginning,
): Promise<Run> {
  const model = start ?? resume;
  if (model === undefined) return engine.open(text);
  const { experiment } = await engine.validate(text);
  const saved = await readModelFile(model);
  // What is refused now is in the model, not in the experiment.
  const opened =
    start === undefined
      ? engine.open(text, undefined, saved).catch(sayHowToStart)
      : engine.open(startedFrom(experiment, saved, layers));
  return inFile(model, opened);
}

/** A state that is refused has weights beside it. */
function sayHowToStart(error: unknown): never {
  if (!(error instanceof ExperimentError) || !refusesState(error)) throw error;
  const { path, message, zh } = error;
  throw new ExperimentError({
    path,
    message: `${message} --start in place of --resume begins with its weights.`,
    zh: `${zh}用 --start 代替 --resume 即从其权重开始。`,
  });
}

function startedFrom(
  experiment: Experiment,
  model: SavedModel,
  layers: number | undefined,
): ExperimentDocument {
  try {
    return startFrom(experiment, model, layers === undefined ? {} : { layers });
  } catch (error) {
    // Of the number of layers, which is an option here.
    if (error instanceof ExperimentError) throw new InputError(`--${error.toString()}`);
    throw error;
  }
}
