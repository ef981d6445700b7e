// SPDX-License-Identifier: Apache-2.0
/**
 * The experiment on the page: the last document the parser accepted, and what was typed and refused since. All changes, whoever makes
 * them, wait in one queue, and each is judged on what the one before it has left.
 */
import { batch, signal } from "@preact/signals-core";
import { differences } from "../documents/difference.ts";
import { type FormComponent, withoutRefused, withValue } from "../documents/edits.ts";
import { getAt, setAt, within } from "../documents/path.ts";
import { type Refusal, refusalOf } from "../documents/refusal.ts";
import type { Present } from "../documents/undo.ts";
import type {
  Catalog,
  Description,
  Engine,
  Experiment,
  ExperimentDocument,
  Kind,
  SavedModel,
  Text,
} from "../engine/api.ts";
import { type Attempt, Attempts } from "./attempts.ts";
import type {
  Accepted,
  ByHand,
  ChangeOptions,
  Coming,
  Edit,
  Load,
  Origin,
  Outcome,
  Problem,
} from "./change.ts";
import { judged } from "./judge.ts";
import { SerialQueue } from "./serial_queue.ts";
import { type Travel, UndoHistory } from "./undo_history.ts";

type Task = Edit | Load | ByHand | { readonly kind: "undo" | "redo" | "nothing" };

interface Job {
  readonly task: Task;
  readonly options: ChangeOptions;
}

/** Taking back what does not fit converges at once or not at all. */
const MAXIMUM_REPAIRS = 4;

const CHANGES: ReadonlySet<Task["kind"]> = new Set(["set", "unset", "choose", "load"]);
const LOCKED: Text = {
  en: "The author of this page has locked the experiment. Open it in a tab of its own to change it.",
  zh: "此页面的作者锁定了这个实验。如要修改，请在新标签页中打开。",
};

/** What of the experiment stays as it is, as in an exercise. Undo leads only to what was allowed. */
export interface Rules {
  /** Whether a field at this place is only shown. */
  fixed(path: string): boolean;
  /** Why a whole document may not come into force; undefined where it may. */
  refuses(coming: Description): Refusal | undefined;
}

export class DocumentStore {
  readonly #description;
  readonly #problems = signal<ReadonlyMap<string, Problem>>(new Map());
  readonly #repaired = signal<readonly Refusal[]>([]);
  readonly #history = new UndoHistory(() => this.#here);
  #putAside: (coming: Coming) => Promise<SavedModel | undefined> = async () => undefined;
  readonly canUndo = this.#history.canUndo;
  readonly canRedo = this.#history.canRedo;
  /** What undo would take back, and redo make again. */
  readonly undone = this.#history.undone;
  readonly redone = this.#history.redone;
  readonly #travelled = signal<Travel | undefined>(undefined);

  readonly #attempts;
  /** Whether what is set by hand is refused: the experiment is shown, and stays as its author made it. */
  readonly locked = signal(false);
  readonly rules = signal<Rules | undefined>(undefined);
  readonly #listeners = new Set<(accepted: Accepted) => void>();
  readonly #queue = new SerialQueue((job: Job) => this.#perform(job));

  private constructor(
    private readonly engine: Pick<Engine, "validate">,
    readonly catalog: Catalog,
    first: Description,
    private readonly now: () => number,
  ) {
    this.#description = signal(first);
    this.#attempts = new Attempts(catalog);
  }

  /** Starts with the default experiment, or the sketch of another; a load puts another in its place. */
  static async create(
    engine: Pick<Engine, "validate" | "catalog">,
    sketch?: Description,
    now = () => performance.now(),
  ): Promise<DocumentStore> {
    const first = sketch ?? engine.validate({});
    const [catalog, description] = await Promise.all([engine.catalog(), first]);
    return new DocumentStore(engine, catalog, description, now);
  }

  get description(): Description {
    return this.#description.value;
  }

  get experiment(): Experiment {
    return this.description.experiment;
  }

  /** What differs from the defaults. */
  get minimal(): ExperimentDocument {
    return this.description.minimal;
  }

  /** Refused input by its place in the document. */
  get problems(): ReadonlyMap<string, Problem> {
    return this.#problems.value;
  }

  /** What the last edit set back to its default because it no longer fitted. */
  get repaired(): readonly Refusal[] {
    return this.#repaired.value;
  }

  /** What undo or redo did last. */
  get travelled(): Travel | undefined {
    return this.#travelled.value;
  }

  isDefault(path: string): boolean {
    return getAt(this.minimal, path) === undefined && !this.problems.has(path);
  }

