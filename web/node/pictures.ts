// SPDX-License-Identifier: Apache-2.0
/** `downhill pictures`: pictures of one's own as an experiment, and the stored table beside it. */
import type { PictureSize } from "../src/data/pictures/picture.ts";
import {
  type PictureReport,
  type PictureTable,
  tableOfIdx,
  tableOfPictures,
} from "../src/data/pictures/pictures.ts";
import type { StoredData, TableContent } from "../src/data/table.ts";
import type { Experiment, ExperimentDocument, Written } from "../src/engine/api.ts";
import { readBytes } from "./files.ts";
import { InputError } from "./input_error.ts";
import type { PicturesCommand } from "./picture_arguments.ts";
import { folderShelf, isFolder, isZip, zipShelf } from "./picture_files.ts";
import { counted } from "./results.ts";
import { StoredOutput } from "./stored_output.ts";
import type { Streams, Terminal } from "./terminal.ts";
import type { StartEngine } from "./train.ts";

const DEFAULT_SIDE = 28;

export async function pictures(
  command: PicturesCommand,
  { stderr }: Streams,
  start: StartEngine,
): Promise<number> {
  const output = new StoredOutput(command.output, [command.file]);
  output.open();
  try {
    const { content, report } = await madeTable(command);
    tellPictures(report, stderr);
    await output.write(content, (data) => experimentOnPictures(data, content), start);
  } finally {
    output.discard();
  }
  stderr.write(output.written);
  return 0;
}

export function tellPictures({ classes, skipped }: PictureReport, stderr: Terminal): void {
  for (const { name, pictures: count } of classes) {
    stderr.write(`${name}: ${counted(count, "picture")}\n`);
  }
  if (skipped.length === 0) return;
  const [first] = skipped;
  stderr.write(
    `left out, for neither PNG nor JPEG: ${counted(skipped.length, "file")}, like ${first}\n`,
  );
}

async function madeTable({ file, labels, size }: PicturesCommand): Promise<PictureTable> {
  const full: PictureSize = {
    height: size.height ?? DEFAULT_SIDE,
    width: size.width ?? DEFAULT_SIDE,
    channels: size.channels ?? 1,
  };
  if (await isFolder(file)) {
    const shelf = await folderShelf(file);
    return tableOfPictures(shelf.paths, shelf.read, full);
  }
  const bytes = await readBytes(file);
  if (isZip(bytes)) {
    const shelf = zipShelf(file, bytes);
    return tableOfPictures(shelf.paths, shelf.read, full);
  }
  if (labels === undefined) {
    throw new InputError(
      `${file}: is neither a folder nor a zip. Give one, or with an IDX file of pictures its --labels.`,
    );
  }
  const own = { path: file, bytes };
  return tableOfIdx(own, { path: labels, bytes: await readBytes(labels) }, size);
}

/** Few pictures are gone through more often: until so many were seen. */
const PICTURES_SEEN = 20_000;
const FEWEST_EPOCHS = 10;
const MOST_EPOCHS = 100;
const epochsFor = (pictures: number): number =>
  Math.max(FEWEST_EPOCHS, Math.min(MOST_EPOCHS, Math.round(PICTURES_SEEN / pictures)));

/** Two convolutions where there is room for them, and a layer that tells the classes: learns most small pictures in a minute. */
export function experimentOnPictures(
  data: StoredData,
  { shape, targets }: TableContent,
): ExperimentDocument {
  const [, height = 1, width = 1] = shape;
  const conv = (out_channels: number) =>
    ({
      type: "conv2d",
      out_channels,
      padding: "same",
      activation: "relu",
      initializer: "he_normal",
    }) as const;
  const isLarge = Math.min(height, width) >= 8;
  const experiment: Written<Experiment> = {
    version: 1,
    // Pixels are of one kind and from 0 to 1: apart each would lose what it tells beside its neighbours.
    data: { ...data, standardize: false },
    model: {
      layers: [
        conv(8),
        { type: "max_pool2d" },
        ...(isLarge ? ([conv(16), { type: "max_pool2d" }] as const) : []),
        { type: "flatten" },
        { type: "dense", units: 64, activation: "relu", initializer: "he_normal" },
        { type: "dense" },
      ],
    },
    optimizer: { type: "adam", learning_rate: 0.002 },
    stop: { epochs: epochsFor(targets.length) },
  };
  return experiment as ExperimentDocument;
}
