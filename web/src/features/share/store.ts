// SPDX-License-Identifier: Apache-2.0
/** What the author has chosen for the readers, kept while the dialog is closed. */
import { computed, type ReadonlySignal, signal } from "@preact/signals-core";
import { perWorkspace } from "../../app/per_workspace.ts";
import { runTitle } from "../../app/run_title.ts";
import type { Workspace } from "../../app/workspace.ts";
import { declaredView, VIEW_KEYS, type View, type ViewKey } from "../../documents/view_keys.ts";
import { FORM_IDS, type FormId, type Shared } from "./forms.ts";

/** The keys that are asked for, in the order of their declaration. */
export const ASKED: readonly ViewKey[] = VIEW_KEYS.filter((key) => declaredView(key).asked);

/** Of the preview, in pixels; undefined: as wide as there is room. */
export const WIDTHS = [320, 640, undefined] as const;

class ShareStore {
  readonly form = signal<FormId>(FORM_IDS[0] ?? "link");
  readonly width = signal<(typeof WIDTHS)[number]>(undefined);
  readonly #chosen = signal<View>({});
  readonly #workspace: Workspace;

  constructor(workspace: Workspace) {
    this.#workspace = workspace;
    const { view } = workspace.settings;
    this.#chosen.value = Object.fromEntries(
      ASKED.flatMap((key) => (view[key] === undefined ? [] : [[key, view[key]]])),
    );
  }

  /** As it is chosen; undefined for as without the key. */
  value(key: ViewKey): string | undefined {
    return this.#chosen.value[key];
  }

  /** A value that is as without the key stands in no link. */
  choose(key: ViewKey, value: string | undefined): void {
    const { [key]: _, ...others } = this.#chosen.peek();
    const same = value === undefined || value === declaredView(key).otherwise;
    this.#chosen.value = same ? others : { ...others, [key]: value };
  }

  /** What is asked for as it is chosen, all else as the page has it. */
  readonly view: ReadonlySignal<View> = computed(() => {
    const chosen = this.#chosen.value;
    const page = this.#workspace.settings.view;
    return Object.fromEntries(
      VIEW_KEYS.flatMap((key) => {
        const value = declaredView(key).asked ? chosen[key] : page[key];
        return value === undefined ? [] : [[key, value]];
      }),
    );
  });

  readonly shared: ReadonlySignal<Shared> = computed(() => {
    const { document, settings } = this.#workspace;
    const view = this.view.value;
    return {
      site: new URL("./", location.href).href,
      document: document.minimal,
      view,
      title: view.title ?? runTitle(document.catalog, document.description, settings.language),
    };
  });
}

export const shareStoreOf = perWorkspace((workspace) => new ShareStore(workspace));
export type { ShareStore };

/** The names of a list as it is written. */
export const namesIn = (list = ""): string[] => list.split(",").filter((name) => name !== "");
