// SPDX-License-Identifier: Apache-2.0
/** `downhill train`: trains one experiment to its end, or to Ctrl-C, and writes what was asked for; a study has its own file. */
import type { Engine, EngineOptions, Run, RunState } from "../src/engine/api.ts";
import { isStudy } from "../src/engine/client/document_text.ts";
import { messageOf } from "../src/engine/contract/engine_error.ts";
import { modelText } from "../src/engine/saved_model.ts";
import type { TrainCommand } from "./arguments.ts";
import { openRun } from "./beginning.ts";
import { nameOf } from "./file_name.ts";
import { HistoryFile } from "./history_file.ts";
import { InputError } from "./input_error.ts";
import { untilInterrupted } from "./interrupt.ts";
import { readDocument } from "./model_file.ts";
import { Output } from "./output.ts";
import { progressLine } from "./progress_line.ts";
import { count, counted, type Results, resultsOf, summaryLines } from "./results.ts";
import { StatusLine } from "./status_line.ts";
import { study } from "./study.ts";
import type { Streams } from "./terminal.ts";
import { tellWarnings } from "./warnings.ts";

export type StartEngine = (options: Pick<EngineOptions, "threads" | "tables">) => Promise<Engine>;

export async function train(
  command: TrainCommand,
  streams: Streams,
  start: StartEngine,
): Promise<number> {
  const text = await readDocument(command.file);
  const engine = await start(command.threads === undefined ? {} : { threads: command.threads });
  const outputs = outputsOf(command);
  try {
    if (isStudy(text)) return await study(engine, text, command, streams);
    if (command.best !== undefined) {
      throw new InputError(
        `--best is for a study, and ${nameOf(command.file)} is an experiment. Leave it out, or give --model.`,
      );
    }
    const run = await openRun(engine, text, command);
    tellWarnings(run.description, streams.stderr);
    outputs.history?.open();
    outputs.model?.open();
    if (command.resume !== undefined) warnOfNothingLeft(await run.state(), streams);
    const { results, exitCode } = await untilEndOrInterrupt(run, streams, outputs.history);
    const { written, failed } = await write(outputs, run);
    report(command, results, written, streams);
    for (const line of failed) streams.stderr.write(`${line}\n`);
    if (exitCode !== undefined && results.status === "interrupted") return exitCode;
    return results.status === "finished" && failed.length === 0 ? 0 : 1;
  } finally {
    outputs.history?.discard();
    outputs.model?.discard();
    await engine.close();
  }
}

/** A run is at its end when it is opened where the saved one had ended and `stop` is as it was. */
function warnOfNothingLeft({ status, step, message }: RunState, { stderr }: Streams): void {
  if (status !== "finished") return;
  stderr.write(
    `nothing left to train: the model is at step ${count(step)} already (${message?.en}); change stop to go on\n`,
  );
}

interface Outputs {
  readonly history: HistoryFile | undefined;
  readonly model: Output | undefined;
}

function outputsOf({ file, history, model, start, resume }: TrainCommand): Outputs {
  // A run may be saved over the file that it goes on from: that one has been read by then.
  const inputs = [file, start].filter((name) => name !== undefined);
  const others = resume === undefined ? inputs : [...inputs, resume];
  return {
    history: history === undefined ? undefined : new HistoryFile(history, others),
    model:
      model === undefined
        ? undefined
        : new Output(model, history === undefined ? inputs : [...inputs, history]),
  };
}

async function untilEndOrInterrupt(
  run: Run,
  streams: Streams,
  history: HistoryFile | undefined,
): Promise<{ readonly results: Results; readonly exitCode: number | undefined }> {
  const line = new StatusLine(streams.stderr);
  const { samples: earlier } = await run.state();
  const begin = performance.now();
  const seconds = () => (performance.now() - begin) / 1000;
  const { outcome, exitCode } = await untilInterrupted(async (signal) => {
    const state = await run.train({
      signal,
      onProgress: (progress) => line.show(progressLine(progress, seconds(), earlier)),
      ...(history === undefined ? {} : { onPoints: (rows) => history.append(rows) }),
    });
    const taken = seconds();
    line.clear();
    return resultsOf(run, state, taken, earlier);
  }).finally(() => line.clear());
  return { results: outcome, exitCode };
}

/** One file that cannot be written is no reason to lose the other. */
async function write(
  { history, model }: Outputs,
  run: Run,
): Promise<{ readonly written: string[]; readonly failed: string[] }> {
  const written: string[] = [];
  const failed: string[] = [];
  const attempt = async (put: () => string | Promise<string>) => {
    try {
      written.push(await put());
    } catch (error) {
      failed.push(messageOf(error));
    }
  };
  if (model !== undefined) {
    await attempt(async () => {
      await model.write(modelText(await run.save()));
      const { parameters } = run.description.summary;
      return `${nameOf(model.path)} (${counted(parameters, "parameter")})`;
    });
  }
  if (history !== undefined) {
    await attempt(() => {
      history.finish();
      return `${nameOf(history.path)} (${counted(history.rows, "row")})`;
    });
  }
  return { written, failed };
}

function report(
  command: TrainCommand,
  results: Results,
  written: readonly string[],
  { stdout, stderr }: Streams,
): void {
  if (command.json) stdout.write(`${JSON.stringify(results)}\n`);
  else for (const line of summaryLines(results)) stdout.write(`${line}\n`);
  const files = written.length === 0 ? "nothing was written" : `written: ${written.join(", ")}`;
  if (results.status === "interrupted") {
    stderr.write(`interrupted after ${counted(results.steps, "step")}; ${files}\n`);
  } else if (!command.json && written.length > 0) {
    stdout.write(`${files}\n`);
  }
  if (results.status === "diverged") stderr.write(`${results.message ?? "The run diverged."}\n`);
}
