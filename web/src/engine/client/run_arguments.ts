// SPDX-License-Identifier: Apache-2.0
/** What is handed to a run, refused where it makes no sense: the trainer would take it for something else. */
import { PARTS, type Part } from "../contract/evaluation.ts";
import { ExperimentError } from "../contract/experiment_error.ts";
import type { Pace } from "../contract/frame.ts";
import { VIEWED_PROBES, type ViewSpec } from "../contract/view.ts";

/** @throws ExperimentError */
export function requirePart(part: Part): void {
  if (PARTS.includes(part)) return;
  throw new ExperimentError({
    path: "part",
    message: `there is no ${String(part)}. Give one of ${PARTS.join(", ")}.`,
    zh: `没有 ${String(part)}。请给出 ${PARTS.join("、")} 之一。`,
  });
}

/** `width`: numbers a sample. @throws ExperimentError */
export function requireSamples(features: Float32Array, width: number): void {
  if (features instanceof Float32Array && features.length % width === 0) return;
  throw new ExperimentError({
    path: "features",
    message: `are no whole samples of ${width} 32-bit numbers each. Give a Float32Array with ${width} numbers for every sample.`,
    zh: `不是每个样本 ${width} 个 32 位数。请给出 Float32Array，每个样本 ${width} 个数。`,
  });
}

/** @throws ExperimentError */
export function requireWhole(path: string, count: number, least: number): void {
  if (Number.isInteger(count) && count >= least) return;
  throw new ExperimentError({
    path,
    message: `${String(count)} is no whole number from ${least}. Give one.`,
    zh: `${String(count)} 不是从 ${least} 起的整数。请填写这样的数。`,
  });
}

/** @throws ExperimentError */
export function requireView(view: ViewSpec): void {
  switch (view.kind) {
    case "map":
      requireWhole("width", view.width, 1);
      requireWhole("height", view.height, 1);
      break;
    case "curve":
      requireWhole("count", view.count, 2);
      break;
    case "confusion":
      requirePart(view.part);
      break;
    case "parameters":
      break;
    default: {
      if (VIEWED_PROBES.includes(view.kind)) break;
      const kinds = ["map", "curve", "confusion", "parameters", ...VIEWED_PROBES];
      throw new ExperimentError({
        path: "kind",
        message: `there is no such view. Give one of ${kinds.join(", ")}.`,
        zh: `没有这种视图。请给出 ${kinds.join("、")} 之一。`,
      });
    }
  }
}

/** @throws ExperimentError */
export function requirePace(pace: Pace): void {
  if (pace === "unlimited") return;
  const { steps_per_frame: steps, epochs_per_frame: epochs } = Object(pace);
  if (steps !== undefined) requireWhole("steps_per_frame", steps, 1);
  else if (epochs !== undefined) requirePositive("epochs_per_frame", epochs);
  else {
    throw new ExperimentError({
      path: "pace",
      message: 'is none. Give { steps_per_frame }, { epochs_per_frame } or "unlimited".',
      zh: '无法识别。请给出 { steps_per_frame }、{ epochs_per_frame } 或 "unlimited"。',
    });
  }
}

function requirePositive(path: string, value: number): void {
  if (Number.isFinite(value) && value > 0) return;
  throw new ExperimentError({
    path,
    message: `${String(value)} is no number above 0. Give one.`,
    zh: `${String(value)} 不是大于 0 的数。请填写这样的数。`,
  });
}
