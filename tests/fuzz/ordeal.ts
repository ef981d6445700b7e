// SPDX-License-Identifier: Apache-2.0
/**
 * What is asked of any document: refused with path and cure, or opened, trained for three steps, saved, gone on from with the same
 * bits, and exported; or diverged with words. Whatever happens, the engine serves on.
 */
import { exportModel } from "../../web/node/export_model.ts";
import type { Engine, Run, RunState, SavedModel } from "../../web/src/engine/api.ts";
import { isStudy } from "../../web/src/engine/client/document_text.ts";
import { ExperimentError } from "../../web/src/engine/contract/experiment_error.ts";
import { FORMAT_IDS } from "../../web/src/exporters/formats.ts";

export type Ending = "refused" | "trained" | "diverged" | "ended" | "large" | "studied";

/** Parameters times samples of a batch, and numbers of data: what is larger is opened, and trained elsewhere. */
const MOST_WORK = 3e7;

/** @throws Error that tells what went wrong. `turn` chooses among the formats. */
export async function endure(engine: Engine, text: string, turn: number): Promise<Ending> {
  try {
    return isStudy(text) ? await study(engine, text) : await experiment(engine, text, turn);
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

async function experiment(engine: Engine, text: string, turn: number): Promise<Ending> {
  const { summary, experiment: canonical } = await engine.validate(text);
  const samples = summary.counts.train + summary.counts.validation;
  const batch = typeof canonical.batch_size === "number" ? canonical.batch_size : samples;
  const work = summary.parameters * Math.min(batch, samples) + samples * summary.features;
  if (work > MOST_WORK) return "large";
  const run = await engine.open(text);
  try {
    const state = await run.step(3);
    if (state.status === "diverged") {
      requireText(state.message, "message of the divergence");
      return "diverged";
    }
    const saved = await run.save();
    await requireContinuation(engine, text, run, saved);
    await requireExport(engine, saved, turn);
    return state.status === "finished" ? "ended" : "trained";
  } finally {
    await run.close();
  }
}

async function requireContinuation(
  engine: Engine,
  text: string,
  run: Run,
  saved: SavedModel,
): Promise<void> {
  const again = await engine.open(text, undefined, saved);
  try {
    requireSame(await run.state(), await again.state());
    requireSame(await run.step(2), await again.step(2));
  } finally {
    await again.close();
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
