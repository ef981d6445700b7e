// SPDX-License-Identifier: Apache-2.0
/** What a student does with an exercise: prediction, answers, looks, runs, hints, and what the checker said. All of it is kept. */
import { batch, computed, effect, signal } from "@preact/signals-core";
import { refusalOf, sentences } from "../documents/refusal.ts";
import type { Description, ExperimentDocument, Text } from "../engine/api.ts";
import { checkWork, type Verdict } from "../exercises/check.ts";
import type { Answers, Exercise, Question } from "../exercises/document.ts";
import { changedByStudent, isFixed, requirePermitted } from "../exercises/permission.ts";
import {
  type Before,
  beforeOf,
  curveOf,
  outcomeOf,
  type PredictionOutcome,
} from "../exercises/prediction.ts";
import { writeReceipt } from "../exercises/receipt.ts";
import { LONGEST_SEEN, LONGEST_WHY, type Predicted, type Work } from "../exercises/work.ts";
import {
  dropWork,
  type Keeping,
  type Kept,
  keepWork,
  lastOf,
  type OriginKind,
} from "./exercise_kept.ts";
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

const NAME = "student";
/** Of an answer. */
const LONGEST_TYPED = 100;
const KEEPING = { burst: 1, pauseMs: 300 };

export class ExerciseWork {
  /** Locked: what came of it is known from then on. */
  readonly prediction = signal<Predicted | undefined>(undefined);
  /** Before it is locked. */
  readonly draft = signal<Predicted | undefined>(undefined);
  readonly skipped = signal(false);
  readonly outcome = signal<PredictionOutcome | undefined>(undefined);
  /** For what is drawn or set. */
  readonly before = signal<Before | undefined>(undefined);
  readonly came = signal<readonly (readonly number[])[] | undefined>(undefined);
  readonly saw = signal("");
  /** Answers as they were typed or chosen. */
  readonly typed = signal<Readonly<Record<string, string>>>({});
  readonly hints = signal(0);
  readonly log = signal<RunLog>(NO_RUNS);
  readonly checking = signal<Checking | undefined>(undefined);
  readonly checked = signal<Checked | undefined>(undefined);
  /** Why it could not be checked. */
  readonly fault = signal<Text | undefined>(undefined);
  readonly passed = signal(false);
  readonly name = signal("");
  /** Whether the browser keeps it. */
  readonly keeping = signal<Keeping>("kept");
  /** How often somebody wanted to train before the prediction. */
  readonly heldBack = signal(0);
  /** Whether it was begun with what this browser had kept of whoever sat here. */
  isBorrowed: boolean;
  #keeps: boolean;
  /** What comes of the prediction is on its way. */
  #foreseeing = new AbortController();
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
    workspace.holdsBack = () => this.#holdsBack();
    if (kept === undefined) testSeal.keep();
    else this.#restore(kept);
    const kind = exercise.prediction?.kind;
    if (kind === "curve" || kind === "point") void this.#lookAhead();
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
    const prediction = this.prediction.value;
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

  /** The receipt of what was checked; undefined where nothing was, or something has changed since. */
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

  /** Whether what was trained last is not the experiment as it stands now. */
  get showsOther(): boolean {
    const { last } = this.log.value;
    const { experiment } = this.workspace.document;
    return last !== undefined && changedByStudent({ experiment: last }, { experiment }).length > 0;
  }

  /** A prediction is asked for, and none was made yet: nothing trains before. */
  get waits(): boolean {
    return (
      this.exercise.prediction !== undefined &&
      this.prediction.value === undefined &&
      !this.skipped.value
    );
  }

