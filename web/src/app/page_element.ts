// SPDX-License-Identifier: Apache-2.0
/** What the elements of features share: the workspace, and the words that go with its document. */
import { ContextConsumer, createContext } from "@lit/context";
import { Labels } from "../locales/labels.ts";
import type { Language } from "../locales/language.ts";
import { UiElement } from "../ui/ui_element.ts";
import type { Workspace } from "./workspace.ts";

export const workspaceContext = createContext<Workspace>(Symbol("workspace"));

export abstract class PageElement extends UiElement {
  readonly #workspace = new ContextConsumer(this, { context: workspaceContext });

  get workspace(): Workspace {
    const { value } = this.#workspace;
    if (value === undefined) throw new Error(`${this.localName} stands on no page.`);
    return value;
  }

  protected override get language(): Language {
    return this.workspace.settings.language;
  }

  protected get labels(): Labels {
    const { catalog, experiment } = this.workspace.document;
    return new Labels(catalog, experiment, this.language);
  }

  /** The name of the data that the experiment stands on. */
  protected get dataName(): string {
    const { catalog, experiment } = this.workspace.document;
    const entry = catalog.kinds.dataset.find(({ id }) => id === experiment.data.type);
    return entry === undefined ? experiment.data.type : this.say(entry.label);
  }
}
