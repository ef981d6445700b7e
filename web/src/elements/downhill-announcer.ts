// SPDX-License-Identifier: Apache-2.0
/** Says aloud, sparsely, what sighted visitors see: training started, paused, ended, and how far it is every ten seconds. */
import { html } from "lit";
import { customElement, state as reactive } from "lit/decorators.js";
import { PageElement } from "./base.ts";

const PROGRESS_EVERY_MS = 10_000;

@customElement("downhill-announcer")
export class DownhillAnnouncer extends PageElement {
  @reactive() private sentence = "";

  private wasPlaying = false;
  private saidAt = 0;
  private saidEnd: unknown;

  protected override stores() {
    return [this.playground.runs, this.playground.experiment];
  }

  protected override told(): void {
    const { runs, experiment } = this.playground;
    const { words, format } = this;
    const now = performance.now();
    const { state } = runs;
    const epoch = format.integer(state?.epoch);
    const loss = format.real(state?.train_loss);
    const end = state?.status === "ready" ? undefined : state?.message;
    if (end !== undefined && this.saidEnd !== end.en) {
      this.saidEnd = end.en;
      this.sentence = this.say(end);
    } else if (runs.playing && !this.wasPlaying) {
      this.sentence = words.sayPlaying;
      this.saidAt = now;
      this.saidEnd = undefined;
    } else if (!runs.playing && this.wasPlaying && end === undefined) {
      this.sentence = words.sayPaused(words.epochs(epoch, state?.epoch ?? 0), loss);
    } else if (runs.playing && now - this.saidAt > PROGRESS_EVERY_MS) {
      this.sentence = words.sayProgress(epoch, loss);
      this.saidAt = now;
    } else if (experiment.repaired.length > 0) {
      this.sentence = experiment.repaired.map(({ path }) => words.setBack(path)).join(" ");
    }
    this.wasPlaying = runs.playing;
  }

  override render() {
    return html`<p class="hidden" role="status" aria-live="polite" aria-atomic="true">${this.sentence}</p>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "downhill-announcer": DownhillAnnouncer;
  }
}
