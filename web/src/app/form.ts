// SPDX-License-Identifier: Apache-2.0
/** The document as its fields see it. */
import { goesOn } from "../documents/goes_on.ts";
import { getAt, join } from "../documents/path.ts";
import type { Entry, Field, Kind } from "../engine/api.ts";
import { Labels } from "../locales/labels.ts";
import type { Form, FormProblem } from "../ui/field/form.ts";
import type { DocumentStore } from "./document_store.ts";
import { explains, unexplained } from "./first_catalog.ts";
import type { Settings } from "./settings.ts";

export class DocumentForm implements Form {
  constructor(
    private readonly document: DocumentStore,
    private readonly settings: Settings,
  ) {}

  entries(kind: Kind): readonly Entry[] {
    return this.document.catalog.kinds[kind];
  }

  below(path: string, id: string): string {
    return join(path, id);
  }

  shown(path: string): unknown {
    return this.document.shown(path);
  }

  accepted(path: string): unknown {
    return getAt(this.document.experiment, path);
  }

  problem(path: string): FormProblem | undefined {
    return this.document.problems.get(path);
  }

  isDefault(path: string): boolean {
    return this.document.isDefault(path);
  }

  fixed(path: string): boolean {
    return this.document.fixed(path);
  }

  startsOver(path: string): boolean {
    return !goesOn(this.document.catalog, this.document.experiment, path);
  }

  said(problem: FormProblem, path: string, canUndo: boolean): string {
    return this.#labels.said(problem, path, canUndo);
  }

  empty(field: Field): string {
    return this.#labels.empty(field);
  }

  readonly explains = explains;
  readonly unexplained = unexplained;

  layers(path: string): string | undefined {
    const layers = this.accepted(path);
    return Array.isArray(layers) ? this.#labels.layers(layers) : undefined;
  }

  set(path: string, value: unknown, dragged: boolean): void {
    void this.document.set(path, value, dragged ? path : undefined);
  }

  unset(path: string): void {
    void this.document.unset(path);
  }

  choose(path: string, kind: Kind, type: string): void {
    void this.document.choose(path, kind, type);
  }

  forget(path: string): void {
    void this.document.forget(path);
  }

  get #labels(): Labels {
    const { catalog, experiment } = this.document;
    return new Labels(catalog, experiment, this.settings.language);
  }
}
