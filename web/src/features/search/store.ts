// SPDX-License-Identifier: Apache-2.0
/** The space that is searched, setting by setting. Kept while the panel is closed and over a reload. */
import { computed, signal } from "@preact/signals-core";
import { keepChoice } from "../../app/keep_choice.ts";
import { perWorkspace } from "../../app/per_workspace.ts";
import { StudyForm } from "../../app/study_form.ts";
import type { Workspace } from "../../app/workspace.ts";
import { type Variable, variables } from "../../documents/variable.ts";
import type { Catalog, ExperimentDocument } from "../../engine/api.ts";
import { type Row, readRows, spaceOf, usualRow } from "./space.ts";

export const PANEL = "search";
/** As many as a search takes. */
export const MOST = 20;

/** What decides most often; the first two of them that the experiment has. */
const FIRST = ["optimizer.learning_rate", "batch_size", "optimizer"];
const FIRST_ROWS = 2;

export class SearchStore {
  readonly form: StudyForm;
  /** The setting over which the trials are drawn as dots; undefined: they are drawn as curves over the epochs. */
  readonly over = signal<string | undefined>(undefined);

  readonly #rows = signal<readonly Row[] | undefined>(undefined);
  readonly #variables;

  constructor(private readonly workspace: Workspace) {
    const { document, studies } = workspace;
    this.#variables = computed(() => variables(document.catalog, document.experiment));
    this.form = new StudyForm(workspace, "search", () => studies.of(PANEL)).keep(PANEL);
    keepChoice(workspace, `${PANEL}.rows`, this.#rows, readRows);
  }

  get catalog(): Catalog {
    return this.workspace.document.catalog;
  }

  get variables(): readonly Variable[] {
    return this.#variables.value;
  }

  /** What the experiment no longer has is left out. */
  get rows(): readonly Row[] {
    const { variables } = this;
    const known = (this.#rows.value ?? this.#usual()).filter((row) =>
      variables.some(({ path }) => path === row.path),
    );
    return known.length > 0 ? known : this.#usual();
  }

  variable(row: Row): Variable {
    const found = this.variables.find(({ path }) => path === row.path);
    if (found === undefined) throw new Error(`There is no "${row.path}" to search over.`);
    return found;
  }

  /** The settings that no other row has. */
  free(row?: Row): readonly Variable[] {
    const taken = this.rows.map(({ path }) => path).filter((path) => path !== row?.path);
    return this.variables.filter(({ path }) => !taken.includes(path));
  }

  choose(index: number, path: string): void {
    const variable = this.variables.find((one) => one.path === path);
    if (variable !== undefined) this.#replace(index, this.#usualRow(variable));
  }

  change(index: number, change: Partial<Row>): void {
    const row = this.rows[index];
    if (row !== undefined) this.#replace(index, { ...row, ...change });
  }

  add(): void {
    const [next] = this.free();
    if (next !== undefined) this.#rows.value = [...this.rows, this.#usualRow(next)];
  }

  remove(index: number): void {
    this.#rows.value = this.rows.filter((_, at) => at !== index);
  }

  source(): ExperimentDocument {
    const { experiment } = this.workspace.document;
    return this.form.source({ space: spaceOf(this.rows, this.variables, experiment) });
  }

  #replace(index: number, row: Row): void {
    this.#rows.value = this.rows.map((one, at) => (at === index ? row : one));
  }

  #usualRow(variable: Variable): Row {
    return usualRow(variable, this.workspace.document.experiment, this.catalog);
  }

  #usual(): readonly Row[] {
    const { variables } = this;
    const first = FIRST.flatMap((path) => variables.filter((variable) => variable.path === path));
    return first.slice(0, FIRST_ROWS).map((variable) => this.#usualRow(variable));
  }
}

export const searchOf = perWorkspace((workspace) => new SearchStore(workspace));
