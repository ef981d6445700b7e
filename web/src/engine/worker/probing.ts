// SPDX-License-Identifier: Apache-2.0
/** Questions to a run, asked by name or as views. What describes a step needs one to be made, piece by piece where it takes long. */
import type { Clock } from "../clock.ts";
import { ExperimentError } from "../contract/experiment_error.ts";
import type { Reply } from "../contract/protocol.ts";
import type { ViewedProbe } from "../contract/view.ts";
import { makesStep } from "./frame_maker.ts";
import type { FrameSender } from "./frame_sender.ts";
import type { GuardedSession } from "./guarded_session.ts";
import type { RunSnapshots } from "./run_snapshots.ts";
import { SLICE_MS, type Training } from "./training.ts";

export class Probing {
  constructor(
    private readonly session: GuardedSession,
    private readonly training: Training,
    private readonly snapshots: RunSnapshots,
    private readonly sender: FrameSender,
    private readonly clock: Clock,
  ) {}

  async probe(question: string): Promise<Reply<object>> {
    this.session.goBack();
    const { step } = this.session.state;
    const { motion } = this.training;
    // A change makes the step itself.
    const wanted = () => motion === this.training.motion && this.session.state.step === step;
    const answer = await this.training.waitFor(() => this.#asked(question, wanted));
    if (this.session.state.step > step) this.snapshots.forgetAhead();
    this.sender.offer();
    if (answer !== undefined) return answer;
    throw new ExperimentError({
      path: "",
      message: "the step that was to be described was not made: another command came. Ask again.",
      zh: "要展示的那一步没有完成：收到了其他指令。请再次查询。",
    });
  }

  /**
   * For a view: what looks at a step looks at one that is made anyway, or puts the run back to where it stood. Undefined where the question
   * does not fit, or not now.
   */
  async look(
    question: { readonly type: ViewedProbe },
    /** Whether it may make the step that it describes. */
    makes: boolean,
  ): Promise<object | undefined> {
    const steps = makesStep(question.type);
    // What the motion would do next: on a slow machine nearly every slice ends within a record.
    if (steps && this.training.playing && this.session.state.recording) this.training.slice(0);
    const { recording, passes, status } = this.session.state;
    // Between two steps only, and after the last one there is none.
    if (steps && (recording || passes > 0 || status !== "ready")) return undefined;
    if (steps && !(this.training.playing && makes)) this.session.stray();
    const { wayBack } = this.session;
    const { motion } = this.training;
    const answer = await this.#asked(
      JSON.stringify(question),
      () => motion === this.training.motion && wayBack === this.session.wayBack,
    );
    this.session.goBack();
    // Given up for another command: it comes with a later frame.
    if (answer === undefined) this.sender.offer();
    return answer === undefined || "error" in answer ? undefined : answer;
  }

  /** Undefined where it is no longer wanted while the step that it describes is under way. */
  async #asked(question: string, wanted: () => boolean): Promise<Reply<object> | undefined> {
    for (;;) {
      const answer = this.session.ask(
        "probe",
        (session) => JSON.parse(session.probe(question, SLICE_MS)) as Reply<object> | null,
      );
      // It may have made a step. One that is made for a view alone is nobody's.
      if (this.session.wayBack === undefined) this.session.look();
      if (answer !== null) return answer;
      await this.clock.yield();
      if (!wanted()) return undefined;
    }
  }
}
