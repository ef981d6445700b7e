// SPDX-License-Identifier: Apache-2.0
/** What was measured while training stands still, for which the trainer's last record may be too old. */
import type { Evaluation, Part, Run, RunState } from "../engine/api.ts";

/** How good the network is right now, part by part. */
export type Measured = { readonly step: number } & Readonly<Partial<Record<Part, Evaluation>>>;

/** These parts, at the step where the run stands. */
export async function measure(
  run: Pick<Run, "evaluate">,
  step: number,
  parts: readonly Part[],
): Promise<Measured> {
  const found = await Promise.all(
    parts.map(async (part) => [part, await run.evaluate(part)] as const),
  );
  return { step, ...Object.fromEntries(found) };
}

/** What was measured at the step of `state` takes the place of older records. */
export function current(
  state: RunState | undefined,
  measured: Measured | undefined,
): RunState | undefined {
  if (state === undefined || measured?.step !== state.step) return state;
  const { train, validation } = measured;
  return {
    ...state,
    ...(train && { train_loss: train.loss, ...accuracyOf("train_accuracy", train) }),
    ...(validation && {
      validation_loss: validation.loss,
      ...accuracyOf("validation_accuracy", validation),
    }),
  };
}

const accuracyOf = (name: "train_accuracy" | "validation_accuracy", { accuracy }: Evaluation) =>
  accuracy === undefined ? {} : { [name]: accuracy };
