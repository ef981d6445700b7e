// SPDX-License-Identifier: Apache-2.0
/** The words after `downhill pictures`, understood or refused. */
import type { PictureSize } from "../src/data/pictures/picture.ts";
import { InputError } from "./input_error.ts";

export interface PicturesCommand {
  readonly name: "pictures";
  /** A folder, a zip, or an IDX file. */
  readonly file: string;
  /** The IDX file of the labels. */
  readonly labels?: string | undefined;
  readonly size: Partial<PictureSize>;
  readonly output: string;
}

export const PICTURES_OPTIONS = {
  size: { type: "string" },
  grey: { type: "boolean" },
  colour: { type: "boolean" },
  labels: { type: "string" },
  output: { type: "string" },
} as const;

export const PICTURES_HELP = `  downhill pictures FOLDER|ZIP [--size 28x28] [--grey | --colour] --output DOC.json
  downhill pictures IMAGES.idx --labels LABELS.idx [--size 28x28] --output DOC.json
      Writes an experiment with a small convolutional network, ready for train, and the pictures
      beside it as DOC.safetensors. PNG and JPEG files lie in folders, one a class, with its name.
      --size HxW       height and width that all are brought to; the default is 28x28, or the IDX file's own
      --colour         keeps red, green and blue; the default is --grey
      --labels FILE    the labels of an IDX file of pictures (also .gz, as MNIST and its kin come)
`;

const LARGEST_SIDE = 512;

/** @throws InputError with one line. */
export function parsePictures(
  file: string,
  values: Readonly<Record<string, unknown>>,
  seeHelp: string,
): PicturesCommand {
  const { output, labels, size } = values as Partial<Record<string, string>>;
  if (output === undefined || output === "-") {
    throw new InputError(
      `pictures: --output is missing. Give the document to write; the pictures lie beside it. ${seeHelp}`,
    );
  }
  if (values.grey === true && values.colour === true) {
    throw new InputError("--grey and --colour exclude each other. Give one of them.");
  }
  if (labels !== undefined && values.colour === true) {
    throw new InputError("--colour: IDX files are grey. Leave it out.");
  }
  return {
    name: "pictures",
    file,
    labels,
    output,
    size: { ...sizeOf(size), channels: values.colour === true ? 3 : 1 },
  };
}

function sizeOf(text: string | undefined): Partial<PictureSize> {
  if (text === undefined) return {};
  const [, height, width] = /^(\d{1,4})x(\d{1,4})$/i.exec(text) ?? [];
  const [rows, columns] = [Number(height), Number(width)];
  const fits = (side: number) => side >= 1 && side <= LARGEST_SIDE;
  if (fits(rows) && fits(columns)) return { height: rows, width: columns };
  throw new InputError(
    `--size: ${text} is no size. Give height and width from 1 to ${LARGEST_SIDE}, like 28x28.`,
  );
}
