// SPDX-License-Identifier: Apache-2.0
/** The next step of the run on the page, where all of its loss is a plane; while it stands, also what comes of that step. */
import { effect, type ReadonlySignal, signal, untracked } from "@preact/signals-core";
import type { ReactiveController, ReactiveControllerHost } from "lit";
import { LeasedView } from "../../app/leased_view.ts";
import { LossOfTwo, stepOf } from "../../app/loss_of_two.ts";
import type { Workspace } from "../../app/workspace.ts";
import type { Description, UpdateAnswer } from "../../engine/api.ts";

type Host = ReactiveControllerHost & { readonly workspace: Workspace };

interface Losses {
  readonly before: number | null;
  readonly after: number | null;
}

interface Outcome {
  readonly of: UpdateAnswer;
  readonly losses: Losses;
}

export class GhostStep implements ReactiveController {
  readonly #view: LeasedView<"update">;
  readonly #outcome = signal<Outcome | undefined>(undefined);
  #loss: { readonly of: Description; readonly loss: Promise<LossOfTwo> } | undefined;
  #end = () => {};

  constructor(
    private readonly host: Host,
    visible: ReadonlySignal<boolean>,
    private readonly wanted: () => boolean,
  ) {
    this.#view = new LeasedView<"update">(host, visible, () =>
      this.wanted() ? { kind: "update", sample: 0 } : undefined,
    );
    host.addController(this);
  }

  /** Undefined where there is none: at the end of a run, and of more than two parameters. */
  get step(): ReturnType<typeof stepOf> {
    const { answer } = this.#view;
    return this.wanted() && answer !== undefined ? stepOf(answer) : undefined;
  }

  /** The losses before this step and after it, once they are measured. */
  get losses(): Losses | undefined {
    const outcome = this.#outcome.value;
    return outcome?.of === this.#view.answer ? outcome?.losses : undefined;
  }

  hostConnected(): void {
    this.#end = effect(() => {
      const { run } = this.host.workspace;
      const { answer } = this.#view;
      const step = answer && this.step;
      if (answer === undefined || step === undefined || run.playing) return;
      untracked(() => void this.#measure(run.description, answer, step));
    });
  }

  hostDisconnected(): void {
    this.#end();
    this.#close();
  }

  async #measure(
    description: Description,
    of: UpdateAnswer,
    { at, to }: NonNullable<ReturnType<typeof stepOf>>,
  ): Promise<void> {
    try {
      const loss = await this.#opened(description);
      const [before, after] = await Promise.all([loss.measure(at), loss.measure(to)]);
      this.#outcome.value = { of, losses: { before: before.loss, after: after.loss } };
    } catch {
      // A trainer that has stopped, or was closed meanwhile: the arrow stands without its outcome.
      this.#close();
    }
  }

  #opened(description: Description): Promise<LossOfTwo> {
    if (this.#loss?.of === description) return this.#loss.loss;
    this.#close();
    const loss = LossOfTwo.open(this.host.workspace.engine, description.minimal);
    this.#loss = { of: description, loss };
    return loss;
  }

  #close(): void {
    const open = this.#loss;
    this.#loss = undefined;
    open?.loss.then((one) => one.close()).catch(() => {});
  }
}
