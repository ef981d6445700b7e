// SPDX-License-Identifier: Apache-2.0
/** Choice of the data: stamps for what fits on the plane, names for the real tables, then the fields of the chosen one. */
import { effect } from "@preact/signals-core";
import { html, nothing, type TemplateResult } from "lit";
import { customElement, state } from "lit/decorators.js";
import { repeat } from "lit/directives/repeat.js";
import { perform } from "../../app/commands.ts";
import { ownTables } from "../../app/own_tables.ts";
import { PageElement } from "../../app/page_element.ts";
import { isDrawn } from "../../data/drawn_points.ts";
import { join } from "../../documents/path.ts";
import type { Entry, Field } from "../../engine/api.ts";
import { explained, term } from "../../ui/downhill-term.ts";
import "../../ui/field/downhill-field.ts";
import { icons } from "../../ui/icons.ts";
import { missingPart } from "../../ui/missing_part.ts";
import { oneStop } from "../../ui/one_stop.ts";
import "./downhill-few-samples.ts";
import "./downhill-picture-stamp.ts";
import "./downhill-thumbnail.ts";
import { chosenWith, GROUPS, type Group, groupOf } from "./groups.ts";
import { dataStyles } from "./styles.ts";
import { Thumbnails } from "./thumbnails.ts";
import { type DataWords, dataWords } from "./words.ts";

const PATH = "data";
/** The feature that reads somebody's files. */
const OWN_DATA = "own_data";

@customElement("downhill-data")
export class DownhillData extends PageElement {
  static override styles = [...PageElement.styles, dataStyles];

  @state() private helpOpen = false;
  /** The pad is loaded when it is first opened. */
  @state() private drawing: "closed" | "open" | "missing" = "closed";

  private thumbnails: Thumbnails | undefined;
  private endWaiting = () => {};
  private endDropping = () => {};

  /** The stamps wait until the experiment itself is on the screen. */
  override connectedCallback(): void {
    super.connectedCallback();
    const { document, engine, early } = this.workspace;
    this.thumbnails ??= new Thumbnails(engine, early.first?.thumbnails);
    this.endWaiting = effect(() => {
      if (!this.workspace.run.ready) return;
      void this.thumbnails?.make(document.catalog.kinds.dataset);
    });
    this.endDropping = effect(() => {
      const { droppedData, dialog } = this.workspace;
      if (droppedData.value.length > 0) dialog.value = OWN_DATA;
    });
  }

  override disconnectedCallback(): void {
    this.endWaiting();
    this.endDropping();
    super.disconnectedCallback();
  }

  private get own(): DataWords {
    return dataWords(this.language);
  }

  override render() {
    const { words, own, format } = this;
    const { document } = this.workspace;
    const { catalog, description } = document;
    const type = description.experiment.data.type;
    const entry = catalog.kinds.dataset.find(({ id }) => id === type);
    const problem = document.problems.get(PATH);
    const { train, validation, test } = description.summary.counts;
    return html`
      <header>
        <h2>${own.title}</h2>
        <span id="chosen">${isDrawn(description.experiment.data) ? own.drawn : this.chosenName()}</span>
        <button
          class="plain"
          aria-label=${words.help(entry === undefined ? type : this.say(entry.label))}
          aria-expanded=${this.helpOpen}
          aria-controls="about"
          @click=${() => {
            this.helpOpen = !this.helpOpen;
          }}
        >
          ${icons.help}
        </button>
        <button
          class="plain"
          id="reseed"
          title=${words.seedHelp}
          aria-label=${words.seedHelp}
          ?disabled=${document.fixed("seed")}
          @click=${() => perform("new_seed", this.workspace)}
        >
          ${icons.dice}
        </button>
      </header>
      <p class="quiet" id="about" ?hidden=${!this.helpOpen}>
        ${entry === undefined ? nothing : html`${explained(this.say(entry.help), this.language)}<br />${words.sourceOf} ${entry.source}`}
      </p>
      <div class="groups" role="toolbar" aria-label=${own.choice} ${oneStop()}>${GROUPS.map((group) => this.renderGroup(group, type))}${this.renderYours(entry)}</div>
      ${this.renderDrawing()}
      ${this.renderLoss()}
      <p class="error" role="alert" ?hidden=${problem === undefined}>
        ${problem === undefined ? nothing : this.labels.said(problem, PATH, false)}
      </p>
      <downhill-few-samples></downhill-few-samples>
      <p class="counts number">
        <span>${format.integer(train)} ${term("training", own.toTrain)}</span> ·
        <span>${format.integer(validation)} ${term("validation", own.toValidate)}</span> ·
        <span>${format.integer(test)} ${term("test", own.toTest)}</span>
      </p>
      ${this.renderFields(entry)}
    `;
  }

  private in(group: Group): readonly Entry[] {
    return this.workspace.document.catalog.kinds.dataset.filter((one) => groupOf(one) === group);
  }

  private renderGroup(group: Group, chosen: string): TemplateResult {
    const isLines = group === "tables" || group === "more";
    return html`
      <div class="group ${isLines ? "lines" : ""}" role="group" aria-labelledby="group-${group}">
        <h3 id="group-${group}">${this.own.groups[group as keyof DataWords["groups"]]}</h3>
        ${this.in(group).map((entry) => (isLines ? this.renderLine(entry, chosen) : this.renderStamp(entry, chosen)))}
      </div>
    `;
  }

