// SPDX-License-Identifier: Apache-2.0
/** `downhill predict`: what a trained network says of the rows of a CSV file. */
import { featuresOfCsv } from "../src/data/csv/new_rows.ts";
import type { Summary } from "../src/engine/api.ts";
import { nineDigits } from "../src/engine/nine_digits.ts";
import { predictedClass } from "../src/engine/predicted_class.ts";
import { startFrom } from "../src/engine/saved_model.ts";
import { inFile } from "./file_name.ts";
import { readBytes } from "./files.ts";
import { readModelFile, warnIfDiverged } from "./model_file.ts";
import { Output } from "./output.ts";
import type { PredictCommand } from "./predict_arguments.ts";
import type { Streams } from "./terminal.ts";
import type { StartEngine } from "./train.ts";

export async function predict(
  { file, csv, output: path, json }: PredictCommand,
  streams: Streams,
  start: StartEngine,
): Promise<number> {
  const { stdout } = streams;
  const model = await readModelFile(file);
  warnIfDiverged(model, streams);
  const bytes = await readBytes(csv);
  const output = path === undefined ? undefined : new Output(path, [file, csv]);
  output?.open();
  const engine = await start({ threads: 1 });
  try {
    const document = startFrom({ ...model.experiment }, model);
    const run = await inFile(file, engine.open(document));
    const { summary } = run.description;
    const { features, numbers } = await inFile(csv, rowsOf(bytes, summary));
    const predictions = await run.predict(features);
    const { type } = model.experiment.loss;
    const rows = numbers.map((row, index) => {
      const own = predictions.subarray(index * summary.outputs, (index + 1) * summary.outputs);
      return { row, own, number: summary.classes > 0 ? predictedClass(own, summary, type) : 0 };
    });
    const text = json
      ? `${JSON.stringify(rows.map(({ row, own, number }) => answerOf(row, own, number, summary)))}\n`
      : csvOf(rows, summary);
    if (output === undefined) stdout.write(text);
    else await output.write([text]);
    return 0;
  } finally {
    output?.discard();
    await engine.close();
  }
}

const rowsOf = async (bytes: Uint8Array, { feature_names }: Summary) =>
  featuresOfCsv(bytes, feature_names);

function answerOf(row: number, own: Float32Array, number: number, summary: Summary): object {
  const numbers = Array.from(own, nineDigits);
  if (summary.classes === 0) return { row, predictions: numbers };
  return { row, class: nameOfClass(number, summary), class_number: number, predictions: numbers };
}

const nameOfClass = (number: number, { class_names }: Summary) =>
  class_names[number] ?? String(number);

interface Predicted {
  readonly row: number;
  readonly own: Float32Array;
  readonly number: number;
}

function csvOf(rows: readonly Predicted[], summary: Summary): string {
  const { classes, outputs, target_name: target } = summary;
  const header = ["row", ...(classes > 0 ? [target] : []), ...columnsOf(summary)];
  const lines = rows.map(({ row, own, number }) => [
    String(row),
    ...(classes > 0 ? [nameOfClass(number, summary)] : []),
    ...Array.from({ length: outputs }, (_, k) => String(nineDigits(own[k] ?? Number.NaN))),
  ]);
  return [header, ...lines].map((cells) => `${cells.map(quotedCell).join(",")}\n`).join("");
}

function columnsOf(summary: Summary): string[] {
  const { classes, outputs, target_name: target } = summary;
  if (classes === 0) {
    return outputs === 1
      ? [target]
      : Array.from({ length: outputs }, (_, k) => `${target}_${k + 1}`);
  }
  // Of two classes there may be one output: that of the second.
  if (outputs === 1) return [classes === 2 ? `output ${nameOfClass(1, summary)}` : "output"];
  return Array.from({ length: outputs }, (_, k) => `output ${nameOfClass(k, summary)}`);
}

const quotedCell = (cell: string) =>
  /[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
