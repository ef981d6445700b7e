// SPDX-License-Identifier: Apache-2.0
/** What the elements of the teacher's page share: the desk, how it is looked at, and the words. */
import { ContextConsumer, createContext } from "@lit/context";
import type { Settings } from "../../app/settings.ts";
import { UiElement } from "../../ui/ui_element.ts";
import type { Desk, DeskLine } from "./desk.ts";
import type { DeskView } from "./desk_view.ts";
import { type TeachWords, teachWords } from "./words.ts";

export interface DeskContext {
  readonly desk: Desk;
  readonly view: DeskView;
  readonly settings: Settings;
}

export const deskContext = createContext<DeskContext>(Symbol("desk"));

export abstract class DeskElement extends UiElement {
  readonly #context = new ContextConsumer(this, { context: deskContext });

  protected get context(): DeskContext {
    const { value } = this.#context;
    if (value === undefined) throw new Error(`${this.localName} stands on no desk.`);
    return value;
  }

  protected get desk(): Desk {
    return this.context.desk;
  }

  protected get view(): DeskView {
    return this.context.view;
  }

  protected get own(): TeachWords {
    return teachWords(this.language);
  }

  /** The name on the receipt, or the number that stands for it. */
  protected nameOf({ entry, row }: DeskLine): string {
    if (this.view.namesHidden) return String(entry.number);
    if (row.refused === "unreadable") return this.own.unreadable;
    return row.name.trim() || this.own.nameless;
  }

  protected titleOf(id: string): string {
    const exercise = this.desk.exercises.find((one) => one.id === id);
    return exercise === undefined ? id : this.say(exercise.title);
  }
}
