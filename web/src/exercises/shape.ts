// SPDX-License-Identifier: Apache-2.0
/**
 * What a file of people may hold, declared once: its reader, its types and its JSON schema follow. A fault is told with path and cure, in
 * both languages, which validators of JSON schemas do not give; and they make their code at run time, which the page forbids.
 */
import { quoted } from "../data/shown.ts";
import { isObject, join } from "../documents/path.ts";
import type { Text } from "../engine/api.ts";
import { ExperimentError } from "../engine/contract/experiment_error.ts";
import { unknownName } from "./nearest.ts";

export type JsonSchema = Readonly<Record<string, unknown>>;

export interface Shape<T> {
  readonly schema: JsonSchema;
  /** What it holds, where it holds anything: for forms, and for whoever wants all faults and not only the first. */
  readonly parts?: Parts;
  /** @throws ExperimentError at `path` or below it. */
  read(value: unknown, path: string): T;
}
export type TypeOf<S> = S extends Shape<infer T> ? T : never;

export type Parts =
  | { readonly kind: "object"; readonly places: Places }
  | { readonly kind: "list"; readonly of: Shape<unknown>; readonly most: number }
  | { readonly kind: "entries"; readonly of: Shape<unknown> }
  | {
      readonly kind: "one_of";
      readonly shapes: Readonly<Record<string, Shape<unknown>>>;
      /** Which of them this is. */
      which(value: unknown): string | undefined;
    };

/** A field of an object, with what it is for. */
export interface Place<T, Needed extends boolean> {
  readonly shape: Shape<T>;
  readonly needed: Needed;
  readonly help: Text;
}
export type Places = Readonly<Record<string, Place<unknown, boolean>>>;
export type ObjectOf<P extends Places> = {
  readonly [K in keyof P as P[K]["needed"] extends true ? K : never]: TypeOf<P[K]["shape"]>;
} & {
  readonly [K in keyof P as P[K]["needed"] extends true ? never : K]?: TypeOf<P[K]["shape"]>;
};

/** `help`: a text where a form offers the field; what only programs write is told in English. */
export const must = <T>(help: Text | string, shape: Shape<T>): Place<T, true> => ({
  shape,
  needed: true,
  help: bothOf(help),
});
export const may = <T>(help: Text | string, shape: Shape<T>): Place<T, false> => ({
  shape,
  needed: false,
  help: bothOf(help),
});
const bothOf = (help: Text | string): Text =>
  typeof help === "string" ? { en: help, zh: help } : help;

export const refusal = (path: string, { en, zh }: Text) =>
  new ExperimentError({ path, message: en, zh });

/** A value of anybody as it stands in a sentence. */
export function shown(value: unknown): string {
  if (typeof value === "bigint" || value === undefined) return String(value);
  if (Array.isArray(value)) return `[…] (${value.length})`;
  if (isObject(value)) return "{…}";
  return quoted(JSON.stringify(value) ?? String(value));
}

const expected = (path: string, what: Text, value: unknown) =>
  refusal(path, {
    en: `must be ${what.en}, but is ${shown(value)}. Write ${what.en} here.`,
    zh: `应为${what.zh}，但给的是 ${shown(value)}。请改写成${what.zh}。`,
  });

export function text({
  least = 1,
  most,
  pattern,
}: {
  readonly least?: number;
  readonly most: number;
  readonly pattern?: { readonly is: RegExp; readonly called: Text };
}): Shape<string> {
  return {
    schema: {
      type: "string",
      minLength: least,
      maxLength: most,
      ...(pattern === undefined ? {} : { pattern: pattern.is.source }),
    },
    read(value, path) {
      if (typeof value !== "string") throw expected(path, { en: "a text", zh: "文字" }, value);
      if (value.length < least || value.trim().length < least) {
        throw refusal(path, { en: "is empty. Write something here.", zh: "为空。请写上内容。" });
      }
      if (value.length > most) {
        throw refusal(path, {
          en: `has ${value.length} characters, and ${most} is the most. Shorten it.`,
          zh: `有 ${value.length} 个字符，最多 ${most} 个。请缩短。`,
        });
      }
      if (pattern?.is.test(value) === false) throw expected(path, pattern.called, value);
      return value;
    },
  };
}

/** A name that files and links bear: `smallest_net`. */
export const id = (most = 60): Shape<string> =>
  text({
    most,
    pattern: {
      is: /^[a-z][a-z0-9_]*$/,
      called: {
        en: "a name of small letters, digits and _, such as smallest_net",
        zh: "由小写字母、数字和 _ 组成的名称（如 smallest_net）",
      },
    },
  });

/** In both languages; who writes one text means it for both. */
export function bothLanguages(most: number): Shape<Text> {
  const one = text({ most });
  return {
    schema: {
      anyOf: [
        one.schema,
        {
          type: "object",
          properties: { en: one.schema, zh: one.schema },
          additionalProperties: false,
          minProperties: 1,
        },
      ],
    },
    read(value, path) {
      if (typeof value === "string") {
        const same = one.read(value, path);
        return { en: same, zh: same };
      }
      if (!isObject(value)) {
        throw expected(
          path,
          { en: 'a text, or {"en": …, "zh": …}', zh: '文字或 {"en": …, "zh": …}' },
          value,
        );
      }
      refuseUnknown(value, ["en", "zh"], path);
      const en = value.en === undefined ? undefined : one.read(value.en, join(path, "en"));
      const zh = value.zh === undefined ? undefined : one.read(value.zh, join(path, "zh"));
      const first = en ?? zh;
      if (first === undefined) {
        throw refusal(path, {
          en: "has neither en nor zh. Write one of them, or both.",
          zh: "既没有 en 也没有 zh。请至少写一种。",
        });
      }
      return { en: en ?? first, zh: zh ?? first };
    },
  };
}

