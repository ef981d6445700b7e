// SPDX-License-Identifier: Apache-2.0
/** `downhill predict`: what a trained network says of the rows of a CSV file, or of pictures. */
import { featuresOfCsv, type NewRows, type RowOptions } from "../src/data/csv/new_rows.ts";
import type { PictureSize } from "../src/data/pictures/picture.ts";
import type { Experiment, Run, Summary, Text } from "../src/engine/api.ts";
import { startFrom } from "../src/engine/model_start.ts";
import { nineDigits } from "../src/engine/nine_digits.ts";
import { predictedClass } from "../src/engine/predicted_class.ts";
import { inFile, nameOf } from "./file_name.ts";
import { readBytes } from "./files.ts";
import { InputError } from "./input_error.ts";
import { readModelFile, warnIfDiverged } from "./model_file.ts";
import { Output } from "./output.ts";
import { picturesAt } from "./picture_files.ts";
import type { PredictCommand } from "./predict_arguments.ts";
import { curable } from "./table_arguments.ts";
import type { Streams } from "./terminal.ts";
import type { StartEngine } from "./train.ts";

export async function predict(
  { file, input, reading, output: path, json }: PredictCommand,
  streams: Streams,
  start: StartEngine,
): Promise<number> {
  const { stdout, stderr } = streams;
  const model = await readModelFile(file);
  warnIfDiverged(model, streams);
  const output = path === undefined ? undefined : new Output(path, [file, input]);
  output?.open();
  const engine = await start({ threads: 1 });
  try {
    const document = startFrom({ ...model.experiment }, model);
    const run = await inFile(file, engine.open(document));
    const { summary } = run.description;
    const { features, names, kind, remarks } = await askedOf(input, reading, run);
    for (const { en } of remarks) stderr.write(`${en}\n`);
    const predictions = await run.predict(features);
    const { type } = model.experiment.loss;
    const answers = names.map((name, index) => {
      const own = predictions.subarray(index * summary.outputs, (index + 1) * summary.outputs);
      return { name, own, number: summary.classes > 0 ? predictedClass(own, summary, type) : 0 };
    });
    const text = json
      ? `${JSON.stringify(answers.map((answer) => ({ [kind]: answer.name, ...answerOf(answer, summary) })))}\n`
      : csvOf(kind, answers, summary);
    if (output === undefined) stdout.write(text);
    else await output.write([text]);
    return 0;
  } finally {
    output?.discard();
    await engine.close();
  }
}

/** What is to be predicted. */
interface Asked {
  readonly features: Float32Array;
  /** Of rows their numbers, of pictures their files. */
  readonly names: readonly (number | string)[];
  readonly kind: "row" | "file";
  /** What was passed over in the file. */
  readonly remarks: readonly Text[];
}

async function askedOf(input: string, reading: RowOptions, run: Run): Promise<Asked> {
  const { summary } = run.description;
  const shelf = await picturesAt(input);
  if (shelf === undefined) {
    const { numbers, ...rows } = await inFile(input, rowsOf(input, reading, run));
    return { ...rows, names: numbers, kind: "row" };
  }
  const size = pictureSizeOf(summary);
  if (size === undefined) {
    throw new InputError(
      `${nameOf(input)}: the network does not see pictures, but ${summary.features} numbers. Give a CSV file.`,
    );
  }
  const { featuresOfPictures } = await import("../src/data/pictures/pictures.ts");
  const scale = await scaleOf(run);
  const features = featuresOfPictures(shelf.paths, shelf.read, size, scale);
  // One picture is named by what is wrong with it.
  const isAlone = shelf.paths[0] === input;
  return {
    features: await (isAlone ? features : inFile(input, features)),
    names: shelf.paths,
    kind: "file",
    remarks: [],
  };
}

async function rowsOf(input: string, reading: RowOptions, run: Run): Promise<NewRows> {
  const { summary } = run.description;
  const bytes = await readBytes(input);
  const { feature_names: names, target_name: target } = summary;
  const size = pictureSizeOf(summary);
  // A table of pictures has no names for its pixels: they come in the order of the rows that it was made of.
  const isUnnamed = names.every((name, index) => name === `x${index + 1}`);
  if (size === undefined || !isUnnamed)
    return curable(() => featuresOfCsv(bytes, names, reading), input);
  const { featuresOfPixels } = await import("../src/data/pictures/pixel_csv.ts");
  const scale = await scaleOf(run);
  return curable(() => featuresOfPixels(bytes, reading, size, target, scale), input);
}

/** Undefined where the network sees no pictures. */
function pictureSizeOf({ layers }: Summary): PictureSize | undefined {
  const [channels, height, width] = layers[0]?.input ?? [];
  if ((channels !== 1 && channels !== 3) || height === undefined || width === undefined)
    return undefined;
  return { channels, height, width };
}

/** What the network was trained with where a picture has the byte 1: the pictures of a table say in which units they are. */
async function scaleOf(run: Run): Promise<number> {
  const { experiment, summary } = run.description;
  const { SCALE } = await import("../src/data/pictures/pictures.ts");
  const brightest = brightestOf(experiment);
  if (brightest !== undefined) return brightest * SCALE;
  const part = (["test", "validation", "train"] as const).find((name) => summary.counts[name] > 0);
  const { features } = await run.samples(part ?? "train");
  let [least, most] = [0, 0];
  for (const value of features) {
    least = Math.min(least, value);
    most = Math.max(most, value);
  }
  if (least < 0 || most > 255) {
    throw new InputError(
      `the network was trained with pictures of numbers from ${least} to ${most}, which are no brightness. Predict with run.predict() in Node, in the same numbers.`,
    );
  }
  return most <= 1 ? SCALE : 1;
}

/** Of the site's own pictures. */
function brightestOf({ data }: Experiment): number | undefined {
  if (data.type === "digits") return 16;
  return data.type === "mnist" ? 1 : undefined;
}

function answerOf({ own, number }: Predicted, summary: Summary): object {
  const predictions = Array.from(own, nineDigits);
  if (summary.classes === 0) return { predictions };
  return { class: nameOfClass(number, summary), class_number: number, predictions };
}

const nameOfClass = (number: number, { class_names }: Summary) =>
  class_names[number] ?? String(number);

interface Predicted {
  readonly name: number | string;
  readonly own: Float32Array;
  readonly number: number;
}

function csvOf(kind: string, answers: readonly Predicted[], summary: Summary): string {
  const { classes, outputs, target_name: target } = summary;
  const header = [kind, ...(classes > 0 ? [target] : []), ...columnsOf(summary)];
  const lines = answers.map(({ name, own, number }) => [
    String(name),
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
