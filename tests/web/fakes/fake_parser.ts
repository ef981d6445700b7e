// SPDX-License-Identifier: Apache-2.0
/** Judges documents much as the C++ parser does: defaults, ranges, unknown keys, the derived loss and output. */

import type { FormComponent } from "../../../web/src/documents/edits.ts";
import type {
  Description,
  Experiment,
  ExperimentDocument,
  Field,
  Kind,
} from "../../../web/src/engine/api.ts";
import { ExperimentError } from "../../../web/src/engine/contract/experiment_error.ts";
import { catalog } from "../fixtures/catalog.ts";

type Json = Record<string, unknown>;

const join = (parent: string, id: string) => (parent === "" ? id : `${parent}.${id}`);

function refuse(path: string, message: string): never {
  throw new ExperimentError({ path, message, zh: `（中）${message}` });
}

function number(field: Field, value: unknown, path: string): unknown {
  if (value === null && field.nullable === true) return null;
  if ((field.words ?? []).includes(String(value))) return value;
  if (typeof value !== "number")
    return refuse(path, `must be a number, but is ${JSON.stringify(value)}.`);
  const { minimum = -Infinity, maximum = Infinity } = field;
  if (field.exclusive_minimum === true && value <= minimum) {
    return refuse(path, `${value} is not above ${minimum}. Use a number above ${minimum}.`);
  }
  if (value < minimum) return refuse(path, `${value} is below ${minimum}. Use ${minimum} or more.`);
  if (value > maximum) return refuse(path, `${value} is above ${maximum}. Use ${maximum} or less.`);
  return value;
}

function component(kind: Kind, given: unknown, path: string, fallback: unknown): FormComponent {
  const json: Json = typeof given === "string" ? { type: given } : ((given ?? {}) as Json);
  const type = json.type ?? fallback;
  const entry = catalog.kinds[kind].find(({ id }) => id === type);
  if (entry === undefined)
    return refuse(join(path, "type"), `${JSON.stringify(type)} is not known.`);
  const { type: _, ...rest } = json;
  return { type: entry.id, ...(fields(entry.fields, rest, path) as Json) };
}

function value(field: Field, given: unknown, path: string): unknown {
  if (field.type === "component" && field.kind !== undefined) {
    return component(field.kind, given, path, field.default);
  }
  if (field.type === "group") return fields(field.fields ?? [], (given ?? {}) as Json, path);
  if (given === undefined) return field.default;
  if (field.type === "boolean") {
    return typeof given === "boolean" ? given : refuse(path, "must be true or false.");
  }
  if (field.type === "choice") {
    return field.choices?.some(({ id }) => id === given) === true
      ? given
      : refuse(path, "is not known.");
  }
  return number(field, given, path);
}

function fields(declared: readonly Field[], json: Json, path: string): Json {
  for (const key of Object.keys(json)) {
    if (!declared.some(({ id }) => id === key))
      refuse(join(path, key), "there is no such key here.");
  }
  return Object.fromEntries(
    declared.map((field) => [field.id, value(field, json[field.id], join(path, field.id))]),
  );
}

const fieldOf = (id: string): Field => catalog.document.find((field) => field.id === id) as Field;

function data(given: Json): FormComponent {
  const { standardize, ...own } = given;
  const common = standardize === undefined ? true : standardize;
  return { ...component("dataset", own, "data", "spiral"), standardize: common };
}

function layers(given: unknown, outputs: number): FormComponent[] {
  const list = (given ??
    catalog.defaults.model.layers.map((layer, i) =>
      i === 2 ? { type: "dense" } : layer,
    )) as Json[];
  if (!Array.isArray(list)) return refuse("model.layers", "must be a list.");
  const last = list.findLastIndex((layer) => layer.type === "dense");
  return list.map((layer, index) => {
    const path = `model.layers[${index}]`;
    const read = component("layer", layer, path, "dense");
    if (read.type !== "dense") return read;
    if (read.units === null && index !== last) return refuse(`${path}.units`, "is missing.");
    if (index === last && read.units !== null && read.units !== outputs) {
      return refuse(
        `${path}.units`,
        `the network gives ${read.units} outputs, but data and loss want ${outputs}.`,
      );
    }
    return { ...read, units: index === last ? outputs : read.units };
  });
}