export function number({
  minimum = -1e30,
  maximum = 1e30,
  whole = false,
}: {
  readonly minimum?: number;
  readonly maximum?: number;
  readonly whole?: boolean;
} = {}): Shape<number> {
  const what = whole ? { en: "a whole number", zh: "整数" } : { en: "a number", zh: "数" };
  return {
    schema: { type: whole ? "integer" : "number", minimum, maximum },
    read(value, path) {
      if (typeof value !== "number" || !Number.isFinite(value)) throw expected(path, what, value);
      if (whole && !Number.isInteger(value)) throw expected(path, what, value);
      if (value < minimum || value > maximum) {
        throw refusal(path, {
          en: `${value} is out of range. Use a number from ${minimum} to ${maximum}.`,
          zh: `${value} 超出范围。请用 ${minimum} 到 ${maximum} 的数。`,
        });
      }
      return value;
    },
  };
}

export const count = (minimum: number, maximum: number) =>
  number({ minimum, maximum, whole: true });

export function only<const V extends string | number | boolean>(value: V): Shape<V> {
  return {
    schema: { const: value },
    read(given, path) {
      if (given === value) return value;
      throw expected(path, { en: JSON.stringify(value), zh: ` ${JSON.stringify(value)}` }, given);
    },
  };
}

export function word<const W extends string>(words: readonly W[]): Shape<W> {
  return {
    schema: { enum: words },
    read(value, path) {
      if (typeof value !== "string") throw expected(path, { en: "a word", zh: "一个词" }, value);
      const found = words.find((known) => known === value);
      if (found !== undefined) return found;
      throw refusal(path, unknownName(value, words, { en: "is not known.", zh: "不存在。" }));
    },
  };
}

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

export const missing = (path: string) =>
  refusal(path, { en: "is missing. Give it.", zh: "缺失。请补上。" });

function refuseUnknown(
  value: Readonly<Record<string, unknown>>,
  known: readonly string[],
  path: string,
): void {
  for (const key of Object.keys(value)) {
    if (known.includes(key)) continue;
    const fault = { en: "there is no such key here.", zh: "此处没有这个键。" };
    throw refusal(join(path, quoted(key)), unknownName(key, known, fault));
  }
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

/** A number, a word, or yes and no. */
export const value = (longest = 60): Shape<number | string | boolean> => ({
  schema: { type: ["number", "string", "boolean"], maxLength: longest },
  read(given, path) {
    if (typeof given === "boolean") return given;
    if (typeof given === "string") return text({ most: longest }).read(given, path);
    if (typeof given === "number" && Number.isFinite(given)) return given;
    throw expected(
      path,
      { en: "a number, a word, true or false", zh: "数、文字、true 或 false" },
      given,
    );
  },
});

/** Of a part that another reader judges; how much of it there may be. */
const MOST = { values: 50_000, depth: 24, characters: 2 ** 18 } as const;

/** An experiment, or changes to one: JSON of bounded size, which the trainer's parser judges. */
export const experiment = (): Shape<Readonly<Record<string, unknown>>> => ({
  schema: { type: "object" },
  read(value, path) {
    if (!isObject(value)) throw expected(path, { en: "an object", zh: "对象" }, value);
    const left: Record<"values" | "characters", number> = { ...MOST };
    if (isPlain(value, left, 0)) return value;
    throw refusal(path, {
      en: "is no JSON, or larger than an experiment in an exercise may be. Put large tables beside it, as stored tables.",
      zh: "不是 JSON，或超出练习中实验的大小上限。大的表格请用存储表格放在旁边。",
    });
  },
});

function isPlain(
  item: unknown,
  left: Record<"values" | "characters", number>,
  depth: number,
): boolean {
  left.values -= 1;
  if (typeof item === "string") left.characters -= item.length;
  if (left.values < 0 || left.characters < 0 || depth > MOST.depth) return false;
  if (typeof item === "number") return Number.isFinite(item);
  if (item === null || typeof item === "boolean" || typeof item === "string") return true;
  if (Array.isArray(item)) {
    if (item.length > left.values) return false;
    // Not by every(), which passes over holes: they are no JSON.
    for (const one of item) if (!isPlain(one, left, depth + 1)) return false;
    return true;
  }
  if (!isObject(item)) return false;
  return Object.entries(item).every(([key, one]) => {
    left.characters -= key.length;
    // Assigning to it would change the object itself instead of adding an entry.
    return key !== "__proto__" && isPlain(one, left, depth + 1);
  });
}

export const flag = (): Shape<boolean> => ({
  schema: { type: "boolean" },
  read(given, path) {
    if (typeof given === "boolean") return given;
    throw expected(path, { en: "true or false", zh: " true 或 false" }, given);
  },
});
