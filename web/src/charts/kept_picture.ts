// SPDX-License-Identifier: Apache-2.0
/** What a still picture of a run is drawn from, as a few kB of JSON: it is drawn again in whatever theme and size. */
import type { Summary } from "../engine/api.ts";
import { decodeBase64, encodeBase64 } from "../engine/base64.ts";
import type { Buckets } from "./buckets.ts";
import { type Drawn, scaleOf } from "./map_scale.ts";
import type { RunPicture } from "./run_painter.ts";

/** Numbers as bytes, from `low` to `high`. */
interface Bytes {
  readonly width: number;
  readonly height: number;
  readonly low: number;
  readonly high: number;
  readonly bytes: string;
}

interface Losses {
  readonly x: readonly number[];
  /** `null` where nothing was measured, or it was no number. */
  readonly train: readonly (number | null)[];
  readonly validation: readonly (number | null)[];
}

export interface KeptPicture {
  readonly task: Summary["task"];
  readonly outputs: number;
  readonly range?: Summary["range"];
  readonly loss: Drawn["experiment"]["loss"]["type"];
  readonly samples: readonly number[];
  readonly map?: Bytes;
  readonly curve?: readonly number[];
  readonly tiles?: Bytes;
  readonly losses: Losses;
  readonly logarithmic: boolean;
}

/** As many samples as a stamp has room for. */
const SAMPLES = 120;
const POINTS = 96;
const DIGITS = 3;

export function packPicture(picture: RunPicture): KeptPicture {
  const { description, samples, map, curve, tiles, train, validation, logarithmic } = picture;
  const { task, outputs, range } = description.summary;
  const isClasses = task === "classes";
  return {
    task,
    outputs,
    ...(range === undefined ? {} : { range }),
    loss: description.experiment.loss.type,
    samples: someOf(samples, 4, SAMPLES).map(rounded),
    ...(map && {
      map: packed(map, isClasses ? { low: 0, high: 1 } : scaleOf(description, samples)),
    }),
    ...(curve && { curve: someOf(curve, outputs, POINTS).map(rounded) }),
    ...(tiles && { tiles: packed(tiles, extent(tiles.values)) }),
    losses: packedLosses(train, validation),
    logarithmic,
  };
}

export function unpackPicture(kept: KeptPicture): RunPicture {
  const { task, outputs, range, loss, samples, map, curve, tiles, losses, logarithmic } = kept;
  return {
    description: {
      summary: { task, outputs, ...(range && { range }) },
      experiment: { loss: { type: loss } },
    },
    samples: Float32Array.from(samples),
    map: map && unpacked(map),
    curve: curve && Float32Array.from(curve),
    tiles: tiles && unpacked(tiles),
    train: buckets(losses.x, losses.train),
    validation: buckets(losses.x, losses.validation),
    logarithmic,
  };
}

/** A picture of a stranger; undefined where it is none, for a run does without. */
export function checkedPicture(given: unknown): KeptPicture | undefined {
  const kept = given as KeptPicture;
  try {
    const { map, tiles, curve, losses, samples, outputs, range } = kept;
    const isWhole =
      TASKS.includes(kept.task) &&
      Number.isInteger(outputs) &&
      outputs > 0 &&
      (range === undefined || areNumbers(Object.values(range))) &&
      typeof kept.loss === "string" &&
      areNumbers(samples) &&
      (map === undefined || fits(map, outputs)) &&
      (tiles === undefined || fits(tiles)) &&
      (curve === undefined || areNumbers(curve)) &&
      [losses.x, losses.train, losses.validation].every((values) => areNumbers(values)) &&
      losses.train.length === losses.x.length &&
      losses.validation.length <= losses.x.length;
    return isWhole ? kept : undefined;
  } catch {
    return undefined;
  }
}

const TASKS: readonly unknown[] = ["regression", "binary", "classes"] satisfies Summary["task"][];

/** Of lists that JSON gives: no more than a stamp is drawn of. */
const areNumbers = (values: readonly unknown[]): boolean =>
  Array.isArray(values) &&
  values.length <= 4 * SAMPLES &&
  values.every((value) => value === null || Number.isFinite(value));

const LARGEST_SIDE = 256;

/** `each`: numbers of a place of a map; of tiles there may be several, one after the other. */
function fits({ width, height, low, high, bytes }: Bytes, each?: number): boolean {
  const areSides = [width, height].every(
    (side) => Number.isInteger(side) && side > 0 && side <= LARGEST_SIDE,
  );
  const count = areSides ? decodeBase64(bytes).length / (width * height) : Number.NaN;
  const isCount = each === undefined ? Number.isInteger(count) && count <= SAMPLES : count === each;
  return isCount && Number.isFinite(low) && Number.isFinite(high);
}

const rounded = (value: number): number => Number(value.toPrecision(DIGITS));

/** At most `most` of the records of `width` numbers, spread evenly. */
function someOf(numbers: ArrayLike<number>, width: number, most: number): number[] {
  const count = Math.floor(numbers.length / width);
  const kept = Math.min(count, most);
  return Array.from({ length: kept }, (_, index) => Math.floor((index * count) / kept)).flatMap(
    (record) => Array.from({ length: width }, (_, at) => numbers[record * width + at] ?? 0),
  );
}

function extent(values: ArrayLike<number>): { readonly low: number; readonly high: number } {
  let low = Number.POSITIVE_INFINITY;
  let high = Number.NEGATIVE_INFINITY;
  for (let at = 0; at < values.length; at += 1) {
    low = Math.min(low, values[at] ?? low);
    high = Math.max(high, values[at] ?? high);
  }
  return { low, high };
}

function packed(
  {
    width,
    height,
    values,
  }: Pick<Bytes, "width" | "height"> & { readonly values: ArrayLike<number> },
  { low, high }: { readonly low: number; readonly high: number },
): Bytes {
  const share = (value: number) => Math.round((255 * (value - low)) / (high - low || 1));
  // A clamped array takes what lies outside to its end, and what is no number to 0.
  const bytes = Uint8ClampedArray.from({ length: values.length }, (_, at) =>
    share(values[at] ?? 0),
  );
  return {
    width,
    height,
    low: rounded(low),
    high: rounded(high),
    bytes: encodeBase64(new Uint8Array(bytes.buffer)),
  };
}

function unpacked({ width, height, low, high, bytes }: Bytes) {
  const values = Float32Array.from(
    decodeBase64(bytes),
    (byte) => low + ((high - low) * byte) / 255,
  );
  return { width, height, values };
}

function packedLosses(train: Buckets, validation: Buckets): Losses {
  const wanted = Math.min(train.count, POINTS);
  // The first and the last point are among them.
  const places = Array.from({ length: wanted }, (_, index) =>
    Math.round((index * (train.count - 1)) / Math.max(1, wanted - 1)),
  );
  const of = ({ mean }: Buckets) =>
    places.map((at) => {
      const value = mean[at];
      return value !== undefined && Number.isFinite(value) ? rounded(value) : null;
    });
  return {
    x: places.map((at) => rounded(train.x[at] ?? 0)),
    train: of(train),
    validation: validation.count === 0 ? [] : of(validation),
  };
}

function buckets(x: readonly number[], values: readonly (number | null)[]): Buckets {
  const mean = Float64Array.from(values, (value) => value ?? Number.NaN);
  return { count: values.length, x: Float64Array.from(x), minimum: mean, maximum: mean, mean };
}