  /** What stands in the document or in this browser only, and the ways to bring more. */
  private renderYours(entry: Entry | undefined): TemplateResult {
    const { own } = this;
    const drawn = isDrawn(this.workspace.document.experiment.data);
    const mine = entry !== undefined && groupOf(entry) === "yours" && !drawn;
    const name = mine ? this.chosenName() : own.files;
    return html`
      <div class="group lines" role="group" aria-labelledby="group-yours">
        <h3 id="group-yours">${own.groups.yours}</h3>
        <button
          id="draw"
          class="line"
          aria-expanded=${this.drawing === "open"}
          aria-pressed=${drawn}
          title=${own.drawHelp}
          ?disabled=${this.isFixed}
          @click=${this.toggleDrawing}
        >
          ${icons.pencil} ${own.draw}
        </button>
        <button
          id="own-data"
          class="line"
          aria-haspopup="dialog"
          aria-pressed=${mine}
          title=${own.filesHelp}
          ?disabled=${this.isFixed}
          @click=${() => {
            this.workspace.dialog.value = OWN_DATA;
          }}
        >
          ${icons.file} ${name}
        </button>
      </div>
    `;
  }

  private renderDrawing(): TemplateResult | typeof nothing {
    switch (this.drawing) {
      case "open":
        return html`<downhill-drawing></downhill-drawing>`;
      case "missing":
        return html`<p>${missingPart(() => void this.toggleDrawing(), this.words)}</p>`;
      case "closed":
        return nothing;
    }
  }

  private async toggleDrawing(): Promise<void> {
    if (this.drawing === "open") {
      this.drawing = "closed";
      return;
    }
    try {
      await import("./drawing/downhill-drawing.ts");
      this.drawing = "open";
    } catch {
      this.drawing = "missing";
    }
    await this.updateComplete;
    const pad = this.renderRoot.querySelector("downhill-drawing");
    await pad?.updateComplete;
    pad?.scrollIntoView({ block: "nearest" });
  }

  /** Of stored data the name of their file. */
  private chosenName(): string {
    const { document } = this.workspace;
    const { data } = document.experiment;
    return data.type === "stored" ? data.name : this.dataName;
  }

  /** A browser that keeps nothing says so before it is too late. */
  private renderLoss(): TemplateResult | typeof nothing {
    const { data } = this.workspace.document.experiment;
    const isLost = data.type === "stored" && ownTables.isOnlyHere(data.sha256);
    return isLost
      ? html`<p class="error" role="alert" id="only-here">${this.own.onlyHere}</p>`
      : nothing;
  }

  private renderStamp(entry: Entry, chosen: string): TemplateResult {
    return html`
      <button
        id="data-${entry.id}"
        class="stamp"
        aria-pressed=${entry.id === chosen}
        title=${this.say(entry.help)}
        ?disabled=${this.isFixed}
        @click=${() => this.choose(entry)}
      >
        ${
          groupOf(entry) === "pictures"
            ? html`<downhill-picture-stamp of=${entry.id}></downhill-picture-stamp>`
            : html`<downhill-thumbnail .thumbnail=${this.thumbnails?.of(entry.id)}></downhill-thumbnail>`
        }
        ${this.say(entry.label)}
      </button>
    `;
  }

  private renderLine(entry: Entry, chosen: string): TemplateResult {
    const { features } = entry;
    return html`
      <button
        id="data-${entry.id}"
        class="line"
        aria-pressed=${entry.id === chosen}
        title=${this.say(entry.help)}
        ?disabled=${this.isFixed}
        @click=${() => this.choose(entry)}
      >
        ${this.say(entry.label)}
        ${features === undefined ? nothing : html`<small>${this.own.features(this.format.integer(features))}</small>`}
      </button>
    `;
  }

  /** Other data are another experiment. */
  private get isFixed(): boolean {
    return this.workspace.document.fixed(PATH);
  }

  private choose(entry: Entry): void {
    void this.workspace.document.choose(PATH, "dataset", entry.id, chosenWith(entry));
  }

  /** The dataset's own fields, then what all data have in common but the choice itself. */
  private renderFields(entry: Entry | undefined): TemplateResult {
    const common =
      this.workspace.document.catalog.document.find(({ id }) => id === PATH)?.fields ?? [];
    // What was drawn is changed on the pad.
    const drawn = isDrawn(this.workspace.document.experiment.data);
    const own = drawn ? [] : (entry?.fields ?? []);
    return html`
      ${repeat(
        own,
        ({ id }) => `${entry?.id} ${id}`,
        (field) => this.renderField(field),
      )}
      <details>
        <summary>${this.words.more}</summary>
        ${this.renderGroup("more", this.workspace.document.experiment.data.type)}
        ${common.filter(({ id }) => id !== "type").map((field) => this.renderField(field))}
      </details>
    `;
  }

  private renderField(field: Field): TemplateResult {
    return html`<downhill-field .field=${field} path=${join(PATH, field.id)}></downhill-field>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "downhill-data": DownhillData;
  }
}