  /** What the field at a place shows. */
  shown(path: string): unknown {
    const problem = this.problems.get(path);
    return problem === undefined ? getAt(this.experiment, path) : problem.typed;
  }

  /** Whether the place is only shown: the rules keep it as it is. */
  fixed(path: string): boolean {
    return this.rules.value?.fixed(path) === true;
  }

  /** Told of everything that comes into force. */
  onAccepted(listener: (accepted: Accepted) => void): void {
    this.#listeners.add(listener);
  }

  /** Asked before something comes into force: where the run stands that is left for it, so that undo goes on from there. */
  onLeaving(putAside: (coming: Coming) => Promise<SavedModel | undefined>): void {
    this.#putAside = putAside;
  }

  submit(
    change: Edit | Load | ByHand,
    options: ChangeOptions = { origin: "user" },
  ): Promise<Outcome> {
    const last = this.#queue.last?.task;
    if (last?.kind === "set" && change.kind === "set" && last.path === change.path) {
      this.#queue.dropLast({ status: "superseded" });
    }
    return this.#queue.add({ task: change, options });
  }

  set(path: string, value: unknown, coalesce?: string): Promise<Outcome> {
    const options = { origin: "user", ...(coalesce === undefined ? {} : { coalesce }) } as const;
    return this.submit({ kind: "set", path, value }, options);
  }

  unset(path: string): Promise<Outcome> {
    return this.submit({ kind: "unset", path });
  }

  choose(path: string, of: Kind, type: string, fresh?: FormComponent): Promise<Outcome> {
    return this.submit({ kind: "choose", path, of, type, ...(fresh && { fresh }) });
  }

  forget(path: string): Promise<Outcome> {
    return this.submit({ kind: "forget", path });
  }

  load(document: Load["document"], origin: Origin): Promise<Outcome> {
    return this.submit({ kind: "load", document }, { origin });
  }

  /** Back to the document before the last change. */
  undo(): Promise<Outcome> {
    return this.#queue.add({ task: { kind: "undo" }, options: { origin: "undo" } });
  }

  redo(): Promise<Outcome> {
    return this.#queue.add({ task: { kind: "redo" }, options: { origin: "undo" } });
  }

  /** When everything that was asked for until now is done. */
  async settled(): Promise<void> {
    await this.#queue.add({ task: { kind: "nothing" }, options: { origin: "user" } });
  }

  /** From here on: what was before cannot be gone back to. */
  begin(): void {
    this.#history.forget();
  }

