// SPDX-License-Identifier: Apache-2.0
/** The fields of a study, kept while its panel is closed and over a reload. The parser judges them when the study begins. */
import { signal } from "@preact/signals-core";
import { getAt, isObject, join, setAt, unsetAt } from "../documents/path.ts";
import type { Entry, ExperimentDocument, Field, Kind, StudyId } from "../engine/api.ts";
import { Labels } from "../locales/labels.ts";
import { pick } from "../locales/words.ts";
import type { StudySession } from "../sessions/study_session.ts";
import type { Form, FormProblem } from "../ui/field/form.ts";
import { explains, isExplained, unexplained } from "./first_catalog.ts";
import { keepChoice } from "./keep_choice.ts";
import type { Workspace } from "./workspace.ts";

/** How long each training of a study is; its place in the study's document. */
export const EPOCHS = "experiment.stop.epochs";
/** Of a study that shows a training as far as this, and leaves its length to the experiment. */
export const EPOCHS_SHOWN = "epochs";
/** Long enough to tell settings apart on the built-in data, short enough to be waited for. */
const USUAL_EPOCHS = 200;

export class StudyForm implements Form {
  readonly #given = signal<ExperimentDocument>({});
  readonly entry: Entry;

  constructor(
    private readonly workspace: Workspace,
    readonly kind: StudyId,
    /** The study whose refusals are shown at the fields. */
    private readonly session: () => StudySession | undefined,
    /** How long each training is where nobody says it; 0: as long as one waits. */
    private readonly usualEpochs: () => number = () => 0,
  ) {
    const entry = workspace.document.catalog.studies.find(({ id }) => id === kind);
    if (entry === undefined) throw new Error(`There is no study "${kind}".`);
    this.entry = entry;
  }

  /** What is chosen is there again after a reload. `name`: a panel may have several forms, and a kind of study several panels. */
  keep(name: string): this {
    keepChoice(this.workspace, name, this.#given, (kept) => (isObject(kept) ? kept : undefined));
    return this;
  }

  /** A field of the study, or the length of its trainings. */
  field(path: string): Field {
    const { catalog } = this.workspace.document;
    const stop = catalog.document.find(({ id }) => id === "stop");
    const found =
      path === EPOCHS
        ? stop?.fields?.find(({ id }) => id === "epochs")
        : this.entry.fields.find(({ id }) => id === path);
    if (found === undefined) throw new Error(`The study has no field "${path}".`);
    // Another one as soon as its help is here.
    void isExplained.value;
    return { ...found, default: this.#fallback(path, found) };
  }

  /** The study's document on the experiment of the page. */
  source(more: ExperimentDocument = {}): ExperimentDocument {
    const { experiment: _, ...own } = this.#given.value;
    const { minimal } = this.workspace.document;
    const shows = this.entry.fields.some(({ id }) => id === EPOCHS_SHOWN);
    const length = shows ? { [EPOCHS_SHOWN]: this.shown(EPOCHS_SHOWN) } : {};
    const experiment = shows ? minimal : setAt(minimal, "stop.epochs", this.shown(EPOCHS));
    const measured = this.#measures ? { measure: this.shown("measure") } : {};
    return { version: 1, kind: this.kind, experiment, ...length, ...measured, ...own, ...more };
  }

  entries(kind: Kind): readonly Entry[] {
    return this.workspace.document.catalog.kinds[kind];
  }

  below(path: string, id: string): string {
    return join(path, id);
  }

  shown(path: string): unknown {
    const given = getAt(this.#given.value, path);
    if (given !== undefined) return given;
    // Of a component that nobody has chosen the fields are as its entry says.
    const dot = path.lastIndexOf(".");
    const field = this.entry.fields.find(({ id }) => id === (dot < 0 ? path : path.slice(0, dot)));
    if (dot >= 0 && field?.kind !== undefined) {
      const owner = this.#component(path.slice(0, dot), field.kind);
      return getAt(owner, path.slice(dot + 1));
    }
    return path === EPOCHS || field !== undefined ? this.field(path).default : undefined;
  }

  accepted(path: string): unknown {
    return this.shown(path);
  }

  problem(path: string): FormProblem | undefined {
    const refused = this.session()?.refused;
    if (refused?.path !== path) return undefined;
    const asked = getAt(this.session()?.source, path);
    const typed = this.shown(path);
    // What is no field of this form has nowhere to be shown.
    if (typed === undefined) return undefined;
    // What has been changed since has not been judged yet.
    return JSON.stringify(asked) === JSON.stringify(typed) ? { ...refused, typed } : undefined;
  }

  /** No study is changed while it works. */
  startsOver(): boolean {
    return false;
  }

  isDefault(path: string): boolean {
    return getAt(this.#given.value, path) === undefined;
  }

  fixed(_path: string): boolean {
    return false;
  }

  said({ message }: FormProblem): string {
    return pick(message, this.workspace.settings.language);
  }

  empty(field: Field): string {
    return this.#labels.empty(field);
  }

  readonly explains = explains;
  readonly unexplained = unexplained;

  layers(): undefined {
    return undefined;
  }

  set(path: string, value: unknown): void {
    const dot = path.lastIndexOf(".");
    const owner = path.slice(0, Math.max(0, dot));
    const field = this.entry.fields.find(({ id }) => id === owner);
    const ground =
      field?.kind === undefined
        ? this.#given.value
        : setAt(this.#given.value, owner, this.#component(owner, field.kind));
    this.#given.value = setAt(ground, path, value);
  }

  unset(path: string): void {
    this.#given.value = unsetAt(this.#given.value, path);
  }

  choose(path: string, kind: Kind, type: string): void {
    this.#given.value = setAt(this.#given.value, path, this.#fresh(kind, type));
  }

  forget(path: string): void {
    this.unset(path);
  }

  #component(path: string, kind: Kind): unknown {
    const given = getAt(this.#given.value, path) ?? this.field(path).default;
    return isObject(given) ? given : this.#fresh(kind, String(given));
  }

  #fresh(kind: Kind, type: string): ExperimentDocument {
    const entry = this.entries(kind).find(({ id }) => id === type);
    const values = entry?.fields.map((field) => [field.id, field.default]) ?? [];
    return { type, ...Object.fromEntries(values) };
  }

  #fallback(path: string, field: Field): unknown {
    if (path === EPOCHS || path === EPOCHS_SHOWN) {
      const usual = this.usualEpochs();
      if (usual > 0) return usual;
      const { epochs } = this.workspace.document.experiment.stop;
      return Math.min(typeof epochs === "number" ? epochs : USUAL_EPOCHS, USUAL_EPOCHS);
    }
    // Without a validation part the training part has to do.
    const { validation } = this.workspace.document.description.summary.counts;
    return path === "measure" && validation === 0 ? "train_loss" : field.default;
  }

  get #measures(): boolean {
    return this.entry.fields.some(({ id }) => id === "measure");
  }

  get #labels(): Labels {
    const { catalog, experiment } = this.workspace.document;
    return new Labels(catalog, experiment, this.workspace.settings.language);
  }
}
