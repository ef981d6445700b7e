// SPDX-License-Identifier: Apache-2.0
/** What a diagnosis asks of the layers of a document. */
import { outputIndex } from "../../documents/edits.ts";
import type { Description, Experiment } from "../../engine/api.ts";
import { chosenInputs } from "../../engine/network_inputs.ts";

export type DocumentLayer = Experiment["model"]["layers"][number];

export const layersOf = ({ experiment }: Pick<Description, "experiment">) =>
  experiment.model.layers;

export const activationOf = (layer: DocumentLayer): string =>
  "activation" in layer ? layer.activation.type : "linear";

/** Dense and convolutional layers before the output, by their number. */
export function hiddenLayers(description: Description): { index: number; layer: DocumentLayer }[] {
  const layers = layersOf(description);
  const output = outputIndex(layers);
  return layers.flatMap((layer, index) =>
    index < output && (layer.type === "dense" || layer.type === "conv2d") ? [{ index, layer }] : [],
  );
}

/** Whether the network is fed more of the features than they are: their squares, products and sines bend. */
export const hasFormulas = ({ summary }: Pick<Description, "summary">): boolean =>
  chosenInputs(summary).some(({ formula }) => formula !== "feature");

/** Whether the network as a whole is a straight line: nothing in it bends. */
export const isLinear = (description: Description): boolean =>
  !hasFormulas(description) &&
  layersOf(description).every(
    (layer) =>
      ["dense", "conv2d", "flatten", "avg_pool2d", "dropout"].includes(layer.type) &&
      activationOf(layer) === "linear",
  );

/** Whether each update is the learning rate times the slope of the loss, and nothing besides. */
export function isPlain({ experiment }: Pick<Description, "experiment">): boolean {
  const { optimizer, clip, regularization } = experiment;
  const { l1, l2 } = regularization;
  const isSgd = optimizer.type === "sgd" && optimizer.weight_decay === 0;
  return isSgd && clip.type === "none" && l1 === 0 && l2 === 0;
}

/** Activations that are flat on both sides. */
export const isBounded = (layer: DocumentLayer): boolean =>
  ["sigmoid", "tanh"].includes(activationOf(layer));

/** All units of such a layer begin alike. */
export const beginsAlike = (layer: DocumentLayer): boolean =>
  "initializer" in layer && ["zeros", "constant"].includes(layer.initializer.type);

/** Drawn with a spread that somebody typed, not one that follows from the sizes. */
export const hasOwnSpread = (layer: DocumentLayer): boolean =>
  "initializer" in layer && ["uniform", "normal", "constant"].includes(layer.initializer.type);
