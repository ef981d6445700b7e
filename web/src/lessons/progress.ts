// SPDX-License-Identifier: Apache-2.0
/** How far a reader is in a lesson, kept in this browser: the same in every language. */

export interface Progress {
  /** Steps, predictions and exercises that are done, by their ids. */
  readonly done: readonly string[];
  /** What was predicted, by the number of the choice from 0. */
  readonly predicted: Readonly<Record<string, number>>;
}

export const NOTHING: Progress = { done: [], predicted: {} };

/** @param text as it was kept; what is damaged counts as nothing */
export function readProgress(text: string | undefined): Progress {
  try {
    const { done, predicted } = JSON.parse(text ?? "");
    const ids = Array.isArray(done) ? done.filter((id) => typeof id === "string") : [];
    const numbers = Object.entries(predicted ?? {}).filter(([, n]) => Number.isInteger(n));
    return { done: ids, predicted: Object.fromEntries(numbers) as Record<string, number> };
  } catch {
    return NOTHING;
  }
}

export const withDone = (progress: Progress, id: string): Progress =>
  progress.done.includes(id) ? progress : { ...progress, done: [...progress.done, id] };

export const withPredicted = (progress: Progress, id: string, choice: number): Progress => ({
  ...progress,
  predicted: { ...progress.predicted, [id]: choice },
});

/** The first that is not done; undefined where all are. */
export const nextOf = (ids: readonly string[], { done }: Progress): string | undefined =>
  ids.find((id) => !done.includes(id));

export const countDone = (ids: readonly string[], { done }: Progress): number =>
  ids.filter((id) => done.includes(id)).length;
