// SPDX-License-Identifier: Apache-2.0
/** The experiment on the page: the last document the parser accepted, and what was typed and refused since. */

import {
  type FormComponent,
  ground,
  withComponent,
  withDefault,
  withoutRefused,
  withValue,
} from "../documents/edits.ts";
import { getAt, setAt, within } from "../documents/path.ts";
import { type Refusal, refusalOf } from "../documents/refusal.ts";
import type {
  Catalog,
  Description,
  Experiment as Document,
  Engine,
  Entry,
  ExperimentDocument,
  Kind,
} from "../engine/api.ts";
import { Observable } from "../sessions/observable.ts";

/** Something typed that the parser refused; the field shows it until it is mended. */
export interface Problem extends Refusal {
  readonly typed: unknown;
}

export interface Change {
  readonly description: Description;
  /** The edited places; none when the whole document is another one. */
  readonly paths: readonly string[];
}

type MakeDocument = (document: ExperimentDocument, experiment: Document) => ExperimentDocument;

interface Edit {
  readonly path: string;
  readonly typed: unknown;
  readonly make: MakeDocument;
  /** Whether what no longer fits elsewhere may be taken back. */
  readonly repairs?: boolean;
  /** What is tried where this is refused. */
  readonly otherwise?: Edit;
}

/** Taking back what does not fit converges at once or not at all. */
const MAXIMUM_REPAIRS = 4;

export class ExperimentStore extends Observable {
  /** Refused input by its place in the document. */
  problems: ReadonlyMap<string, Problem> = new Map();
  /** What the last edit set back to its default because it no longer fitted. */
  repaired: readonly Refusal[] = [];
  onChange: (change: Change) => void = () => {};

  /** Components by place and type, as they were when another type was chosen. */
  private readonly remembered = new Map<string, FormComponent>();
  private waiting: Edit[] = [];
  private working: Promise<void> | undefined;

  private constructor(
    private readonly engine: Pick<Engine, "validate">,
    readonly catalog: Catalog,
    private current: Description,
  ) {
    super();
  }

  /** Starts with the default experiment; `load` puts another in its place. */
  static async create(engine: Pick<Engine, "validate" | "catalog">): Promise<ExperimentStore> {
    const [catalog, description] = await Promise.all([engine.catalog(), engine.validate({})]);
    return new ExperimentStore(engine, catalog, description);
  }

  get description(): Description {
    return this.current;
  }

  get experiment(): Document {
    return this.current.experiment;
  }

  /** What differs from the defaults. */
  get minimal(): ExperimentDocument {
    return this.current.minimal;
  }

  isDefault(path: string): boolean {
    return getAt(this.minimal, path) === undefined && !this.problems.has(path);
  }

  /** Sets one field. The parser judges it; a refusal is shown at the field and changes nothing else. */
  set(path: string, value: unknown): Promise<void> {
    // What was remembered of layers is of no use to those that now stand in their places.
    for (const place of this.remembered.keys()) {
      if (within(path, place)) this.remembered.delete(place);
    }
    return this.apply({ path, typed: value, make: (d, e) => withValue(d, e, path, value) });
  }

  /** Takes the default for one field again. */
  unset(path: string): Promise<void> {
    if (getAt(this.minimal, path) === undefined) {
      this.forget(path);
      return Promise.resolve();
    }
    return this.apply({ path, typed: undefined, make: (d, e) => withDefault(d, e, path) });
  }

  /** Chooses another component: as it was when it was chosen last, where that still fits, else as `fresh` says. */
  choose(path: string, kind: Kind, type: string, fresh: FormComponent = { type }): Promise<void> {
    const edit = (again: boolean): Edit => ({
      path,
      typed: type,
      make: (document, experiment) => {
        const before = getAt(ground(document, experiment, path), path) as FormComponent | undefined;
        const oldType = String(getAt(experiment, `${path}.type`));
        const old = this.catalog.kinds[kind].find((entry) => entry.id === oldType);
        if (before !== undefined) this.remember(path, before, old);
        const remembered = again ? this.remembered.get(`${path} ${type}`) : undefined;
        const component = remembered ?? fresh;
        return withComponent(document, experiment, { path, old, component });
      },
      // Of layers that do not fit together none is taken back: each stands where somebody put it.
      repairs: kind !== "layer",
    });
    return this.apply({ ...edit(true), otherwise: edit(false) });
  }

