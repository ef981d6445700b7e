// SPDX-License-Identifier: Apache-2.0
/** The page: picture and controls, curves and network, settings. One column on a phone, three on a desk. */
import { html } from "lit";
import { customElement, query } from "lit/decorators.js";
import { PageElement } from "./base.ts";
import "./downhill-announcer.ts";
import "./downhill-chart.ts";
import "./downhill-data.ts";
import "./downhill-network.ts";
import "./downhill-notice.ts";
import "./downhill-settings.ts";
import "./downhill-shortcuts.ts";
import "./downhill-stage.ts";
import "./downhill-topbar.ts";
import type { DownhillTransport } from "./downhill-transport.ts";
import "./downhill-transport.ts";
import { layoutStyles } from "./layout_styles.ts";
import { useShortcut } from "./shortcuts.ts";

@customElement("downhill-app")
export class DownhillApp extends PageElement {
  static override styles = [...PageElement.styles, layoutStyles];

  @query("downhill-transport") private transport!: DownhillTransport;

  private readonly onKey = (event: KeyboardEvent): void => {
    if (useShortcut(event, this.playground)) event.preventDefault();
  };
  private classes: boolean | undefined;
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
    const classes = this.hasClasses;
    if (classes === this.classes && this.language === this.playground.settings.language) return;
    this.requestUpdate();
  }

  private get hasClasses(): boolean {
    return this.playground.experiment.description.summary.task !== "regression";
  }

  override render() {
    const { playground, words } = this;
    this.classes = this.hasClasses;
    this.language = playground.settings.language;
    return html`
      <button class="skip" @click=${() => this.transport.focus()}>${words.skipToPlay}</button>
      <header><downhill-topbar .playground=${playground}></downhill-topbar></header>
      <main>
        <downhill-notice .playground=${playground}></downhill-notice>
        <div class="grid">
          <section class="stage" aria-label=${words.stage}>
            <downhill-stage .playground=${playground}></downhill-stage>
            <downhill-transport .playground=${playground}></downhill-transport>
          </section>
          <section class="curves" aria-label=${words.progress}>
            <div class="card loss">
              <downhill-chart kind="loss" .playground=${playground}></downhill-chart>
            </div>
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
          </section>
        </div>
      </main>
      <footer><downhill-shortcuts .playground=${playground}></downhill-shortcuts></footer>
      <downhill-announcer .playground=${playground}></downhill-announcer>
    `;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "downhill-app": DownhillApp;
  }
}
