// SPDX-License-Identifier: Apache-2.0
/** What is written, what it is compared with, and what came of it. Kept while the panel is closed; the code also over a reload. */
import { signal } from "@preact/signals-core";
import { perWorkspace } from "../../app/per_workspace.ts";
import { readStored, removeStored, writeStored } from "../../app/storage.ts";
import { StudyForm } from "../../app/study_form.ts";
import type { Workspace } from "../../app/workspace.ts";
import type { Place, Surface } from "../../charts/contour_scale.ts";
import { type Refusal, refusalOf } from "../../documents/refusal.ts";
import type { Entry, ExperimentDocument, StudyResult, Text } from "../../engine/api.ts";
import { textOf } from "../../engine/contract/engine_error.ts";
import {
  COMPARED,
  type Compared,
  GROUND,
  POINTS,
  SCHEDULED_RATE,
  STEPS,
  shortened,
} from "../../sandbox/compared.ts";
import {
  MOST_PARAMETERS,
  type NetworkPath,
  networkPath,
  networkRace,
} from "../../sandbox/network_path.ts";
import type { Given } from "../../sandbox/network_task.ts";
import type { Performance, Task } from "../../sandbox/perform.ts";
import {
  activationOf,
  type Chosen,
  COMPARED_OPTIMIZERS,
  descentOf,
  lossOf,
  scheduleOf,
} from "../../sandbox/reference.ts";
import { Sandbox } from "../../sandbox/sandbox.ts";
import { STARTERS } from "../../sandbox/starters.ts";
import { SUBJECTS, type Subject } from "../../sandbox/subjects.ts";
import type { FunctionChoice } from "../../sandbox/test_functions.ts";

const KEY = "write_it_yourself.";
const FIRST_OPTIMIZER = { type: COMPARED.optimizer.asked, learning_rate: 0.02 } as const;
/** An optimizer has a form. */
const againstOf = (subject: Subject): Compared | undefined =>
  subject === "optimizer" || subject === "dataset" ? undefined : COMPARED[subject];

/** Where an optimizer is compared: on a test function, or on the network of the page. */
export const GROUNDS = ["function", "experiment"] as const;
export type GroundName = (typeof GROUNDS)[number];

export interface Finding {
  readonly code: string;
  readonly subject: Subject;
  readonly task: Task;
  readonly performance: Performance;
  /** What it was compared with. */
  readonly against: Entry | undefined;
  /** Of the trainer's descent: its picture and its values. */
  readonly descent?: {
    readonly surface: Surface;
    readonly minima: readonly Place[];
    readonly values: readonly number[];
  };
  /** On the network of the page: its losses, and those along the steps of the code. */
  readonly network?: {
    readonly places: readonly string[];
    readonly ours: readonly number[];
    readonly yours: readonly number[];
  };
}

type Asked = Pick<Finding, "task" | "against" | "descent"> & { readonly path?: NetworkPath };

export class WriteStore {
  readonly #subject = signal<Subject>("optimizer");
  readonly #codes = signal<ReadonlyMap<Subject, string>>(new Map());
  readonly #against = signal<ReadonlyMap<Subject, string>>(new Map());
  readonly #findings = signal<ReadonlyMap<Subject, Finding>>(new Map());
  readonly working = signal(false);
  /** Why nothing came of it, where that is not the code's fault. */
  readonly trouble = signal<Text | undefined>(undefined);
  readonly refused = signal<Refusal | undefined>(undefined);
  readonly form: StudyForm;
  readonly ground = signal<GroundName>("function");
  readonly #sandbox = new Sandbox();

