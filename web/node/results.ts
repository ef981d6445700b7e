// SPDX-License-Identifier: Apache-2.0
/** What a finished run amounts to: as an object, and as text for people. */
import { type Evaluation, PARTS, type Part, type Run, type RunState } from "../src/engine/api.ts";

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
  /** The losses are of standardized targets; r2 and mae are in original units. */
  readonly standardized_losses?: true;
  readonly train_loss: number | null;
  readonly validation_loss: number | null;
  readonly test_loss: number | null;
  readonly train_accuracy?: number | null;
  readonly validation_accuracy?: number | null;
  readonly test_accuracy?: number | null;
  /** Precision, recall and F1 of every class on the test part, and its most frequent confusion. */
  readonly test_classes?: Evaluation["classes"];
  readonly test_top_confusion?: Evaluation["top_confusion"];
  readonly train_r2?: number | null;
  readonly validation_r2?: number | null;
  readonly test_r2?: number | null;
  readonly train_mae?: number | null;
  readonly validation_mae?: number | null;
  readonly test_mae?: number | null;
}

/** `earlier`: samples of the run that this one goes on from. */
export async function resultsOf(
  run: Run,
  state: RunState,
  seconds: number,
  earlier: number,
): Promise<Results> {
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
    samples_per_second: seconds > 0 ? (state.samples - earlier) / seconds : 0,
    module: run.module.name,
    threads: run.module.threads,
    ...(task === "regression" && run.description.experiment.data.standardize_target
      ? { standardized_losses: true as const }
      : {}),
    train_loss: loss("train"),
    validation_loss: loss("validation"),
    test_loss: loss("test"),
    ...(task === "regression"
      ? {
          train_r2: finite(evaluations.get("train")?.r2),
          validation_r2: finite(evaluations.get("validation")?.r2),
          test_r2: finite(evaluations.get("test")?.r2),
          train_mae: finite(evaluations.get("train")?.mae),
          validation_mae: finite(evaluations.get("validation")?.mae),
          test_mae: finite(evaluations.get("test")?.mae),
        }
      : {
          train_accuracy: accuracy("train"),
          validation_accuracy: accuracy("validation"),
          test_accuracy: accuracy("test"),
          ...definedOf({
            test_classes: evaluations.get("test")?.classes,
            test_top_confusion: evaluations.get("test")?.top_confusion,
          }),
        }),
  };
}

/** Without the keys that have no value. */
function definedOf<T extends object>(object: T): { [Key in keyof T]?: NonNullable<T[Key]> } {
  const entries = Object.entries(object).filter(([, value]) => value !== undefined);
  return Object.fromEntries(entries) as { [Key in keyof T]?: NonNullable<T[Key]> };
}

/** JSON has no NaN: a loss that is none, or of an empty part, is null. */
function finite(value: number | null | undefined): number | null {
  return typeof value === "number" && Number.isFinite(value) ? value : null;
}

/** What the trainer says of an end that the first line of the summary has told already. */
const REPEATED = /^Done: \d+ (?:epochs?|steps?)\.$/;

/** The summary for people. */
export function* summaryLines(results: Results): Iterable<string> {
  const { status, reason, message, epochs, steps, seconds, samples_per_second } = results;
  const ending = reason === undefined ? status : `${status} (${reason})`;
  yield `${ending} after ${counted(epochs, "epoch")}, ${counted(steps, "step")}, ${seconds.toFixed(2)} s, ${count(samples_per_second)} samples/s`;
  // Of a run that has diverged it goes where errors go.
  if (message !== undefined && status !== "diverged" && !REPEATED.test(message)) yield message;
  yield `module ${results.module}, ${counted(results.threads, "thread")}`;
  const measure = results.train_accuracy !== undefined ? "accuracy" : "r2";
  const rows = PARTS.map((part) => [
    part,
    shown(results[`${part}_loss`]),
    shown(results[`${part}_${measure}`] ?? null),
  ]);
  yield* columns([["", "loss", measure], ...rows]);
  if (results.standardized_losses) yield "loss: of the standardized target";
}

/** As wide as their widest cell, and never less apart than two blanks. */
export function columns(rows: readonly (readonly string[])[], least = 12): string[] {
  const widths: number[] = [];
  for (const row of rows) {
    row.forEach((cell, index) => {
      widths[index] = Math.max(widths[index] ?? least, cell.length + 2);
    });
  }
  return rows.map((row) =>
    row
      .map((cell, index) => (index === row.length - 1 ? cell : cell.padEnd(widths[index] ?? 0)))
      .join(""),
  );
}

function shown(value: number | null): string {
  return value === null ? "-" : String(Number(value.toPrecision(6)));
}

/** 1234567.8 as 1,234,568. */
export function count(value: number): string {
  return Math.round(value).toLocaleString("en-US");
}

const AMOUNT = new Intl.NumberFormat("en-US", {
  maximumFractionDigits: 2,
  // What is less than a hundredth is not nothing.
  maximumSignificantDigits: 1,
  roundingPriority: "morePrecision",
});

/** 1 as `1 epoch`, 0.914 as `0.91 epochs`. */
export function counted(value: number, unit: string): string {
  return `${AMOUNT.format(value)} ${value === 1 ? unit : `${unit}s`}`;
}
