// SPDX-License-Identifier: Apache-2.0
/** `downhill train`: trains one experiment to its end, or to Ctrl-C, and writes what was asked for. */
import type { Engine, Run } from "../src/engine/api.ts";
import type { TrainCommand } from "./arguments.ts";
import type { Streams } from "./command_line.ts";
import { Output, readExperiment } from "./files.ts";
import { ProgressLine } from "./progress_line.ts";
import {
  count,
  historyCsv,
  modelJson,
  type Results,
  resultsOf,
  rowsOf,
  summaryLines,
} from "./results.ts";

/** Ctrl-C, and what asks a process to end; with what shells give for it: 128 and the number of the signal. */
const EXIT_CODES = { SIGINT: 130, SIGTERM: 143 } as const;
type Signal = keyof typeof EXIT_CODES;
const SIGNALS = Object.keys(EXIT_CODES) as Signal[];

export type StartEngine = (options: { threads?: number }) => Promise<Engine>;

export async function train(
  command: TrainCommand,
  streams: Streams,
  start: StartEngine,
): Promise<number> {
  const text = await readExperiment(command.file);
  const engine = await start(command.threads === undefined ? {} : { threads: command.threads });
  const outputs = outputsOf(command);
  try {
    const run = await engine.open(text);
    await outputs.history?.open();
    await outputs.model?.open();
    const points: Float64Array[] = [];
    const onPoints = outputs.history && ((rows: Float64Array) => void points.push(rows));
    const { results, signal = "SIGINT" } = await untilEndOrInterrupt(run, streams, onPoints);
    const written = await write(outputs, run, points);
    report(command, results, written, streams);
    if (results.status === "interrupted") return EXIT_CODES[signal];
    return results.status === "finished" ? 0 : 1;
  } finally {
    await outputs.history?.close();
    await outputs.model?.close();
    await engine.close();
  }
}

interface Outputs {
  readonly history: Output | undefined;
  readonly model: Output | undefined;
}

function outputsOf({ file, history, model }: TrainCommand): Outputs {
  const others = history === undefined ? [file] : [file, history];
  return {
    history: history === undefined ? undefined : new Output(history, [file]),
    model: model === undefined ? undefined : new Output(model, others),
  };
}

interface Ending {
  readonly results: Results;
  readonly signal: Signal | undefined;
}

async function untilEndOrInterrupt(
  run: Run,
  streams: Streams,
  onPoints: ((rows: Float64Array) => void) | undefined,
): Promise<Ending> {
  const abort = new AbortController();
  const line = new ProgressLine(streams.stderr);
  let signal: Signal | undefined;
  // Once: a second Ctrl-C ends the process the hard way.
  const interrupt = (name: NodeJS.Signals) => {
    signal = name as Signal;
    abort.abort();
  };
  for (const name of SIGNALS) process.once(name, interrupt);
  const begin = performance.now();
  try {
    const state = await run.train({
      signal: abort.signal,
      onProgress: line.show,
      ...(onPoints === undefined ? {} : { onPoints }),
    });
    const seconds = (performance.now() - begin) / 1000;
    line.clear();
    return { results: await resultsOf(run, state, seconds), signal };
  } finally {
    line.clear();
    for (const name of SIGNALS) process.removeListener(name, interrupt);
  }
}

async function write(
  outputs: Outputs,
  run: Run,
  points: readonly Float64Array[],
): Promise<string[]> {
  const written: string[] = [];
  if (outputs.history !== undefined) {
    await outputs.history.write(historyCsv(points));
    written.push(`${outputs.history.path} (${count(rowsOf(points))} rows)`);
  }
  if (outputs.model !== undefined) {
    const parameters = await run.parameters();
    await outputs.model.write([modelJson(run, parameters)]);
    written.push(`${outputs.model.path} (${count(parameters.length)} parameters)`);
  }
  return written;
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
    stderr.write(`interrupted after ${count(results.steps)} steps; ${files}\n`);
  } else if (!command.json && written.length > 0) {
    stdout.write(`${files}\n`);
  }
  if (results.status === "diverged") stderr.write(`${results.message ?? "The run diverged."}\n`);
}