  constructor(private readonly workspace: Workspace) {
    this.form = new StudyForm(workspace, "descent", () => undefined);
    this.form.choose("function", "test_function", GROUND);
    this.form.choose("optimizer", "optimizer", FIRST_OPTIMIZER.type);
    this.form.set("optimizer.learning_rate", FIRST_OPTIMIZER.learning_rate);
    this.form.set("steps", STEPS);
    this.form.keep("write_it_yourself");
    const kept = readStored(`${KEY}subject`);
    const subject = SUBJECTS.find((one) => one === kept);
    if (subject !== undefined) this.#subject.value = subject;
    this.#codes.value = new Map(
      SUBJECTS.flatMap((one) => {
        const code = readStored(KEY + one);
        return code === undefined ? [] : [[one, code] as const];
      }),
    );
  }

  get subject(): Subject {
    return this.#subject.value;
  }

  choose(subject: Subject): void {
    this.#subject.value = subject;
    this.trouble.value = undefined;
    this.refused.value = undefined;
    writeStored(`${KEY}subject`, subject);
  }

  /** As it was written; else the beginning, in the language of the page. */
  get code(): string {
    const { subject } = this;
    return this.#codes.value.get(subject) ?? STARTERS[subject][this.workspace.settings.language];
  }

  get isBeginning(): boolean {
    return !this.#codes.value.has(this.subject);
  }

  write(code: string): void {
    const { subject } = this;
    if (code === this.code) return;
    const starter = Object.values(STARTERS[subject]).includes(code);
    const codes = new Map(this.#codes.value);
    if (starter) {
      codes.delete(subject);
      removeStored(KEY + subject);
    } else {
      codes.set(subject, code);
      writeStored(KEY + subject, code);
    }
    this.#codes.value = codes;
  }

  startOver(): void {
    this.write(STARTERS[this.subject][this.workspace.settings.language]);
  }

  /** What it may be compared with; none for optimizers, which have a form, and for datasets. */
  get choices(): readonly Entry[] {
    const known = againstOf(this.subject);
    if (known === undefined) return [];
    const { kind, among } = known;
    const all = this.workspace.document.catalog.kinds[kind];
    return among === undefined ? all : all.filter(({ id }) => among.includes(id));
  }

  get against(): Entry | undefined {
    const known = againstOf(this.subject);
    const id = this.#against.value.get(this.subject) ?? known?.asked;
    return this.choices.find((one) => one.id === id);
  }

  compareWith(id: string): void {
    this.#against.value = new Map(this.#against.value).set(this.subject, id);
  }

  /** With its numbers. */
  get chosen(): Chosen | undefined {
    const { against } = this;
    if (against === undefined) return undefined;
    const usual = against.fields.map((field) => [field.id, field.default] as const);
    return { ...Object.fromEntries(usual), ...shortened(this.subject, against.id) };
  }

  /** Whose steps hang on more than gradients. */
  get isComparable(): boolean {
    return COMPARED_OPTIMIZERS.includes(this.optimizer);
  }

  /** What the code's step is compared with. */
  get optimizer(): string {
    return this.ground.value === "experiment"
      ? this.workspace.document.experiment.optimizer.type
      : String(this.form.shown("optimizer.type"));
  }

  /** Of the network of the page; undefined where there are not too many. */
  get tooManyParameters(): number | undefined {
    const { parameters } = this.workspace.document.description.summary;
    const isAsked = this.subject === "optimizer" && this.ground.value === "experiment";
    return isAsked && parameters > MOST_PARAMETERS ? parameters : undefined;
  }

  get finding(): Finding | undefined {
    return this.#findings.value.get(this.subject);
  }

  /** While nobody sees it. */
  rest(): void {
    void this.#sandbox.rest();
  }

  async run(): Promise<void> {
    const { subject, code } = this;
    if (this.working.peek() || this.tooManyParameters !== undefined) return;
    if (subject === "optimizer" && !this.isComparable) return;
    // A dataset alone is compared with nothing that is trained.
    if (subject !== "dataset" && this.workspace.holdsBack()) return;
    this.working.value = true;
    this.trouble.value = undefined;
    this.refused.value = undefined;
    try {
      const { minimal } = this.workspace.document;
      const { path, ...asked } = await this.#asked(subject);
      const performance = await this.#sandbox.perform(code, asked.task);
      const network = path && (await this.#raced(code, minimal, path, performance));
      const finding = { ...asked, code, subject, performance, ...(network && { network }) };
      this.#findings.value = new Map(this.#findings.peek()).set(subject, finding);
    } catch (error) {
      const refusal = refusalOf(error);
      if (refusal === undefined) this.trouble.value = textOf(error);
      else this.refused.value = refusal;
    } finally {
      this.working.value = false;
    }
  }

  async #asked(subject: Subject): Promise<Asked> {
    const { engine } = this.workspace;
    const { chosen, against } = this;
    const plain: Chosen = chosen ?? { type: "" };
    switch (subject) {
      case "optimizer":
        return this.ground.peek() === "experiment" ? this.#network() : this.#descent();
      case "schedule": {
        const ours = await scheduleOf(engine, plain, SCHEDULED_RATE);
        return { against, task: { type: "schedule", rate: SCHEDULED_RATE, ours } };
      }
      case "activation":
        return { against, task: { type: "activation", ...(await activationOf(engine, plain)) } };
      case "loss":
        return { against, task: { type: "loss", ...(await lossOf(engine, plain)) } };
      case "dataset":
        return { against: undefined, task: { type: "dataset", count: POINTS } };
    }
  }

  async #network(): Promise<Asked> {
    const { engine, document } = this.workspace;
    const { catalog, experiment, minimal } = document;
    const against = catalog.kinds.optimizer.find(({ id }) => id === experiment.optimizer.type);
    const path = await networkPath(engine, minimal);
    return { against, path, task: { type: "network", steps: path.steps } };
  }

  /** Code that fails races nobody. */
  async #raced(
    code: string,
    document: ExperimentDocument,
    { steps, losses, places }: NetworkPath,
    { mistake }: Performance,
  ): Promise<NonNullable<Finding["network"]>> {
    const walk = async (start: readonly number[], given: readonly Given[]) => {
      const { answer } = await this.#sandbox.perform(code, { type: "walk", start, given });
      return answer?.type === "walk" ? answer.at : undefined;
    };
    const { engine } = this.workspace;
    const yours =
      mistake === undefined ? await networkRace(engine, document, steps.length, walk) : [];
    return { places, ours: losses, yours };
  }

  async #descent(): Promise<Pick<Finding, "task" | "against" | "descent">> {
    const { form } = this;
    const { experiment: _, ...source } = form.source();
    // Before the trainer is asked: the form may be changed meanwhile.
    const asked = {
      function: source.function as FunctionChoice,
      rate: Number(form.shown("optimizer.learning_rate")),
      steps: Number(form.shown("steps")),
    };
    const id = String(form.shown("optimizer.type"));
    const against = form.entries("optimizer").find((one) => one.id === id);
    const { result, path, values } = await descentOf(this.workspace.engine, source);
    const task: Task = { type: "optimizer", ...asked, path };
    return { task, against, descent: { ...pictureOf(result), values } };
  }
}

/** Of a descent (src/studies/descent.cpp). */
function pictureOf({ surface, minima }: StudyResult) {
  const { x, y, value } = surface as Pick<Surface, "x" | "y"> & { value: Surface["values"] };
  return { surface: { x, y, values: value }, minima: minima as readonly Place[] };
}

export const writeOf = perWorkspace((workspace) => new WriteStore(workspace));
