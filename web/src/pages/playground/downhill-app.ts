// SPDX-License-Identifier: Apache-2.0
/** The page: a bar to train by, data, network, output and loss below it, and under them why it is so. */
import { ContextProvider } from "@lit/context";
import { computed } from "@preact/signals-core";
import { html, nothing } from "lit";
import { customElement, query } from "lit/decorators.js";
import { DocumentForm } from "../../app/form.ts";
import { PageElement, workspaceContext } from "../../app/page_element.ts";
import { useShortcut } from "../../app/shortcuts.ts";
import type { Section, Workspace } from "../../app/workspace.ts";
import "../../features/announcer/panel.ts";
import "../../features/data/panel.ts";
import "../../features/loss/panel.ts";
import "../../features/network/panel.ts";
import "../../features/notice/panel.ts";
import { viewsOf } from "../../features/output/panel.ts";
import "../../features/settings/downhill-knobs.ts";
import "../../features/settings/panel.ts";
import type { DownhillTransport } from "../../features/transport/panel.ts";
import "../../features/transport/panel.ts";
import "../../features/doctor/panel.ts";
import { formContext } from "../../ui/field/form.ts";
import { MediaQuery } from "../../ui/media_query.ts";
import { BAR_BELOW, PHONE } from "../../ui/styles/media.ts";
import { languageContext } from "../../ui/ui_element.ts";
import "./downhill-dialog.ts";
import "./downhill-dock.ts";
import "./downhill-sections.ts";
import "./downhill-topbar.ts";
import { featuresFor } from "../shared/features.ts";
import { layoutStyles } from "./layout_styles.ts";

@customElement("downhill-app")
export class DownhillApp extends PageElement {
  static override styles = [...PageElement.styles, layoutStyles];

  @query("downhill-transport") private transport!: DownhillTransport;

  private readonly phone = new MediaQuery(this, PHONE);
  private readonly below = new MediaQuery(this, BAR_BELOW);

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
    const { words, workspace } = this;
    const { description } = workspace.document;
    const { summary } = description;
    // Without a picture of its own the stage shows the loss.
    const [picture] = viewsOf(summary);
    const pictured = picture !== undefined;
    const dialog = featuresFor("dialog", description).find(
      ({ id }) => id === workspace.dialog.value,
    );
    const section = this.phone.matches.value ? workspace.section.value : undefined;
    const away = (part: Section): boolean => this.phone.matches.value && section !== part;
    this.toggleAttribute("section", section !== undefined);
    const all = workspace.settingsOpen.value;
    return html`
      <button class="skip" @click=${() => this.transport.focus()}>${words.skipToPlay}</button>
      <header><downhill-topbar></downhill-topbar></header>
      <main>
        <downhill-notice></downhill-notice>
        <div class="bar">
          ${this.phone.matches.value ? html`<downhill-sections @chosen=${this.reveal}></downhill-sections>` : nothing}
          <downhill-transport></downhill-transport>
          ${this.below.matches.value ? nothing : html`<downhill-knobs></downhill-knobs>`}
        </div>
        <div class="grid ${all ? "all" : ""} ${workspace.tab.value === undefined ? "" : "why"}">
          <section class="stage" aria-label=${words.stage}>
            <downhill-stage class=${picture === "confusion" ? "" : "flat"}>${pictured ? nothing : html`<downhill-chart slot="instead"></downhill-chart>`}</downhill-stage>
            ${pictured ? html`<div class="card loss"><downhill-chart></downhill-chart></div>` : nothing}
          </section>
          <downhill-doctor @leave=${() => this.transport.focus()}></downhill-doctor>
          <section class="part side card" aria-label=${words.sections.data} ?hidden=${away("data")}>
            <downhill-data></downhill-data>
          </section>
          ${
            all || this.below.matches.value
              ? html`
                  <section class="part settings card" aria-label=${words.experiment} ?hidden=${away("train")}>
                    <downhill-settings></downhill-settings>
                  </section>
                `
              : nothing
          }
          <section class="part network card" ?hidden=${away("network")}>
            <downhill-network></downhill-network>
          </section>
          <downhill-dock class="part" ?hidden=${away("why")}></downhill-dock>
        </div>
      </main>
      <downhill-announcer></downhill-announcer>
      ${dialog === undefined ? nothing : html`<downhill-dialog .feature=${dialog}></downhill-dialog>`}
    `;
  }

  /** What was chosen comes into sight below the picture; with nothing chosen the page is at its top again. */
  private async reveal(): Promise<void> {
    await this.updateComplete;
    const part = this.renderRoot.querySelector(".part:not([hidden])");
    if (part === null) scrollTo({ top: 0 });
    else part.scrollIntoView({ block: "start" });
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "downhill-app": DownhillApp;
  }
}
