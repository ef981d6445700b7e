// SPDX-License-Identifier: Apache-2.0
/** The exercise that is being written, with what is amiss in it, and what start and solution have come to. Kept while the panel is closed. */
import {
  batch,
  computed,
  effect,
  type ReadonlySignal,
  signal,
  untracked,
} from "@preact/signals-core";
import { listedExercises, ownExercise } from "../../app/exercise_files.ts";
import { perWorkspace } from "../../app/per_workspace.ts";
import type { Workspace } from "../../app/workspace.ts";
import { newId } from "../../documents/new_id.ts";
import { withTypes } from "../../documents/patch.ts";
import { isObject } from "../../documents/path.ts";
import { type Refusal, refusalOf, sentences } from "../../documents/refusal.ts";
import type { Description, ExperimentDocument } from "../../engine/api.ts";
import { textOf } from "../../engine/contract/engine_error.ts";
import { EXERCISE, type Exercise } from "../../exercises/document.ts";
import { examineExercise } from "../../exercises/examine.ts";
import { faultsOf } from "../../exercises/faults.ts";
import { requirePermitted } from "../../exercises/permission.ts";
import { readExercise } from "../../exercises/read_exercise.ts";
import { hashOfExercise } from "../../exercises/receipt.ts";
import type { Subject } from "../../sandbox/subjects.ts";
import {
  begun,
  type Draft,
  listAt,
  type Raw,
  solutionOf,
  startOf,
  withItem,
  without,
  withSolution,
  withStart,
  withSubject,
  withValue,
} from "./draft.ts";
import { DraftHistory } from "./draft_history.ts";
import { dropDraft } from "./kept_drafts.ts";
import { proposedPlaces } from "./places.ts";
import { Tries } from "./tries.ts";

/** Start and solution as the parser has read them. */
interface Experiments {
  readonly start: Description;
  readonly solution: Description;
}

export class EditorStore {
  /** Undo, redo, and whether a reload will find it. */
  readonly history = new DraftHistory();
  readonly #experiments = signal<Experiments | undefined>(undefined);
  /** What only the trainer's parser knows of the exercise as it stands. */
  readonly #examined = signal<Refusal | undefined>(undefined);
  /** What start and solution have come to. */
  readonly tries: Tries;
  #examination = 0;

