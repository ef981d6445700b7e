// SPDX-License-Identifier: Apache-2.0
/**
 * One line on the run: what is wrong with it and what helps, how it ended, or else what goes on in it. Always with one button where
 * something can be done: an undoable change of the document, or a clear command.
 */
import { untracked } from "@preact/signals-core";
import { html, nothing, type TemplateResult } from "lit";
import { customElement, state } from "lit/decorators.js";
import type { Arrival } from "../../app/arriving_engine.ts";
import { DiagnosisText } from "../../app/diagnosis_text.ts";
import { diagnosisOf } from "../../app/examination.ts";
import { exerciseOf } from "../../app/exercise_of.ts";
import { isOffered } from "../../app/offered_cure.ts";
import { PageElement } from "../../app/page_element.ts";
import { type Place, showPlace } from "../../app/show_place.ts";
import type { Text } from "../../engine/api.ts";
import type { Cure } from "../../sessions/diagnosis/cure.ts";
import type { Finding } from "../../sessions/diagnosis/finding.ts";
import type { Remark } from "../../sessions/diagnosis/remarks.ts";
import type { Halt } from "../../sessions/motions.ts";
import type { RunSession } from "../../sessions/run_session.ts";
import { icons } from "../../ui/icons.ts";
import { MediaQuery } from "../../ui/media_query.ts";
import { PHONE } from "../../ui/styles/media.ts";
import { Visible } from "../../ui/visible.ts";
import { placeOf } from "./places.ts";
import { remarkText } from "./remark_text.ts";
import { doctorStyles } from "./styles.ts";
import { doctorWords } from "./words.ts";

/** As long as a sentence stands before another one that is true as well takes its place. */
const READING_MS = 8_000;

/** What lies below the bar of a phone is not seen: the root margin of an observer, which knows no tokens. */
const ABOVE_THE_BAR = "0px 0px -150px";

@customElement("downhill-doctor")
export class DownhillDoctor extends PageElement {
  static override styles = [...PageElement.styles, doctorStyles];

  private readonly phone = new MediaQuery(this, PHONE);
  private readonly visible = new Visible(this, ABOVE_THE_BAR);

  /** What the visitor has put away; the next one is another. */
  @state() private dismissed: unknown;
  /** When training began, for which remark has its turn. */
  private since = Number.NaN;

  private get own() {
    return doctorWords(this.language);
  }

  private get text(): DiagnosisText {
    return new DiagnosisText(this.workspace, this.language);
  }

  override render() {
    const { finding } = diagnosisOf(this.workspace);
    const found = finding.value;
    const shown = found === undefined || this.isAway(found.ailment) ? undefined : found;
    return html`<div class="line">${this.renderSays(shown)}</div>${this.renderFlag(shown)}`;
  }

  private renderSays(shown: Finding | undefined) {
    const { run, early } = this.workspace;
    const { crash, refused } = run;
    const arrival = early.arrival.value;
    if (arrival?.late === true) return this.renderArrival(arrival, run);
    const diagnosis = diagnosisOf(this.workspace);
    if (crash !== undefined) return this.renderCrash(crash);
    if (refused !== undefined && !this.isAway(refused.en)) {
      return this.renderBox("diverged", refused.en, html`<p>${this.labels.plain(refused)}</p>`);
    }
    return html`
      ${shown === undefined ? this.renderRemark(diagnosis.remarks.value, run.halt) : this.renderFinding(shown)}
      <p class="hidden" role="status">${shown === undefined ? nothing : this.aloud(shown)}</p>
    `;
  }

  /** What is wrong comes without anybody's doing. What broke is an alert; how a run ended the announcer tells. */
  private aloud(finding: Finding) {
    const told = finding.ailment === "diverged" || finding.ailment === "finished";
    return told ? nothing : this.text.sentence(finding);
  }

  /** On a slow connection the page is there long before its trainer. */
  private renderArrival({ bytes, all }: Arrival, { playing, replay }: RunSession) {
    const { own, words, format } = this;
    const shown = (count: number) => format.integer(Math.round(count / 1000));
    return this.renderLine(html`
      <span id="arrival">
        <span class="number">${all === undefined ? words.starting : words.arriving(shown(bytes), shown(all))}</span>
        ${replay !== undefined ? own.recorded[replay] : playing ? own.pressed : own.early}
      </span>
    `);
  }

  private renderFinding(finding: Finding) {
    const { text } = this;
    const state = untracked(() => this.workspace.run.state);
    const { ailment, cure } = finding;
    const end = state?.status === "finished" && ailment !== "finished" ? state.message : undefined;
    const tone = ailment === "diverged" || ailment === "finished" ? ailment : "complaint";
    const says = html`<p>${end === undefined ? nothing : html`${this.say(end)} `}${text.sentence(finding)}</p>`;
    return this.renderBox(tone, ailment, says, { cure, place: placeOf(finding) });
  }

