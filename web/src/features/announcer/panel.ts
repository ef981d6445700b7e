// SPDX-License-Identifier: Apache-2.0
/** Says aloud, sparsely, what sighted visitors see and no control says by itself; while training, how far it is every ten seconds. */
import { effect } from "@preact/signals-core";
import { html } from "lit";
import { customElement, state as reactive } from "lit/decorators.js";
import { PageElement } from "../../app/page_element.ts";
import { saidStep } from "../../app/said_step.ts";
import type { Halt } from "../../sessions/motions.ts";

const PROGRESS_EVERY_MS = 10_000;

@customElement("downhill-announcer")
export class DownhillAnnouncer extends PageElement {
  @reactive() private sentence = "";

  private wasPlaying = false;
  private saidAt = 0;
  private saidEnd: string | undefined;
  private saidHalt: Halt | undefined;
  private seed: unknown;
  private data: unknown;
  private logarithmic: unknown;
  private repaired: unknown;
  private travelled: unknown;

  private begun = false;
  private ending: (() => void) | undefined;

  override connectedCallback(): void {
    super.connectedCallback();
    this.ending = effect(() => {
      const said = [...this.changes(), this.progress()].filter((one) => one !== undefined);
      // What the page begins with is no news.
      if (this.begun && said.length > 0) this.sentence = said.join(" ");
      this.begun = true;
    });
  }

  override disconnectedCallback(): void {
    this.ending?.();
    super.disconnectedCallback();
  }

  /** What was chosen: by a key, or by a button that says nothing of what came of it. */
  private changes(): string[] {
    const { words } = this;
    const { document, settings } = this.workspace;
    const { seed, data } = document.experiment;
    const news: string[] = [];
    if (data.type !== this.data) news.push(words.sayData(this.dataName));
    if (seed !== this.seed) news.push(words.saySeed(String(seed)));
    if (settings.logarithmic !== this.logarithmic) {
      news.push(settings.logarithmic ? words.sayLogarithmic : words.sayLinear);
    }
    const { travelled } = document;
    if (travelled !== undefined && travelled !== this.travelled) {
      const change = saidStep(this.workspace, travelled.change);
      const say = travelled.way === "undo" ? words.sayUndone : words.sayRedone;
      if (change !== undefined) news.push(say(change));
    }
    if (document.repaired !== this.repaired) {
      news.push(...document.repaired.map(({ path }) => this.labels.setBack(path)));
    }
    this.travelled = travelled;
    this.data = data.type;
    this.seed = seed;
    this.logarithmic = settings.logarithmic;
    this.repaired = document.repaired;
    return news;
  }

  /** How training goes, or how it came to a standstill. */
  private progress(): string | undefined {
    const { run } = this.workspace;
    const { words, format } = this;
    const { state, halt } = run;
    const now = performance.now();
    const began = run.playing && !this.wasPlaying;
    this.wasPlaying = run.playing;
    const end = state?.status === "ready" ? undefined : state?.message;
    const ended = end !== undefined && end.en !== this.saidEnd;
    this.saidEnd = end?.en;
    const halted = halt !== this.saidHalt;
    this.saidHalt = halt;
    if (began) {
      this.saidAt = now;
      return words.sayPlaying;
    }
    // A run that broke is told by an alert of its own.
    if (end !== undefined) return ended && state?.status === "finished" ? this.say(end) : undefined;
    if (halt !== undefined && halted) return this.standing(halt);
    if (!run.playing || now - this.saidAt <= PROGRESS_EVERY_MS) return undefined;
    this.saidAt = now;
    // The loss is of the last record, which may lie epochs back.
    return words.sayProgress(
      format.integer(run.history.newest("epoch")),
      format.real(state?.train_loss),
    );
  }

  private standing({ by }: Halt): string | undefined {
    const { words, format } = this;
    const { epoch = 0, step = 0, train_loss } = this.workspace.run.state ?? {};
    const loss = format.real(train_loss);
    // Who travels in time is told by the handle itself.
    if (by === "restore") return undefined;
    if (by === "reset") return words.sayReset;
    if (by === "pause") return words.sayPaused(this.epochs(epoch), loss);
    return words.sayMoved(words.updates(format.integer(step), step), format.integer(epoch), loss);
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
