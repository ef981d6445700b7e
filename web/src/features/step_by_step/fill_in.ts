// SPDX-License-Identifier: Apache-2.0
/**
 * A number of an update that is hidden to be worked out, with the numbers that typical slips lead to. A typed number is right within
 * 1e-3 of max(1, |x|): what it is worked out from stands there with four digits, so that a product of two of them is off by up to
 * 2 · 5e-4 of its size, and below 1, where four decimals stand, a sum of several by less than that. Only numbers are asked for whose
 * slips lie further away than that.
 */
import type { Description, UpdateAnswer } from "../../engine/api.ts";
import { hasShortFormula } from "./loss_formulas.ts";
import { type Incoming, isChanged, type Microscope } from "./microscope.ts";

export type Kind = "output" | "loss" | "gradient" | "batch_gradient" | "weight";

export type SlipName =
  | "sign"
  | "double"
  | "half"
  | "no_mean"
  | "batch_loss"
  | "one_sample"
  | "no_activation"
  | "no_bias"
  | "not_squared"
  | "decimal_logarithm"
  | "other_class"
  | "no_input"
  | "weight_for_input"
  | "old_weight"
  | "uphill"
  | "step_alone"
  | "no_rate";

export interface Slip {
  readonly name: SlipName;
  readonly value: number;
}

export interface Asked {
  readonly kind: Kind;
  readonly value: number;
  /** The first that fits is told. */
  readonly slips: readonly Slip[];
  /** Numbers that are hidden: it, and what it could be read off from. */
  readonly hidden: readonly number[];
  /** Of an incoming weight. */
  readonly weight?: number;
}

export type Verdict =
  | { readonly right: true }
  | { readonly right: false; readonly slip: SlipName }
  | { readonly right: false; readonly off: number };

const TOLERANCE = 1e-3;
/** So many samples one goes through by hand. */
const BY_HAND = 4;
/** Their steps are made of the gradient by a product and a sum. */
const SHORT_STEPS = ["sgd", "momentum"];

export const tolerance = (value: number): number => TOLERANCE * Math.max(1, Math.abs(value));

const isNear = (typed: number, value: number): boolean =>
  Math.abs(typed - value) <= tolerance(value) * (1 + 1e-9);

export function judge({ value, slips }: Pick<Asked, "value" | "slips">, typed: number): Verdict {
  if (isNear(typed, value)) return { right: true };
  const slip = slips.find((one) => isNear(typed, one.value));
  return slip === undefined
    ? { right: false, off: Math.abs(typed - value) }
    : { right: false, slip: slip.name };
}

type Experiment = Description["experiment"];
type Slips = Partial<Record<SlipName, number | undefined>>;

/** Slips that lie on the number itself, or that no arithmetic leads to, are none. */
function asked(
  kind: Kind,
  value: number,
  slips: Slips,
  more: { readonly hidden?: readonly number[]; readonly weight?: number } = {},
): Asked {
  const { hidden = [], ...rest } = more;
  const told = (Object.entries(slips) as [SlipName, number | undefined][]).flatMap(
    ([name, slip]) =>
      slip === undefined || !Number.isFinite(slip) || isClose(slip, value)
        ? []
        : [{ name, value: slip }],
  );
  return { kind, value, slips: told, hidden: [value, ...hidden], ...rest };
}

/** So close that a typed number could be both. */
const isClose = (slip: number, value: number): boolean =>
  Math.abs(slip - value) <= 2 * Math.max(tolerance(slip), tolerance(value));

const common = (value: number): Slips => ({ sign: -value, double: 2 * value, half: value / 2 });

/** What can be asked of this unit, this sample and this weight. */
export function candidates(
  answer: UpdateAnswer,
  scope: Microscope,
  experiment: Experiment,
  weight: number,
): Asked[] {
  const one = scope.incoming[weight];
  const all = [outputOf(scope), lossOf(answer, experiment)];
  if (one !== undefined) {
    all.push(
      gradientOf(one, weight, answer, scope),
      batchGradientOf(one, weight, answer),
      weightOf(one, weight, answer, experiment),
    );
  }
  return all.filter((each) => each !== undefined).filter(isWorthAsking);
}

/** What has its sign or its slips within the tolerance asks for nothing. */
function isWorthAsking({ kind, value, slips }: Asked): boolean {
  if (!Number.isFinite(value)) return false;
  const has = (name: SlipName) => slips.some((slip) => slip.name === name);
  if (kind === "weight") return has("old_weight") && has("uphill");
  return kind === "output" ? !isClose(0, value) : has("sign") && has("double");
}

const ACTIVATIONS: Readonly<Partial<Record<string, (z: number) => number>>> = {
  linear: (z) => z,
  relu: (z) => Math.max(0, z),
  tanh: Math.tanh,
  sigmoid: (z) => 1 / (1 + Math.exp(-z)),
};

