// SPDX-License-Identifier: Apache-2.0
/** The page: a bar to train by, data, network, output and loss below it, and under them why it is so. */
import { html, nothing, type TemplateResult } from "lit";
import { customElement, query } from "lit/decorators.js";
import { repeat } from "lit/directives/repeat.js";
import { goTo, isThere, keysOf, perform } from "../../app/commands.ts";
import { exerciseOf } from "../../app/exercise_of.ts";
import { PageElement } from "../../app/page_element.ts";
import { REGIONS, type Region } from "../../app/regions.ts";
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
import { MediaQuery } from "../../ui/media_query.ts";
import { BAR_BELOW, DESK, PHONE } from "../../ui/styles/media.ts";
import "./downhill-dialog.ts";
import "./downhill-dock.ts";
import "./downhill-sections.ts";
import "./downhill-topbar.ts";
import { featuresFor } from "../shared/features.ts";
import { provideWorkspace } from "../shared/provide.ts";
import { exerciseLayout } from "./exercise_layout.ts";
import { layoutStyles } from "./layout_styles.ts";

type Part = Section | "stage" | "doctor";

/** In the order in which they are seen, which is that of Tab. */
const ON_A_DESK: readonly Part[] = [
  "exercise",
  "data",
  "train",
  "network",
  "stage",
  "doctor",
  "why",
];
const STACKED: readonly Part[] = ["exercise", "stage", "network", "doctor", "why", "data", "train"];

/** Of more a table of mistakes is high. */
const FEW_CLASSES = 6;

const isOfExercise = ({ ofExercise }: Region): boolean => ofExercise === true;

interface Shown {
  away(part: Section): boolean;
  /** Whether all settings stand on the page. */
  readonly all: boolean;
}

@customElement("downhill-app")
export class DownhillApp extends PageElement {
  static override styles = [...PageElement.styles, layoutStyles, exerciseLayout];

  @query("downhill-transport") private transport!: DownhillTransport;

  private readonly phone = new MediaQuery(this, PHONE);
  private readonly below = new MediaQuery(this, BAR_BELOW);
  private readonly desk = new MediaQuery(this, DESK);

  #provided: Workspace | undefined;

  private readonly onKey = (event: KeyboardEvent): void => {
    if (useShortcut(event, this.workspace)) event.preventDefault();
  };

  /** Before it is put on the page: everything within draws what is in this workspace. */
  provide(workspace: Workspace): this {
    this.#provided = workspace;
    provideWorkspace(this, workspace);
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
    const { workspace } = this;
    const { description } = workspace.document;
    const dialog = featuresFor("dialog", description).find(
      ({ id }) => id === workspace.dialog.value,
    );
    const section = this.phone.matches.value ? workspace.section.value : undefined;
    const away = (part: Section): boolean => this.phone.matches.value && section !== part;
    this.toggleAttribute("section", section !== undefined);
    const all = workspace.settingsOpen.value;
    const why = workspace.tab.value !== undefined;
    const exercise = exerciseOf(workspace).value !== undefined;
    return html`
      ${this.renderSkip()}
      <header><downhill-topbar></downhill-topbar></header>
      <main>
        <downhill-notice></downhill-notice>
        <div class="bar">
          ${this.phone.matches.value ? html`<downhill-sections @chosen=${this.reveal}></downhill-sections>` : nothing}
          <downhill-transport ?compact=${this.below.matches.value}></downhill-transport>
          ${this.below.matches.value ? nothing : html`<downhill-knobs></downhill-knobs>`}
        </div>
        <div class="grid ${all ? "all" : ""} ${why ? "why" : ""} ${exercise ? "exercise" : ""}">
          ${repeat(
            this.desk.matches.value ? ON_A_DESK : STACKED,
            (part) => part,
            (part) => this.renderPart(part, { away, all }),
          )}
        </div>
      </main>
      <downhill-announcer></downhill-announcer>
      ${dialog === undefined ? nothing : html`<downhill-dialog .feature=${dialog}></downhill-dialog>`}
    `;
  }

  /** First for the keyboard, and seen only while it is there. */
  private renderSkip(): TemplateResult {
    const { words, workspace } = this;
    const there = REGIONS.filter((region: Region) => isThere(region, workspace));
    // The task of an exercise is the first thing on its page.
    const regions = there.toSorted((a, b) => Number(isOfExercise(b)) - Number(isOfExercise(a)));
    return html`
      <nav class="skip" aria-label=${words.goTo}>
        <span aria-hidden="true">${words.goTo}</span>
        ${regions.map(
          ({ id, name }) => html`
            <button aria-keyshortcuts=${keysOf(goTo(id))} @click=${() => perform(goTo(id), workspace)}>
              ${name(words)}
            </button>
          `,
        )}
      </nav>
    `;
  }

  private renderPart(part: Part, { away, all }: Shown): TemplateResult | typeof nothing {
    const { words } = this;
    switch (part) {
      case "stage": {
        const { attention, document } = this.workspace;
        const { summary } = document.description;
        const [picture] = viewsOf(summary);
        const unit = attention.unit.value !== undefined;
        const crowded = picture === "confusion" && summary.class_names.length > FEW_CLASSES;
        return html`
          <section class="stage ${crowded ? "crowded" : ""}" aria-label=${words.stage}>
            <downhill-stage id="region-output" class="${unit ? "unit" : picture === "confusion" ? "tabled" : ""}"></downhill-stage>
            <div id="region-loss" class="card loss"><downhill-chart></downhill-chart></div>
          </section>
        `;
      }
      case "exercise":
        // Its page brings the element along.
        return exerciseOf(this.workspace).value === undefined
          ? nothing
          : html`
              <section id="region-exercise" class="part task card" aria-label=${words.sections.exercise} ?hidden=${away("exercise")}>
                <downhill-exercise></downhill-exercise>
              </section>
            `;
      case "doctor":
        return html`<downhill-doctor @leave=${() => this.transport.focus()}></downhill-doctor>`;
      case "data":
        return html`
          <section id="region-data" class="part side card" aria-label=${words.sections.data} ?hidden=${away("data")}>
            <downhill-data></downhill-data>
          </section>
        `;
      case "train":
        return all || this.below.matches.value
          ? html`
              <section class="part settings card" aria-label=${words.experiment} ?hidden=${away("train")}>
                <downhill-settings></downhill-settings>
              </section>
            `
          : nothing;
      case "network":
        return html`
          <section id="region-network" class="part network card" aria-label=${words.network} ?hidden=${away("network")}>
            <downhill-network></downhill-network>
          </section>
        `;
      case "why":
        return html`<downhill-dock class="part" ?hidden=${away("why")}></downhill-dock>`;
    }
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