  /** On a phone the box lies below the curve: while it is out of sight its beginning stands above the bar, and leads there. */
  private renderFlag(finding: Finding | undefined) {
    const isSeen = !this.phone.matches.value || this.visible.seen.value;
    // In a task there is writing to be done where it would stand.
    const isWorking = this.workspace.section.value === "exercise";
    if (finding === undefined || isSeen || isWorking) return nothing;
    return html`
      <button
        class="flag ${finding.ailment}"
        id="flag"
        @click=${() => void showPlace(this.workspace, { element: "#verdict" })}
      >
        <span>${this.text.sentence(finding)}</span><span class="mark" aria-hidden="true">▾</span>
      </button>
    `;
  }

  private renderBox(
    tone: "complaint" | "finished" | "diverged",
    key: string,
    says: TemplateResult,
    { cure, place }: { readonly cure?: Cure | undefined; readonly place?: Place | undefined } = {},
  ) {
    const { own, text, words, workspace } = this;
    const offered = cure !== undefined && isOffered(workspace, cure) ? cure : undefined;
    return html`
      <div class="box ${tone}" id="verdict" data-finding=${key}>
        <div class="says" role=${tone === "diverged" ? "alert" : nothing}>${says}</div>
        <div class="actions">
          ${offered === undefined ? nothing : html`<button class="act" id="cure" @click=${() => this.treat(offered)}>${text.label(offered)}</button>`}
          ${place === undefined ? nothing : html`<button class="plain show" id="show" @click=${() => showPlace(this.workspace, place)}>${own.show}</button>`}
        </div>
        <button
          class="plain"
          id="dismiss"
          title=${words.dismiss}
          aria-label=${words.dismiss}
          @click=${() => {
            this.dismissed = this.keyOf(key);
            this.leave();
          }}
        >
          ${icons.close}
        </button>
      </div>
    `;
  }

  /** What one update, or one epoch, did to the loss; and a sentence that teaches. */
  private renderRemark(remarks: readonly Remark[], halt: Halt | undefined) {
    const { own, words, format, text } = this;
    const { playing } = this.workspace.run;
    const remark = remarks[this.turn(playing) % Math.max(1, remarks.length)];
    const [before, after] = (playing ? undefined : halt?.loss) ?? [];
    return this.renderLine(html`
      ${
        before === undefined
          ? nothing
          : html`<span class="change number" id="change">${words.lossChange(format.real(before), format.real(after))}</span> `
      }
      ${remark === undefined ? nothing : html`<span id="remark">${remarkText(remark, own, { format, text })}</span>`}
    `);
  }

  /** Before the first update what the page is about stands before it, until it is put away. */
  private renderLine(says: TemplateResult) {
    const { own, words } = this;
    const { run, settings } = this.workspace;
    const begins = !run.playing && (untracked(() => run.state)?.step ?? 0) === 0;
    // An exercise says itself what it begins with.
    const intro = settings.intro && begins && exerciseOf(this.workspace).value === undefined;
    return html`
      <div class="box" role="group" aria-label=${own.name}>
        <p class="remark">${intro ? html`<span id="intro">${own.intro}</span> ` : nothing}${says}</p>
        ${
          intro
            ? html`
                <button
                  class="plain"
                  id="dismiss"
                  title=${words.dismiss}
                  aria-label=${words.dismiss}
                  @click=${() => {
                    settings.putIntroAway();
                    this.leave();
                  }}
                >
                  ${icons.close}
                </button>
              `
            : nothing
        }
      </div>
    `;
  }

  /** Remarks take turns while it trains. */
  private turn(playing: boolean): number {
    const now = performance.now();
    if (!playing || Number.isNaN(this.since)) this.since = playing ? now : Number.NaN;
    return playing ? Math.floor((now - this.since) / READING_MS) : 0;
  }

  private renderCrash(message: Text) {
    const { words, workspace } = this;
    return html`
      <div class="box crashed" id="verdict">
        <div class="says" role="alert">
          <p><strong>${words.crashed}</strong></p>
          <p>${this.say(message)}</p>
        </div>
        <div class="actions">
          <button
            class="act"
            id="restart"
            @click=${() => {
              this.leave();
              void workspace.restart();
            }}
          >
            ${words.restart}
          </button>
        </div>
      </div>
    `;
  }

  private treat(cure: Cure): void {
    this.leave();
    void this.workspace.treat(cure);
  }

  /** The pressed button goes with the box; the page puts the focus elsewhere. */
  private leave(): void {
    this.dispatchEvent(new Event("leave"));
  }

  private keyOf(what: string): string {
    const { run } = this.workspace;
    return `${run.id} ${run.generation} ${what}`;
  }

  private isAway(what: string): boolean {
    return this.dismissed === this.keyOf(what);
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "downhill-doctor": DownhillDoctor;
  }
}
