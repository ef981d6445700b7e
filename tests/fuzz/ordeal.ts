// SPDX-License-Identifier: Apache-2.0
/**
 * What is asked of any document: refused with path and cure, or opened, trained for three steps, changed and edited on its way, saved,
 * gone on from with the same bits, and exported; or diverged with words. Whatever happens, the engine serves on.
 */
import { exportModel } from "../../web/node/export_model.ts";
import type { Engine, Run, RunState, SavedModel } from "../../web/src/engine/api.ts";
import { isStudy } from "../../web/src/engine/client/document_text.ts";
import { ExperimentError } from "../../web/src/engine/contract/experiment_error.ts";
import { FORMAT_IDS } from "../../web/src/exporters/formats.ts";
import type { Interference } from "./documents.ts";

export type Ending = "refused" | "trained" | "diverged" | "ended" | "large" | "studied";

/** Parameters times samples of a batch, and numbers of data: what is larger is opened, and trained elsewhere. */
const MOST_WORK = 3e7;

/** @throws Error that tells what went wrong. `turn` chooses among the formats. */
export async function endure(
  engine: Engine,
  text: string,
  turn: number,
  interference: Interference,
): Promise<Ending> {
  try {
    return isStudy(text)
      ? await study(engine, text)
      : await experiment(engine, text, turn, interference);
  } catch (error) {
    if (!(error instanceof ExperimentError)) throw error;
    requireSentence(error);
    return "refused";
  }
}

async function study(engine: Engine, text: string): Promise<Ending> {
  const work = await engine.study(text);
  const abort = new AbortController();
  try {
    const working = work.run({ signal: abort.signal });
    // It comes to word between two slices.
    setImmediate(() => abort.abort());
    const result = await working;
    requireText(result.message, "message of the study");
    return "studied";
  } finally {
    await work.close();
  }
}

async function experiment(
  engine: Engine,
  text: string,
  turn: number,
  interference: Interference,
): Promise<Ending> {
  const { summary, experiment: canonical } = await engine.validate(text);
  const samples = summary.counts.train + summary.counts.validation;
  const batch = typeof canonical.batch_size === "number" ? canonical.batch_size : samples;
  const work = summary.parameters * Math.min(batch, samples) + samples * summary.features;
  if (work > MOST_WORK) return "large";
  const run = await engine.open(text);
  try {
    await run.step(1 + interference.upTo(2));
    const isChanged = await isTaken(run, async () => {
      const document = interference.change(run.description.experiment);
      if (document === undefined) return false;
      await run.change(JSON.stringify(document));
      return true;
    });
    await run.step(interference.upTo(2));
    await isTaken(run, () => editBlock(run, interference));
    const state = await run.step(2);
    if (state.status === "diverged") {
      requireText(state.message, "message of the divergence");
      return "diverged";
    }
    const saved = await run.save();
    await requireContinuation(engine, run, saved);
    if (isChanged && state.edited !== true) await requireRepetition(engine, run);
    await requireExport(engine, saved, turn);
    return state.status === "finished" ? "ended" : "trained";
  } finally {
    await run.close();
  }
}

/** Whether what is asked of a run is done; where it is refused, in words, the run is what it was. */
async function isTaken(run: Run, ask: () => Promise<boolean>): Promise<boolean> {
  const before = await run.state();
  try {
    return await ask();
  } catch (error) {
    if (!(error instanceof ExperimentError)) throw error;
    requireSentence(error);
    requireSame(before, await run.state());
    return false;
  }
}

async function editBlock(run: Run, interference: Interference): Promise<boolean> {
  if ((await run.state()).status === "diverged") return false;
  const { parameters } = await run.save();
  const block = parameters[interference.upTo(parameters.length)];
  const values = interference.edit(block?.values.length ?? 0);
  if (block === undefined || values === undefined) return false;
  const state = await run.setParameters(block.name, values);
  if (state.edited !== true) throw new Error("parameters were set by hand, and nothing says so");
  return true;
}

async function requireContinuation(engine: Engine, run: Run, saved: SavedModel): Promise<void> {
  const again = await engine.open(run.description.experiment, undefined, saved);
  try {
    requireSame(await run.state(), await again.state());
    requireSame(await run.step(2), await again.step(2));
    requireSameParameters(await run.parameters(), await again.parameters());
  } finally {
    await again.close();
  }
}

/** What is not called edited is where its document leads from the start. */
async function requireRepetition(engine: Engine, run: Run): Promise<void> {
  const fresh = await engine.open(run.description.experiment);
  try {
    const state = await run.state();
    requireSame(state, await fresh.step(state.step));
    requireSameParameters(await run.parameters(), await fresh.parameters());
  } finally {
    await fresh.close();
  }
}

async function requireExport(engine: Engine, saved: SavedModel, turn: number): Promise<void> {
  const format = FORMAT_IDS[turn % FORMAT_IDS.length];
  if (format === undefined) return;
  try {
    await exportModel(engine, saved, format);
  } catch (error) {
    // Not every network can be written in every format: then it is said.
    if (!(error instanceof ExperimentError)) throw error;
    requireSentence(error);
  }
}

function requireSame(one: RunState, other: RunState): void {
  for (const key of ["step", "status", "train_loss", "validation_loss", "learning_rate"] as const) {
    if (Object.is(one[key], other[key])) continue;
    throw new Error(`goes on with another ${key}: ${one[key]} and ${other[key]}`);
  }
}

function requireSameParameters(one: Float32Array, other: Float32Array): void {
  const at = one.findIndex((value, index) => !Object.is(value, other[index]));
  if (at >= 0) throw new Error(`goes on with another parameter ${at}: ${one[at]} and ${other[at]}`);
}

/** A fault, and what to do about it, in both languages, short enough to be read. */
function requireSentence({ message, zh, path }: ExperimentError): void {
  if (typeof path !== "string") throw new Error(`refused without a path: ${message}`);
  if (message.length > 600) throw new Error(`refused at length: ${message.slice(0, 200)} ...`);
  if (!/[.?]$/.test(message) || !/[。？]$/.test(zh ?? "")) {
    throw new Error(`refused without sentences: ${path}: ${message} ${zh}`);
  }
}

function requireText(text: { en: string; zh: string } | undefined, what: string): void {
  if (text === undefined || text.en === "" || text.zh === "") throw new Error(`no ${what}`);
}
