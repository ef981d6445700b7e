// SPDX-License-Identifier: Apache-2.0
/** What a whole class has predicted, against what came. */
import type { Text } from "../engine/api.ts";
import type { Exercise, Prediction } from "./document.ts";
import type { Receipt } from "./receipt.ts";
import type { Verification } from "./verify.ts";

/** One who has predicted; `number` stands for the name. */
export interface Predictor {
  readonly number: number;
  readonly receipt: Receipt;
  readonly verification: Verification;
}

interface Compared {
  readonly number: number;
  readonly right: boolean;
  readonly distance: number | null;
}

export type ClassPicture = {
  readonly ask: Text;
  readonly total: number;
  /** Right or near. */
  readonly right: number;
} & (
  | {
      readonly kind: "choice";
      readonly options: readonly {
        readonly id: string;
        readonly text: Text;
        readonly count: number;
        readonly right: boolean;
      }[];
    }
  | {
      readonly kind: "curve";
      readonly metric: Extract<Prediction, { kind: "curve" }>["metric"];
      /** [epoch, value] from left to right. */
      readonly came: readonly (readonly number[])[];
      readonly curves: readonly (Compared & { readonly points: readonly (readonly number[])[] })[];
      /** From the lowest to the highest that is worth showing. */
      readonly levels: Levels;
    }
  | {
      readonly kind: "point";
      readonly came: readonly number[];
      readonly points: readonly (Compared & { readonly at: readonly number[] })[];
    }
);

export interface Levels {
  readonly min: number;
  readonly max: number;
}

/** Undefined where nothing is asked, or nobody has answered. */
export function classPictureOf(
  { prediction }: Exercise,
  all: readonly Predictor[],
): ClassPicture | undefined {
  const judged = all.flatMap(({ number, receipt, verification }) => {
    const { prediction: predicted } = receipt;
    const { prediction: outcome } = verification;
    if (predicted === undefined || outcome === undefined) return [];
    const { right, distance, came } = outcome;
    return [{ number, predicted, right, distance, came }];
  });
  if (prediction === undefined || judged.length === 0) return undefined;
  const whole = {
    ask: prediction.ask,
    total: judged.length,
    right: judged.filter(({ right }) => right).length,
  };
  if (prediction.kind === "choice") {
    const chosen = judged.map(({ predicted }) =>
      predicted.kind === "choice" ? predicted.option : "",
    );
    const options = prediction.options.map(({ id, text }) => ({
      id,
      text,
      count: chosen.filter((one) => one === id).length,
      right: id === prediction.right,
    }));
    return { ...whole, kind: "choice", options };
  }
  const came = judged.find((one) => one.came.length > 0)?.came ?? [];
  if (prediction.kind === "curve") {
    const curves = judged.flatMap(({ predicted, number, right, distance }) =>
      predicted.kind === "curve" ? [{ number, right, distance, points: predicted.points }] : [],
    );
    const levels = levelsOf(
      came,
      curves.flatMap(({ points }) => points),
    );
    return { ...whole, kind: "curve", metric: prediction.metric, came, curves, levels };
  }
  const points = judged.flatMap(({ predicted, number, right, distance }) =>
    predicted.kind === "point" ? [{ number, right, distance, at: predicted.at }] : [],
  );
  // Of one parameter and of two: whose point has another number of them cannot be shown with the others.
  const size = came[0]?.length ?? points[0]?.at.length;
  return {
    ...whole,
    kind: "point",
    came: came[0] ?? [],
    points: points.filter(({ at }) => at.length === size),
  };
}

/** So far beyond what came, in its own heights, a drawing is followed: one that leaves all bounds hides no other. */
const FOLLOWED = 2;

function levelsOf(
  came: readonly (readonly number[])[],
  drawn: readonly (readonly number[])[],
): Levels {
  const heights = came.map(([, y = 0]) => y);
  const predicted = drawn.map(([, y = 0]) => y);
  const [low, high] = ends(heights.length === 0 ? predicted : heights);
  const room = FOLLOWED * (high - low || Math.abs(high) || 1);
  const [lowest, highest] = ends([
    low,
    high,
    ...predicted.map((y) => Math.min(high + room, Math.max(low - room, y))),
  ]);
  return { min: lowest, max: highest };
}

const ends = (values: readonly number[]): [number, number] =>
  values.reduce<[number, number]>(
    ([low, high], value) => [Math.min(low, value), Math.max(high, value)],
    [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY],
  );
