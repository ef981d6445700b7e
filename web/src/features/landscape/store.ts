// SPDX-License-Identifier: Apache-2.0
/** Which landscape is looked at, and where one is on its path. Kept while the panel is closed. */
import { signal, untracked } from "@preact/signals-core";
import { perWorkspace } from "../../app/per_workspace.ts";
import { EPOCHS_SHOWN, StudyForm } from "../../app/study_form.ts";
import type { Workspace } from "../../app/workspace.ts";
import type { Place } from "../../charts/contour_scale.ts";
import { differences } from "../../documents/difference.ts";
import type { ExperimentDocument } from "../../engine/api.ts";
import type { StudySession } from "../../sessions/study_session.ts";
import { type Pair, readPair, usualPair, weighingLayers, writePair } from "./weight_choice.ts";

/** Planes through the loss of the experiment, or the surface of a test function. */
export type Plane = "path" | "random" | "exact" | "weights";
export type View = Plane | "descent";

/** A descent that stays on the picture of its function. */
export interface KeptPath {
  readonly name: string;
  readonly function: string;
  readonly places: readonly Place[];
}

/** As many as have a colour of their own, beside the newest. */
export const MOST_KEPT = 4;

/** The panel whose last study is looked into. */
const RACE = "race";

/** With this optimizer and rate a descent gets somewhere on every test function. */
const FIRST_OPTIMIZER = { type: "adam", learning_rate: 0.05 } as const;

export class LandscapeStore {
  readonly planes: StudyForm;
  readonly descent: StudyForm;
  readonly #chosen;
  /** Whether the racers of the last race show their paths, too. */
  readonly together = signal(false);
  /** Paths on test functions that were kept to be compared. */
  readonly kept = signal<readonly KeptPath[]>([]);
  /** As far as the run on the page was when it was last looked at, in whole epochs; 0: it has not begun. */
  readonly #reached = signal(0);

  constructor(private readonly workspace: Workspace) {
    // A link that names two weights is about them.
    const { weights } = workspace.settings.view;
    this.#chosen = signal<View | undefined>(weights === undefined ? undefined : "weights");
    this.planes = new StudyForm(
      workspace,
      "landscape",
      () => this.session,
      () => this.#reached.value,
    ).keep("landscape");
    this.descent = new StudyForm(workspace, "descent", () => this.session);
    this.descent.choose("optimizer", "optimizer", FIRST_OPTIMIZER.type);
    this.descent.set("optimizer.learning_rate", FIRST_OPTIMIZER.learning_rate);
    this.descent.keep("descent");
  }

  /** Two parameters are a plane of their own. */
  get views(): readonly View[] {
    const { parameters } = this.workspace.document.description.summary;
    if (parameters === 2) return ["exact", "path", "random", "descent"];
    const chosen: View[] = weighingLayers(this.#network).length > 0 ? ["weights"] : [];
    return ["path", ...chosen, "random", "descent"];
  }

  get view(): View {
    const { views } = this;
    const chosen = this.#chosen.value;
    return chosen !== undefined && views.includes(chosen) ? chosen : (views[0] ?? "path");
  }

  choose(view: View): void {
    this.#chosen.value = view;
  }

  /** By which the page keeps the last study of each view. */
  get panel(): string {
    return `landscape.${this.view}`;
  }

  get session(): StudySession | undefined {
    return this.workspace.studies.of(this.panel);
  }

  /** The path is to end where the run is now. */
  follow(): void {
    this.#reached.value = untracked(() => Math.ceil(this.workspace.run.state?.epoch ?? 0));
  }

  get #network() {
    return this.workspace.document.description;
  }

  /** The two that are chosen, by their numbers. */
  get pair(): Pair {
    const network = this.#network;
    return readPair(this.workspace.settings.view.weights, network) ?? usualPair(network);
  }

  choosePair(pair: Pair): void {
    this.workspace.settings.setView("weights", writePair(pair));
  }

  /** Those of the last race on this page. */
  get racers(): readonly ExperimentDocument[] {
    const { racers } = this.workspace.studies.of(RACE)?.source ?? {};
    return Array.isArray(racers) ? (racers as readonly ExperimentDocument[]) : [];
  }

  /** Whether their paths are drawn; in random directions there is none. */
  get races(): boolean {
    return this.together.value && this.racers.length > 0 && this.view !== "random";
  }

  source(): ExperimentDocument {
    const { view } = this;
    if (view !== "descent") {
      return this.planes.source({
        directions: view,
        ...(view === "weights" && { weights: this.pair }),
        ...(this.races && { racers: this.racers }),
      });
    }
    // A test function has no data.
    const { experiment: _, ...source } = this.descent.source();
    return source;
  }

  /** Why this path is not that of the run on the page; undefined where it is. */
  whyNot(source: ExperimentDocument): "carried" | "edited" | "another" | undefined {
    const { document, run } = this.workspace;
    if (differences(source.experiment, document.minimal).length > 0) return "another";
    // Training anew begins at the document's own start, and goes by the document alone.
    if (run.carried) return "carried";
    return run.state?.edited === true ? "edited" : undefined;
  }

  /** Those of the function that is shown. */
  get keptHere(): readonly KeptPath[] {
    const here = this.#function;
    return this.kept.value.filter((path) => path.function === here);
  }

  /** The oldest gives way. */
  keep(name: string, places: readonly Place[]): void {
    const path = { name, function: this.#function, places };
    this.kept.value = [...this.keptHere, path].slice(-MOST_KEPT);
  }

  forget(path: KeptPath): void {
    this.kept.value = this.kept.value.filter((one) => one !== path);
  }

  get #function(): string {
    return JSON.stringify(this.descent.shown("function"));
  }

  get epochs(): number {
    return Number(this.planes.shown(EPOCHS_SHOWN)) || 1;
  }
}

export const landscapeOf = perWorkspace((workspace) => new LandscapeStore(workspace));
