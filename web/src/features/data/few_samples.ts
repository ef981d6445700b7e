// SPDX-License-Identifier: Apache-2.0
/** A few samples of data that do not lie on the plane, to see what they are: one picture of each class, or some rows. */
import type { Scale } from "../../charts/field_image.ts";
import { inkOf } from "../../charts/ink.ts";
import { pictureShape } from "../../charts/network_layout.ts";
import type { Samples, Summary } from "../../engine/api.ts";
import { isPictures } from "./groups.ts";

const MOST_PICTURES = 10;
const MOST_ROWS = 4;

export interface FewSamples {
  /** Channels, height, width, where they are pictures. */
  readonly shape: readonly number[] | undefined;
  readonly ink: Scale;
  readonly samples: readonly {
    readonly features: Float32Array;
    readonly target: number;
  }[];
}

type About = Pick<Summary, "layers" | "features" | "counts">;

/** The smallest part that has samples: what is not shown need not be copied. */
export function partToShow({ counts }: Pick<Summary, "counts">): "train" | "validation" | "test" {
  const parts = (["test", "validation", "train"] as const).filter((part) => counts[part] > 0);
  return parts.reduce(
    (least, part) => (counts[part] < counts[least] ? part : least),
    parts[0] ?? "train",
  );
}

/** `id`: of the dataset, which tells of flat rows of numbers that they are pictures. */
export function shapeToShow(id: string, summary: About): readonly number[] | undefined {
  const shape = pictureShape(summary);
  const side = Math.sqrt(summary.features);
  return shape ?? (isPictures(id) && Number.isInteger(side) ? [1, side, side] : undefined);
}

/** Every class once before any comes again. */
export function fewOf(id: string, summary: About, samples: Samples): FewSamples {
  const { features, targets, count } = samples;
  const shape = shapeToShow(id, summary);
  const most = shape === undefined ? MOST_ROWS : MOST_PICTURES;
  const seen = new Map<number, number>();
  const order = Array.from({ length: count }, (_, sample) => {
    const target = targets[sample] ?? 0;
    const again = seen.get(target) ?? 0;
    seen.set(target, again + 1);
    return { sample, target, again };
  });
  const chosen = order
    .sort((one, other) => one.again - other.again || one.target - other.target)
    .slice(0, most);
  const width = summary.features;
  return {
    shape,
    ink: inkOf(samples),
    samples: chosen.map(({ sample, target }) => ({
      features: features.slice(sample * width, (sample + 1) * width),
      target,
    })),
  };
}
