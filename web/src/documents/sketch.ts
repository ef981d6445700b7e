// SPDX-License-Identifier: Apache-2.0
/**
 * What a document will come to, before the parser has read it: defaults filled in, shapes and counts of a plain network. For a page whose
 * trainer is on its way; what the parser says takes its place. Of whatever is not plain nothing is said.
 */
import type {
  Catalog,
  Description,
  Experiment,
  ExperimentDocument,
  Field,
  LayerSummary,
  Summary,
} from "../engine/api.ts";
import { isObject } from "./path.ts";

/** Of a dataset as it is by default, trained by one dense layer: the build asks the parser. */
export type DataSummary = Omit<Summary, "parameters" | "steps_per_epoch">;

/** The document is not plain. */
class NotPlain extends Error {}

type Values = Readonly<Record<string, unknown>>;

const USUAL_LOSS = { binary: "bce_logits", classes: "cross_entropy", regression: "mse" } as const;

/** Undefined where it needs the parser. `data`: by the id of the dataset. */
export function sketchOf(
  document: ExperimentDocument,
  catalog: Catalog,
  data: Readonly<Record<string, DataSummary>>,
): Description | undefined {
  try {
    const fields = catalog.document.filter(({ id }) => id !== "version");
    const { version: _, ...asked } = document;
    const filled = new Filling(catalog).group(fields, withOneEnd(asked));
    const known = data[(filled.data as { readonly type: string }).type];
    if (known === undefined) throw new NotPlain();
    const usual = USUAL_LOSS[known.task];
    const loss = (filled.loss as Values | null) ?? entryOf(catalog, "loss", usual, {});
    if (known.task !== "regression" && loss.type !== usual) throw new NotPlain();
    const experiment = { ...catalog.defaults, ...filled, loss } as unknown as Experiment;
    const { layers, summary } = summaryOf(experiment, known);
    return {
      experiment: { ...experiment, model: { layers } },
      minimal: asked,
      summary,
      warnings: [],
    };
  } catch (error) {
    if (error instanceof NotPlain) return undefined;
    throw error;
  }
}

/** A number of updates is an end by itself. */
function withOneEnd(document: ExperimentDocument): Values {
  const stop: unknown = document.stop;
  const counted = isObject(stop) && typeof stop.steps === "number" && !("epochs" in stop);
  return counted ? { ...document, stop: { ...stop, epochs: null } } : { ...document };
}

function entryOf(catalog: Catalog, kind: keyof Catalog["kinds"], id: string, values: Values) {
  const entry = catalog.kinds[kind].find((one) => one.id === id);
  if (entry === undefined) throw new NotPlain();
  return { type: id, ...new Filling(catalog).group(entry.fields, values) };
}

/** The defaults of all that a document leaves out. */
class Filling {
  constructor(private readonly catalog: Catalog) {}

  group(fields: readonly Field[], values: unknown): Record<string, unknown> {
    if (!isObject(values)) throw new NotPlain();
    const inline = fields.find((one) => one.inline === true);
    const type = values.type ?? inline?.default;
    const entry = inline?.kind && this.catalog.kinds[inline.kind].find(({ id }) => id === type);
    const all = [...(entry?.fields ?? []), ...fields.filter((one) => one !== inline)];
    const known = new Set([...all.map(({ id }) => id), ...(inline === undefined ? [] : ["type"])]);
    if (Object.keys(values).some((key) => !known.has(key))) throw new NotPlain();
    return Object.fromEntries([
      ...(entry === undefined ? [] : [["type", entry.id]]),
      ...all.map((field) => [field.id, this.#value(field, values[field.id])]),
    ]);
  }

  #value(field: Field, value: unknown): unknown {
    if (field.type === "group") return this.group(field.fields ?? [], value ?? {});
    if (field.type === "list") return this.#list(field, value);
    if (value === undefined) return this.#usual(field);
    if (value === null && field.nullable === true) return null;
    if (field.type === "component") return this.#component(field, value);
    if (!isPlain(field, value)) throw new NotPlain();
    return value;
  }

  #usual(field: Field): unknown {
    const usual = field.default ?? null;
    return field.type === "component" && usual !== null ? this.#component(field, usual) : usual;
  }

