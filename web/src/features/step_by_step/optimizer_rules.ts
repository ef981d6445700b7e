// SPDX-License-Identifier: Apache-2.0
/** The rules of the optimizers for one weight, as TeX and as numbers (src/optimizers, where the sources stand). */
import type { Description } from "../../engine/api.ts";

export type Optimizer = Description["experiment"]["optimizer"];
/** Its hyper-parameters, all of them. */
type Settings = Readonly<Record<string, unknown>>;

/** What the numbers of one weight in one update are worked out from. */
export interface Numbers {
  /** The gradient, with the optimizer's own decay of the weights where that is a part of it. */
  readonly g: number;
  readonly w: number;
  /** The number of the update, from 1. */
  readonly t: number;
  readonly rate: number;
  /** What is remembered, by name. */
  before(name: string): number;
  after(name: string): number;
  setting(id: string): number;
}

/** A number that is remembered of every weight. */
interface Memory {
  readonly symbol: string;
  /** How it follows, without the left side; and its value. */
  readonly rule?: string;
  readonly next?: (numbers: Numbers) => number;
  /** The same with numbers: `before` and g as they stand in a product. */
  readonly written?: (before: string, g: string, setting: (id: string) => number) => string;
  /** True where the update is made of the one before. */
  readonly late?: true;
}

export interface Rule {
  readonly memory?: Readonly<Record<string, Memory>>;
  /** Of the weight, without the left side; and its value. */
  readonly step?: string;
  readonly move?: (numbers: Numbers) => number;
  /** The step with numbers, where it is made of these two alone. */
  readonly written?: (eta: string, g: string) => string;
}

/** decay x + (1-decay) y: what exponential means have in common; y is the gradient or its square. */
function mean(name: string, symbol: string, decay: string, letter: string, power: 1 | 2): Memory {
  const raised = power === 2 ? "^2" : "";
  return {
    symbol,
    rule: `${letter} ${symbol}+(1-${letter})g${raised}`,
    next: ({ g, before, setting }) =>
      setting(decay) * before(name) + (1 - setting(decay)) * g ** power,
    // Without the digits that a difference of two short numbers has.
    written: (before, g, setting) =>
      `${plain(setting(decay))}\\cdot ${before}+${plain(Number((1 - setting(decay)).toPrecision(6)))}\\cdot {${g}}${raised}`,
  };
}

/** A hyper-parameter, with a power of ten written as one. */
const plain = (value: number): string => {
  const [digits = "", power] = String(value).split("e");
  return power === undefined ? digits : `(${digits}\\cdot10^{${power}})`;
};

const velocity = (dampening: boolean, rateInside = false): Memory => ({
  symbol: "v",
  rule: `\\mu v+${dampening ? "(1-\\tau)" : ""}${rateInside ? "\\eta " : ""}g`,
  next: ({ g, t, rate, before, setting }) =>
    setting("momentum") * before("momentum_buffer") +
    (t === 1 ? 1 : 1 - setting("dampening")) * (rateInside ? rate : 1) * g,
  ...(!dampening &&
    !rateInside && {
      written: (before, g, setting) => `${plain(setting("momentum"))}\\cdot ${before}+${g}`,
    }),
});

/** m and v without the bias of their beginning at 0. */
const unbiased = (numbers: Numbers, name: string, decay: string): number =>
  numbers.after(name) / (1 - numbers.setting(decay) ** numbers.t);

/** Adam, by which of its squares it divides, and whether weight decay stands beside it. */
function adam(largest: boolean, decays: boolean) {
  const squares = largest ? "max_exp_avg_sq" : "exp_avg_sq";
  return {
    memory: {
      exp_avg: mean("exp_avg", "m", "beta1", "\\beta_1", 1),
      exp_avg_sq: mean("exp_avg_sq", "v", "beta2", "\\beta_2", 2),
      max_exp_avg_sq: {
        symbol: "\\bar v",
        rule: "\\max(\\bar v,\\,v)",
        next: ({ before, after }: Numbers) =>
          Math.max(before("max_exp_avg_sq"), after("exp_avg_sq")),
      },
    },
    step: `-\\eta\\,\\frac{\\hat m}{\\sqrt{\\hat ${largest ? "{\\bar v}" : "v"}}+\\epsilon}${decays ? "-\\eta\\lambda w" : ""}`,
    move: (numbers: Numbers) => {
      const { rate, w, setting } = numbers;
      const spread = Math.sqrt(unbiased(numbers, squares, "beta2")) + setting("eps");
      const decay = decays ? rate * setting("weight_decay") * w : 0;
      return (-rate * unbiased(numbers, "exp_avg", "beta1")) / spread - decay;
    },
  };
}

/** What a step is divided by, epsilon inside or outside. */
const root = (square: number, eps: number, inside: boolean): number =>
  inside ? Math.sqrt(square + eps) : Math.sqrt(square) + eps;
const rootTex = (square: string, inside: boolean): string =>
  inside ? `\\sqrt{${square}+\\epsilon}` : `\\sqrt{${square}}+\\epsilon`;

