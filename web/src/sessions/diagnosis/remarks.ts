// SPDX-License-Identifier: Apache-2.0
/** What goes on in a run without complaint, for a sentence that teaches: all that is true now, the most telling first. */
import { hasFormulas, hiddenLayers, isLinear, isPlain } from "./network.ts";
import { type Signs, seen } from "./signs.ts";
import { fall, halving, mean, tail } from "./trend.ts";

export type Remark =
  /** Nothing is learnt yet: what to look at. */
  | { readonly about: "beginning"; readonly of: Shapes }
  /** How the network makes its picture of such layers; `slope`: one parameter alone moves by the rate times its slope. */
  | { readonly about: "shapes"; readonly of: Shapes | "slope" }
  /** The loss falls by half in so many of the unit of the history. */
  | { readonly about: "falling"; readonly halving: number }
  | { readonly about: "waiting" }
  | { readonly about: "unseen"; readonly train: number; readonly validation: number }
  | { readonly about: "update"; readonly share: number }
  | { readonly about: "learnt"; readonly loss: number };

export type Shapes =
  | "single"
  | "line"
  | "formulas"
  | "edges"
  | "joined"
  | "bends"
  | "filters"
  | "rows";

/** Recorded points that a trend is read from. */
const WINDOW = 30;
/** A halving that takes longer than what lies behind, so many times over, is no trend. */
const FAR = 1;
/** So little is left of the first loss that the rest does not matter. */
const DONE = 0.01;

export function remarks(signs: Signs): Remark[] {
  const { history, state } = signs;
  if (history.rows <= 1 && (state?.step ?? 0) === 0) {
    return [{ about: "beginning", of: shapes(signs) }];
  }
  return [
    { about: "shapes", of: learns(signs) } as const,
    progress(signs),
    unseen(signs),
    update(signs),
  ].filter((one) => one !== undefined);
}

function learns(signs: Signs): Shapes | "slope" {
  const of = shapes(signs);
  return of === "single" && isPlain(signs.description) ? "slope" : of;
}

function shapes({ description }: Signs): Shapes {
  const { features, task, parameters } = description.summary;
  const hidden = hiddenLayers(description);
  if (hidden.some(({ layer }) => layer.type === "conv2d")) return "filters";
  if (parameters === 1) return "single";
  if (isLinear(description)) return "line";
  if (hasFormulas(description)) return "formulas";
  if (features > 2) return "rows";
  if (task === "regression") return "bends";
  return hidden.length > 1 ? "joined" : "edges";
}

function progress({ history }: Signs): Remark | undefined {
  const { train_loss } = history.curves;
  const recent = tail(train_loss, WINDOW);
  const { x, y } = recent;
  if (y.length < WINDOW / 3) return undefined;
  const start = train_loss.mean[0] ?? 0;
  if (mean(y) < DONE * start) return { about: "learnt", loss: y.at(-1) ?? 0 };
  const half = halving(recent);
  const behind = x.at(-1) ?? 0;
  if (half !== undefined && fall(recent) > 0 && half < FAR * behind) {
    return { about: "falling", halving: half };
  }
  return mean(y) > start / 2 ? { about: "waiting" } : undefined;
}

function unseen({ state }: Signs): Remark | undefined {
  const { train_accuracy: train, validation_accuracy: validation } = state ?? {};
  if (typeof train !== "number" || typeof validation !== "number") return undefined;
  return { about: "unseen", train, validation };
}

function update({ looks, description }: Signs): Remark | undefined {
  const shares = description.summary.layers.flatMap((_, layer) =>
    seen(looks.recent, layer, ({ update_ratio }) => update_ratio),
  );
  const share = Math.max(0, ...shares);
  return share === 0 || share >= 1 ? undefined : { about: "update", share };
}
