// SPDX-License-Identifier: Apache-2.0
/** What a student does with an exercise: answers, looks, runs and hints beside the prediction and the check. All of it is kept, and comes back. */
import { batch, computed, effect, signal } from "@preact/signals-core";
import { refusalOf, sentences } from "../documents/refusal.ts";
import type { Description, Text } from "../engine/api.ts";
import type { Exercise } from "../exercises/document.ts";
import { changedByStudent, isFixed, requirePermitted } from "../exercises/permission.ts";
import type { Answers, Question } from "../exercises/question.ts";
import { LONGEST_SEEN, LONGEST_WHY, type Work } from "../exercises/work.ts";
import { ExerciseCheck } from "./exercise_check.ts";
import {
  dropWork,
  type Keeping,
  type Kept,
  keepWork,
  keptChecked,
  keptTyped,
  lastOf,
  type OriginKind,
  withVerdict,
} from "./exercise_kept.ts";
import { ExercisePrediction } from "./exercise_prediction.ts";
import { NO_RUNS, type RunLog, watchRuns, withRun } from "./exercise_runs.ts";
import { RateLimit } from "./rate_limit.ts";
import { readStored, writeStored } from "./storage.ts";
import { readAnswer } from "./typed_answer.ts";
import type { Workspace } from "./workspace.ts";

export interface Origin {
  readonly kind: OriginKind;
  /** Of the host, or of the file. */
  readonly name?: string;
}

const NAME = "student";
const KEEPING = { burst: 1, pauseMs: 300 };

export class ExerciseWork {
  readonly saw = signal("");
  /** Answers as they were typed or chosen. */
  readonly typed = signal<Readonly<Record<string, string>>>({});
  readonly hints = signal(0);
  readonly log = signal<RunLog>(NO_RUNS);
  readonly prediction: ExercisePrediction;
  readonly check: ExerciseCheck;
  /** Why something of it could not be trained. */
  readonly fault = signal<Text | undefined>(undefined);
  readonly name = signal("");
  /** What was handed in last, the receipt was taken along or a host has asked for it: that receipt, or what was checked where there is none. */
  readonly handedIn = signal<unknown>(undefined);
  /** Whether the browser keeps it. */
  readonly keeping = signal<Keeping>("kept");
  /** Whether it was begun with what this browser had kept of whoever sat here. */
  isBorrowed: boolean;
  #keeps: boolean;
  readonly #keeping = new RateLimit(KEEPING, () => this.#keep());

  constructor(
    readonly exercise: Exercise,
    readonly origin: Origin,
    private readonly workspace: Workspace,
    private readonly start: Description,
    kept?: Kept,
    /** Whether this browser keeps it; where a learning system does, the next student at this computer is another one. */
    keeps = true,
  ) {
    this.#keeps = keeps;
    this.isBorrowed = kept !== undefined;
    if (keeps) this.name.value = readStored(NAME) ?? "";
    const { document, testSeal } = workspace;
    document.rules.value = {
      fixed: (path) => isFixed(exercise, path),
      refuses: (coming) => this.#refuses(coming),
    };
    this.prediction = new ExercisePrediction(exercise, workspace, this.#failed);
    this.check = new ExerciseCheck(exercise, workspace, this.work, this.name);
    workspace.wantedFirst.value = this.prediction;
    if (kept === undefined) testSeal.keep();
    else this.#restore(kept);
    watchRuns(workspace, (description, within) => this.#begun(description, within));
    effect(() => {
      void this.#kept.value;
      this.#keeping.request();
    });
    effect(() => {
      const { value } = this.name;
      if (this.#keeps) writeStored(NAME, value);
    });
  }

  readonly answers = computed<Answers>(() =>
    Object.fromEntries(
      (this.exercise.questions ?? []).flatMap((question) => {
        const answer = readAnswer(question, this.typed.value[question.id]);
        return answer === undefined ? [] : [[question.id, answer]];
      }),
    ),
  );

  /** As it stands now. */
  readonly work = computed<Work>(() => {
    const { runs, left_out } = this.log.value;
    const saw = this.saw.value.trim();
    const prediction = this.prediction.locked.value;
    const answers = this.answers.value;
    return {
      document: this.workspace.document.minimal,
      ...(Object.keys(answers).length > 0 && { answers }),
      ...(prediction && { prediction }),
      ...(saw !== "" && { saw }),
      looks: this.workspace.testSeal.total,
      runs,
      ...(left_out && { left_out }),
    };
  });

  /** Whether what was trained last is not the experiment as it stands now. */
  get showsOther(): boolean {
    const { last } = this.log.value;
    const { experiment } = this.workspace.document;
    return last !== undefined && changedByStudent({ experiment: last }, { experiment }).length > 0;
  }

  answer({ id }: Question, typed: string): void {
    this.typed.value = { ...this.typed.peek(), [id]: typed };
  }

  /** As if nothing had been written. */
  unanswer({ id }: Question): void {
    const { [id]: _, ...typed } = this.typed.peek();
    this.typed.value = typed;
  }

  why(index: number, words: string): void {
    const log = this.log.peek();
    const why = words.trim().slice(0, LONGEST_WHY);
    const runs = log.runs.map(({ why: before, ...line }, at) => ({
      ...line,
      ...(at === index ? why !== "" && { why } : before !== undefined && { why: before }),
    }));
    this.log.value = { ...log, runs };
  }

  see(words: string): void {
    this.saw.value = words.slice(0, LONGEST_SEEN);
  }

  /** Who has read what comes of it predicts nothing any more. */
  async runCheck(): Promise<void> {
    const { check } = this;
    if (check.checking.peek() !== undefined || this.prediction.holdsBack()) return;
    this.fault.value = undefined;
    try {
      await check.run();
    } catch (error) {
      this.#failed(error, UNCHECKED);
    }
  }

  /** The same receipt taken along again is handed in already. */
  handIn(): void {
    const { receipt, checked } = this.check;
    const now = receipt.peek();
    this.handedIn.value = now !== undefined && "text" in now ? now.text : checked.peek();
  }

  readonly #failed = (error: unknown, what: Text): void => {
    this.fault.value = faultOf(error, what);
  };

  /** Nothing done yet. @returns what brings the work back */
  async beginAnew(): Promise<() => Promise<void>> {
    const before = this.#kept.peek();
    await this.#put(this.#nothing());
    if (this.#keeps) dropWork(this.exercise);
    return () => this.#put(before);
  }

  /** Everything that is kept, as a host keeps it. */
  get state(): Kept {
    return this.#kept.value;
  }

  /** What a host has kept of this student; it keeps it from now on, and this browser no more. */
  async restore(kept: Kept, name: string): Promise<void> {
    this.#handOver(name);
    await this.#put(kept);
  }

  /** A host knows this student, and has nothing of them: what this browser had kept may be somebody else's. */
  async beginAtHost(): Promise<void> {
    const { isBorrowed } = this;
    this.#handOver("");
    if (isBorrowed) await this.#put(this.#nothing());
  }

  #handOver(name: string): void {
    this.#keeping.flush();
    this.#keeps = false;
    this.isBorrowed = false;
    this.name.value = name;
  }

  #nothing(): Kept {
    return { ...EMPTY, origin: this.origin.kind, document: this.exercise.start };
  }

  /** The experiment as the exercise gives it; the work stays. */
  async backToStart(): Promise<void> {
    await this.workspace.openDocument(this.exercise.start);
  }

  /** Before the page is left. */
  flush(): void {
    this.#keeping.flush();
  }

  async #put(kept: Kept): Promise<void> {
    const { workspace } = this;
    this.prediction.stop();
    this.check.checking.peek()?.cancel();
    await workspace.document.load(kept.document, "link");
    await workspace.reset();
    this.#restore(kept);
  }

