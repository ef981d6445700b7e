// SPDX-License-Identifier: Apache-2.0
/** How far a reader is in a lesson, kept in this browser: the same in every language. */

export interface Progress {
  /** Steps, predictions and exercises that are done, by their ids. */
  readonly done: readonly string[];
  /** What was predicted, by the number of the choice from 0. */
  readonly predicted: Readonly<Record<string, number>>;
  /** What the reader says to have seen after the run of a prediction, in the reader's own words. */
  readonly seen: Readonly<Record<string, string>>;
}

export const NOTHING: Progress = { done: [], predicted: {}, seen: {} };

/** @param text as it was kept; what is damaged counts as nothing */
export function readProgress(text: string | undefined): Progress {
  try {
    const { done, predicted, seen } = JSON.parse(text ?? "");
    const ids = Array.isArray(done) ? done.filter((id) => typeof id === "string") : [];
    const numbers = Object.entries(predicted ?? {}).filter(([, n]) => Number.isInteger(n));
    const words = Object.entries(seen ?? {}).filter(([, said]) => typeof said === "string");
    return {
      done: ids,
      predicted: Object.fromEntries(numbers) as Record<string, number>,
      seen: Object.fromEntries(words) as Record<string, string>,
    };
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

export const withSeen = (progress: Progress, id: string, said: string): Progress => ({
  ...progress,
  seen: { ...progress.seen, [id]: said },
});

/** The first that is not done; undefined where all are. */
export const nextOf = (ids: readonly string[], { done }: Progress): string | undefined =>
  ids.find((id) => !done.includes(id));

export const countDone = (ids: readonly string[], { done }: Progress): number =>
  ids.filter((id) => done.includes(id)).length;
