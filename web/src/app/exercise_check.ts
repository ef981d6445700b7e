// SPDX-License-Identifier: Apache-2.0
/** What the checker says of the work on an exercise, how long that holds, and the receipt of it. */
import { batch, computed, type ReadonlySignal, signal } from "@preact/signals-core";
import { refusalOf } from "../documents/refusal.ts";
import type { ExperimentDocument, Text } from "../engine/api.ts";
import { checkWork, type Verdict } from "../exercises/check.ts";
import type { Exercise } from "../exercises/document.ts";
import { writeReceipt } from "../exercises/receipt.ts";
import type { Work } from "../exercises/work.ts";
import { LateSandbox } from "../sandbox/late_sandbox.ts";
import type { Workspace } from "./workspace.ts";

export interface Checked {
  readonly work: Work;
  /** Its document without defaults. */
  readonly minimal: ExperimentDocument;
  readonly verdict: Verdict;
}

/** How far the checker is; `share` from 0 to 1. */
export interface Checking {
  readonly share: number;
  readonly cancel: () => void;
}

export class ExerciseCheck {
  readonly checking = signal<Checking | undefined>(undefined);
  readonly checked = signal<Checked | undefined>(undefined);
  /** Whether it ever passed. */
  readonly passed = signal(false);
  readonly #sandbox = new LateSandbox();

  /** `work`: as it stands now. `name`: of the student. */
  constructor(
    private readonly exercise: Exercise,
    private readonly workspace: Workspace,
    private readonly work: ReadonlySignal<Work>,
    private readonly name: ReadonlySignal<string>,
  ) {}

  /** What was checked is what stands there: runs that were made since change nothing of it. */
  readonly isFresh = computed<boolean>(() => {
    const checked = this.checked.value;
    return checked !== undefined && judged(checked.work) === judged(this.work.value);
  });

  /** From 0 to 1, hidden checks too; null before anything was checked. */
  readonly score = computed<number | null>(() => {
    const verdict = this.checked.value?.verdict;
    return verdict === undefined ? null : verdict.count / verdict.results.length;
  });

  /** Of what was checked; undefined where nothing was, or something has changed since. */
  readonly receipt = computed<{ readonly text: string } | { readonly fault: Text } | undefined>(
    () => {
      const checked = this.checked.value;
      if (checked === undefined || !this.isFresh.value) return undefined;
      const { saw: _, ...work } = checked.work;
      const now = this.work.value;
      const { saw } = now;
      const told = { ...work, ...(saw !== undefined && { saw }), runs: withWhys(work, now) };
      try {
        const { minimal, verdict } = checked;
        return {
          text: writeReceipt(this.exercise, told, { minimal, verdict, name: this.name.value }),
        };
      } catch (error) {
        const refusal = refusalOf(error);
        if (refusal === undefined) throw error;
        return { fault: refusal.message };
      }
    },
  );

  /**
   * Trains again what stands there, in a trainer of its own, and says what came of it.
   * @throws what the trainer says; nothing where it is cancelled
   */
  async run(): Promise<void> {
    const { workspace, exercise } = this;
    const abort = new AbortController();
    const tell = (share: number) => {
      this.checking.value = { share, cancel: () => abort.abort() };
    };
    tell(0);
    try {
      await workspace.document.settled();
      const work = this.work.peek();
      const { minimal } = workspace.document;
      const verdict = await checkWork(exercise, work, workspace.engine, {
        signal: abort.signal,
        onProgress: tell,
        perform: (...asked) => this.#sandbox.perform(...asked),
      });
      batch(() => {
        this.checked.value = { work, minimal, verdict };
        if (verdict.passed) this.passed.value = true;
      });
    } catch (error) {
      if (!abort.signal.aborted) throw error;
    } finally {
      void this.#sandbox.rest();
      this.checking.value = undefined;
    }
  }
}

/** What the checks and the prediction look at. */
const judged = ({ document, answers, prediction, looks }: Work): string =>
  JSON.stringify([document, answers ?? {}, prediction ?? null, looks]);

/** The runs of then, with the reasons of now; of runs that are only counted meanwhile, those of then. */
export function withWhys(then: RunsOf, now: RunsOf): Work["runs"] {
  const gone = (now.left_out?.runs ?? 0) - (then.left_out?.runs ?? 0);
  return then.runs.map((whole, index) => {
    const { why: _, ...line } = whole;
    if (index < gone) return whole;
    const why = now.runs[index - gone]?.why;
    return why === undefined ? line : { ...line, why };
  });
}
type RunsOf = Pick<Work, "runs" | "left_out">;