  async #perform({ task, options }: Job): Promise<Outcome> {
    if (options.origin === "user" && CHANGES.has(task.kind) && this.locked.peek()) {
      return { status: "refused", refusal: { path: "", message: LOCKED } };
    }
    switch (task.kind) {
      case "load":
        this.#attempts.forget();
        return this.#load(task, options);
      case "undo":
      case "redo":
        return this.#travel(task.kind);
      case "nothing":
        return { status: "unchanged" };
      case "by_hand":
        return this.#byHand(task);
      case "forget":
        this.#settle([task.path]);
        return { status: "unchanged" };
      case "unset":
        if (getAt(this.minimal, task.path) === undefined) {
          this.#settle([task.path]);
          return { status: "unchanged" };
        }
        return this.#attempt(this.#attempts.of(task), options);
      case "set":
      case "choose":
        return this.#attempt(this.#attempts.of(task), options);
    }
  }

  #validate(document: ExperimentDocument): Promise<Description | Outcome> {
    return judged(this.engine, document);
  }

  async #load({ document, saved, goesOn, still }: Load, options: ChangeOptions): Promise<Outcome> {
    let arrived: ExperimentDocument;
    try {
      arrived = await document;
    } catch (error) {
      const refusal = refusalOf(error);
      if (refusal === undefined) throw error;
      return { status: "refused", refusal };
    }
    const judged = await this.#validate(arrived);
    if ("status" in judged) return judged;
    const forbidden = options.origin === "link" ? undefined : this.rules.peek()?.refuses(judged);
    if (forbidden !== undefined) return { status: "refused", refusal: forbidden };
    return this.#accept(judged, options, { whole: goesOn !== true, saved, still });
  }

  async #byHand({ act }: ByHand): Promise<Outcome> {
    const done = await act();
    if (done === undefined) return { status: "unchanged" };
    const { saved, said } = done;
    this.#history.add({ ...this.#present(saved), said, at: this.now() });
    return { status: "accepted" };
  }

  async #travel(way: Travel["way"]): Promise<Outcome> {
    const there = this.#history.towards(way);
    if (there === undefined) return { status: "unchanged" };
    const { mark, change } = there;
    const judged = await this.#validate(mark.document);
    if ("status" in judged) return judged;
    this.#attempts.forget();
    const { saved } = mark;
    const outcome = await this.#accept(judged, { origin: "undo" }, { travel: way, saved });
    this.#travelled.value = { way, change };
    return outcome;
  }

  get #here(): Pick<Present, "document" | "experiment"> {
    return { document: this.minimal, experiment: this.experiment };
  }

  #present(saved: SavedModel | undefined): Present {
    return { document: this.minimal, experiment: this.experiment, saved };
  }

  async #attempt(attempt: Attempt, options: ChangeOptions): Promise<Outcome> {
    const { path, typed } = attempt;
    const together = await this.#withOthers(attempt, options);
    if (together !== undefined) return together;
    let document = attempt.make(this.minimal, this.experiment);
    const repaired: Refusal[] = [];
    for (;;) {
      const judged = await this.#validate(document);
      if (!("status" in judged)) {
        const forbidden = this.rules.peek()?.refuses(judged);
        if (forbidden === undefined) {
          return this.#accept(judged, options, { paths: [path], repaired });
        }
        this.#refuse(path, { ...forbidden, typed });
        return { status: "refused", refusal: forbidden };
      }
      if (judged.status !== "refused") {
        if ("refusal" in judged) this.#refuse(path, { ...judged.refusal, path, typed });
        return judged;
      }
      const { refusal } = judged;
      const mayRepair = attempt.repairs === true && repaired.length < MAXIMUM_REPAIRS;
      const mended = mayRepair
        ? withoutRefused(document, path, refusal.path, attempt.own)
        : undefined;
      if (mended === undefined && attempt.otherwise !== undefined) {
        return this.#attempt(attempt.otherwise, options);
      }
      if (mended === undefined) {
        this.#refuse(path, { ...refusal, typed });
        return judged;
      }
      repaired.push({ ...refusal, path: mended.path });
      document = mended.document;
    }
  }

  /** Two fields that fit only together (rows and their targets): the edit with all that was refused before it. */
  async #withOthers({ path, make }: Attempt, options: ChangeOptions): Promise<Outcome | undefined> {
    const others = [...this.problems].filter(([place]) => place !== path);
    if (others.length === 0) return undefined;
    let document = this.minimal;
    let experiment = this.experiment;
    for (const [place, { typed }] of others) {
      document = withValue(document, experiment, place, typed);
      experiment = setAt(experiment, place, typed);
    }
    const judged = await this.#validate(make(document, experiment));
    if ("status" in judged || this.rules.peek()?.refuses(judged)) return undefined;
    return this.#accept(judged, options, { paths: [path, ...others.map(([place]) => place)] });
  }

  async #accept(
    description: Description,
    { origin, coalesce }: ChangeOptions,
    about: {
      /** The edited places. */
      readonly paths?: readonly string[];
      readonly repaired?: readonly Refusal[];
      /** The way along the changes that were made, instead of a new one. */
      readonly travel?: Travel["way"];
      /** A whole document was given, be it the same. */
      readonly whole?: boolean;
      /** The run to go on with. */
      readonly saved?: SavedModel | undefined;
      readonly still?: true | undefined;
    },
  ): Promise<Outcome> {
    const paths = differences(this.experiment, description.experiment);
    const { saved, still, travel } = about;
    const whole = about.whole === true;
    // Another run of the same document is a change too.
    const changed = paths.length > 0 || saved !== undefined;
    const coming = { description, paths, whole, saved, still };
    const left = changed || whole ? await this.#putAside(coming) : undefined;
    const present = this.#present(left);
    batch(() => {
      this.#repaired.value = about.repaired ?? [];
      if (travel !== undefined) this.#history.go(travel, present);
      else if (changed) this.#history.add({ ...present, kind: coalesce, at: this.now() });
      this.#description.value = description;
      this.#settle(about.paths);
    });
    // The value that was there, typed again, is no reason to start anew.
    if (!changed && !whole) return { status: "unchanged" };
    for (const listener of this.#listeners) listener({ ...coming, origin });
    return { status: "accepted" };
  }

  /** What was refused in, below or above an edited place is gone with what stands there now; in another document everything is. */
  #settle(paths: readonly string[] | undefined): void {
    const settled = (place: string) =>
      paths === undefined || paths.some((path) => within(path, place) || within(place, path));
    if (![...this.problems.keys()].some(settled)) return;
    this.#problems.value = new Map([...this.problems].filter(([place]) => !settled(place)));
  }

  #refuse(path: string, problem: Problem): void {
    batch(() => {
      this.#problems.value = new Map(this.problems).set(path, problem);
      this.#repaired.value = [];
    });
  }
}
