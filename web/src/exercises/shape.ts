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

export const expected = (path: string, what: Text, value: unknown) =>
  refusal(path, {
    en: `must be ${what.en}, but is ${shown(value)}. Write ${what.en} here.`,
    zh: `应为${what.zh}，但给的是 ${shown(value)}。请改写成${what.zh}。`,
  });

export const missing = (path: string) =>
  refusal(path, { en: "is missing. Give it.", zh: "缺失。请补上。" });

export function refuseUnknown(
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
