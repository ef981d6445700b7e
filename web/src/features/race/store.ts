// SPDX-License-Identifier: Apache-2.0
/** Who races: one setting, and the values of it that are compared. Kept while the panel is closed and over a reload. */
import { computed, signal } from "@preact/signals-core";
import { keepChoice } from "../../app/keep_choice.ts";
import { perWorkspace } from "../../app/per_workspace.ts";
import { StudyForm } from "../../app/study_form.ts";
import { valueName } from "../../app/variable_names.ts";
import type { Workspace } from "../../app/workspace.ts";
import { isObject } from "../../documents/path.ts";
import { changeOf, entryOf, type Variable, valueNow, variables } from "../../documents/variable.ts";
import type { Catalog, ExperimentDocument } from "../../engine/api.ts";
import type { StudySession } from "../../sessions/study_session.ts";

import { documentOf, Replay } from "./replay.ts";

export const PANEL = "race";
export const FEWEST = 2;
export const MOST = 10;

const FIRST = "optimizer";
/** Optimizers that everybody should have seen beside each other. */
const WELL_KNOWN = ["sgd", "momentum", "rmsprop", "adam"];
const FIRST_CHOICES = 4;

/** Without values they are the usual ones of that setting. */
interface Contestants {
  readonly path: string;
  readonly values?: readonly unknown[];
}

export class RaceStore {
  readonly form: StudyForm;
  /** Their curves: of the training or of the validation part. */
  readonly part = signal<"train_loss" | "validation_loss" | undefined>(undefined);
  readonly logarithmic = signal(true);
  /** A loss to get down to, as it was typed; undefined: as the curves suggest. */
  readonly mark = signal<number | undefined>(undefined);