  /** Gives up what was typed and refused at one place: the accepted value stands there again. */
  forget(path: string): void {
    this.problems = new Map([...this.problems].filter(([place]) => place !== path));
    this.notify();
  }

  /** Another document altogether. Resolves with what the parser says against it, if anything. */
  async load(document: ExperimentDocument): Promise<Refusal | undefined> {
    try {
      this.accept(await this.engine.validate(document), []);
      return undefined;
    } catch (error) {
      const refusal = refusalOf(error);
      if (refusal === undefined) throw error;
      return refusal;
    }
  }

  private remember(path: string, before: FormComponent, entry: Entry | undefined): void {
    if (entry === undefined) return;
    const mine = Object.entries(before).filter(([key]) =>
      entry.fields.some(({ id }) => id === key),
    );
    this.remembered.set(`${path} ${entry.id}`, { type: entry.id, ...Object.fromEntries(mine) });
  }

  /** Edits wait for each other; of several at one place only the last one counts (a dragged slider). */
  private apply(edit: Edit): Promise<void> {
    this.waiting = [...this.waiting.filter((other) => other.path !== edit.path), edit];
    this.working ??= this.work().finally(() => {
      this.working = undefined;
    });
    return this.working;
  }

  private async work(): Promise<void> {
    for (let edit = this.waiting.shift(); edit !== undefined; edit = this.waiting.shift()) {
      await this.judge(edit);
    }
  }

  private async judge(edit: Edit): Promise<void> {
    const { path, typed } = edit;
    if (await this.acceptsTogether(edit)) return;
    let document = edit.make(this.minimal, this.experiment);
    const repaired: Refusal[] = [];
    for (;;) {
      try {
        this.accept(await this.engine.validate(document), [path], repaired);
        return;
      } catch (error) {
        const refusal = refusalOf(error);
        if (refusal === undefined) throw error;
        const mayRepair = edit.repairs === true && repaired.length < MAXIMUM_REPAIRS;
        const mended = mayRepair ? withoutRefused(document, path, refusal.path) : undefined;
        if (mended === undefined && edit.otherwise !== undefined) {
          return this.judge(edit.otherwise);
        }
        if (mended === undefined) {
          this.refuse(path, { ...refusal, typed });
          return;
        }
        repaired.push({ ...refusal, path: mended.path });
        document = mended.document;
      }
    }
  }

  /** Two fields that fit only together (rows and their targets): the edit with all that was refused before it. */
  private async acceptsTogether({ path, make }: Edit): Promise<boolean> {
    const others = [...this.problems].filter(([place]) => place !== path);
    if (others.length === 0) return false;
    let document = this.minimal;
    let experiment = this.experiment;
    for (const [place, { typed }] of others) {
      document = withValue(document, experiment, place, typed);
      experiment = setAt(experiment, place, typed);
    }
    try {
      const description = await this.engine.validate(make(document, experiment));
      this.accept(description, [path, ...others.map(([place]) => place)]);
      return true;
    } catch (error) {
      if (refusalOf(error) === undefined) throw error;
      return false;
    }
  }

  private accept(
    description: Description,
    paths: readonly string[],
    repaired: ExperimentStore["repaired"] = [],
  ): void {
    const same = JSON.stringify(description.experiment) === JSON.stringify(this.experiment);
    this.current = description;
    this.repaired = repaired;
    // What was refused in, below or above an edited place is gone with what stands there now; in another document everything is.
    const settled = (place: string) =>
      paths.length === 0 || paths.some((path) => within(path, place) || within(place, path));
    this.problems = new Map([...this.problems].filter(([place]) => !settled(place)));
    this.notify();
    // The value that was there, typed again, is no reason to start anew.
    if (!same || paths.length === 0) this.onChange({ description, paths });
  }

  private refuse(path: string, problem: Problem): void {
    this.problems = new Map(this.problems).set(path, problem);
    this.repaired = [];
    this.notify();
  }
}
