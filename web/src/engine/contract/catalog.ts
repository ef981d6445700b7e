// SPDX-License-Identifier: Apache-2.0
/** What the trainer declares, as a form or a menu needs it; made in C++ (src/bindings/whole_catalog.h). */
import type { Experiment, Kind } from "#catalog";
import type { Text } from "./text.ts";

/** One declared hyper-parameter or field of the document, as the C++ catalog gives it. */
export interface Field {
  readonly id: string;
  readonly type:
    | "real"
    | "integer"
    | "boolean"
    | "choice"
    /** Several of a few words, each once, in their order; null: none. */
    | "choices"
    | "component"
    | "group"
    | "list"
    /** A short list of whole numbers. */
    | "integers"
    /** Numbers given in the document itself: a list of rows. */
    | "rows"
    /** Many 32-bit numbers as base64. */
    | "packed"
    /** One short text, such as a name. */
    | "text"
    /** A list of short texts. */
    | "texts"
    /** Anything, as its help says. */
    | "json";
  readonly label: Text;
  readonly help: Text;
  readonly source?: string;
  readonly default?: unknown;
  readonly nullable?: true;
  /** What a nullable field does where nothing is set; without it, it is off. */
  readonly empty?: Text;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly exclusive_minimum?: true;
  readonly exclusive_maximum?: true;
  readonly scale?: "linear" | "log";
  readonly words?: readonly string[];
  readonly choices?: readonly { readonly id: string; readonly label: Text }[];
  /** component: the kind it is chosen from; list: the kind of its items. */
  readonly kind?: Kind;
  /** component: its id and its fields stand among the fields of the group itself, as in `data`. */
  readonly inline?: true;
  readonly fields?: readonly Field[];
  /**
   * Whether a run under way takes up a change here and in all that stands here (`Run.change`), or starts over; without it, it is as with
   * what the field stands in. A document starts over.
   */
  readonly goes_on?: boolean;
  /** component: a run takes up changes of its fields, but not another one. */
  readonly fields_go_on?: true;
}

/** One optimizer, loss, layer, ... of the catalog. */
export interface Entry {
  readonly id: string;
  readonly label: Text;
  readonly help: Text;
  readonly source: string;
  /** Of a dataset with its default hyper-parameters. */
  readonly task?: "regression" | "classes";
  readonly features?: number;
  readonly fields: readonly Field[];
}

export interface Catalog {
  readonly version: number;
  readonly kinds: Readonly<Record<Kind, readonly Entry[]>>;
  readonly document: readonly Field[];
  /** Kinds of documents that ask something of an experiment. */
  readonly studies: readonly Entry[];
  /** What can be asked of a run. */
  readonly probes: readonly Entry[];
  readonly defaults: Experiment;
}
