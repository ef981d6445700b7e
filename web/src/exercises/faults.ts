// SPDX-License-Identifier: Apache-2.0
/** All that is amiss in what somebody writes, each with its place: readers stop at the first. */
import { quoted } from "../data/shown.ts";
import { isObject, join, steps } from "../documents/path.ts";
import type { Text } from "../engine/api.ts";
import { ExperimentError } from "../engine/contract/experiment_error.ts";
import { missing, type Shape } from "./shape.ts";

/** Field by field; what fields mean together is judged by the reader of the whole. */
export function faultsOf(
  shape: Shape<unknown>,
  value: unknown,
  path = "",
): readonly ExperimentError[] {
  const inner = faultsWithin(shape, value, path);
  // What it is itself: its keys, its length.
  return inner.length > 0 ? inner : ownFault(shape, value, path);
}

function faultsWithin(
  { parts }: Shape<unknown>,
  value: unknown,
  path: string,
): readonly ExperimentError[] {
  switch (parts?.kind) {
    case "object":
      if (!isObject(value)) return [];
      return Object.entries(parts.places).flatMap(([key, { shape, needed }]) => {
        const given = Object.hasOwn(value, key) ? value[key] : undefined;
        const place = join(path, key);
        if (given === undefined) return needed ? [missing(place)] : [];
        return faultsOf(shape, given, place);
      });
    case "list":
      if (!Array.isArray(value)) return [];
      return value.flatMap((item, index) => faultsOf(parts.of, item, join(path, index)));
    case "entries":
      if (!isObject(value)) return [];
      return Object.entries(value).flatMap(([key, item]) =>
        faultsOf(parts.of, item, join(path, quoted(key))),
      );
    case "one_of": {
      const shape = parts.shapes[parts.which(value) ?? ""];
      return shape === undefined ? [] : faultsOf(shape, value, path);
    }
    case undefined:
      return [];
  }
}

function ownFault(shape: Shape<unknown>, value: unknown, path: string): readonly ExperimentError[] {
  try {
    shape.read(value, path);
    return [];
  } catch (error) {
    if (error instanceof ExperimentError) return [error];
    throw error;
  }
}

/** What is declared of a place. */
export interface Declared {
  readonly shape: Shape<unknown>;
  /** False of what may be left out. */
  readonly needed: boolean;
  /** What it is for; an item of a list has none of its own. */
  readonly help?: Text;
}

/** What is declared of a place of `value`; undefined where there is nothing. */
export function declaredAt(
  shape: Shape<unknown>,
  value: unknown,
  path: string,
): Declared | undefined {
  return follow({ shape, needed: true }, value, steps(path));
}

function follow(
  declared: Declared,
  value: unknown,
  way: readonly (string | number)[],
): Declared | undefined {
  const [step, ...rest] = way;
  if (step === undefined) return declared;
  const { parts } = declared.shape;
  switch (parts?.kind) {
    case "one_of": {
      const shape = parts.shapes[parts.which(value) ?? ""];
      return shape && follow({ ...declared, shape }, value, way);
    }
    case "entries":
      return follow(
        { shape: parts.of, needed: false },
        isObject(value) ? value[step] : value,
        rest,
      );
    case "list": {
      if (typeof step !== "number") return undefined;
      const item = Array.isArray(value) ? value[step] : undefined;
      return follow({ shape: parts.of, needed: true }, item, rest);
    }
    case "object": {
      const place = Object.hasOwn(parts.places, step) ? parts.places[step] : undefined;
      const inner = isObject(value) ? value[step] : undefined;
      return place && follow(place, inner, rest);
    }
    case undefined:
      return undefined;
  }
}
