// SPDX-License-Identifier: Apache-2.0
/** Play, pause, step, epoch, reset and speed, with the counters beside them, like the controls below a film. */
import { html, nothing, type TemplateResult } from "lit";
import { customElement, property, query } from "lit/decorators.js";
import { type CommandId, commandOf, keysOf, labelOf, perform } from "../../app/commands.ts";
import { PageElement } from "../../app/page_element.ts";
import { RESET } from "../../app/workspace.ts";
import { SPEEDS, type Speed } from "../../sessions/pace.ts";
import { unhurried } from "../../ui/calm.ts";
import { term } from "../../ui/downhill-term.ts";
import { icons } from "../../ui/icons.ts";
import { litStyles } from "../../ui/styles/lit.ts";
import { transportStyles } from "./styles.ts";

/** As often as the curves, with which the counters are laid out. */
const REDRAW_MS = 100;

@customElement("downhill-transport")
export class DownhillTransport extends PageElement {
  static override styles = [...PageElement.styles, transportStyles, litStyles];

  /** What is left out of it. */
  @property({ attribute: false }) without: ReadonlySet<string> = new Set();
  /** The command whose button stands out. */
  @property({ attribute: false }) light: string | undefined;
  /** Icons with their names below, and one line: for whoever has it on the page to say, as a frame is no phone for being low. */
  @property({ type: Boolean, reflect: true }) compact = false;
  @query(".play") private playButton!: HTMLButtonElement;

  /** Faster no number is read. */
  protected override get redrawPause(): number {
    return this.workspace.run.playing ? unhurried(REDRAW_MS) : 0;
  }

  override focus(): void {
    this.playButton.focus();
  }

  override render() {
    const { words } = this;
    return html`
      <div class="bar" role="group" aria-label=${words.controls}>
        ${this.unless("counter", () => this.renderCounter())}
        <div class="buttons">
          ${this.unless("reset", () => this.renderButton("reset", "reset", html`${icons.reset}${this.say(RESET)}`))}
          ${this.unless("step", () => this.renderButton("one-step", "step", html`${icons.step}${words.stepShort}`))}
          ${this.renderPlay()}
          ${this.unless("epoch", () => this.renderButton("one-epoch", "epoch", html`${icons.epoch}${words.epochShort}`))}
        </div>
        ${this.unless("speed", () => this.renderPace())}
      </div>
    `;
  }

  private unless(left: string, part: () => TemplateResult): TemplateResult | typeof nothing {
    return this.without.has(left) ? nothing : part();
  }

  private renderCounter(): TemplateResult {
    const { words, format } = this;
    const { state, replay } = this.workspace.run;
    return html`
      <div class="counter number">
        <span class="line"><strong id="epoch" title=${format.integer(state?.epoch)}>${format.short(state?.epoch)}</strong> ${term("epoch", words.epochsDone(state?.epoch ?? 0))}</span>
        ${
          replay === undefined
            ? html`<span id="step">${format.short(state?.step)} ${term("update", words.updatesDone(state?.step ?? 0))}</span>`
            : html`<span id="recorded">${words.recorded}</span>`
        }
      </div>
    `;
  }

  private renderPace(): TemplateResult {
    const { words, format } = this;
    const { frame, playing } = this.workspace.run;
    return html`
      <div class="speed ${playing ? "" : "still"} ${this.light === "speed" ? "lit" : ""}">
        <span class="gauge" aria-hidden="true">${icons.gauge}${words.speed}</span>
        <span class="rate number">${words.updateRate(format.short(frame?.steps_per_second ?? 0))}</span>
        ${this.renderSpeed()}
        <span class="rate number">${words.sampleRate(format.short(frame?.samples_per_second ?? 0))}</span>
      </div>
    `;
  }

  /** What is not possible now stays in the order of Tab, so that the focus is not lost with the last epoch. */
  private renderButton(id: string, command: CommandId, inside: unknown): TemplateResult {
    const { workspace, words } = this;
    const { enabled } = commandOf(command);
    return html`
      <button
        id=${id}
        class=${this.light === command ? "lit" : ""}
        title=${labelOf(command, words, workspace)}
        aria-keyshortcuts=${keysOf(command)}
        aria-disabled=${!enabled(workspace)}
        @click=${() => perform(command, workspace)}
      >
        ${inside}
      </button>
    `;
  }

  private renderPlay(): TemplateResult {
    const { workspace, words } = this;
    const { run, pressed } = workspace;
    const playing = run.playing || pressed === "play";
    // An update under way is never cut: whoever pauses or steps sees that it is still being made.
    const isHere = workspace.early.arrival.value === undefined;
    const startsLater = pressed === "play" || (playing && !isHere && run.replay !== "moves");
    const busy = run.pausing || run.moving || startsLater || pressed !== undefined;
    const label = startsLater ? words.waits : busy ? words.busy : labelOf("play", words, workspace);
    return html`
      <button
        id="play"
        class="play ${run.state?.step === 0 && !playing && !workspace.wantsPrediction ? "fresh" : ""} ${busy ? "busy" : ""} ${this.light === "play" ? "lit" : ""}"
        aria-label=${label}
        title=${label}
        aria-busy=${busy}
        aria-keyshortcuts=${keysOf("play")}
        @click=${() => perform("play", workspace)}
      >
        ${playing ? icons.pause : icons.play}
      </button>
    `;
  }

  private renderSpeed() {
    const { settings } = this.workspace;
    return html`
      <select
        id="speed"
        aria-label=${this.words.speed}
        title=${this.words.speed}
        .value=${settings.speed}
        @change=${(event: Event) => settings.setSpeed((event.target as HTMLSelectElement).value as Speed)}
      >
        ${SPEEDS.map(
          (speed) =>
            html`<option value=${speed} ?selected=${speed === settings.speed}>${this.words.speeds[speed]}</option>`,
        )}
      </select>
    `;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "downhill-transport": DownhillTransport;
  }
}