function summary(experiment: Experiment): Description["summary"] {
  const entry = catalog.kinds.dataset.find(({ id }) => id === experiment.data.type);
  const features = Number(entry?.features);
  const classes = entry?.task === "regression" ? 0 : entry?.id === "digits" ? 10 : 2;
  let size = features;
  let offset = 0;
  const described = experiment.model.layers.map((layer) => {
    const output = "units" in layer && layer.units !== null ? layer.units : size;
    const parameters = layer.type === "dense" ? output * (size + 1) : 0;
    const one = { type: layer.type, input: [size], output: [output], parameters, offset };
    offset += parameters;
    size = output;
    return one;
  });
  const samples = "samples" in experiment.data ? experiment.data.samples : 300;
  const train = Math.round(0.7 * samples);
  const batch = experiment.batch_size === "full" ? train : experiment.batch_size;
  return {
    task: classes === 0 ? "regression" : classes === 2 ? "binary" : "classes",
    classes,
    class_names: Array.from({ length: classes }, (_, index) => String(index)),
    feature_names: Array.from({ length: features }, (_, index) => `x${index + 1}`),
    target_name: classes === 0 ? "y" : "class",
    features,
    outputs: size,
    parameters: offset,
    counts: {
      train,
      validation: Math.round(0.15 * samples),
      test: samples - train - Math.round(0.15 * samples),
    },
    steps_per_epoch: Math.ceil(train / batch),
    ...(features <= 2 ? { range: { x_min: -6, x_max: 6, y_min: -6, y_max: 6 } } : {}),
    layers: described,
  };
}

/** Leaves of `all` that differ from `defaults`; lists as a whole. */
function difference(all: Json, defaults: Json): Json {
  const result: Json = {};
  for (const [key, one] of Object.entries(all)) {
    const other = defaults[key];
    if (JSON.stringify(one) === JSON.stringify(other)) continue;
    const nested = typeof one === "object" && one !== null && !Array.isArray(one);
    const same = nested && (one as Json).type === (other as Json | undefined)?.type;
    result[key] = nested ? difference(one as Json, same ? (other as Json) : {}) : one;
  }
  return result;
}

export function describe(document: ExperimentDocument): Description {
  const given = document as Json;
  for (const key of Object.keys(given)) {
    if (!catalog.document.some(({ id }) => id === key)) refuse(key, "there is no such key here.");
  }
  const chosen = data((given.data ?? {}) as Json);
  const entry = catalog.kinds.dataset.find(({ id }) => id === chosen.type);
  const derived =
    entry?.task === "regression" ? "mse" : entry?.id === "digits" ? "cross_entropy" : "bce_logits";
  const loss = component("loss", given.loss, "loss", derived);
  if (entry?.task === "regression" && loss.type !== "mse")
    refuse("loss", `${loss.type} is for classes. Choose mse.`);
  const outputs = entry?.id === "digits" ? 10 : 1;
  const rest = Object.fromEntries(
    [
      "version",
      "seed",
      "arithmetic",
      "optimizer",
      "schedule",
      "clip",
      "batch_size",
      "record",
      "stop",
    ].map((id) => [id, value(fieldOf(id), given[id], id)]),
  );
  const list = layers((given.model as Json | undefined)?.layers, outputs);
  const experiment = {
    ...catalog.defaults,
    ...rest,
    record: { ...(rest.record as Json), unit: "epoch", train: "evaluated" },
    data: chosen,
    model: { layers: list },
    loss,
  } as unknown as Experiment;
  const minimal = difference(experiment as unknown as Json, catalog.defaults as unknown as Json);
  if (given.loss === undefined || loss.type === derived) delete minimal.loss;
  const { units: _, ...output } = list.at(-1) as FormComponent;
  const written = [...list.slice(0, -1), output];
  const standard =
    JSON.stringify(list.slice(0, -1)) ===
    JSON.stringify(catalog.defaults.model.layers.slice(0, -1));
  if (standard) delete minimal.model;
  else minimal.model = { layers: written };
  return { experiment, minimal, summary: summary(experiment), warnings: [] };
}
