// SPDX-License-Identifier: Apache-2.0
/** `downhill probe`: one question to a run, and its answer as JSON. */
import type { ProbeId, Run, RunState } from "../src/engine/api.ts";
import { isStudy } from "../src/engine/client/document_text.ts";
import { ExperimentError } from "../src/engine/contract/experiment_error.ts";
import type { ProbeAnswers, Question } from "../src/engine/contract/probes.ts";
import { openRun } from "./beginning.ts";
import { nameOf } from "./file_name.ts";
import { InputError } from "./input_error.ts";
import { readDocument } from "./model_file.ts";
import type { ProbeCommand } from "./probe_arguments.ts";
import { count } from "./results.ts";
import type { Streams } from "./terminal.ts";
import type { StartEngine } from "./train.ts";

export async function probe(
  { file, question, steps, ...beginning }: ProbeCommand,
  { stdout, stderr }: Streams,
  start: StartEngine,
): Promise<number> {
  const text = await readDocument(file);
  if (isStudy(text)) throw new InputError(`${nameOf(file)}: is a study. Give an experiment.`);
  const engine = await start({});
  try {
    const run = await openRun(engine, text, beginning);
    const { step: opened } = await run.state();
    const state: RunState = steps > 0 ? await run.step(steps) : await run.state();
    if (state.status === "diverged") {
      stderr.write(`${state.message?.en ?? "The run diverged."}\n`);
      return 1;
    }
    const answer = await ask(run, question);
    stdout.write(`${JSON.stringify(answer)}\n`);
    const made = state.step - opened;
    if (made < steps) {
      stderr.write(`the run was at its end after ${count(made)} of ${count(steps)} steps\n`);
    }
    return 0;
  } finally {
    await engine.close();
  }
}

async function ask<Id extends ProbeId>(
  run: Run,
  question: Question<Id>,
): Promise<ProbeAnswers[Id]> {
  try {
    return await run.probe(question);
  } catch (error) {
    // Paths of the question would be taken for paths of the experiment.
    if (error instanceof ExperimentError) throw new InputError(`--ask: ${error.toString()}`);
    throw error;
  }
}
