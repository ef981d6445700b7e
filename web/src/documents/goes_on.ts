// SPDX-License-Identifier: Apache-2.0
/** What a run under way takes up, as the catalog declares it, and what was changed, place by place. */
import type { Catalog, Entry, Field } from "../engine/contract/catalog.ts";
import { isObject, join, type Step, steps } from "./path.ts";

export interface ValueChange {
  readonly path: string;
  readonly from: unknown;
  readonly to: unknown;
}

/** Whether a run goes on where the value at this place changes; else it starts over. */
export function goesOn(catalog: Catalog, experiment: unknown, path: string): boolean {
  return within(catalog, catalog.document, experiment, steps(path), false);
}

/** Whether a run under way takes up all that is different of the second experiment. */
export const takesUp = (catalog: Catalog, from: unknown, to: unknown): boolean =>
  changes(from, to).every(({ path }) => goesOn(catalog, to, path));

function within(
  catalog: Catalog,
  fields: readonly Field[],
  holder: unknown,
  [step, ...rest]: readonly Step[],
  around: boolean,
): boolean {
  const field = fields.find(({ id }) => id === step);
  if (field === undefined || typeof step !== "string") return around;
  const value = isObject(holder) ? holder[step] : undefined;
  const here = field.goes_on ?? around;
  const [next, ...later] = rest;
  if (next === undefined) return here;
  if (field.type === "group") return within(catalog, field.fields ?? [], value, rest, here);
  // What it is lies in the component, but is not one of its fields.
  if (field.type === "component" && next !== "type") {
    const inner = fieldsOf(catalog, field, value);
    return within(catalog, inner, value, rest, here || field.fields_go_on === true);
  }
  if (field.type === "list" && typeof next === "number") {
    const item: unknown = Array.isArray(value) ? value[next] : undefined;
    return within(catalog, fieldsOf(catalog, field, item), item, later, here);
  }
  return here;
}

function fieldsOf(catalog: Catalog, { kind }: Field, component: unknown): readonly Field[] {
  const type = isObject(component) ? component.type : component;
  const entries: readonly Entry[] = kind === undefined ? [] : catalog.kinds[kind];
  return entries.find(({ id }) => id === type)?.fields ?? [];
}

/** What differs, value by value; a component of another type is one change, by its type. */
export function changes(from: unknown, to: unknown, path = ""): ValueChange[] {
  if (JSON.stringify(from) === JSON.stringify(to)) return [];
  if (isObject(from) && isObject(to)) {
    if (from.type !== to.type) return [{ path, from: from.type, to: to.type }];
    const keys = new Set([...Object.keys(from), ...Object.keys(to)]);
    return [...keys].flatMap((key) => changes(from[key], to[key], join(path, key)));
  }
  if (Array.isArray(from) && Array.isArray(to) && from.length === to.length) {
    return from.flatMap((item, index) => changes(item, to[index], join(path, index)));
  }
  return [{ path, from, to }];
}