  readonly #replay = signal<{ readonly of: StudySession; readonly replay: Replay } | undefined>(
    undefined,
  );
  readonly #contestants = signal<Contestants>({ path: FIRST });
  readonly #variables;

  constructor(private readonly workspace: Workspace) {
    const { document, studies } = workspace;
    this.#variables = computed(() => variables(document.catalog, document.experiment));
    this.form = new StudyForm(workspace, "race", () => studies.of(PANEL)).keep(PANEL);
    keepChoice(workspace, `${PANEL}.contestants`, this.#contestants, readContestants);
  }

  get catalog(): Catalog {
    return this.workspace.document.catalog;
  }

  get variables(): readonly Variable[] {
    return this.#variables.value;
  }

  /** In which they differ. What is no longer part of the experiment gives way to the optimizer. */
  get variable(): Variable {
    const all = this.variables;
    const found =
      all.find(({ path }) => path === this.#contestants.value.path) ??
      all.find(({ path }) => path === FIRST);
    if (found === undefined) throw new Error("The catalog has no optimizer.");
    return found;
  }

  get values(): readonly unknown[] {
    const { path, values } = this.#contestants.value;
    const { variable } = this;
    return (path === variable.path ? values : undefined) ?? this.#usual(variable);
  }

  choose(path: string): void {
    this.#contestants.value = { path };
    this.mark.value = undefined;
  }

  replace(index: number, value: unknown): void {
    this.#race(this.values.map((one, at) => (at === index ? value : one)));
  }

  remove(index: number): void {
    this.#race(this.values.filter((_, at) => at !== index));
  }

  /** One that is not there yet, if there is one. */
  add(): void {
    const { values, variable } = this;
    const more = this.#choices(variable).find(
      (choice) => !values.some((value) => same(value, choice)),
    );
    const last = values.at(-1);
    this.#race([...values, more ?? (typeof last === "number" ? 2 * last : last)]);
  }

  /** What they are called, each otherwise. */
  get names(): string[] {
    const { catalog, variable } = this;
    const { language } = this.workspace.settings;
    const names: string[] = [];
    for (const value of this.values) {
      const name = valueName(catalog, variable, value, language);
      const twins = names.filter((one) => one === name || one.startsWith(`${name} (`)).length;
      names.push(twins === 0 ? name : `${name} (${twins + 1})`);
    }
    return names;
  }

  /** What the contestants of this race learn, where somebody looks. */
  replayOf(session: StudySession): Replay | undefined {
    const known = this.#replay.value;
    return known?.of === session ? known.replay : undefined;
  }

  /** Trains the first seed of each once more, to be looked at; an earlier one gives way. */
  replay(session: StudySession): void {
    this.endReplay();
    const racers = session.source.racers as readonly ExperimentDocument[];
    const documents = racers.map(({ name: _, ...change }) => documentOf(session.source, change));
    const replay = new Replay(this.workspace.engine, documents);
    this.#replay.value = { of: session, replay };
    void replay.run();
  }

  /** Nobody looks any more: what is not drawn yet is left. */
  endReplay(): void {
    const known = this.#replay.peek();
    if (known?.replay.running !== true) return;
    known.replay.stop();
    this.#replay.value = undefined;
  }

  source(): ExperimentDocument {
    const { experiment } = this.workspace.document;
    const { names, variable } = this;
    const racers = this.values.map((value, index) => ({
      name: names[index],
      ...changeOf(variable, experiment, value),
    }));
    return this.form.source({ racers });
  }

  /** The component with its own rate, or as it stands in the experiment. */
  component(type: string): unknown {
    const { variable } = this;
    const { catalog, experiment } = this.workspace.document;
    const now = valueNow(variable, experiment);
    if (isObject(now) && now.type === type) return now;
    const rate = entryOf(catalog, variable, type)?.fields.find(({ id }) => id === "learning_rate");
    return rate === undefined ? { type } : { type, learning_rate: rate.default };
  }

  #race(values: readonly unknown[]): void {
    this.#contestants.value = { path: this.variable.path, values };
  }

  /** All values that can be listed. */
  #choices({ field }: Variable): readonly unknown[] {
    const { catalog } = this.workspace.document;
    if (field.kind !== undefined) {
      return catalog.kinds[field.kind].map(({ id }) => this.component(id));
    }
    return (field.choices ?? []).map(({ id }) => id);
  }

  #usual(variable: Variable): readonly unknown[] {
    const now = valueNow(variable, this.workspace.document.experiment);
    const { field, path } = variable;
    if (path === FIRST) return WELL_KNOWN.map((type) => this.component(type));
    const choices = this.#choices(variable);
    if (choices.length > 0) {
      const current = choices.find((choice) => same(choice, now));
      const others = choices.filter((choice) => choice !== current);
      return [...(current === undefined ? [] : [current]), ...others].slice(0, FIRST_CHOICES);
    }
    if (typeof now !== "number" || now === 0) return [0, ...smallValues(field.maximum)];
    const factor = field.scale === "log" && field.type === "real" ? 10 : 2;
    const { minimum = Number.NEGATIVE_INFINITY, maximum = Number.POSITIVE_INFINITY } = field;
    const around = [now / factor, now, now * factor].map((value) => {
      const round = Number(value.toPrecision(6));
      return field.type === "integer" ? Math.round(round) : round;
    });
    const within = around.filter((value) => value >= minimum && value <= maximum);
    return [...new Set(within)];
  }
}

function readContestants(kept: unknown): Contestants | undefined {
  if (!isObject(kept) || typeof kept.path !== "string") return undefined;
  const { path, values } = kept;
  if (!Array.isArray(values)) return { path };
  const fits = values.length >= FEWEST && values.length <= MOST;
  return fits ? { path, values } : { path };
}

const smallValues = (maximum = Number.POSITIVE_INFINITY) =>
  [0.001, 0.01, 0.1].filter((value) => value <= maximum);

function same(one: unknown, other: unknown): boolean {
  const bare = (value: unknown) => (isObject(value) ? value.type : value);
  return bare(one) === bare(other);
}

export const raceOf = perWorkspace((workspace) => new RaceStore(workspace));
