// SPDX-License-Identifier: Apache-2.0
/** The page: picture and controls, curves and network, settings. One column on a phone, three on a desk. */
import { html, nothing } from "lit";
import { customElement, query } from "lit/decorators.js";
import { PageElement } from "../../app/page_element.ts";
import type { Summary } from "../../engine/api.ts";
import "../../features/announcer/panel.ts";
import "../../features/loss/panel.ts";
import "../../features/data/panel.ts";
import "../../features/network/panel.ts";
import "../../features/notice/panel.ts";
import "../../features/settings/panel.ts";
import "../../features/keys/panel.ts";
import { viewsOf } from "../../features/output/panel.ts";
import "./downhill-topbar.ts";
import type { DownhillTransport } from "../../features/transport/panel.ts";
import "../../features/transport/panel.ts";
import "../../features/verdict/panel.ts";
import { useShortcut } from "../../app/shortcuts.ts";
import { layoutStyles } from "./layout_styles.ts";

@customElement("downhill-app")
export class DownhillApp extends PageElement {
  static override styles = [...PageElement.styles, layoutStyles];

  @query("downhill-transport") private transport!: DownhillTransport;

  private readonly onKey = (event: KeyboardEvent): void => {
    if (useShortcut(event, this.playground)) event.preventDefault();
  };
  private classes = true;
  private pictured = true;
  private language = "";

  protected override stores() {
    return [this.playground.experiment];
  }

  override connectedCallback(): void {
    super.connectedCallback();
    window.addEventListener("keydown", this.onKey);
  }

  override disconnectedCallback(): void {
    window.removeEventListener("keydown", this.onKey);
    super.disconnectedCallback();
  }

  protected override told(): void {
    const classes = this.summary.task !== "regression";
    const pictured = viewsOf(this.summary).length > 0;
    const { language } = this.playground.settings;
    if (classes === this.classes && pictured === this.pictured && language === this.language)
      return;
    this.requestUpdate();
  }

  private renderLoss(slot?: string) {
    return html`<downhill-chart kind="loss" slot=${slot ?? nothing} .playground=${this.playground}></downhill-chart>`;
  }

  private get summary(): Summary {
    return this.playground.experiment.description.summary;
  }

  override render() {
    const { playground, words } = this;
    this.classes = this.summary.task !== "regression";
    // Without a picture of its own the stage shows the loss.
    this.pictured = viewsOf(this.summary).length > 0;
    this.language = playground.settings.language;
    return html`
      <button class="skip" @click=${() => this.transport.focus()}>${words.skipToPlay}</button>
      <header><downhill-topbar .playground=${playground}></downhill-topbar></header>
      <main>
        <downhill-notice .playground=${playground}></downhill-notice>
        <div class="grid">
          <section class="stage" aria-label=${words.stage}>
            <downhill-stage .playground=${playground}>${this.pictured ? nothing : this.renderLoss("instead")}</downhill-stage>
            <downhill-verdict .playground=${playground} @leave=${() => this.transport.focus()}></downhill-verdict>
            <downhill-transport .playground=${playground}></downhill-transport>
            <downhill-shortcuts .playground=${playground}></downhill-shortcuts>
          </section>
          <section class="curves" aria-label=${words.progress}>
            ${this.pictured ? html`<div class="card loss">${this.renderLoss()}</div>` : ""}
            ${
              this.classes
                ? html`<div class="card accuracy"><downhill-chart kind="accuracy" .playground=${playground}></downhill-chart></div>`
                : ""
            }
            <div class="card network">
              <downhill-network .playground=${playground}></downhill-network>
            </div>
          </section>
          <section class="settings" aria-label=${words.experiment}>
            <div class="card"><downhill-data .playground=${playground}></downhill-data></div>
            <div class="card"><downhill-settings .playground=${playground}></downhill-settings></div>
            <footer><a href="./licenses.txt">${words.licenses}</a></footer>
          </section>
        </div>
      </main>
      <downhill-announcer .playground=${playground}></downhill-announcer>
    `;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "downhill-app": DownhillApp;
  }
}