  constructor(private readonly workspace: Workspace) {
    this.tries = new Tries(workspace, this.history.draft);
    effect(() => {
      const dropped = workspace.droppedExercise.value;
      if (dropped === undefined) return;
      workspace.droppedExercise.value = undefined;
      untracked(() => void this.#openDropped(dropped));
    });
    effect(() => {
      const { draft, exercise } = this;
      untracked(() => void this.#examine(draft, exercise));
    });
  }

  /** The experiment on the page, as an exercise holds it. */
  get #page(): ExperimentDocument {
    const { minimal, experiment } = this.workspace.document;
    return withTypes(minimal, experiment);
  }
  get draft(): Draft | undefined {
    return this.history.draft.value;
  }
  get raw(): Raw {
    return this.draft?.exercise ?? {};
  }
  get experiments(): Experiments | undefined {
    return this.#experiments.value;
  }

  /** The exercise of the experiment on the page. */
  begin(): void {
    this.open(begun(this.#page, this.workspace.document.experiment.data.type));
  }

  /** What was open is kept in the browser. `origin`: the name of the one of Downhill's own that it is. */
  open(exercise: Raw, origin?: string): void {
    this.openDraft({ key: newId(), exercise, ...(origin === undefined ? {} : { origin }) });
  }

  openDraft(draft: Draft): void {
    batch(() => {
      this.tries.clear();
      this.history.open(draft);
    });
  }

  /** Back to where one begins; the draft stays in the list. */
  close(): void {
    this.tries.cancel();
    this.history.close();
  }

  /** Out of the list, for good. */
  forget(key: string): void {
    dropDraft(key);
  }

  set(path: string, value: unknown): void {
    this.history.change((exercise) => withValue(exercise, path, value), path);
  }
  /** The question there asks for code of another subject. */
  turnTo(path: string, subject: Subject): void {
    this.history.change((exercise) => withSubject(exercise, path, subject));
  }
  add(path: string, item: unknown): void {
    this.history.change((exercise) => withItem(exercise, path, item));
  }
  remove(path: string): void {
    this.history.change((exercise) => without(exercise, path));
  }
  /** The page as it stands becomes the start. */
  startHere(): void {
    const page = this.#page;
    this.history.change((exercise) => withStart(exercise, page));
  }

  /** The page as it stands is how it is solved; where nothing may be changed yet, that what it changes may be. */
  async solveHere(): Promise<void> {
    const page = this.#page;
    const { experiment } = this.workspace.document;
    const { opened } = this.history;
    const start = await this.#read(startOf(this.raw));
    // It was said of the draft that was open then.
    if (this.history.opened !== opened) return;
    this.history.change((exercise) => {
      const solved = withSolution(exercise, page);
      if (listAt(exercise, "may_change").length > 0 || start === undefined) return solved;
      return { ...solved, may_change: proposedPlaces(start.experiment, experiment) };
    });
    await this.tries.run();
  }

  /** Loads one of the two into the page; undo there brings back what was on it. */
  async show(which: "start" | "solution"): Promise<void> {
    const document = which === "start" ? startOf(this.raw) : solutionOf(this.raw);
    const outcome = await this.workspace.openDocument(document);
    if ("refusal" in outcome) this.tries.trouble.value = sentences(outcome.refusal);
  }

  /** Whether texts are written in both languages: as it is wished, and wherever it is so already. */
  readonly both: ReadonlySignal<boolean> = computed(
    () => this.wantsBoth.value || hasBoth(this.raw),
  );
  readonly wantsBoth = signal(false);

  /** Every fault that there is, field by field; then what fields mean together; then what the trainer's parser says. */
  readonly faults: ReadonlySignal<readonly Refusal[]> = computed(() => {
    if (this.draft === undefined) return [];
    const each = faultsOf(EXERCISE, this.raw);
    if (each.length > 0) return each.map(toRefusal);
    const { meant } = this.#whole.value;
    if (meant !== undefined) return [meant];
    const examined = this.#examined.value;
    return examined === undefined ? [] : [examined];
  });

  /** As it would be given out; undefined while something is amiss. */
  get exercise(): Exercise | undefined {
    return this.#whole.value.exercise;
  }

  readonly #whole = computed((): { exercise?: Exercise; meant?: Refusal } => {
    const { exercise } = this.draft ?? {};
    if (exercise === undefined) return {};
    try {
      return { exercise: readExercise(exercise) };
    } catch (error) {
      const meant = refusalOf(error);
      if (meant === undefined) throw error;
      return { meant };
    }
  });

  /** Where the solution does what students may not do. */
  readonly forbidden: ReadonlySignal<Refusal | undefined> = computed(() => {
    const { experiments, exercise } = this;
    if (experiments === undefined || exercise === undefined) return undefined;
    try {
      requirePermitted(exercise, experiments.start, experiments.solution);
      return undefined;
    } catch (error) {
      const refusal = refusalOf(error);
      if (refusal === undefined) throw error;
      return refusal;
    }
  });

  /** The name, where it is one of Downhill's own, word for word: whatever else is called so is somebody else's. */
  async originOf(exercise: Raw): Promise<string | undefined> {
    try {
      const ours = await listedExercises();
      const named = ours.find(({ id }) => id === exercise.id);
      if (named === undefined) return undefined;
      const own = await ownExercise(named.id);
      return hashOfExercise(readExercise(exercise)) === hashOfExercise(own) ? named.id : undefined;
    } catch {
      // Unfinished, or ours cannot be had to compare: then it is given out as it stands.
      return undefined;
    }
  }

  async #openDropped(exercise: Raw): Promise<void> {
    this.open(exercise, await this.originOf(exercise));
  }

  async #read(document: Raw): Promise<Description | undefined> {
    return await this.workspace.engine.validate(document).catch(() => undefined);
  }

  /** What is asked while another change comes is answered for nobody. */
  async #examine(draft: Draft | undefined, exercise: Exercise | undefined): Promise<void> {
    this.#examination += 1;
    const turn = this.#examination;
    const [start, solution] =
      draft === undefined
        ? []
        : await Promise.all([
            this.#read(startOf(draft.exercise)),
            this.#read(solutionOf(draft.exercise)),
          ]);
    const refusal =
      exercise &&
      (await examineExercise(exercise, this.workspace.engine).then(
        () => undefined,
        (error) => refusalOf(error) ?? { path: "", message: textOf(error) },
      ));
    if (turn !== this.#examination) return;
    batch(() => {
      this.#experiments.value = start && solution && { start, solution };
      this.#examined.value = refusal;
    });
  }
}

/** Texts in both languages, which no single field would show whole. */
function hasBoth(value: unknown): boolean {
  if (Array.isArray(value)) return value.some(hasBoth);
  if (!isObject(value)) return false;
  if (typeof value.en === "string" && typeof value.zh === "string") return true;
  return Object.values(value).some(hasBoth);
}

const toRefusal = (error: unknown): Refusal => {
  const refusal = refusalOf(error);
  if (refusal === undefined) throw error;
  return refusal;
};

export const editorOf = perWorkspace((workspace) => new EditorStore(workspace));
