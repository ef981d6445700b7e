// SPDX-License-Identifier: Apache-2.0
/** What a field may hold that holds nothing else: texts, numbers, words. */
import { isObject, join } from "../documents/path.ts";
import type { Text } from "../engine/api.ts";
import { unknownName } from "./nearest.ts";
import { expected, refusal, refuseUnknown, type Shape } from "./shape.ts";

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

export const flag = (): Shape<boolean> => ({
  schema: { type: "boolean" },
  read(given, path) {
    if (typeof given === "boolean") return given;
    throw expected(path, { en: "true or false", zh: " true 或 false" }, given);
  },
});
