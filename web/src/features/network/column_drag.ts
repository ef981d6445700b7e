// SPDX-License-Identifier: Apache-2.0
/** A column taken by its name and put down elsewhere. A press that does not move stays a click. */
import type { ReactiveController, ReactiveControllerHost } from "lit";

/** Less than this is a hand that trembles, in pixels. */
const THRESHOLD = 6;

type Host = ReactiveControllerHost & { readonly renderRoot: DocumentFragment | HTMLElement };

export class ColumnDrag implements ReactiveController {
  /** The press under way. */
  #from: { readonly column: number; readonly x: number; readonly pointer: number } | undefined;
  #to: number | undefined;
  #moved = false;

  constructor(
    private readonly host: Host,
    /** How many columns may be put in order: those from 1 to this one. */
    private readonly movable: () => number,
    private readonly drop: (from: number, to: number) => void,
  ) {
    host.addController(this);
  }

  hostDisconnected(): void {
    this.#end();
  }

  /** Of a title in column `column`. */
  readonly down = (event: PointerEvent): void => {
    const title = (event.target as Element).closest?.(".title.movable");
    const column = title?.closest(".column");
    if (!title || !column || event.button !== 0 || !event.isPrimary) return;
    const index = this.#columns.indexOf(column);
    if (index < 1) return;
    this.#from = { column: index, x: event.clientX, pointer: event.pointerId };
    this.#moved = false;
    window.addEventListener("pointermove", this.#move);
    window.addEventListener("pointerup", this.#up);
    window.addEventListener("pointercancel", this.#cancel);
    window.addEventListener("keydown", this.#key, true);
  };

  get #columns(): Element[] {
    return [...this.host.renderRoot.querySelectorAll(".columns > .column")];
  }

  readonly #move = (event: PointerEvent): void => {
    const from = this.#from;
    if (from === undefined || event.pointerId !== from.pointer) return;
    if (!this.#moved && Math.abs(event.clientX - from.x) < THRESHOLD) return;
    this.#moved = true;
    const columns = this.#columns;
    const over = columns.findIndex(
      (column) => event.clientX < column.getBoundingClientRect().right,
    );
    const last = this.movable();
    this.#to = Math.max(1, Math.min(last, over === -1 ? last : over));
    this.#mark(columns, from.column, this.#to);
  };

  readonly #up = (event: PointerEvent): void => {
    const from = this.#from;
    if (from === undefined || event.pointerId !== from.pointer) return;
    const to = this.#to;
    const moved = this.#moved;
    this.#end();
    if (!moved) return;
    // The click that ends the drag is none.
    window.addEventListener("click", swallow, { capture: true, once: true });
    setTimeout(() => window.removeEventListener("click", swallow, { capture: true }));
    if (to !== undefined && to !== from.column) this.drop(from.column, to);
  };

  readonly #cancel = (): void => this.#end();

  readonly #key = (event: KeyboardEvent): void => {
    if (event.key !== "Escape") return;
    event.preventDefault();
    event.stopPropagation();
    this.#end();
  };

  #mark(columns: readonly Element[], from?: number, to?: number): void {
    for (const [index, column] of columns.entries()) {
      column.toggleAttribute("data-dragged", index === from);
      if (index === to && to !== from) {
        column.setAttribute("data-drop", to > (from ?? 0) ? "after" : "before");
      } else column.removeAttribute("data-drop");
    }
  }

  #end(): void {
    this.#from = undefined;
    this.#to = undefined;
    window.removeEventListener("pointermove", this.#move);
    window.removeEventListener("pointerup", this.#up);
    window.removeEventListener("pointercancel", this.#cancel);
    window.removeEventListener("keydown", this.#key, true);
    this.#mark(this.#columns);
  }
}

function swallow(event: Event): void {
  event.preventDefault();
  event.stopPropagation();
}
