// SPDX-License-Identifier: Apache-2.0
/** How a run gets its trainer, for the first time or again: what it is opened on, what it does before anybody asks it, and its frames. */
import { batch } from "@preact/signals-core";
import type { Frame, Run } from "../engine/api.ts";
import type { Beginning } from "./beginning.ts";
import type { Motions } from "./motions.ts";
import { paceOf, type Speed } from "./pace.ts";
import type { RunPreview } from "./preview.ts";
import type { RunLink } from "./run_link.ts";
import type { ShownRun } from "./shown_run.ts";
import type { TrainedDocument } from "./trained_document.ts";

export class Opening {
  /** A frame of the run has come since it was opened. */
  #isHeard = false;

  constructor(
    private readonly link: RunLink,
    private readonly shown: ShownRun,
    private readonly beginning: Beginning,
    private readonly document: TrainedDocument,
    private readonly preview: RunPreview,
    private readonly motions: Motions,
    private speed: Speed,
  ) {
    preview.setSpeed(speed);
  }

  /** `after`: the end of the run before, whose memory this one needs. */
  open(after: Promise<void>): Promise<void> {
    return this.#open(after, (onFrame) =>
      this.beginning.open(this.document.begin(), onFrame, (why) => {
        this.link.refused.value = why;
      }),
    );
  }

  /** Whether there was one that died, and it came back. */
  async revive(): Promise<boolean> {
    const { lost } = this.link;
    if (lost === undefined) return false;
    batch(() => {
      this.shown.forget();
      this.link.crash.value = undefined;
      this.link.refused.value = undefined;
    });
    await this.#open(Promise.resolve(), (onFrame) => lost.reopen(onFrame));
    return this.link.run.peek() !== undefined;
  }

  async setSpeed(speed: Speed): Promise<void> {
    this.speed = speed;
    this.preview.setSpeed(speed);
    await this.link.ask((run) => run.setPace(paceOf(speed)));
  }

  #open(
    after: Promise<void>,
    open: (onFrame: (frame: Frame) => void) => Promise<Run>,
  ): Promise<void> {
    const begin = (): Promise<Run> => {
      this.#isHeard = false;
      // The first frame may come before open() resolves.
      return open((frame) => this.#take(frame));
    };
    return this.link.open(after, begin, {
      prepare: (run) => this.#prepare(run),
      take: (points) => {
        this.shown.points.value = points;
        // Not waited for: what is pressed meanwhile need not wait either.
        if (!this.motions.playing.peek()) void this.motions.lookCloser();
      },
    });
  }

  /** @returns its points, per sample x1, x2, target, part */
  async #prepare(run: Run): Promise<Float32Array> {
    const [points, state] = await Promise.all([
      run.points(),
      run.state(),
      run.setPace(paceOf(this.speed)),
    ]);
    // Or it may still be on its way when somebody asks where the run stands.
    if (!this.#isHeard && !this.preview.plays) this.shown.reported.value = state;
    await this.document.catchUp(run);
    await this.preview.giveOver(run);
    if (this.motions.playing.peek() && !this.link.disposed) await run.play();
    return points;
  }

  /** What the trainer sends. */
  #take(frame: Frame): void {
    this.#isHeard ||= frame.moved === undefined;
    if (frame.moved !== undefined) this.motions.movedBy(frame.moved, frame.state);
    else if (this.preview.plays) this.preview.keep(frame);
    else this.motions.show(frame);
  }
}
