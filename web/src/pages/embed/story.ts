// SPDX-License-Identifier: Apache-2.0
/**
 * Most readers never touch anything: what the experiment has to tell is told untouched. It trains once by itself, comes to a standstill
 * where something is to be seen, and leaves the rest to the reader, who goes on from there.
 */
import { effect, signal } from "@preact/signals-core";
import type { Workspace } from "../../app/workspace.ts";

/** As long as somebody watches. */
const LENGTH_MS = 12_000;
/** With more parameters an epoch takes longer than a frame of the screen. */
const LARGE = 2_000;

export class Story {
  readonly #state = signal<"ahead" | "running" | "told">("ahead");
  #timer: ReturnType<typeof setTimeout> | undefined;
  #end = () => {};
  /** What it came to by itself. */
  #came: { readonly step: number; readonly document: object } | undefined;

  /** `away`: whether the run stands still because nobody sees it; a signal. */
  constructor(
    private readonly workspace: Workspace,
    private readonly away: () => boolean = () => false,
  ) {}

  /** Whether it is at its end: now it is the reader's turn. */
  get told(): boolean {
    return this.#state.value === "told";
  }

  get running(): boolean {
    return this.#state.value === "running";
  }

  /** Whether it has done by itself all that was done here: nothing of it is the reader's work. */
  get alone(): boolean {
    if (this.running) return true;
    const { run, document } = this.workspace;
    return this.#came?.step === run.state?.step && this.#came?.document === document.minimal;
  }

  /** Once. */
  begin(): void {
    if (this.#state.peek() !== "ahead") return;
    const { run } = this.workspace;
    // Another frame has told it.
    if (run.begun && !run.playing) {
      this.leave();
      return;
    }
    this.#state.value = "running";
    // Nobody is at it yet: a small one has no need of a trainer of its own, of however many tell theirs at once.
    const isLarge = run.description.summary.parameters > LARGE;
    void (isLarge ? this.workspace : run).play();
    let begun = false;
    this.#end = effect(() => {
      const { playing, ready, replay } = this.workspace.run;
      begun ||= playing;
      if (this.away()) {
        // Who comes back sees all of it that is left.
        clearTimeout(this.#timer);
        this.#timer = undefined;
      }
      // It has ended by itself, or somebody has stopped it.
      else if (begun && !playing) queueMicrotask(() => this.#over());
      // A trainer that is still on its way takes nothing from its time.
      else if (playing && (ready || replay !== undefined))
        this.#timer ??= setTimeout(this.#stop, LENGTH_MS);
    });
  }

  readonly #stop = (): void => void this.workspace.pause();

  #over(): void {
    if (!this.running) return;
    this.leave();
    const { run, document } = this.workspace;
    this.#came = { step: run.state?.step ?? 0, document: document.minimal };
  }

  /** The reader has taken over: nothing happens by itself any more. */
  leave(): void {
    clearTimeout(this.#timer);
    this.#end();
    this.#end = () => {};
    this.#state.value = "told";
  }
}