  /** Asked before anything trains; who is held back is led to the prediction. */
  #holdsBack(): boolean {
    if (!this.waits) return false;
    this.heldBack.value += 1;
    return true;
  }

  /** Locked, and run. */
  async predict(predicted: Predicted): Promise<void> {
    this.prediction.value = predicted;
    const { prediction } = this.exercise;
    if (prediction?.change === undefined) void this.workspace.play();
    await this.foresee();
  }

  /** What comes of what was predicted. */
  async foresee(): Promise<void> {
    const { exercise, workspace } = this;
    const predicted = this.prediction.peek();
    this.#foreseeing.abort();
    if (predicted === undefined) return;
    const { engine } = workspace;
    this.#foreseeing = new AbortController();
    const { signal } = this.#foreseeing;
    try {
      const shown = exercise.prediction?.kind === "choice" && exercise.prediction.change;
      const [outcome, came] = await Promise.all([
        outcomeOf(exercise, predicted, engine, { signal }),
        shown ? curveOf(exercise, engine, { signal }) : undefined,
      ]);
      if (signal.aborted) return;
      batch(() => {
        this.outcome.value = outcome;
        this.came.value = came;
      });
    } catch (error) {
      if (!signal.aborted) this.fault.value = faultOf(error, UNFORESEEN);
    }
  }

  async #lookAhead(): Promise<void> {
    try {
      this.before.value = await beforeOf(this.exercise, this.workspace.engine);
    } catch (error) {
      this.fault.value = faultOf(error, UNFORESEEN);
    }
  }

  answer({ id }: Question, typed: string): void {
    this.typed.value = { ...this.typed.peek(), [id]: typed.slice(0, LONGEST_TYPED) };
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

  /** Trains again what stands there, in a trainer of its own, and says what came of it. */
  async check(): Promise<void> {
    // Who has read what comes of it predicts nothing any more.
    if (this.checking.peek() !== undefined || this.#holdsBack()) return;
    const { workspace, exercise } = this;
    const abort = new AbortController();
    const tell = (share: number) => {
      this.checking.value = { share, cancel: () => abort.abort() };
    };
    tell(0);
    this.fault.value = undefined;
    await workspace.document.settled();
    const work = this.work.peek();
    const { minimal } = workspace.document;
    try {
      const verdict = await checkWork(exercise, work, workspace.engine, {
        signal: abort.signal,
        onProgress: tell,
      });
      batch(() => {
        this.checked.value = { work, minimal, verdict };
        if (verdict.passed) this.passed.value = true;
      });
    } catch (error) {
      if (!abort.signal.aborted) this.fault.value = faultOf(error, UNCHECKED);
    } finally {
      this.checking.value = undefined;
    }
  }

  /** Nothing done yet. @returns what brings the work back */
  async beginAnew(): Promise<() => Promise<void>> {
    const before = this.#kept.peek();
    this.checking.peek()?.cancel();
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
    this.#foreseeing.abort();
    await workspace.document.load(kept.document, "link");
    await workspace.reset();
    this.#restore(kept);
  }

  #restore(kept: Kept): void {
    const { prediction, draft, skipped, saw, typed, hints, runs, left_out, checked, passed } = kept;
    const last = lastOf(kept);
    batch(() => {
      this.prediction.value = prediction;
      this.draft.value = draft;
      this.outcome.value = undefined;
      this.came.value = undefined;
      this.skipped.value = skipped === true;
      this.saw.value = saw ?? "";
      this.typed.value = typed ?? {};
      this.hints.value = hints;
      this.log.value = { runs, ...(left_out && { left_out }), ...(last && { last }) };
      this.checked.value = checked && {
        ...checked,
        verdict: {
          ...checked.verdict,
          results: checked.verdict.results.map(({ measured = null, by = null, ...rest }) => ({
            ...rest,
            measured,
            by,
          })),
        },
      };
      this.fault.value = undefined;
      this.passed.value = passed;
      this.workspace.testSeal.keep(kept.looks);
    });
    void this.foresee();
  }

  readonly #kept = computed<Kept>(() => {
    const { last } = this.log.value;
    const checked = this.checked.value;
    const draft = this.draft.value;
    return {
      version: 1,
      origin: this.origin.kind,
      passed: this.passed.value,
      ...this.work.value,
      ...(last && { last: { ...last } }),
      typed: this.typed.value,
      ...(draft && { draft }),
      ...(this.skipped.value && { skipped: true }),
      hints: this.hints.value,
      ...(checked && {
        checked: {
          ...checked,
          verdict: {
            ...checked.verdict,
            results: checked.verdict.results.map(({ measured, by, ...rest }) => ({
              ...rest,
              ...(measured !== null && { measured }),
              ...(by !== null && { by }),
            })),
          },
        },
      }),
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

const UNCHECKED: Text = { en: "It could not be checked", zh: "无法检查" };
const UNFORESEEN: Text = {
  en: "What comes of the prediction could not be trained",
  zh: "无法训练预测所问的实验",
};

function faultOf(error: unknown, what: Text): Text {
  const refusal = refusalOf(error);
  if (refusal !== undefined) return sentences(refusal);
  const said = error instanceof Error ? error.message : String(error);
  return {
    en: `${what.en}: ${said} Try again.`,
    zh: `${what.zh}：${said}请再试一次。`,
  };
}
