// SPDX-License-Identifier: Apache-2.0
/** The changes that undo takes back and redo makes again, as the page shows them. */
import { computed, type ReadonlySignal, signal } from "@preact/signals-core";
import { after, ahead, back, type Mark, NO_TIMELINE, type Present } from "../documents/undo.ts";
import type { Text } from "../engine/api.ts";

type Document = Pick<Present, "document" | "experiment">;

/** From one document to the next. */
export interface Step {
  readonly from: Document;
  readonly to: Document;
  /** What was done where the documents do not tell. */
  readonly said?: Text | undefined;
}

/** A way along the timeline that was just gone; each is an object of its own. */
export interface Travel {
  readonly way: "undo" | "redo";
  /** The change that was taken back, or made again. */
  readonly change: Step;
}

const WAYS = { undo: back, redo: ahead };

export class UndoHistory {
  readonly #timeline = signal(NO_TIMELINE);
  readonly canUndo: ReadonlySignal<boolean> = computed(() => this.#timeline.value.past.length > 0);
  readonly canRedo: ReadonlySignal<boolean> = computed(
    () => this.#timeline.value.future.length > 0,
  );

  /** What undo would take back, and redo make again. */
  readonly undone: ReadonlySignal<Step | undefined> = computed(() => {
    const last = this.#timeline.value.past.at(-1);
    return last && { from: last, to: this.here(), said: last.said };
  });
  readonly redone: ReadonlySignal<Step | undefined> = computed(() => {
    const next = this.#timeline.value.future.at(-1);
    return next && { from: this.here(), to: next, said: next.said };
  });

  /** `here`: the document in force. */
  constructor(private readonly here: () => Document) {}

  /** Where a way leads, and which change that is; undefined at its end. */
  towards(way: Travel["way"]): { readonly mark: Mark; readonly change: Step } | undefined {
    const there = WAYS[way](this.#timeline.peek(), this.here());
    const change = (way === "undo" ? this.undone : this.redone).peek();
    return there && change && { mark: there.mark, change };
  }

  /** `left`: what is left on the way. */
  go(way: Travel["way"], left: Present): void {
    const there = WAYS[way](this.#timeline.peek(), left);
    if (there !== undefined) this.#timeline.value = there.timeline;
  }

  /** A change led away from the document of the mark. */
  add(mark: Mark): void {
    this.#timeline.value = after(this.#timeline.peek(), mark);
  }

  /** What was before cannot be gone back to. */
  forget(): void {
    this.#timeline.value = NO_TIMELINE;
  }
}
