// SPDX-License-Identifier: Apache-2.0
/**
 * Documents nobody has written: made from what the catalog declares, or presets and examples with a few parts replaced. Each is
 * told by one number, so that a fault is found again by it.
 */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { isObject } from "../../web/src/documents/path.ts";
import type { Catalog, Field, Kind } from "../../web/src/engine/api.ts";
import { packNumbers } from "../../web/src/engine/base64.ts";
import { type Dice, diceOf } from "./dice.ts";
import type { FewDigits } from "./few_digits.ts";

const ROOT = join(import.meta.dirname, "../..");

/** In presets and examples; what is made from the declarations sometimes has many. */
const MOST = { samples: 100, out_channels: 3 };

/**
 * Presets and examples, with fewer samples and channels, for with all of them one takes longer than a hundred other documents; and without
 * the networks of MNIST, whose pictures are large.
 */
export function writtenDocuments(digits?: FewDigits): readonly unknown[] {
  const smaller = (key: string, value: unknown): unknown => {
    if (key === "samples" || key === "out_channels") return Math.min(Number(value), MOST[key]);
    const isDigits = key === "data" && (value as { type: string }).type === "digits";
    return isDigits && digits !== undefined ? digits.dataset : value;
  };
  return ["presets", "examples"].flatMap((folder) =>
    readdirSync(join(ROOT, folder))
      .filter(
        (name) => name.endsWith(".json") && name !== "reach.json" && !name.startsWith("mnist"),
      )
      .sort()
      .map((name): unknown => JSON.parse(readFileSync(join(ROOT, folder, name), "utf8"), smaller)),
  );
}

/** The text of document number `index` of this seed. */
export function documentText(
  catalog: Catalog,
  written: readonly unknown[],
  seed: number,
  index: number,
): string {
  const random = diceOf(seed, index);
  const maker = new Maker(catalog, random);
  const document = random.chance(0.5) ? maker.document() : structuredClone(random.one(written));
  const mutations = random.chance(0.3) ? 0 : random.upTo(3) + 1;
  let mutated = document;
  for (let i = 0; i < mutations; i++) mutated = mutatedOnce(mutated, maker, random);
  const text = JSON.stringify(mutated);
  return random.chance(0.05) ? damaged(text, random) : text;
}

/** What somebody does to a run on its way. */
export interface Interference {
  /** Another document to go on by; not asked for where it answers nothing. */
  change(experiment: unknown): unknown;
  /** Numbers for a block of so many; likewise. */
  edit(count: number): Float32Array | undefined;
  /** Among so many. */
  upTo(count: number): number;
}

/** That of document number `index` of this seed. */
export function interferenceOf(catalog: Catalog, seed: number, index: number): Interference {
  const random = diceOf(~seed, index);
  const maker = new Maker(catalog, random);
  return {
    change(experiment) {
      if (random.chance(0.5)) return undefined;
      const changed: unknown = structuredClone(experiment);
      // Mostly refused, for it is what the run has begun with.
      if (random.chance(0.2)) return mutatedOnce(changed, maker, random);
      for (let i = random.upTo(2); i >= 0; i--) {
        const { holder, field } = random.one([
          ...fieldsThatGoOn(catalog, catalog.document, changed, false),
        ]);
        holder[field.id] = maker.value(field);
      }
      return changed;
    },
    edit(count) {
      if (random.chance(0.6)) return undefined;
      const scale = random.one([0, 1e-3, 1, 1, 100, 1e30, Number.NaN]);
      return Float32Array.from({ length: count }, () => (random.next() - 0.5) * scale);
    },
    upTo: random.upTo,
  };
}

