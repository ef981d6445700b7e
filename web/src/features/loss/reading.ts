// SPDX-License-Identifier: Apache-2.0
/** The values of a run at one place of its curve, in words. */
import { nearest } from "../../charts/buckets.ts";
import type { Format } from "../../locales/format.ts";
import type { Words } from "../../locales/words.ts";
import type { RunSession } from "../../sessions/run_session.ts";
import type { Unit } from "./positions.ts";
import { bucketsOf, CURVES_OF, type Kind } from "./scene.ts";
import { trainingName } from "./training_name.ts";
import type { LossWords } from "./words.ts";

export interface Read {
  /** Of the recorded point. */
  readonly place: number;
  readonly title: string;
  readonly values: readonly { readonly name: string; readonly value: string }[];
}

/** Of the recorded point that lies closest; of what is ahead, where the run went back. */
export function readAt(
  run: RunSession,
  place: number,
  { kind, unit }: { readonly kind: Kind; readonly unit: Unit },
  {
    words,
    own,
    format,
  }: { readonly words: Words; readonly own: LossWords; readonly format: Format },
): Read | undefined {
  const { description } = run;
  const end = bucketsOf(run.history, "step", { unit });
  const beyond = run.ahead !== undefined && place > (end.x[end.count - 1] ?? 0);
  const history = beyond && run.ahead !== undefined ? run.ahead : run.history;
  const steps = bucketsOf(history, "step", { unit });
  const at = nearest(steps, place);
  const there = steps.x[at];
  if (there === undefined) return undefined;
  const write = (value: number | undefined) =>
    kind === "loss" ? format.real(value) : format.percent(value);
  const [train, validation] = CURVES_OF[kind];
  const { curves } = history;
  const step = Math.round(steps.mean[at] ?? 0);
  const epoch = Math.round(bucketsOf(history, "step", { unit: "epoch" }).x[at] ?? 0);
  const values = [
    { name: trainingName(description, words, own), value: write(curves[train].mean[at]) },
    ...(description.summary.counts.validation > 0
      ? [{ name: words.validation, value: write(curves[validation].mean[at]) }]
      : []),
    { name: own.rate, value: format.datum(curves.learning_rate.mean[at]) },
    { name: own.norm, value: format.real(curves.gradient_norm.mean[at]) },
  ];
  const title = `${words.unitAt.epoch(format.integer(epoch))} · ${words.unitAt.step(format.integer(step))}`;
  return { place: there, title, values: values.filter(({ value }) => value !== "–") };
}
