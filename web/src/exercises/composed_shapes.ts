// SPDX-License-Identifier: Apache-2.0
/** Lists and objects of shapes, and one of several. */
import { quoted } from "../data/shown.ts";
import { isObject, join } from "../documents/path.ts";
import { id, word } from "./plain_shapes.ts";
import {
  expected,
  missing,
  type ObjectOf,
  type Places,
  refusal,
  refuseUnknown,
  type Shape,
  type TypeOf,
} from "./shape.ts";

export function list<T>(
  of: Shape<T>,
  { least = 0, most }: { readonly least?: number; readonly most: number },
): Shape<readonly T[]> {
  return {
    schema: { type: "array", items: of.schema, minItems: least, maxItems: most },
    parts: { kind: "list", of, most },
    read(value, path) {
      if (!Array.isArray(value)) throw expected(path, { en: "a list", zh: "列表" }, value);
      if (value.length < least || value.length > most) {
        throw refusal(path, {
          en: `has ${value.length} items. Give ${least} to ${most}.`,
          zh: `有 ${value.length} 项。请给出 ${least} 到 ${most} 项。`,
        });
      }
      return value.map((item, index) => of.read(item, join(path, index)));
    },
  };
}

export function object<P extends Places>(places: P): Shape<ObjectOf<P>> {
  const entries = Object.entries(places);
  return {
    schema: {
      type: "object",
      properties: Object.fromEntries(
        entries.map(([key, { shape, help }]) => [key, { description: help.en, ...shape.schema }]),
      ),
      required: entries.filter(([, { needed }]) => needed).map(([key]) => key),
      additionalProperties: false,
    },
    parts: { kind: "object", places },
    read(value, path) {
      if (!isObject(value)) throw expected(path, { en: "an object", zh: "对象" }, value);
      refuseUnknown(value, Object.keys(places), path);
      const read = entries.flatMap(([key, { shape, needed }]) => {
        const given = Object.hasOwn(value, key) ? value[key] : undefined;
        if (given !== undefined) return [[key, shape.read(given, join(path, key))] as const];
        if (!needed) return [];
        throw missing(join(path, key));
      });
      return Object.fromEntries(read) as ObjectOf<P>;
    },
  };
}

/** An object with names of its own for keys. */
export function entries<T>(of: Shape<T>, most: number): Shape<Readonly<Record<string, T>>> {
  const name = id();
  return {
    schema: {
      type: "object",
      propertyNames: name.schema,
      additionalProperties: of.schema,
      maxProperties: most,
    },
    parts: { kind: "entries", of },
    read(value, path) {
      if (!isObject(value)) throw expected(path, { en: "an object", zh: "对象" }, value);
      const keys = Object.keys(value);
      if (keys.length > most) {
        throw refusal(path, {
          en: `has ${keys.length} entries, and ${most} is the most. Give fewer.`,
          zh: `有 ${keys.length} 项，最多 ${most} 项。请减少。`,
        });
      }
      return Object.fromEntries(
        keys.map((key) => {
          const place = join(path, quoted(key));
          name.read(key, place);
          return [key, of.read(value[key], place)] as const;
        }),
      );
    },
  };
}

type Union<S extends Readonly<Record<string, Shape<unknown>>>> = TypeOf<S[keyof S]>;

/** Which of several an object is, is told by the word under `key`: each of them has that key with its own name. */
export function byWord<S extends Readonly<Record<string, Shape<unknown>>>>(
  key: string,
  shapes: S,
): Shape<Union<S>> {
  const words = word(Object.keys(shapes));
  return {
    schema: { oneOf: Object.values(shapes).map(({ schema }) => schema) },
    parts: {
      kind: "one_of",
      shapes,
      which: (value) => {
        const said = isObject(value) ? value[key] : undefined;
        return typeof said === "string" && Object.hasOwn(shapes, said) ? said : undefined;
      },
    },
    read(value, path) {
      if (!isObject(value)) throw expected(path, { en: "an object", zh: "对象" }, value);
      if (value[key] === undefined) {
        const list = Object.keys(shapes).join(", ");
        throw refusal(join(path, key), {
          en: `is missing. Give one of: ${list}.`,
          zh: `缺失。可选：${list}。`,
        });
      }
      return shapes[words.read(value[key], join(path, key))]?.read(value, path) as Union<S>;
    },
  };
}

/** Which of several an object is, is told by the one key of these that it has. */
export function byKey<S extends Readonly<Record<string, Shape<unknown>>>>(
  shapes: S,
): Shape<Union<S>> {
  const keys = Object.keys(shapes);
  return {
    schema: { oneOf: Object.values(shapes).map(({ schema }) => schema) },
    parts: {
      kind: "one_of",
      shapes,
      which: (value) =>
        isObject(value) ? keys.find((key) => Object.hasOwn(value, key)) : undefined,
    },
    read(value, path) {
      if (!isObject(value)) throw expected(path, { en: "an object", zh: "对象" }, value);
      const [first, second] = keys.filter((key) => Object.hasOwn(value, key));
      if (first === undefined || second !== undefined) {
        throw refusal(path, {
          en: `must have exactly one of ${keys.join(", ")}. Give one.`,
          zh: `必须且只能有 ${keys.join("、")} 之一。请写其中一个。`,
        });
      }
      return shapes[first]?.read(value, path) as Union<S>;
    },
  };
}
