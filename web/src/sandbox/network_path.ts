// SPDX-License-Identifier: Apache-2.0
/**
 * Steps of the trainer on the network of an experiment, laid open one by one; and the same experiment with other steps: its gradients are the
 * trainer's, of the same batches, at the parameters to which the other steps have led.
 */
import type { ExperimentDocument, Run, UpdateAnswer } from "../engine/api.ts";
import type { Given } from "./network_task.ts";
import type { MadeStep } from "./optimizer_task.ts";
import type { Trainer } from "./reference.ts";

/** Steps that are raced: enough for what an optimizer remembers to tell. */
export const NETWORK_STEPS = 40;
/** The code is run anew for each step of a race, with all steps before it. */
export const MOST_PARAMETERS = 2_500;

export interface NetworkPath {
  readonly steps: readonly MadeStep[];
  /** Of the training part, before the first step and after each. */
  readonly losses: readonly number[];
  /** Of each parameter its place: `layers[0].weight[2][3]`. */
  readonly places: readonly string[];
}

/** A block of parameters: its name in a saved model, and how many rows it has; one of numbers has none. */
interface Block {
  readonly name: string;
  readonly rows: number;
  readonly size: number;
}

const blocksOf = ({ layers }: UpdateAnswer, of: "parameters" | "gradient" | "parameters_after") =>
  layers.flatMap((layer) => Object.values(layer[of]));

/** In the order in which they stand there: row by row. */
const flat = (answer: UpdateAnswer, of: "parameters" | "gradient" | "parameters_after") =>
  blocksOf(answer, of).flatMap((block) => (block as readonly number[][]).flat());

/** @throws ExperimentError where an update of this network is too much to lay open */
export async function networkPath(
  trainer: Trainer,
  document: ExperimentDocument,
): Promise<NetworkPath> {
  const run = await trainer.open(document, undefined, undefined, "long");
  try {
    const steps: MadeStep[] = [];
    const losses = [await lossOf(run)];
    let places: readonly string[] = [];
    while (steps.length < NETWORK_STEPS && (await run.state()).status === "ready") {
      const answer = await run.probe({ type: "update" });
      if (places.length === 0) places = placesOf(await blocksIn(run, answer));
      steps.push({
        before: flat(answer, "parameters"),
        gradient: flat(answer, "gradient"),
        rate: answer.learning_rate,
        ours: flat(answer, "parameters_after"),
      });
      losses.push(await lossOf(run));
    }
    return { steps, losses, places };
  } finally {
    await run.close();
  }
}

/**
 * The losses along the steps of somebody else, as far as they stay within 32 bits. `walk`: where all steps lead to which these gradients
 * were given, from the start on; undefined where that is nowhere.
 * @throws what the signal says, where it aborts
 */
export async function networkRace(
  trainer: Trainer,
  document: ExperimentDocument,
  steps: number,
  walk: (
    start: readonly number[],
    given: readonly Given[],
  ) => Promise<readonly number[] | undefined>,
  signal?: AbortSignal,
): Promise<readonly number[]> {
  const run = await trainer.open(document, undefined, undefined, "long");
  try {
    const losses = [await lossOf(run)];
    const given: Given[] = [];
    let start: readonly number[] | undefined;
    let blocks: readonly Block[] | undefined;
    while (given.length < steps && (await run.state()).status === "ready") {
      signal?.throwIfAborted();
      // The trainer makes a step of its own here, from which the parameters are taken back at once.
      const answer = await run.probe({ type: "update" });
      start ??= flat(answer, "parameters");
      given.push({ gradient: flat(answer, "gradient"), rate: answer.learning_rate });
      const at = await walk(start, given);
      if (at === undefined || (await run.state()).status === "diverged") break;
      if (!at.every((number) => Number.isFinite(Math.fround(number)))) break;
      blocks ??= await blocksIn(run, answer);
      await setAll(run, blocks, at);
      const loss = await lossOf(run);
      if (!Number.isFinite(loss)) break;
      losses.push(loss);
    }
    return losses;
  } finally {
    await run.close();
  }
}

const lossOf = async (run: Run): Promise<number> => (await run.evaluate("train")).loss;

async function blocksIn(run: Run, answer: UpdateAnswer): Promise<readonly Block[]> {
  const { parameters } = await run.save();
  const blocks = blocksOf(answer, "parameters");
  return parameters.map(({ name }, index): Block => {
    const block = (blocks[index] ?? []) as readonly (number | readonly number[])[];
    const rows = Array.isArray(block[0]) ? block.length : 0;
    return { name, rows, size: block.flat().length };
  });
}

const placesOf = (blocks: readonly Block[]): readonly string[] =>
  blocks.flatMap(({ name, rows, size }) =>
    Array.from({ length: size }, (_, index) => {
      const across = size / Math.max(1, rows);
      const at = rows === 0 ? [index] : [Math.floor(index / across), index % across];
      return name + at.map((one) => `[${one}]`).join("");
    }),
  );

/** A saved model has its blocks column by column. */
async function setAll(
  run: Run,
  blocks: readonly Block[],
  numbers: readonly number[],
): Promise<void> {
  let from = 0;
  for (const { name, rows, size } of blocks) {
    const block = numbers.slice(from, from + size);
    const across = size / Math.max(1, rows);
    const values = Float32Array.from({ length: size }, (_, index) => {
      const place = rows === 0 ? index : (index % rows) * across + Math.floor(index / rows);
      return block[place] ?? Number.NaN;
    });
    await run.setParameters(name, values);
    from += size;
  }
}
