// SPDX-License-Identifier: Apache-2.0
/** The points under somebody's hand, on their way into the document. They outlive the pad. */
import { computed, type ReadonlySignal, signal } from "@preact/signals-core";
import { perWorkspace } from "../../../app/per_workspace.ts";
import type { Workspace } from "../../../app/workspace.ts";
import { CLASS_COLOURS } from "../../../charts/palette.ts";
import {
  type DrawnPoint,
  dataOfPoints,
  MAXIMUM_POINTS,
  onGrid,
  pointsOfData,
} from "../../../data/drawn_points.ts";
import { within } from "../../../documents/path.ts";
import type { Text } from "../../../engine/api.ts";
import { classCount, lackOf, type Tool } from "./strokes.ts";

export type Kind = "classes" | "values";

const PATH = "data";
const NO_POINTS: readonly DrawnPoint[] = [];

export class DrawingStore {
  readonly tool = signal<Tool>("point");
  /** The class that is drawn, and the value. */
  readonly label = signal(0);
  readonly value = signal(1);
  /** What the trainer says against the points. */
  readonly problem = signal<Text | undefined>(undefined);
  readonly #kind = signal<Kind | undefined>(undefined);
  /** Points that the document has not, or not yet. */
  readonly #draft = signal<readonly DrawnPoint[] | undefined>(undefined);
  /** Drafts before this one, back to the document's own points. */
  readonly #before = signal<readonly (readonly DrawnPoint[])[]>([]);
  #submitting = false;

  /** Those of the document, where it holds drawn points. */
  readonly #drawn = computed(() => pointsOfData(this.workspace.document.experiment.data));

  readonly points: ReadonlySignal<readonly DrawnPoint[]> = computed(
    () => this.#draft.value ?? this.#inDocument.value,
  );
  readonly kind: ReadonlySignal<Kind> = computed(
    () => this.#kind.value ?? this.#kindInDocument.value ?? "classes",
  );
  readonly canUndo: ReadonlySignal<boolean> = computed(
    () => this.#before.value.length > 0 || (this.isLearnt && this.workspace.document.canUndo.value),
  );
  readonly full: ReadonlySignal<boolean> = computed(
    () => this.points.value.length >= MAXIMUM_POINTS,
  );
  /** Colours to draw with: those in use, and one more. */
  readonly labels: ReadonlySignal<number> = computed(() =>
    Math.min(CLASS_COLOURS, 1 + Math.max(classCount(this.points.value), this.label.value)),
  );

  readonly #kindInDocument = computed((): Kind | undefined => {
    const drawn = this.#drawn.value;
    return drawn && (drawn.classNames.length > 0 ? "classes" : "values");
  });
  /** Of the kind that is drawn. */
  readonly #inDocument = computed(() =>
    this.kind.value === this.#kindInDocument.value
      ? (this.#drawn.value?.points ?? NO_POINTS)
      : NO_POINTS,
  );

  constructor(private readonly workspace: Workspace) {
    workspace.document.onAccepted(({ paths, whole }) => {
      if (this.#submitting || !(whole || paths.some((path) => within(PATH, path)))) return;
      this.#kind.value = undefined;
      this.#forgetDraft();
    });
  }

  /** Whether the experiment stands on what the pad shows. */
  get isLearnt(): boolean {
    return this.#drawn.value !== undefined && this.#draft.value === undefined;
  }

  get target(): number {
    return this.kind.value === "classes" ? this.label.value : onGrid(this.value.value);
  }

  /** Whoever takes a class wants to draw it. */
  choose(label: number): void {
    this.label.value = label;
    if (this.tool.peek() === "erase") this.tool.value = "point";
  }

  /** Points of the other kind are other points: those that are there wait in the document. */
  draw(kind: Kind): void {
    if (kind === this.kind.peek()) return;
    this.#kind.value = kind;
    this.#forgetDraft();
  }

  /** Seen at once, learnt from with `finish`. */
  show(points: readonly DrawnPoint[]): void {
    if (points !== this.points.peek()) this.#draft.value = points;
  }

  /** A stroke is done. `before`: the points before it. */
  async finish(before: readonly DrawnPoint[]): Promise<void> {
    const points = this.#draft.peek();
    if (points === undefined || points === before) return;
    if (lackOf(points, this.kind.peek()) !== undefined) {
      this.#before.value = [...this.#before.peek(), before];
      return;
    }
    await this.#learn();
  }

  clear(): void {
    const before = this.points.peek();
    if (before.length === 0) return;
    this.#draft.value = NO_POINTS;
    this.#before.value = [...this.#before.peek(), before];
  }

  /** The points of another dataset, to draw on from. */
  async begin(points: readonly DrawnPoint[], kind: Kind): Promise<void> {
    const before = this.points.peek();
    this.#kind.value = kind;
    this.#draft.value = points;
    await this.finish(before);
  }

  /** Back to before the last stroke. */
  undo(): void {
    const before = this.#before.peek();
    const last = before.at(-1);
    if (last === undefined) {
      void this.workspace.document.undo();
      return;
    }
    this.#before.value = before.slice(0, -1);
    this.#draft.value = before.length === 1 ? undefined : last;
    this.problem.value = undefined;
  }

  /** One at a time; what was drawn meanwhile comes next. */
  async #learn(): Promise<void> {
    if (this.#submitting) return;
    this.#submitting = true;
    try {
      for (let sent: unknown; sent !== this.#draft.peek(); ) {
        const points = this.#draft.peek();
        sent = points;
        if (points === undefined || lackOf(points, this.kind.peek()) !== undefined) break;
        const outcome = await this.#submit(points);
        if (outcome.status === "refused" || outcome.status === "failed") {
          this.problem.value = outcome.refusal.message;
          void this.workspace.document.forget(PATH);
        } else if (this.#draft.peek() === points) {
          this.#forgetDraft();
          this.#kind.value = undefined;
          return;
        }
      }
    } finally {
      this.#submitting = false;
    }
  }

  #submit(points: readonly DrawnPoint[]) {
    const names = Array.from({ length: classCount(points) }, (_, index) => String(index + 1));
    const data = dataOfPoints({ points, classNames: this.kind.peek() === "classes" ? names : [] });
    return this.workspace.document.submit({
      kind: "choose",
      path: PATH,
      of: "dataset",
      type: data.type,
      fresh: { ...data },
      anew: true,
    });
  }

  #forgetDraft(): void {
    this.#draft.value = undefined;
    this.#before.value = [];
    this.problem.value = undefined;
  }
}

export const drawingOf = perWorkspace((workspace) => new DrawingStore(workspace));
