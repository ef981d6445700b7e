// SPDX-License-Identifier: Apache-2.0
/** Edits as ways to make a document of the one in force, with what was remembered of components that others took the place of. */
import {
  type FormComponent,
  ground,
  withComponent,
  withDefault,
  withValue,
} from "../documents/edits.ts";
import { getAt, within } from "../documents/path.ts";
import type { Catalog, Entry, Experiment, ExperimentDocument } from "../engine/api.ts";
import type { Edit } from "./change.ts";

export interface Attempt {
  readonly path: string;
  readonly typed: unknown;
  make(document: ExperimentDocument, experiment: Experiment): ExperimentDocument;
  /** Whether what no longer fits elsewhere may be taken back. */
  readonly repairs?: boolean;
  /** Of a component that is chosen: its own keys. What was kept beside them is elsewhere, too. */
  readonly own?: ReadonlySet<string>;
  /** What is tried where this is refused. */
  readonly otherwise?: Attempt;
}

type Choice = Edit & { readonly kind: "choose" };

export class Attempts {
  /** Components by place and type, as they were when another type was chosen. */
  readonly #remembered = new Map<string, FormComponent>();

  constructor(private readonly catalog: Catalog) {}

  /** Another document has other components. */
  forget(): void {
    this.#remembered.clear();
  }

  of(edit: Exclude<Edit, { readonly kind: "forget" }>): Attempt {
    const { path } = edit;
    switch (edit.kind) {
      case "unset":
        return { path, typed: undefined, make: (d, e) => withDefault(d, e, path) };
      case "set": {
        const { value } = edit;
        // What was remembered of layers is of no use to those that now stand in their places.
        for (const place of this.#remembered.keys()) {
          if (within(path, place)) this.#remembered.delete(place);
        }
        return { path, typed: value, make: (d, e) => withValue(d, e, path, value) };
      }
      case "choose":
        return edit.anew === true
          ? this.#choice(edit, false)
          : { ...this.#choice(edit, true), otherwise: this.#choice(edit, false) };
    }
  }

  #choice({ path, of, type, fresh = { type } }: Choice, again: boolean): Attempt {
    const entry = this.catalog.kinds[of].find(({ id }) => id === type);
    return {
      path,
      typed: type,
      own: new Set(["type", ...(entry?.fields.map(({ id }) => id) ?? [])]),
      make: (document, experiment) => {
        const before = getAt(ground(document, experiment, path), path) as FormComponent | undefined;
        const oldType = String(getAt(experiment, `${path}.type`));
        const old = this.catalog.kinds[of].find((entry) => entry.id === oldType);
        if (before !== undefined) this.#remember(path, before, old);
        const remembered = again ? this.#remembered.get(`${path} ${type}`) : undefined;
        const component = { ...fresh, ...remembered };
        return withComponent(document, experiment, { path, old, component });
      },
      // Of layers that do not fit together none is taken back: each stands where somebody put it.
      repairs: of !== "layer",
    };
  }

  #remember(path: string, before: FormComponent, entry: Entry | undefined): void {
    if (entry === undefined) return;
    const mine = Object.entries(before).filter(([key]) =>
      entry.fields.some(({ id }) => id === key),
    );
    this.#remembered.set(`${path} ${entry.id}`, { type: entry.id, ...Object.fromEntries(mine) });
  }
}
