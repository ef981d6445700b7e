// SPDX-License-Identifier: Apache-2.0
/** `downhill pictures`: pictures of one's own as an experiment, and the stored table beside it. */
import { experimentOnPictures } from "../src/data/pictures/experiment.ts";
import type { PictureSize } from "../src/data/pictures/picture.ts";
import {
  type PictureReport,
  type PictureTable,
  tableOfIdx,
  tableOfPictures,
} from "../src/data/pictures/pictures.ts";
import { isZip, zipShelf } from "../src/data/pictures/zip.ts";
import { ExperimentError } from "../src/engine/contract/experiment_error.ts";
import { nameOf } from "./file_name.ts";
import { readBytes } from "./files.ts";
import { InputError } from "./input_error.ts";
import type { PicturesCommand } from "./picture_arguments.ts";
import { folderShelf, isFolder } from "./picture_files.ts";
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
    const written = output.write(content, (data) => experimentOnPictures(data, content), start);
    await smallerCures(written, command);
  } finally {
    output.discard();
  }
  stderr.write(output.written);
  return 0;
}

/** The network was not the user's choice: what does not fit is the size of the pictures. */
async function smallerCures(
  written: Promise<void>,
  { file, size }: PicturesCommand,
): Promise<void> {
  try {
    await written;
  } catch (error) {
    if (!(error instanceof ExperimentError) || !/memory/.test(error.message)) throw error;
    throw new InputError(
      `${nameOf(file)}: pictures of this size and number do not fit into memory with a network. Give a smaller --size${size.channels === 3 ? ", or --grey" : ""}.`,
    );
  }
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
  const isInFolder = await isFolder(file);
  const bytes = isInFolder ? undefined : await readBytes(file);
  if (labels !== undefined && (bytes === undefined || isZip(bytes))) {
    throw new InputError(
      `--labels: is for an IDX file, and the pictures of ${nameOf(file)} have the names of their folders. Leave it out.`,
    );
  }
  if (bytes === undefined) {
    const shelf = await folderShelf(file);
    return tableOfPictures(shelf.paths, shelf.read, full);
  }
  if (isZip(bytes)) {
    const shelf = zipShelf(nameOf(file), bytes);
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