  #component({ kind }: Field, value: unknown): unknown {
    const { type, ...values } = isObject(value) ? value : { type: value };
    if (kind === undefined || typeof type !== "string") throw new NotPlain();
    return entryOf(this.catalog, kind, type, values);
  }

  #list(field: Field, value: unknown): unknown {
    if (value === undefined) return this.catalog.defaults.model.layers;
    if (!Array.isArray(value) || value.length === 0) throw new NotPlain();
    return value.map((one) => this.#component(field, one));
  }
}

function isPlain({ type, minimum, maximum, words, choices }: Field, value: unknown): boolean {
  switch (type) {
    case "real":
    case "integer": {
      if (typeof value === "string") return words?.includes(value) === true;
      const whole = type === "real" || Number.isInteger(value);
      const { NEGATIVE_INFINITY: low, POSITIVE_INFINITY: high } = Number;
      return (
        whole &&
        typeof value === "number" &&
        value >= (minimum ?? low) &&
        value <= (maximum ?? high)
      );
    }
    case "boolean":
      return typeof value === "boolean";
    case "choice":
      return choices?.some(({ id }) => id === value) === true;
    case "choices":
      return Array.isArray(value) && value.every((id) => choices?.some((one) => one.id === id));
    default:
      return false;
  }
}

function summaryOf(
  { data, model, batch_size }: Experiment,
  known: DataSummary,
): { readonly layers: Experiment["model"]["layers"]; readonly summary: Summary } {
  const { counts } = known;
  const samples = "samples" in data ? data.samples : counts.train + counts.validation + counts.test;
  const { train, validation, test } = data.split;
  if (Math.abs(train + validation + test - 1) > 1e-9) throw new NotPlain();
  const trained = Math.round(train * samples);
  const seen = Math.round((train + validation) * samples);
  if (trained === 0) throw new NotPlain();
  const batch = batch_size === "full" ? trained : batch_size;
  const chosen = data.inputs;
  const inputs = known.inputs?.map((one) => ({
    ...one,
    chosen: chosen === null || chosen === undefined ? one.chosen : chosen.includes(one.id),
  }));
  const fed = inputs?.filter((one) => one.chosen).length;
  const first = fed === undefined ? (known.layers[0]?.input ?? []) : [fed];
  const { layers, summaries, parameters } = connected(model.layers, first, known.outputs);
  const summary = {
    ...known,
    ...(inputs && { inputs }),
    counts: { train: trained, validation: seen - trained, test: samples - seen },
    steps_per_epoch: Math.ceil(trained / batch),
    parameters,
    layers: summaries,
  };
  return { layers, summary };
}

/** Of dense layers, and of those that leave the shape as it is. */
function connected(
  layers: Experiment["model"]["layers"],
  first: readonly number[],
  outputs: number,
) {
  let shape = first;
  let parameters = 0;
  const last = layers.findLastIndex(({ type }) => type === "dense");
  const summaries: LayerSummary[] = [];
  const filled = layers.map((layer, index) => {
    const input = shape;
    if (layer.type !== "dense" && layer.type !== "activation" && layer.type !== "dropout") {
      throw new NotPlain();
    }
    const units = layer.type === "dense" ? (layer.units ?? undefined) : undefined;
    if (layer.type === "dense") {
      if (units === undefined && index !== last) throw new NotPlain();
      if (units !== undefined && index === last && units !== outputs) throw new NotPlain();
      shape = [units ?? outputs];
    }
    const weights = input.reduce((product, side) => product * side, 1);
    const count = layer.type === "dense" ? (weights + (layer.bias ? 1 : 0)) * (shape[0] ?? 0) : 0;
    const { type } = layer;
    summaries.push({ type, input, output: shape, parameters: count, offset: parameters });
    parameters += count;
    return layer.type === "dense" ? { ...layer, units: shape[0] ?? outputs } : layer;
  });
  if (last < 0) throw new NotPlain();
  return { layers: filled, summaries, parameters };
}
