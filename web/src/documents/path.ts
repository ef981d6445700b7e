// SPDX-License-Identifier: Apache-2.0
/** Places in a document, written as the parser writes them: `model.layers[1].units`. All functions leave their input untouched. */

export type Step = string | number;
type Holder = Readonly<Record<string, unknown>>;

/** `a.b[2].c` as ["a", "b", 2, "c"]. */
export function steps(path: string): Step[] {
  const found: Step[] = [];
  for (const match of path.matchAll(/\[(\d+)\]|([^.[\]]+)/g)) {
    found.push(match[1] === undefined ? (match[2] ?? "") : Number(match[1]));
  }
  return found;
}

export function join(parent: string, id: string | number): string {
  if (typeof id === "number") return `${parent}[${id}]`;
  return parent === "" ? id : `${parent}.${id}`;
}

/** Of its steps. */
export const pathOf = (way: readonly Step[]): string => way.reduce<string>(join, "");

/** Whether `place` is `path` or lies in it; everything lies in "". */
export function within(path: string, place: string): boolean {
  if (path === "" || path === place) return true;
  return place.startsWith(`${path}.`) || place.startsWith(`${path}[`);
}

export function isObject(value: unknown): value is Holder {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

export function getAt(document: unknown, path: string): unknown {
  let value = document;
  for (const step of steps(path)) {
    if (typeof step === "number") {
      value = Array.isArray(value) ? value[step] : undefined;
    } else {
      value = isObject(value) && Object.hasOwn(value, step) ? value[step] : undefined;
    }
  }
  return value;
}

/** A copy with `value` at `path`; missing objects on the way are made, missing list items are not. */
export function setAt<T extends Holder>(document: T, path: string, value: unknown): T {
  return replace(document, steps(path), value) as T;
}

function replace(holder: unknown, way: readonly Step[], value: unknown): unknown {
  const [step, ...rest] = way;
  if (step === undefined) return value;
  if (typeof step === "number") {
    const list = Array.isArray(holder) ? [...holder] : [];
    if (step < list.length) list[step] = replace(list[step], rest, value);
    return list;
  }
  const object = isObject(holder) ? holder : {};
  const inner = Object.hasOwn(object, step) ? object[step] : undefined;
  return { ...object, [step]: replace(inner, rest, value) };
}

/** A copy without the key at `path`; objects that are empty afterwards go too, list items stay. */
export function unsetAt<T extends Holder>(document: T, path: string): T {
  return (remove(document, steps(path)) ?? {}) as T;
}

function remove(holder: unknown, way: readonly Step[]): unknown {
  const [step, ...rest] = way;
  if (step === undefined) return undefined;
  if (typeof step === "number") {
    if (!Array.isArray(holder) || step >= holder.length) return holder;
    const inner = remove(holder[step], rest) ?? {};
    return holder.map((item, index) => (index === step ? inner : item));
  }
  if (!isObject(holder) || !Object.hasOwn(holder, step)) return holder;
  const { [step]: old, ...others } = holder;
  const inner = rest.length === 0 ? undefined : remove(old, rest);
  const result = inner === undefined ? others : { ...holder, [step]: inner };
  return Object.keys(result).length === 0 ? undefined : result;
}
