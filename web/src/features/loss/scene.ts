// SPDX-License-Identifier: Apache-2.0
/** What the chart shows of a run, of its past and of those before it. */
import type { Buckets } from "../../charts/buckets.ts";
import type { Curve, Point } from "../../charts/line_scene.ts";
import type { Palette } from "../../charts/palette.ts";
import { smoothed } from "../../charts/smoothing.ts";
import type { Description } from "../../engine/api.ts";
import type { CurveName, RunHistory } from "../../sessions/history.ts";
import type { RunSession } from "../../sessions/run_session.ts";
import { positionOf, positionsOf, type Unit } from "./positions.ts";
import type { Ghost } from "./store.ts";
import { isRunningMean } from "./training_name.ts";

export type Kind = "loss" | "accuracy";

export const CURVES_OF = {
  loss: ["train_loss", "validation_loss"],
  accuracy: ["train_accuracy", "validation_accuracy"],
} as const satisfies Readonly<Record<Kind, readonly [CurveName, CurveName]>>;

export interface How {
  readonly kind: Kind;
  readonly unit: Unit;
  readonly smoothing: number;
  readonly palette: Palette;
  /** Of training and validation. */
  readonly names: readonly [string, string];
}

const DASHES = [[], [5, 3]] as const;
const AHEAD_OPACITY = "66";
const GHOST_OPACITY = "b0";
/** Of the classes' colours, those that are neither of the run's own. */
const PINNED_COLOURS = [0, 1, 2, 4, 5] as const;

/** The run itself: training, and validation where there is some. */
export function curvesOf(run: RunSession, how: How): Curve[] {
  const { description, history } = run;
  const { kind, palette, smoothing } = how;
  return partsOf(description).map((part) => {
    const buckets = bucketsOf(history, CURVES_OF[kind][part], how);
    const trend = smoothing > 0 ? smoothed(buckets.mean, buckets.count, smoothing) : undefined;
    return {
      label: how.names[part],
      colour: part === 0 ? palette.train : palette.validation,
      dash: DASHES[part],
      buckets,
      ...(trend === undefined ? {} : { trend }),
      now: nowOf(run, how, part),
    };
  });
}

/** What lies ahead of where the run went back to. */
export function aheadOf({ ahead, description }: RunSession, how: How): Curve[] {
  const { train, validation } = how.palette;
  return ahead === undefined
    ? []
    : faint(ahead, description, how, (part) => (part === 0 ? train : validation) + AHEAD_OPACITY);
}

export function ghostsOf(ghosts: readonly Ghost[], how: How): Curve[] {
  return ghosts.flatMap((ghost) =>
    faint(ghost.history, ghost.description, how, () => colourOf(ghost, ghosts, how.palette)),
  );
}

/** Of one that is pinned a colour of its own. */
export function colourOf(ghost: Ghost, ghosts: readonly Ghost[], palette: Palette): string {
  if (!ghost.pinned) return palette.text + GHOST_OPACITY;
  const index = ghosts.filter(({ pinned }) => pinned).indexOf(ghost);
  return palette.classes[PINNED_COLOURS[index % PINNED_COLOURS.length] ?? 0] ?? palette.text;
}

/** The end of all that is shown of the x axis. A ghost that nobody pinned does not stretch it. */
export function endOfAxis(curves: readonly Curve[], run: RunSession, unit: Unit): number {
  const ends = curves.map(({ buckets: { x, count }, now }) => now?.x ?? x[count - 1] ?? 0);
  return Math.max(1, placeOf(run, run.state?.step ?? 0, unit), ...ends);
}

/** Where an update of the run lies, be it ahead. */
export function placeOf({ ahead, history, description }: RunSession, step: number, unit: Unit) {
  const longer = ahead !== undefined && ahead.newest("step") > history.newest("step");
  const { steps_per_epoch } = description.summary;
  return positionOf(step, longer ? ahead : history, unit, steps_per_epoch);
}

export function bucketsOf(
  history: RunHistory,
  name: CurveName,
  { unit }: Pick<How, "unit">,
): Buckets {
  const curve = history.curves[name];
  if (unit === history.unit) return curve;
  const { count, minimum, maximum, mean } = curve;
  return { count, minimum, maximum, mean, x: positionsOf(history, unit) };
}

type PartIndex = 0 | 1;

const partsOf = ({ summary }: Description): PartIndex[] =>
  summary.counts.validation > 0 ? [0, 1] : [0];

function faint(
  history: RunHistory,
  description: Description,
  how: How,
  colour: (part: PartIndex) => string,
): Curve[] {
  return partsOf(description).map((part) => ({
    label: how.names[part],
    colour: colour(part),
    dash: DASHES[part],
    buckets: bucketsOf(history, CURVES_OF[how.kind][part], how),
    ghost: true,
  }));
}

/** At standstill the curve reaches to where the run stands, though it records only now and then; but not one of means of batches. */
function nowOf(run: RunSession, { kind, unit }: How, part: PartIndex): Point | undefined {
  const { state, history, playing, measured } = run;
  if (state === undefined || playing || !measured || !(state.step > history.newest("step"))) {
    return undefined;
  }
  if (part === 0 && isRunningMean(run.description)) return undefined;
  const y = state[CURVES_OF[kind][part]];
  return typeof y === "number" ? { x: placeOf(run, state.step, unit), y } : undefined;
}
