// SPDX-License-Identifier: Apache-2.0
/** What helps against what was found. */
import { LAYERS, outputIndex } from "../../documents/edits.ts";
import type { Description, Warning } from "../../engine/api.ts";
import { type Cure, type Remedy, USUAL_UPDATE } from "./cure.ts";
import { activationOf, type DocumentLayer, isBounded, layersOf } from "./network.ts";
import type { Signs } from "./signs.ts";

/** With that, a rate is beyond doubt much too large: a decade above the usual one. */
export const FAR_ABOVE_USUAL = 10;

const rounded = (rate: number) => Number(rate.toPrecision(3));

const rateCure = (rate: number, afresh: boolean): Cure => ({
  remedy: "rate",
  value: rounded(rate),
  changes: [{ path: "optimizer.learning_rate", value: rounded(rate) }],
  afresh,
});

export const rateOf = ({ description }: Signs): number =>
  Number(description.experiment.optimizer.learning_rate);

/** A tenth of the rate, or at once the usual one where that is even less. */
export function slower(signs: Signs): Cure {
  const rate = rateOf(signs);
  const far = rate >= FAR_ABOVE_USUAL * signs.usualRate;
  return rateCure(far ? signs.usualRate : rate / 10, true);
}

/** As many whole decades as the updates fall short of the usual size. */
export function faster(signs: Signs, update: number): Cure {
  const decades = Math.max(1, Math.round(Math.log10(USUAL_UPDATE / update)));
  return rateCure(rateOf(signs) * 10 ** decades, false);
}

export const clip: Cure = {
  remedy: "clip",
  changes: [{ path: "clip", value: { type: "norm", max_norm: 1 } }],
  afresh: true,
};

export const standardize: Cure = {
  remedy: "standardize",
  changes: [{ path: "data.standardize", value: true }],
  afresh: true,
};

/** Each hidden layer as `change` makes it. */
function layers(
  description: Description,
  remedy: Remedy,
  change: (layer: DocumentLayer, index: number) => unknown,
): Cure {
  const before = layersOf(description);
  const output = outputIndex(before);
  const value = before.map((layer, index) => (index < output ? change(layer, index) : layer));
  return { remedy, changes: [{ path: LAYERS, value }], afresh: true };
}

const withInitializer = <L extends DocumentLayer>(layer: L, type: string) =>
  "initializer" in layer ? { ...layer, initializer: { type } } : layer;

const drawnFor = (layer: DocumentLayer) =>
  withInitializer(layer, isBounded(layer) ? "glorot_uniform" : "he_normal");

/** relu passes the gradient on undiminished, and He's initial weights keep its size (He et al. 2015). */
export const relu = (description: Description): Cure =>
  layers(description, "relu", (layer) =>
    isBounded(layer)
      ? withInitializer({ ...layer, activation: { type: "relu" } } as DocumentLayer, "he_normal")
      : layer,
  );

/** A unit with a slope on both sides gets a gradient wherever it is. What killed it is set right as well. */
export function leaky(signs: Signs): Cure {
  const cure = layers(signs.description, "leaky", (layer) =>
    activationOf(layer) === "relu" ? { ...layer, activation: { type: "leaky_relu" } } : layer,
  );
  const rate = rateOf(signs);
  if (rate < FAR_ABOVE_USUAL * signs.usualRate) return cure;
  return { ...cure, changes: [...cure.changes, ...slower(signs).changes] };
}

/** Weights drawn with the spread that suits the size and the activation of each layer. */
export const initializer = (description: Description): Cure =>
  layers(description, "initializer", drawnFor);

export function hiddenLayer(description: Description): Cure {
  const before = layersOf(description);
  const output = outputIndex(before);
  const added = { type: "dense", units: 8, activation: { type: "tanh" } };
  const value = [...before.slice(0, output), added, ...before.slice(output)];
  return { remedy: "hidden_layer", changes: [{ path: LAYERS, value }], afresh: true };
}

export function moreUnits(description: Description): Cure {
  const grown = (layer: DocumentLayer) =>
    layer.type === "dense" && layer.units !== null ? { ...layer, units: 2 * layer.units } : layer;
  return layers(description, "more_units", grown);
}

export const adam: Cure = {
  remedy: "adam",
  changes: [{ path: "optimizer", value: { type: "adam" } }],
  afresh: true,
};

export const allSamples: Cure = {
  remedy: "all_samples",
  changes: [{ path: "batch_size", value: "full" }],
  afresh: true,
};

/** Epochs without an improvement, after which training goes back to the best weights. */
const PATIENCE = 20;

export const earlyStopping: Cure = {
  remedy: "early_stopping",
  value: PATIENCE,
  changes: [{ path: "stop.early_stopping", value: { patience: PATIENCE, restore_best: true } }],
  afresh: true,
};

/** Whatever ended the run comes later. */
export function longer({ description, state }: Signs): Cure {
  const { stop } = description.experiment;
  const to = (path: string, value: number): Cure => ({
    remedy: "longer",
    changes: [{ path, value }],
    afresh: false,
  });
  const until = (path: string, value: number): Cure => ({ ...to(path, value), value });
  const tenth = (value: number | null) => (value ?? 0) / 10;
  switch (state?.reason) {
    case "steps":
      return until("stop.steps", 2 * (stop.steps ?? state.step));
    case "loss_below":
      return to("stop.loss_below", tenth(stop.loss_below));
    case "gradient_norm_below":
      return to("stop.gradient_norm_below", tenth(stop.gradient_norm_below));
    case "loss_change_below":
      return to("stop.loss_change_below", tenth(stop.loss_change_below));
    case "early_stopping":
      return to("stop.early_stopping.patience", 2 * (stop.early_stopping.patience ?? 1));
    default:
      return until("stop.epochs", 2 * (stop.epochs ?? state?.epoch ?? 1));
  }
}

/** A warning names the place that is surely not meant; what is meant there follows from the place. */
export function ofWarning(description: Description, { path }: Warning): Cure | undefined {
  if (path === "data.standardize_target") {
    const value = !description.experiment.data.standardize_target;
    const remedy = value ? "standardize_target" : "default";
    return { remedy, changes: [{ path, value }], afresh: true };
  }
  if (path.endsWith(".activation")) {
    return { remedy: "linear", changes: [{ path, value: { type: "linear" } }], afresh: true };
  }
  // What is left are layers that had better not be there.
  const index = Number(path.match(/^model\.layers\[(\d+)\]/)?.[1]);
  // Which data are meant, nobody knows but who has brought them.
  if (Number.isNaN(index)) return undefined;
  const value = layersOf(description).filter((_, at) => at !== index);
  return { remedy: "remove_layer", changes: [{ path: LAYERS, value }], afresh: true };
}