/** The fields that a run takes up while it trains, each with what holds it. */
function* fieldsThatGoOn(
  catalog: Catalog,
  fields: readonly Field[],
  holder: unknown,
  around: boolean,
): Iterable<{ holder: Record<string, unknown>; field: Field }> {
  if (!isObject(holder)) return;
  for (const field of fields) {
    const here = field.goes_on ?? around;
    if (here && !field.inline) yield { holder, field };
    const value = field.inline ? holder : holder[field.id];
    const entries = field.kind === undefined ? [] : catalog.kinds[field.kind];
    const inner = (item: unknown) =>
      entries.find(({ id }) => isObject(item) && item.type === id)?.fields ?? [];
    const within = here || field.fields_go_on === true;
    if (field.type === "group") yield* fieldsThatGoOn(catalog, field.fields ?? [], value, here);
    if (field.type === "component") yield* fieldsThatGoOn(catalog, inner(value), value, within);
    if (field.type !== "list" || !Array.isArray(value)) continue;
    for (const item of value) yield* fieldsThatGoOn(catalog, inner(item), item, within);
  }
}

/** Documents by the declarations alone: every field may be there, and has mostly a value in its range. */
class Maker {
  constructor(
    private readonly catalog: Catalog,
    private readonly random: Dice,
  ) {}

  document(): unknown {
    const { random, catalog } = this;
    const experiment = { version: 1, ...this.fields(catalog.document, 0.35, 0) };
    if (!random.chance(0.15)) return experiment;
    const study = random.one(catalog.studies);
    const own = this.fields(study.fields, 0.8, 0);
    if (study.id === "descent") return { version: 1, kind: study.id, ...own };
    return { version: 1, kind: study.id, experiment, ...own };
  }

  value(field: Field, depth = 0): unknown {
    const { random } = this;
    if (field.nullable && random.chance(0.2)) return null;
    if (field.words !== undefined && random.chance(0.2)) return random.one(field.words);
    switch (field.type) {
      case "real":
        return this.number(field);
      case "integer":
        return Math.round(this.number(field));
      case "boolean":
        return random.chance(0.5);
      case "choice":
        return random.one(field.choices ?? []).id;
      case "choices": {
        // Mostly each once, in any order.
        const ids = (field.choices ?? []).map(({ id }) => id);
        const some = ids.filter(() => random.chance(0.4));
        return random.chance(0.9) ? some : [...some.reverse(), ...some.slice(0, 1)];
      }
      case "component":
        return this.component(field.kind as Kind, depth);
      case "group":
        return this.fields(field.fields ?? [], 0.6, depth);
      case "list":
        return this.several(depth > 1 ? 2 : 5, () => this.component(field.kind as Kind, depth + 1));
      case "integers":
        return this.several(3, () => Math.round(this.number(field)));
      case "rows": {
        const width = random.upTo(4) + 1;
        return this.several(12, () => Array.from({ length: width }, () => this.signed()));
      }
      case "packed":
        return packNumbers(this.several(40, () => this.signed()));
      case "text":
        return random.one(["penguins", "", "../x", "类", "x".repeat(300), "f".repeat(64)]);
      case "texts":
        return this.several(4, () => random.one(["a", "b", "class", "", "类", "x".repeat(300)]));
      case "json":
        return this.several(4, () => random.one([{}, { name: "a" }, this.junk(), { seed: 3 }]));
    }
  }

  /** The component's id and some of its fields; the id alone where it has none. */
  component(kind: Kind, depth: number): unknown {
    const entry = this.random.one(this.catalog.kinds[kind]);
    const fields = this.fields(entry.fields, depth > 2 ? 0.1 : 0.4, depth);
    return Object.keys(fields).length === 0 ? entry.id : { type: entry.id, ...fields };
  }

  fields(fields: readonly Field[], share: number, depth: number): Record<string, unknown> {
    const chosen: Record<string, unknown> = {};
    for (const field of fields) {
      if (!this.random.chance(share) && !field.inline) continue;
      const value = this.value(field, depth);
      if (!field.inline) chosen[field.id] = value;
      else if (typeof value === "object") Object.assign(chosen, value);
      else chosen.type = value;
    }
    return chosen;
  }

  /** Mostly near the least, so that what is made is small; sometimes an end of the range, or just beyond. */
  number(field: Field): number {
    const { random } = this;
    const { minimum = -1000, maximum = 1000 } = field;
    const fallback = typeof field.default === "number" ? field.default : undefined;
    if (random.chance(0.25) && fallback !== undefined) return fallback;
    if (random.chance(0.08)) return random.one([minimum, maximum]);
    if (random.chance(0.02)) return random.one([minimum - 1, maximum + 1]);
    const near = Math.min(maximum, minimum + 30 * Math.max(1, Math.sqrt(Math.abs(fallback ?? 1))));
    return minimum + (near - minimum) * random.next() ** 3;
  }

