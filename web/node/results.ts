// SPDX-License-Identifier: Apache-2.0
/** What a finished run amounts to: as an object, as text for people, and as files. Numbers keep all their digits. */
import {
  type Evaluation,
  HISTORY_COLUMNS,
  PARTS,
  type Part,
  type Run,
  type RunState,
} from "../src/engine/api.ts";

export interface Results {
  readonly status: RunState["status"] | "interrupted";
  readonly reason?: string;
  readonly message?: string;
  readonly steps: number;
  readonly epochs: number;
  readonly seconds: number;
  readonly samples_per_second: number;
  readonly module: string;
  readonly threads: number;
  readonly train_loss: number | null;
  readonly validation_loss: number | null;
  readonly test_loss: number | null;
  readonly train_accuracy?: number | null;
  readonly validation_accuracy?: number | null;
  readonly test_accuracy?: number | null;
}

export async function resultsOf(run: Run, state: RunState, seconds: number): Promise<Results> {
  const evaluations = new Map<Part, Evaluation>();
  const { counts, task } = run.description.summary;
  for (const part of PARTS) {
    if (counts[part] > 0) evaluations.set(part, await run.evaluate(part));
  }
  const loss = (part: Part) => finite(evaluations.get(part)?.loss);
  const accuracy = (part: Part) => finite(evaluations.get(part)?.accuracy);
  return {
    // A run that stands still before its end was interrupted.
    status: state.status === "ready" ? "interrupted" : state.status,
    ...(state.reason === undefined ? {} : { reason: state.reason }),
    ...(state.message === undefined ? {} : { message: state.message.en }),
    steps: state.step,
    epochs: state.epoch,
    seconds,
    samples_per_second: seconds > 0 ? state.samples / seconds : 0,
    module: run.module.name,
    threads: run.module.threads,
    train_loss: loss("train"),
    validation_loss: loss("validation"),
    test_loss: loss("test"),
    ...(task === "regression"
      ? {}
      : {
          train_accuracy: accuracy("train"),
          validation_accuracy: accuracy("validation"),
          test_accuracy: accuracy("test"),
        }),
  };
}

/** JSON has no NaN: a loss that is none, or of an empty part, is null. */
function finite(value: number | null | undefined): number | null {
  return typeof value === "number" && Number.isFinite(value) ? value : null;
}

/** The summary for people. */
export function* summaryLines(results: Results): Iterable<string> {
  const { status, reason, epochs, steps, seconds, samples_per_second } = results;
  const ending = reason === undefined ? status : `${status} (${reason})`;
  yield `${ending} after ${count(epochs)} epochs, ${count(steps)} steps, ${seconds.toFixed(2)} s, ${count(samples_per_second)} samples/s`;
  yield `module ${results.module}, ${results.threads} ${results.threads === 1 ? "thread" : "threads"}`;
  const classes = results.train_accuracy !== undefined;
  yield `${"".padEnd(12)}${"loss".padEnd(14)}${classes ? "accuracy" : ""}`.trimEnd();
  for (const part of PARTS) {
    const loss = shown(results[`${part}_loss`]);
    const accuracy = classes ? shown(results[`${part}_accuracy`] ?? null) : "";
    yield `${part.padEnd(12)}${loss.padEnd(14)}${accuracy}`.trimEnd();
  }
}

function shown(value: number | null): string {
  return value === null ? "-" : String(Number(value.toPrecision(6)));
}

/** 1234567.8 as 1,234,568. */
export function count(value: number): string {
  return Math.round(value).toLocaleString("en-US");
}

/** The history as CSV, a block of lines at a time; an empty cell where a column does not apply. */
export function* historyCsv(history: Float64Array): Iterable<string> {
  yield `${HISTORY_COLUMNS.join(",")}\n`;
  const width = HISTORY_COLUMNS.length;
  const block = 1_000 * width;
  for (let begin = 0; begin < history.length; begin += block) {
    let text = "";
    for (let row = begin; row < Math.min(begin + block, history.length); row += width) {
      text += `${Array.from(history.subarray(row, row + width), cell).join(",")}\n`;
    }
    yield text;
  }
}

/** The shortest digits that read back as the same number. */
function cell(value: number): string {
  return Number.isNaN(value) ? "" : String(value);
}

export function modelJson(run: Run, parameters: Float32Array): string {
  const { experiment, summary } = run.description;
  const { layers } = summary;
  return `${JSON.stringify({ experiment, layers, parameters: Array.from(parameters) })}\n`;
}