function rmsprop(settings: Settings): Rule {
  const spread = settings.centered === true ? "s-m^2" : "s";
  const inside = settings.epsilon_inside === true;
  const quotient = `\\frac{g}{${rootTex(spread, inside)}}`;
  const q = ({ g, after, setting }: Numbers) => {
    const squares = after("square_avg");
    const mean = settings.centered === true ? after("grad_avg") : 0;
    return g / root(Math.max(0, squares - mean * mean), setting("eps"), inside);
  };
  const rolls = Number(settings.momentum) > 0;
  return {
    memory: {
      square_avg: mean("square_avg", "s", "alpha", "\\alpha", 2),
      grad_avg: mean("grad_avg", "m", "alpha", "\\alpha", 1),
      momentum_buffer: {
        symbol: "v",
        rule: `\\mu v+${quotient}`,
        next: (numbers) =>
          numbers.setting("momentum") * numbers.before("momentum_buffer") + q(numbers),
      },
    },
    step: rolls ? "-\\eta v" : `-\\eta\\,${quotient}`,
    move: (numbers) => -numbers.rate * (rolls ? numbers.after("momentum_buffer") : q(numbers)),
  };
}

/** d of Adadelta. */
const relativeStep = ({ g, before, after, setting }: Numbers): number =>
  (Math.sqrt(before("acc_delta") + setting("eps")) /
    Math.sqrt(after("square_avg") + setting("eps"))) *
  g;

/** By the type of the optimizer: its memory by name, and its step. Others tell their numbers alone. */
const RULES: Readonly<Record<string, (settings: Settings) => Rule>> = {
  sgd: () => ({
    step: "-\\eta g",
    move: ({ rate, g }) => -rate * g,
    written: (eta, g) => `-${eta}\\cdot ${g}`,
  }),
  momentum: ({ dampening, rate_inside }) => ({
    memory: { momentum_buffer: velocity(Number(dampening) > 0, rate_inside === true) },
    step: rate_inside === true ? "-v" : "-\\eta v",
    move: ({ rate, after }) => -(rate_inside === true ? 1 : rate) * after("momentum_buffer"),
  }),
  nesterov: () => ({
    memory: { momentum_buffer: velocity(false) },
    step: "-\\eta(g+\\mu v)",
    move: ({ rate, g, after, setting }) =>
      -rate * (g + setting("momentum") * after("momentum_buffer")),
  }),
  adagrad: ({ learning_rate_decay, epsilon_inside }) => ({
    memory: {
      sum: {
        symbol: "s",
        rule: "s+g^2",
        next: ({ g, before }) => before("sum") + g * g,
        written: (before, g) => `${before}+{${g}}^2`,
      },
    },
    step: `-${Number(learning_rate_decay) > 0 ? "\\frac{\\eta}{1+(t-1)d}" : "\\eta"}\\,\\frac{g}{${rootTex("s", epsilon_inside === true)}}`,
    move: ({ rate, g, t, after, setting }) =>
      (-rate / (1 + (t - 1) * setting("learning_rate_decay"))) *
      (g / root(after("sum"), setting("eps"), epsilon_inside === true)),
  }),
  adadelta: () => ({
    memory: {
      square_avg: mean("square_avg", "s", "rho", "\\rho", 2),
      acc_delta: {
        symbol: "u",
        rule: "\\rho u+(1-\\rho)d^2",
        next: (numbers) => {
          const rho = numbers.setting("rho");
          return rho * numbers.before("acc_delta") + (1 - rho) * relativeStep(numbers) ** 2;
        },
        late: true,
      },
    },
    step: "-\\eta d,\\quad d=\\frac{\\sqrt{u+\\epsilon}}{\\sqrt{s+\\epsilon}}\\,g",
    move: (numbers) => -numbers.rate * relativeStep(numbers),
  }),
  rmsprop,
  adam: ({ amsgrad }) => adam(amsgrad === true, false),
  amsgrad: () => adam(true, false),
  nadam: () => ({ memory: adam(false, false).memory }),
  radam: () => ({ memory: adam(false, false).memory }),
  adamw: ({ amsgrad }) => adam(amsgrad === true, true),
  adamax: () => ({
    memory: {
      exp_avg: mean("exp_avg", "m", "beta1", "\\beta_1", 1),
      exp_inf: {
        symbol: "u",
        rule: "\\max(\\beta_2 u,\\,|g|+\\epsilon)",
        next: ({ g, before, setting }) =>
          Math.max(setting("beta2") * before("exp_inf"), Math.abs(g) + setting("eps")),
      },
    },
    step: "-\\eta\\,\\frac{\\hat m}{u}",
    move: (numbers) =>
      (-numbers.rate * unbiased(numbers, "exp_avg", "beta1")) / numbers.after("exp_inf"),
  }),
  lion: ({ weight_decay }) => ({
    memory: { exp_avg: { ...mean("exp_avg", "m", "beta2", "\\beta_2", 1), late: true } },
    step: `-\\eta\\,\\operatorname{sign}(\\beta_1 m+(1-\\beta_1)g)${Number(weight_decay) > 0 ? "-\\eta\\lambda w" : ""}`,
    move: ({ rate, g, w, before, setting }) => {
      const direction = setting("beta1") * before("exp_avg") + (1 - setting("beta1")) * g;
      return -rate * Math.sign(direction) - rate * setting("weight_decay") * w;
    },
  }),
};

/** Those whose weight decay stands beside the step, not in the gradient. */
export const APART = ["adamw", "lion", "muon"];

export const ruleOf = (optimizer: Optimizer): Rule | undefined =>
  RULES[optimizer.type]?.(optimizer as unknown as Settings);
