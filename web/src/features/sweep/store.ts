// SPDX-License-Identifier: Apache-2.0
/** Which number is swept, and the values of it around the one that it has. Kept while the panel is closed and over a reload. */
import { computed, type ReadonlySignal, signal } from "@preact/signals-core";
import { keepChoice } from "../../app/keep_choice.ts";
import { perWorkspace } from "../../app/per_workspace.ts";
import { StudyForm } from "../../app/study_form.ts";
import type { Workspace } from "../../app/workspace.ts";
import { changeOf, type Variable, valueNow, variables } from "../../documents/variable.ts";
import type { ExperimentDocument, Field, StudyResult } from "../../engine/api.ts";

export const PANEL = "sweep";
/** So many pictures are seen at one glance. */
const PICTURES = 6;
const FIRST = "optimizer.learning_rate";

const REAL_STEPS = [1 / 30, 1 / 10, 1 / 3, 1, 3, 10];
const INTEGER_STEPS = [1 / 8, 1 / 4, 1 / 2, 1, 2, 4];
/** Of the way from the lowest to the highest that there is; at the upper end most shares break. */
const SHARES = [0, 0.2, 0.4, 0.6, 0.8, 0.95];
const FROM_NOTHING = [0, 1e-4, 1e-3, 1e-2, 0.1, 1];

export class SweepStore {
  readonly form: StudyForm;
  readonly variables: ReadonlySignal<readonly Variable[]>;
  readonly #path = signal(FIRST);

  constructor(private readonly workspace: Workspace) {
    const { document, studies } = workspace;
    this.form = new StudyForm(workspace, "race", () => studies.of(PANEL)).keep(PANEL);
    keepChoice(workspace, `${PANEL}.path`, this.#path, (kept) =>
      typeof kept === "string" ? kept : undefined,
    );
    this.variables = computed(() =>
      variables(document.catalog, document.experiment).filter(
        (variable) => this.#now(variable) !== undefined && this.#ladder(variable).length > 1,
      ),
    );
  }

  /** Undefined where the experiment has no number to sweep. */
  get variable(): Variable | undefined {
    const all = this.variables.value;
    return all.find(({ path }) => path === this.#path.value) ?? all[0];
  }

  get values(): readonly number[] {
    const { variable } = this;
    return variable === undefined ? [] : this.#ladder(variable);
  }

  choose(path: string): void {
    this.#path.value = path;
  }

  /** One training each, from the very same weights. */
  source(): ExperimentDocument {
    const { variable } = this;
    const { experiment } = this.workspace.document;
    const racers = this.values.map((value) => ({
      name: String(value),
      ...(variable && changeOf(variable, experiment, value)),
    }));
    return this.form.source({ racers, seeds: 1 });
  }

  #now(variable: Variable): number | undefined {
    const now = valueNow(variable, this.workspace.document.experiment);
    return typeof now === "number" ? now : undefined;
  }

  #ladder(variable: Variable): readonly number[] {
    return ladder(variable.field, this.#now(variable) ?? 0);
  }
}

export const sweepStore = perWorkspace((workspace) => new SweepStore(workspace));

/** Up to six values that a field may have, ascending, with the one that it has among them. */
export function ladder(field: Field, now: number): readonly number[] {
  const { minimum = Number.NEGATIVE_INFINITY, maximum = Number.POSITIVE_INFINITY } = field;
  const fits = (value: number) => value >= minimum && value <= maximum;
  const around = stepsAround(field, now).filter((value) => value !== now && fits(value));
  // Those that lie closest give way first, so that it stands among them.
  const others = [...new Set(around)].slice(0, PICTURES);
  if (others.length === PICTURES) others.splice(closest(others, now), 1);
  return [...others, now].sort((one, other) => one - other);
}

function stepsAround({ type, scale, minimum, maximum }: Field, now: number): number[] {
  if (type === "integer") return INTEGER_STEPS.map((step) => Math.round(now * step));
  if (scale !== "log" && minimum !== undefined && maximum !== undefined) {
    return SHARES.map((share) => round(minimum + share * (maximum - minimum), 3));
  }
  if (now === 0) return FROM_NOTHING;
  return REAL_STEPS.map((step) => round(now * step, 1));
}

const round = (value: number, digits: number): number => Number(value.toPrecision(digits));

function closest(values: readonly number[], to: number): number {
  const away = values.map((value) => Math.abs(value - to));
  return away.indexOf(Math.min(...away));
}

export interface Curve {
  readonly epochs: readonly number[];
  readonly mean: readonly (number | null)[];
}

export interface Swept {
  readonly name: string;
  /** What it changes in the experiment. */
  readonly change: ExperimentDocument;
  readonly train: Curve;
  readonly validation: Curve;
  /** Of what is measured, at the end; null where it broke. */
  readonly end: number | null;
}

/** Out of the result of a race (src/studies/race.cpp), in the order of the values. */
export function sweptOf({ table, curves }: StudyResult, source: ExperimentDocument): Swept[] {
  const given = source.racers as readonly ExperimentDocument[];
  const all = curves as readonly {
    readonly train_loss: Curve;
    readonly validation_loss: Curve;
  }[];
  return all.map(({ train_loss: train, validation_loss: validation }, index) => {
    const { name, ...change } = given[index] ?? {};
    const end = table.rows[index]?.[1];
    return {
      name: String(name),
      change,
      train,
      validation,
      end: typeof end === "number" ? end : null,
    };
  });
}

/** The lowest and the highest loss of all pictures, which have one scale; what breaks is not followed far up. */
export function scaleOf(all: readonly Swept[]): readonly [low: number, high: number] {
  const positive = all
    .flatMap(({ train, validation }) => [...train.mean, ...validation.mean])
    .filter((loss): loss is number => loss !== null && Number.isFinite(loss) && loss > 0);
  const starts = all.flatMap(({ train }) => train.mean.slice(0, 1)).filter((loss) => loss !== null);
  const top = HIGHEST_OVER_START * Math.max(...starts);
  const low = Math.min(...positive);
  const high = Math.min(Math.max(...positive), top);
  return low < high ? [low, high] : [low / 2, 2 * low];
}

const HIGHEST_OVER_START = 3;

/** A curve on a plane of `width` times `height`, the loss on a logarithmic scale; where it broke, it leaves at the top. */
export function pathOf(
  { epochs, mean }: Curve,
  [low, high]: readonly [number, number],
  { width, height, end }: { readonly width: number; readonly height: number; readonly end: number },
): string {
  const places = epochs.map((epoch, at) => {
    const loss = mean[at] ?? Number.POSITIVE_INFINITY;
    const share = Math.log(Math.max(low, Math.min(high, loss)) / low) / Math.log(high / low);
    return `${((width * epoch) / end).toFixed(2)} ${(height * (1 - share)).toFixed(2)}`;
  });
  return places.length < 2 ? "" : `M${places.join("L")}`;
}
