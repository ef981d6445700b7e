// SPDX-License-Identifier: Apache-2.0
/** The sweep that is asked for, and the rate that was picked on its curve. Kept while the panel is closed. */
import { signal } from "@preact/signals-core";
import { perWorkspace } from "../../app/per_workspace.ts";
import { StudyForm } from "../../app/study_form.ts";
import type { Workspace } from "../../app/workspace.ts";
import type { ExperimentDocument, StudyResult } from "../../engine/api.ts";

export const PANEL = "rate_finder";
/** What some optimizers call their learning rate means nothing to a sweep: they look for the step themselves. */
const LINE_SEARCHES = ["armijo", "conjugate_gradient", "lbfgs", "simulated_annealing"];

export class RateFinderStore {
  readonly form: StudyForm;
  readonly picked = signal<number | undefined>(undefined);

  constructor(private readonly workspace: Workspace) {
    this.form = new StudyForm(workspace, "find_learning_rate", () =>
      workspace.studies.of(PANEL),
    ).keep(PANEL);
  }

  /** Whether a larger rate means a larger step. */
  get sweeps(): boolean {
    return !LINE_SEARCHES.includes(this.workspace.document.experiment.optimizer.type);
  }

  /** The sweep ends when it ends: the experiment's own end says nothing. */
  source(): ExperimentDocument {
    return this.form.source({ experiment: this.workspace.document.minimal });
  }
}

export const rateFinderOf = perWorkspace((workspace) => new RateFinderStore(workspace));

/** src/studies/learning_rate_finder.cpp */
export interface Sweep {
  readonly rates: readonly number[];
  readonly losses: readonly (number | null)[];
  readonly smoothed: readonly (number | null)[];
  readonly suggestion: number | undefined;
  readonly lowest: number | undefined;
}

export function sweepOf({ table, suggestion, lowest }: StudyResult): Sweep {
  const column = (index: number) => table.rows.map((row) => row[index] as number | null);
  const number = (value: unknown) => (typeof value === "number" ? value : undefined);
  return {
    rates: column(0).map(Number),
    losses: column(1),
    smoothed: column(2),
    suggestion: number(suggestion),
    lowest: number(lowest),
  };
}

/** As round as a person would type it. */
export const roundRate = (rate: number): number => Number(rate.toPrecision(1));
