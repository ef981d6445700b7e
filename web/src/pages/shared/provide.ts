// SPDX-License-Identifier: Apache-2.0
/** Everything within an element draws what is in this workspace. Before it is put on the page. */
import { ContextProvider } from "@lit/context";
import { computed } from "@preact/signals-core";
import type { ReactiveElement } from "lit";
import { DocumentForm } from "../../app/form.ts";
import { workspaceContext } from "../../app/page_element.ts";
import type { Workspace } from "../../app/workspace.ts";
import { formContext } from "../../ui/field/form.ts";
import { languageContext } from "../../ui/ui_element.ts";

export function provideWorkspace(element: ReactiveElement, workspace: Workspace): void {
  const { document, settings } = workspace;
  new ContextProvider(element, { context: workspaceContext, initialValue: workspace });
  new ContextProvider(element, {
    context: formContext,
    initialValue: new DocumentForm(document, settings),
  });
  new ContextProvider(element, {
    context: languageContext,
    initialValue: computed(() => settings.language),
  });
}