  signed(): number {
    const { random } = this;
    const exponent = random.chance(0.05) ? random.upTo(80) - 40 : 1;
    return Math.fround((random.next() - 0.5) * 10 ** exponent);
  }

  several<T>(most: number, make: () => T): T[] {
    return Array.from({ length: this.random.upTo(most + 1) }, make);
  }

  /** Something that hardly belongs where it is put. */
  junk(): unknown {
    return this.random.one(JUNK)();
  }
}

const JUNK: readonly (() => unknown)[] = [
  () => null,
  () => true,
  () => 0,
  () => -1,
  () => 0.5,
  () => 1e308,
  () => -1e-320,
  () => 2 ** 31,
  () => 2 ** 53,
  () => 1e18,
  () => "",
  () => "sgd",
  () => "1",
  () => "\u0000\u001b[2J\u202e",
  () => "\ud800",
  () => "x".repeat(5000),
  () => [],
  () => [[]],
  () => [null],
  () => [1, 2, 3],
  () => Array.from({ length: 300 }, (_, i) => i),
  () => Array.from({ length: 200 }, () => ({})),
  () => ({}),
  () => ({ type: "dense" }),
  () => ({ type: {} }),
  () => ({ __proto__: null, constructor: 1, toString: "x" }),
  () => nested(60),
];

function nested(depth: number): unknown {
  return depth === 0 ? 1 : depth % 2 === 0 ? [nested(depth - 1)] : { a: nested(depth - 1) };
}

/** One part is replaced, left out, repeated, or moved to a place of another. */
function mutatedOnce(document: unknown, maker: Maker, random: Dice): unknown {
  const places = placesOf(document);
  if (places.length === 0) return maker.junk();
  const { holder, key } = random.one(places);
  const holds = holder as Record<string | number, unknown>;
  const other = random.one(places);
  const way = random.upTo(7);
  if (way === 0) delete holds[key];
  else if (way === 1) holds[key] = maker.junk();
  else if (way === 2) holds[key] = structuredClone((other.holder as typeof holds)[other.key]);
  else if (way === 3 && Array.isArray(holder)) {
    holder.push(structuredClone(holder[Number(key)]));
  } else if (way === 4) holds[`${key}_`] = holds[key];
  else holds[key] = mutatedValue(holds[key], maker, random);
  // Removed items leave holes, which JSON has as null: so they stay.
  return document;
}

/** Of the same type. */
function mutatedValue(value: unknown, maker: Maker, random: Dice): unknown {
  if (typeof value === "number") {
    return random.one([-value, value * 10, value / 10, value + 1, value * 1e6, 0, value + 0.5]);
  }
  if (typeof value === "string") return random.one([`${value}x`, value.slice(1), "", "none", "1"]);
  if (typeof value === "boolean") return !value;
  return maker.junk();
}

interface Place {
  readonly holder: object;
  readonly key: string | number;
}

function placesOf(value: unknown): Place[] {
  const places: Place[] = [];
  const visit = (holder: unknown) => {
    if (typeof holder !== "object" || holder === null) return;
    const keys = Array.isArray(holder) ? [...holder.keys()].slice(0, 50) : Object.keys(holder);
    for (const key of keys) {
      places.push({ holder, key });
      visit((holder as Record<string | number, unknown>)[key]);
    }
  };
  visit(value);
  return places;
}

/** No JSON any more, most of the time. */
function damaged(text: string, random: Dice): string {
  const at = random.upTo(text.length);
  return random.one([
    () => text.slice(0, at),
    () =>
      text.slice(0, at) +
      random.one(['"', "{", "]", "\u0000", "\\", ",", "1e999", "NaN"]) +
      text.slice(at),
    () => text + text.slice(at),
    () => `${text}\u0000junk`,
  ])();
}
