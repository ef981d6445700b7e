// SPDX-License-Identifier: Apache-2.0
/** A first experiment on pictures of one's own. */
import type { Experiment, ExperimentDocument, Written } from "../../engine/api.ts";
import type { StoredData, TableContent } from "../table.ts";

/** Few pictures are gone through more often: until so many were seen. */
const PICTURES_SEEN = 20_000;
const FEWEST_EPOCHS = 10;
const MOST_EPOCHS = 100;
const epochsFor = (pictures: number): number =>
  Math.max(FEWEST_EPOCHS, Math.min(MOST_EPOCHS, Math.round(PICTURES_SEEN / pictures)));

/** Channels of convolutions, each of which halves the picture, and the smallest side for it. */
const CONVOLUTIONS = [
  { channels: 8, side: 2 },
  { channels: 16, side: 8 },
];
/** What they take at once: a larger picture would need more memory than there is, and is averaged over squares before. */
const MOST_SEEN = 48 * 48;

/** A few convolutions, and a layer that tells the classes: learns most small pictures in a minute. */
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
  const side = Math.min(height, width);
  const square = Math.ceil(Math.sqrt((height * width) / MOST_SEEN));
  const convolutions = CONVOLUTIONS.filter((each) => Math.floor(side / square) >= each.side);
  const experiment: Written<Experiment> = {
    version: 1,
    // Pixels are of one kind and from 0 to 1: apart each would lose what it tells beside its neighbours.
    data: { ...data, standardize: false },
    model: {
      layers: [
        ...(square > 1 ? ([{ type: "avg_pool2d", kernel: [square] }] as const) : []),
        ...convolutions.flatMap(
          ({ channels }) => [conv(channels), { type: "max_pool2d" }] as const,
        ),
        ...(convolutions.length > 0 ? ([{ type: "flatten" }] as const) : []),
        { type: "dense", units: 64, activation: "relu", initializer: "he_normal" },
        { type: "dense" },
      ],
    },
    optimizer: { type: "adam", learning_rate: 0.002 },
    stop: { epochs: epochsFor(targets.length) },
  };
  return experiment as ExperimentDocument;
}
