// SPDX-License-Identifier: Apache-2.0
/** Play, pause, step, epoch, reset and speed, with the counters beside them, like the controls below a film. */
import { html } from "lit";
import { customElement, query } from "lit/decorators.js";
import { PageElement } from "../../app/page_element.ts";
import { SPEEDS, type Speed } from "../../sessions/pace.ts";
import { icons } from "../../ui/icons.ts";
import { transportStyles } from "./styles.ts";

@customElement("downhill-transport")
export class DownhillTransport extends PageElement {
  static override styles = [...PageElement.styles, transportStyles];

  @query(".play") private playButton!: HTMLButtonElement;

  protected override stores() {
    return [this.playground.runs];
  }

  override focus(): void {
    this.playButton.focus();
  }

  override render() {
    const { words, format, playground } = this;
    const { runs } = playground;
    const { state, frame, playing } = runs;
    const play = playing ? words.pause : runs.ended ? words.playAgain : words.play;
    return html`
      <div class="bar" role="group" aria-label=${words.controls}>
        <div class="counter number">
          <span class="line"><strong id="epoch" title=${format.integer(state?.epoch)}>${format.short(state?.epoch)}</strong> ${words.epochsDone(state?.epoch ?? 0)}</span>
          <span id="step">${words.updates(format.short(state?.step), state?.step ?? 0)}</span>
        </div>
        <div class="buttons">
          <button id="reset" title=${words.resetHelp} aria-keyshortcuts="R" @click=${() => playground.reset()}>
            ${icons.reset}${words.reset}
          </button>
          <button id="one-step" title=${words.step} aria-keyshortcuts="S" aria-disabled=${runs.ended} @click=${() => runs.step()}>
            ${icons.step}${words.stepShort}
          </button>
          <button
            id="play"
            class="play ${state?.step === 0 && !playing ? "fresh" : ""}"
            aria-label=${play}
            title=${play}
            aria-keyshortcuts="Space"
            @click=${() => (playing ? runs.pause() : playground.play())}
          >
            ${playing ? icons.pause : icons.play}
          </button>
          <button id="one-epoch" title=${words.epochStep} aria-keyshortcuts="E" aria-disabled=${runs.ended} @click=${() => runs.epoch()}>
            ${icons.epoch}${words.epochShort}
          </button>
          <button id="seed" class="seed" title=${words.seedHelp} aria-keyshortcuts="N" @click=${() => playground.newSeed()}>
            ${icons.dice}${words.newSeedShort}
          </button>
        </div>
        <div class="speed ${playing ? "" : "still"}">
          <span class="gauge" aria-hidden="true">${icons.gauge}${words.speed}</span>
          <span class="rate number">${words.updateRate(format.short(frame?.steps_per_second ?? 0))}</span>
          ${this.renderSpeed()}
          <span class="rate number">${words.sampleRate(format.short(frame?.samples_per_second ?? 0))}</span>
        </div>
      </div>
    `;
  }

  private renderSpeed() {
    const { settings } = this.playground;
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