  #restore(kept: Kept): void {
    const { saw, typed, hints, runs, left_out, checked, passed, looks } = kept;
    const last = lastOf(kept);
    batch(() => {
      this.prediction.restore(kept);
      this.saw.value = saw ?? "";
      this.typed.value = typed ?? {};
      this.hints.value = hints;
      this.log.value = { runs, ...(left_out && { left_out }), ...(last && { last }) };
      this.check.checked.value = checked && withVerdict(checked);
      this.check.passed.value = passed;
      this.fault.value = undefined;
      this.workspace.testSeal.keep(looks);
    });
  }

  readonly #kept = computed<Kept>(() => {
    const { last } = this.log.value;
    const checked = this.check.checked.value;
    const draft = this.prediction.draft.value;
    return {
      version: 1,
      origin: this.origin.kind,
      passed: this.check.passed.value,
      ...this.work.value,
      ...(last && { last: { ...last } }),
      typed: keptTyped(this.typed.value),
      ...(draft && { draft }),
      ...(this.prediction.skipped.value && { skipped: true }),
      hints: this.hints.value,
      ...(checked && { checked: keptChecked(checked) }),
    };
  });

  /** What is only opened is not begun. */
  #keep(): void {
    const kept = this.#kept.peek();
    const { prediction, draft, skipped, saw, hints, runs, looks, checked, typed = {} } = kept;
    const isBegun =
      JSON.stringify(kept.document) !== JSON.stringify(this.start.minimal) ||
      Object.values(typed).some((one) => one !== "") ||
      [prediction, draft, skipped, saw, checked].some((one) => one !== undefined) ||
      hints + runs.length + looks > 0;
    if (isBegun && this.#keeps) this.keeping.value = keepWork(this.exercise, kept);
  }

  #begun({ experiment }: Description, within: boolean): void {
    const log = this.log.peek();
    const next = withRun(log, this.start.experiment, experiment);
    const [before, after] = [log, next].map(({ runs }) => runs.at(-1)?.changed ?? []);
    // A slider that is dragged while it trains is one change.
    const isDragged = within && after?.length === 1 && after[0] === before?.[0];
    this.log.value = isDragged ? { ...log, last: experiment } : next;
  }

  #refuses(coming: Description): ReturnType<typeof refusalOf> {
    try {
      requirePermitted(this.exercise, this.start, coming);
      return undefined;
    } catch (error) {
      const refusal = refusalOf(error);
      if (refusal === undefined) throw error;
      return refusal;
    }
  }
}

const EMPTY = { version: 1, passed: false, looks: 0, runs: [], hints: 0 } as const;

const UNCHECKED: Text = { en: "It could not be checked", zh: "无法检查" };

function faultOf(error: unknown, what: Text): Text {
  const refusal = refusalOf(error);
  if (refusal !== undefined) return sentences(refusal);
  const said = error instanceof Error ? error.message : String(error);
  return {
    en: `${what.en}: ${said} Try again.`,
    zh: `${what.zh}：${said}请再试一次。`,
  };
}
