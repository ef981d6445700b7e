// SPDX-License-Identifier: Apache-2.0
/** Start and solution of the draft, trained, and what follows from that for each check and for proposals of more. */
import { computed, type ReadonlySignal, signal } from "@preact/signals-core";
import type { Workspace } from "../../app/workspace.ts";
import { refusalOf, sentences } from "../../documents/refusal.ts";
import type { Text } from "../../engine/api.ts";
import { EngineError, textOf } from "../../engine/contract/engine_error.ts";
import type { Check } from "../../exercises/document.ts";
import { Sandbox } from "../../sandbox/sandbox.ts";
import { checkIn, type Draft, listAt, type Raw } from "./draft.ts";
import { proposedChecks } from "./proposals.ts";
import {
  type Count,
  countOf,
  factsOf,
  type Remark,
  remarksOf,
  seedsFor,
  type Trial,
  trialKey,
  tryOut,
} from "./trial.ts";

/** A check beside how it has come out. */
export interface Tried {
  readonly check: Check;
  readonly start: Count;
  readonly solution: Count;
  readonly remarks: readonly Remark[];
}

export class Tries {
  readonly #trial = signal<Trial | undefined>(undefined);
  readonly #trying = signal<AbortController | undefined>(undefined);
  readonly #sandbox = new Sandbox();
  readonly progress = signal(0);
  /** Why nothing could be tried. */
  readonly trouble = signal<Text | undefined>(undefined);

  constructor(
    private readonly workspace: Workspace,
    private readonly draft: ReadonlySignal<Draft | undefined>,
  ) {}

  get trial(): Trial | undefined {
    return this.#trial.value;
  }
  get running(): boolean {
    return this.#trying.value !== undefined;
  }
  private get raw(): Raw {
    return this.draft.value?.exercise ?? {};
  }

  /** Of another draft nothing is known. */
  clear(): void {
    this.cancel();
    this.#trial.value = undefined;
    this.trouble.value = undefined;
  }

  /** Whether what has been tried is what stands in the draft. */
  readonly fresh: ReadonlySignal<boolean> = computed(() => {
    const draft = this.draft.value;
    const { trial } = this;
    if (trial === undefined || draft === undefined) return false;
    return trial.key === trialKey(draft.exercise) && trial.seeds >= seedsFor(draft.exercise);
  });

  /** By their place; undefined for those that cannot be read yet. */
  readonly tried: ReadonlySignal<readonly (Tried | undefined)[]> = computed(() => {
    const { trial, raw } = this;
    if (trial === undefined || !this.fresh.value) return [];
    return listAt(raw, "checks").map((given) => {
      const check = checkIn(given);
      return check && this.triedCheck(check);
    });
  });

  /** How a check comes out of what has been tried. */
  triedCheck(check: Check): Tried | undefined {
    const { trial, raw } = this;
    if (trial === undefined) return undefined;
    const [start, solution] = [
      countOf(check, factsOf(raw, trial, "start")),
      countOf(check, factsOf(raw, trial, "solution")),
    ];
    return { check, start, solution, remarks: remarksOf(check, start, solution) };
  }

  /** Those that are not among the checks yet. */
  readonly proposals: ReadonlySignal<readonly Tried[]> = computed(() => {
    const { trial, raw } = this;
    if (trial === undefined || !this.fresh.value) return [];
    const there = new Set(listAt(raw, "checks").map(lookedAtOf));
    return proposedChecks(factsOf(raw, trial, "start"), factsOf(raw, trial, "solution"))
      .filter((check) => !there.has(lookedAtOf(check)))
      .flatMap((check) => this.triedCheck(check) ?? []);
  });

  /** Trains start and solution where it is not known already what comes of them. */
  async run(): Promise<void> {
    const draft = this.draft.peek();
    if (draft === undefined) return;
    this.cancel();
    const controller = new AbortController();
    this.#trying.value = controller;
    this.progress.value = 0;
    this.trouble.value = undefined;
    const { signal } = controller;
    try {
      await tryOut(draft.exercise, this.workspace.engine, {
        signal,
        perform: (...asked) => this.#sandbox.perform(...asked),
        onProgress: (share) => {
          if (!signal.aborted) this.progress.value = share;
        },
        onTrial: (trial) => {
          if (!signal.aborted) this.#trial.value = trial;
        },
      });
    } catch (error) {
      if (!signal.aborted) this.trouble.value = said(error);
    } finally {
      void this.#sandbox.rest();
      if (this.#trying.peek() === controller) this.#trying.value = undefined;
    }
  }

  cancel(): void {
    this.#trying.peek()?.abort(new DOMException("Cancelled", "AbortError"));
    this.#trying.value = undefined;
  }
}

/** What a check looks at: of a proposal like it there is no need. */
const lookedAtOf = (check: unknown): string => {
  const { metric, setting, answer } = check as Raw;
  return JSON.stringify([metric, setting, answer]);
};

function said(error: unknown): Text {
  const refusal = refusalOf(error);
  if (refusal !== undefined) return sentences(refusal);
  if (error instanceof EngineError) return textOf(error);
  return {
    en: `Start and solution could not be tried: ${error}. Try again.`,
    zh: `没能试起始实验和解答：${error}。请再试一次。`,
  };
}