function outputOf({ activation, z, a, bias, slope }: Microscope): Asked | undefined {
  const f = ACTIVATIONS[activation];
  if (f === undefined) return undefined;
  const isLinear = activation === "linear";
  const slips = {
    no_activation: isLinear ? undefined : z,
    no_bias: bias === undefined ? undefined : f(z - bias.weight),
    sign: -a,
  };
  // 1 - a² or a (1 - a) give it away.
  const gives = ["tanh", "sigmoid"].includes(activation) && slope !== undefined ? [slope] : [];
  return asked("output", a, slips, { hidden: isLinear ? [z] : gives });
}

function lossOf(answer: UpdateAnswer, experiment: Experiment): Asked | undefined {
  const { sample_loss, batch_loss, samples, outputs, targets, predictions } = answer;
  const { loss } = experiment;
  // Without it nobody works it out.
  if (!hasShortFormula(answer, experiment)) return undefined;
  const [p = Number.NaN] = predictions;
  const isEntropy = ["bce", "bce_logits", "cross_entropy"].includes(loss.type);
  const isBinary = isEntropy && loss.type !== "cross_entropy";
  return asked(
    "loss",
    sample_loss,
    {
      sign: -sample_loss,
      other_class: isBinary ? -Math.log((targets[0] ?? 0) > 0.5 ? 1 - p : p) : undefined,
      decimal_logarithm: isEntropy ? sample_loss / Math.LN10 : undefined,
      double: 2 * sample_loss,
      half: sample_loss / 2,
      not_squared:
        loss.type === "mse" ? Math.abs((outputs[0] ?? 0) - (targets[0] ?? 0)) : undefined,
      batch_loss: samples > 1 ? batch_loss : undefined,
    },
    { hidden: samples === 1 ? [batch_loss] : [] },
  );
}

/** Where one sample is the batch, all that follows gives it away. */
const follows = ({ batchGradient, gradient, update, after, buffers }: Incoming): number[] => [
  batchGradient,
  gradient,
  update,
  after,
  ...Object.values(buffers).map((one) => one.after),
];

function gradientOf(
  one: Incoming,
  weight: number,
  { samples }: UpdateAnswer,
  { delta }: Microscope,
): Asked {
  const { sampleGradient: value } = one;
  const slips = {
    ...common(value),
    no_mean: samples > 1 ? samples * value : undefined,
    no_input: delta,
    weight_for_input: delta * one.weight,
  };
  return asked("gradient", value, slips, { weight, hidden: samples === 1 ? follows(one) : [] });
}

function batchGradientOf(one: Incoming, weight: number, { samples }: UpdateAnswer) {
  if (samples < 2 || samples > BY_HAND) return undefined;
  const { batchGradient: value, sampleGradient } = one;
  // Of two samples the sum is the double: the mean is what is missing then.
  const { sign, double, half } = common(value);
  const slips = { sign, no_mean: samples * value, double, half, one_sample: sampleGradient };
  const kept = samples === 2 ? { ...slips, double: undefined } : slips;
  const found = asked("batch_gradient", value, kept, { weight, hidden: follows(one) });
  const isFit = found.slips.some(({ name }) => name === "no_mean");
  return isFit ? found : undefined;
}

function weightOf(
  one: Incoming,
  weight: number,
  { samples, learning_rate }: UpdateAnswer,
  { optimizer }: Experiment,
): Asked {
  const { weight: before, update, after, gradient } = one;
  const isPlain = optimizer.type === "sgd" && !isChanged(one);
  const slips = {
    old_weight: before,
    uphill: before - update,
    step_alone: update,
    no_mean: isPlain && samples > 1 ? before + samples * update : undefined,
    no_rate: isPlain && learning_rate !== 1 ? before - gradient : undefined,
    double: before + 2 * update,
    half: before + update / 2,
    sign: -after,
  };
  const hidden = SHORT_STEPS.includes(optimizer.type) ? [update] : [];
  return asked("weight", after, slips, { weight, hidden });
}

/** Everybody with the same experiment after as many updates gets the same questions in the same order. */
export function seedOf(description: Pick<Description, "minimal">, step: number): number {
  return hash(`${JSON.stringify(description.minimal)}#${step}`);
}

/** Which of `count` the question number `round` is about. */
export const choiceOf = (seed: number, round: number, count: number): number =>
  (seed + round) % Math.max(1, count);

/** FNV-1a with 32 bits. Source: Fowler, Noll, Vo; draft-eastlake-fnv-17. */
function hash(text: string): number {
  let value = 0x811c9dc5;
  for (let at = 0; at < text.length; at += 1) {
    value = Math.imul(value ^ text.charCodeAt(at), 0x01000193) >>> 0;
  }
  return value;
}
