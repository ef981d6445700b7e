// SPDX-License-Identifier: Apache-2.0
/** The panel of a study whose form and document a store of its feature keeps, and whose sentences are the feature's words. */
import type { ExperimentDocument } from "../engine/api.ts";
import type { Language } from "../locales/language.ts";
import type { StudyForm } from "./study_form.ts";
import { StudyPanel } from "./study_panel.ts";
import type { Workspace } from "./workspace.ts";

interface Sentences {
  readonly intro: string;
  readonly begin: string;
}

interface StudyStore {
  readonly form: StudyForm;
  /** What is asked now. */
  source(): ExperimentDocument;
}

export abstract class StoredStudyPanel<
  Own extends Sentences,
  Store extends StudyStore,
> extends StudyPanel {
  protected abstract readonly sentences: Readonly<Record<Language, Own>>;
  protected abstract readonly storeOf: (workspace: Workspace) => Store;

  protected get own(): Own {
    return this.sentences[this.language];
  }

  protected get store(): Store {
    return this.storeOf(this.workspace);
  }

  protected get form(): StudyForm {
    return this.store.form;
  }

  protected get intro(): string {
    return this.own.intro;
  }

  protected get begin(): string {
    return this.own.begin;
  }

  protected source(): ExperimentDocument {
    return this.store.source();
  }
}
