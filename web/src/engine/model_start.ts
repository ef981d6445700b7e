// SPDX-License-Identifier: Apache-2.0
/** What a run takes from a saved model: where that stood, or its numbers to begin with. */
import { decodeBase64, packNumbers } from "./base64.ts";
import { ExperimentError } from "./contract/experiment_error.ts";
import type { SavedBlock, SavedModel } from "./contract/saved_model.ts";

/** The bytes of `state`. @throws ExperimentError where there are none. */
export function stateOf(model: SavedModel): Uint8Array {
  try {
    if (model.state !== undefined) return decodeBase64(model.state);
  } catch {
    // As good as none.
  }
  throw refusal(
    "state",
    "is missing or no base64, so the run cannot go on. Start from its weights instead.",
    "缺失或不是 base64，无法继续训练。请改为从其权重开始。",
  );
}

/** Whether it is the state of a saved model that was refused, and not its document: the weights beside it may do. */
export const refusesState = ({ path }: ExperimentError): boolean =>
  path === "state" || path === "model.state";

/**
 * The document whose layers begin with the numbers of a trained model, the k-th layer with those of the k-th. `layers`: how many of them,
 * from the input on; the others are drawn as always, so that a trained body may get a new head. `frozen`: those layers also keep them.
 * @throws ExperimentError where the document or the model has fewer layers.
 */
export function startFrom(
  document: Readonly<Record<string, unknown>>,
  model: SavedModel,
  options: { layers?: number; frozen?: boolean } = {},
): Readonly<Record<string, unknown>> {
  const own = (document.model as { layers?: unknown } | undefined)?.layers;
  const layers = Array.isArray(own) ? own : model.experiment.model.layers;
  const count = options.layers ?? layers.length;
  const most = Math.min(layers.length, model.experiment.model.layers.length);
  if (!Number.isInteger(count) || count < 1 || count > most) {
    // Of the options, not of the model.
    throw new ExperimentError({
      path: "layers",
      message:
        most === 1
          ? `is ${count}, but there is 1 layer in both. Give 1.`
          : `is ${count}, but there are ${most} layers in both. Give a number from 1 to ${most}.`,
      zh: `为 ${count}，而双方都有的层数是 ${most}。请给出 1 到 ${most} 之间的数。`,
    });
  }
  const started = layers.map((layer, index) => {
    const numbers = index < count ? numbersOf(model, index) : [];
    if (numbers.length === 0) return layer;
    const fields = typeof layer === "string" ? { type: layer } : layer;
    return { ...fields, start: packNumbers(numbers), ...(options.frozen ? { frozen: true } : {}) };
  });
  return { ...document, model: { ...(document.model as object | undefined), layers: started } };
}

/**
 * The document whose layers begin with what those of a saved run began with: where that stands in no document, as with weights that were
 * taken along from another run, the state does not fit without it. The very document where its layers say the same already.
 */
export function withStartsOf<T extends Readonly<Record<string, unknown>>>(
  document: T,
  { experiment }: Pick<SavedModel, "experiment">,
): T {
  const own = (document.model as { layers?: readonly unknown[] } | undefined)?.layers;
  const starts = experiment.model.layers.map(startOf);
  const layers: readonly unknown[] = own ?? experiment.model.layers.map(withoutStart);
  const differs = layers.some((layer, at) => startOf(layer) !== starts[at]);
  if (layers.length !== starts.length || !differs) return document;
  const started = layers.map((layer, at) => {
    const start = starts[at];
    return { ...withoutStart(layer), ...(start === undefined ? {} : { start }) };
  });
  return { ...document, model: { ...(document.model as object | undefined), layers: started } };
}

const startOf = (layer: unknown): unknown =>
  isObject(layer) && "start" in layer ? layer.start : undefined;

function withoutStart(layer: unknown): object {
  if (typeof layer === "string") return { type: layer };
  const { start: _, ...fields } = layer as { readonly start?: unknown };
  return fields;
}

/** Parameters, then statistics, of one layer with all that is inside it. */
function numbersOf(model: SavedModel, layer: number): number[] {
  const mine = ({ name }: SavedBlock) => name.startsWith(`layers[${layer}].`);
  return [...model.parameters.filter(mine), ...model.statistics.filter(mine)].flatMap(
    ({ values }) => values,
  );
}

const isObject = (value: unknown): value is object =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** Of a part of the model. */
export function refusal(path: string, message: string, zh: string): ExperimentError {
  return new ExperimentError({ path: path === "" ? "model" : `model.${path}`, message, zh });
}
