// SPDX-License-Identifier: Apache-2.0
/** The page: picture and controls, curves and network, settings. One column on a phone, three on a desk. */
import { ContextProvider } from "@lit/context";
import { computed } from "@preact/signals-core";
import { html, nothing } from "lit";
import { customElement, query } from "lit/decorators.js";
import { DocumentForm } from "../../app/form.ts";
import { PageElement, workspaceContext } from "../../app/page_element.ts";
import { useShortcut } from "../../app/shortcuts.ts";
import type { Workspace } from "../../app/workspace.ts";
import "../../features/announcer/panel.ts";
import "../../features/data/panel.ts";
import "../../features/loss/panel.ts";
import "../../features/network/panel.ts";
import "../../features/notice/panel.ts";
import { viewsOf } from "../../features/output/panel.ts";
import "../../features/settings/panel.ts";
import type { DownhillTransport } from "../../features/transport/panel.ts";
import "../../features/transport/panel.ts";
import "../../features/verdict/panel.ts";
import { formContext } from "../../ui/field/form.ts";
import { languageContext } from "../../ui/ui_element.ts";
import "./downhill-dialog.ts";
import "./downhill-dock.ts";
import "./downhill-topbar.ts";
import { featuresFor } from "./features.ts";
import { layoutStyles } from "./layout_styles.ts";

@customElement("downhill-app")
export class DownhillApp extends PageElement {
  static override styles = [...PageElement.styles, layoutStyles];

  @query("downhill-transport") private transport!: DownhillTransport;

  #provided: Workspace | undefined;

  private readonly onKey = (event: KeyboardEvent): void => {
    if (useShortcut(event, this.workspace)) event.preventDefault();
  };

  /** Before it is put on the page: everything within draws what is in this workspace. */
  provide(workspace: Workspace): this {
    const { document, settings } = workspace;
    this.#provided = workspace;
    new ContextProvider(this, { context: workspaceContext, initialValue: workspace });
    new ContextProvider(this, {
      context: formContext,
      initialValue: new DocumentForm(document, settings),
    });
    new ContextProvider(this, {
      context: languageContext,
      initialValue: computed(() => settings.language),
    });
    return this;
  }

  override get workspace(): Workspace {
    if (this.#provided === undefined) throw new Error("The page has no workspace.");
    return this.#provided;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    window.addEventListener("keydown", this.onKey);
  }

  override disconnectedCallback(): void {
    window.removeEventListener("keydown", this.onKey);
    super.disconnectedCallback();
  }

  override render() {
    const { words } = this;
    const { description } = this.workspace.document;
    const { summary } = description;
    // Without a picture of its own the stage shows the loss.
    const pictured = viewsOf(summary).length > 0;
    const dialog = featuresFor("dialog", description).find(
      ({ id }) => id === this.workspace.dialog.value,
    );
    return html`
      <button class="skip" @click=${() => this.transport.focus()}>${words.skipToPlay}</button>
      <header><downhill-topbar></downhill-topbar></header>
      <main>
        <downhill-notice></downhill-notice>
        <div class="grid">
          <section class="stage" aria-label=${words.stage}>
            <downhill-stage>${pictured ? nothing : chart("loss", "instead")}</downhill-stage>
            <downhill-verdict @leave=${() => this.transport.focus()}></downhill-verdict>
            <downhill-transport></downhill-transport>
          </section>
          <section class="curves" aria-label=${words.progress}>
            ${pictured ? html`<div class="card loss">${chart("loss")}</div>` : nothing}
            ${
              summary.task === "regression"
                ? nothing
                : html`<div class="card accuracy">${chart("accuracy")}</div>`
            }
            <div class="card network"><downhill-network></downhill-network></div>
          </section>
          <section class="settings" aria-label=${words.experiment}>
            <div class="card"><downhill-data></downhill-data></div>
            <div class="card"><downhill-settings></downhill-settings></div>
          </section>
        </div>
        <downhill-dock></downhill-dock>
      </main>
      <downhill-announcer></downhill-announcer>
      ${dialog === undefined ? nothing : html`<downhill-dialog .feature=${dialog}></downhill-dialog>`}
    `;
  }
}

const chart = (kind: "loss" | "accuracy", slot?: string) =>
  html`<downhill-chart kind=${kind} slot=${slot ?? nothing}></downhill-chart>`;

declare global {
  interface HTMLElementTagNameMap {
    "downhill-app": DownhillApp;
  }
}
