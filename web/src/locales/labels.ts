// SPDX-License-Identifier: Apache-2.0
/** Places and values of a document by their labels in the catalog: who fills in a form has not seen its keys. */

import { type FormComponent, LAYERS, outputIndex } from "../documents/edits.ts";
import { getAt, isObject, join, type Step, steps, within } from "../documents/path.ts";
import type { Refusal } from "../documents/refusal.ts";
import type { Catalog, Experiment, Field, Text } from "../engine/api.ts";
import { isSpatial } from "../engine/layer_kinds.ts";
import { formatOf } from "./format.ts";
import type { Language } from "./language.ts";
import { onPage } from "./on_page.ts";
import { pick, type Words, wordsOf } from "./words.ts";

/** One step of the way to a place. */
interface Named {
  readonly name: string;
  readonly field?: Field;
}

const BETWEEN = " · ";

export class Labels {
  private readonly words: Words;

  constructor(
    private readonly catalog: Catalog,
    private readonly experiment: Experiment,
    private readonly language: Language,
  ) {
    this.words = wordsOf(language);
  }

  /** `stop.epochs` as "Stopping · Epochs"; a key that the catalog does not know stays as it is. */
  place(path: string): string {
    return this.way(path)
      .map(({ name }) => name)
      .join(BETWEEN);
  }

  /** `optimizer.learning_rate` as "Learning rate"; what lies in a layer with its place. */
  name(path: string): string {
    const way = this.way(path);
    return within(LAYERS, path) ? this.place(path) : (way.at(-1)?.name ?? path);
  }

  /** A layer of the network itself. */
  layer(index: number): string {
    const output = outputIndex(this.experiment.model.layers);
    return index === output ? this.words.output : this.numbered(index);
  }

  /** One unit of a layer; of a convolution or pooling one channel. */
  unit({ layer, unit }: { readonly layer: number; readonly unit: number }): string {
    const { words } = this;
    const place = this.experiment.model.layers[layer];
    const number = formatOf(this.language).integer(unit + 1);
    return place !== undefined && isSpatial(place)
      ? words.channelOf(this.layer(layer), number)
      : words.unitOf(this.layer(layer), number);
  }

  /** What stands at a place now; undefined for what has no short name. */
  value(path: string): string | undefined {
    const field = this.way(path).at(-1)?.field;
    return field && this.valueOf(field, getAt(this.experiment, path));
  }

  /** That a place no longer fitted and has its default again. */
  setBack(path: string): string {
    const { words } = this;
    const now = this.value(path);
    const setBack = words.setBack(this.place(path));
    return now === undefined ? setBack : words.setBackTo(setBack, now);
  }

  /** What nothing means in a field that may be empty. */
  empty(field: Field): string {
    return field.empty === undefined ? this.words.off : pick(field.empty, this.language);
  }

  /** Layers one after the other, each with what is not as by default. */
  layers(layers: readonly FormComponent[]): string {
    return layers.map((layer) => this.component(layer)).join(" → ");
  }

  /**
   * What the parser says, for the form of the field at `here`: of the place, only what lies beyond the field. It advises to leave a
   * key out for its default; on the page ↶ does that, where the field has one.
   */
  said(refusal: Refusal, here: string, canUndo: boolean): string {
    const { words } = this;
    const advice = canUndo ? words.undoInstead : words.leaveKeyOut.slice(-1);
    const text = this.plain(refusal.message).replace(words.leaveKeyOut, advice);
    const way = this.way(refusal.path);
    const names = within(here, refusal.path) ? way.slice(this.way(here).length) : way;
    if (names.length === 0) return text;
    return words.at(names.map(({ name }) => name).join(BETWEEN), text);
  }

  /** A sentence of the trainer, with everything by the name that it has on the page. */
  plain(message: Text): string {
    const { catalog, language } = this;
    const place = (path: string) => {
      const way = this.way(path);
      return way.every(({ field }) => field !== undefined) ? this.place(path) : undefined;
    };
    return onPage(message[language], { catalog, language, place });
  }

  private numbered(index: number): string {
    return this.words.layer(formatOf(this.language).integer(index + 1));
  }

  private way(path: string): Named[] {
    if (path === LAYERS) return [{ name: this.words.network }];
    const index = within(LAYERS, path) ? steps(path)[2] : undefined;
    if (typeof index !== "number") return this.below("", this.catalog.document, steps(path));
    const place = join(LAYERS, index);
    const fields = this.fieldsOf({ kind: "layer" }, place);
    return [{ name: this.layer(index) }, ...this.below(place, fields, steps(path).slice(3))];
  }

  /** The way from `holder`, which has these fields. */
  private below(holder: string, fields: readonly Field[], way: readonly Step[]): Named[] {
    const [step, ...rest] = way;
    // The kind of a component has the component's own name.
    if (step === undefined || step === "type") return [];
    const field = fields.find(({ id }) => id === step);
    if (field === undefined) return way.map((key) => ({ name: String(key) }));
    const end = rest.findIndex((one) => typeof one !== "number");
    const numbers = (end === -1 ? rest : rest.slice(0, end)).map(Number);
    const place = numbers.reduce<string>(join, join(holder, step));
    return [
      { name: pick(field.label, this.language), field },
      ...numbers.map((number, depth) => ({ name: this.item(field, number, depth) })),
      ...this.below(place, this.fieldsOf(field, place), rest.slice(numbers.length)),
    ];
  }

  private item(field: Field, index: number, depth: number): string {
    const { words, language } = this;
    if (field.kind === "layer") return this.numbered(index);
    const shown = formatOf(language).integer(index + 1);
    return field.type === "rows" && depth === 0 ? words.row(shown) : words.item(shown);
  }

  /** What stands at `place` has the fields of its kind; what was refused may have those of another. */
  private fieldsOf({ kind, fields = [] }: Pick<Field, "kind" | "fields">, place: string): Field[] {
    const entries = kind === undefined ? [] : this.catalog.kinds[kind];
    const type = getAt(this.experiment, join(place, "type"));
    const first = entries.filter(({ id }) => id === type);
    return [
      ...[...first, ...entries].flatMap((entry) => entry.fields),
      ...fields.flatMap((one) => (one.inline ? this.fieldsOf(one, place) : [one])),
    ];
  }

  private component({ type, ...values }: FormComponent): string {
    const entry = this.catalog.kinds.layer.find(({ id }) => id === type);
    if (entry === undefined) return type;
    const special = entry.fields.flatMap((field) => {
      const value = values[field.id];
      const bare = isObject(value) ? value.type : value;
      const said = this.valueOf(field, value);
      if (said === undefined || JSON.stringify(bare) === JSON.stringify(field.default)) return [];
      return [`${pick(field.label, this.language)} ${said}`];
    });
    return [pick(entry.label, this.language), ...special].join(BETWEEN);
  }

  private valueOf(field: Field, value: unknown): string | undefined {
    const { language } = this;
    switch (field.type) {
      case "real":
      case "integer":
        return value === null ? this.empty(field) : String(value);
      case "group": {
        // Data are what their dataset is.
        const inline = field.fields?.find((one) => one.inline === true);
        return inline && this.valueOf(inline, value);
      }
      case "boolean":
        return typeof value === "boolean" ? this.words[value ? "on" : "off"] : undefined;
      case "integers":
        if (!Array.isArray(value)) return undefined;
        return value.length === 0 ? this.empty(field) : value.join(", ");
      case "choices": {
        const chosen = field.choices?.filter(
          ({ id }) => Array.isArray(value) && value.includes(id),
        );
        if (value === null || chosen === undefined) return this.empty(field);
        return chosen.map(({ label }) => pick(label, language)).join(", ");
      }
      case "choice":
      case "component": {
        const kinds = field.kind === undefined ? field.choices : this.catalog.kinds[field.kind];
        const id = isObject(value) ? value.type : value;
        const entry = kinds?.find((one) => one.id === id);
        return entry && pick(entry.label, language);
      }
      default:
        return undefined;
    }
  }
}
