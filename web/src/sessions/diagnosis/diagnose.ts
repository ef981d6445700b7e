// SPDX-License-Identifier: Apache-2.0
/**
 * What is wrong with a run, the gravest first: a cause with the number that shows it, and what helps. A healthy run, and one of which
 * too little is known, has no complaint. All thresholds stand here, each with where it comes from.
 */
import type { Description, Warning } from "../../engine/api.ts";
import { type Cure, USUAL_UPDATE } from "./cure.ts";
import {
  adam,
  allSamples,
  clip,
  earlyStopping,
  faster,
  hiddenLayer,
  initializer,
  leaky,
  longer,
  moreUnits,
  ofWarning,
  rateOf,
  relu,
  slower,
  standardize,
} from "./cures.ts";
import type { Finding, Standing } from "./finding.ts";
import {
  activationOf,
  beginsAlike,
  hasOwnSpread,
  hiddenLayers,
  isBounded,
  isLinear,
} from "./network.ts";
import { type Signs, seen } from "./signs.ts";
import { fall, lowest, lowestUntil, mean, spread, type Tail, tail } from "./trend.ts";

/** Recorded points after which a loss that is no better is no chance of the first batches. */
const BEGINNING = 10;
/** More than the loss jitters from one record to the next while nothing is wrong. */
const ABOVE_START = 1.05;
/** Recorded points that standing still is judged by. */
const WINDOW = 60;
/** A loss that falls by less than this from one half of the window to the next needs more than 100 windows to halve: ln 2 / 0.005. */
const STILL = 0.005;
/** A loss below half of its start has learnt something: standing there may be the end of what there is to learn. */
const LEARNT = 0.5;
/** The loss swings by more than this within a window: steps go over the valley, from side to side. */
const SWING = 0.15;
/**
 * Sigmoid has a slope of a quarter at most, so that five layers of it leave less than 1/1,000 of a gradient (Hochreiter 1991; Glorot and
 * Bengio 2010): an epoch there counts for a thousandth of one at the output.
 */
export const VANISHED = 1e-3;
/** An update is as large as the weights themselves: a thousand times the usual. */
const EXPLODED = 1;
/** Most of a layer: what is left is a much smaller network than the one that was asked for. */
const MOST = 0.5;
/** Where a unit gives nearly the same for nearly every sample. */
export const SATURATED = 0.75;
/** A tenth of the usual size of an update. */
export const SLOW = USUAL_UPDATE / 10;
/** Looks that agree before units are called dead: batches are small. */
const ENOUGH_LOOKS = 3;
/** Overfitting must be seen with the naked eye: as a share of the height of the chart. */
const VISIBLE = 0.05;
/**
 * The loss of ten classes begins so high that what is lost later is seen beside its best alone: where the training loss is a tenth of the
 * validation loss, the samples are known by heart, and that has risen by this share of its best.
 */
const RISEN = 0.05;
const BY_HEART = 0.1;
/** Above this share of where it was before the training loss has only trembled. */
const FALLEN = 0.9;
/** Recorded points of which none comes near the best: one bad epoch is chance (Prechelt 1998). */
const WORSE_FOR = 20;
/** Standardized numbers lie within about 3 of 0; ten times that drives any activation to its end. */
const FAR_REACH = 30;

/** They compare the losses of one step with the next, which are of other samples where the batches are small. */
const NEED_ALL_SAMPLES = ["lbfgs", "conjugate_gradient", "rprop", "armijo"];
/** Plain descent, and what comes close to it: the rate alone decides, and Adam sets one for each weight. */
const ONE_RATE = ["sgd", "momentum", "nesterov", "asgd", "adagrad", "adadelta", "adamax"];

export function diagnose(signs: Signs): Finding | undefined {
  const { description } = signs;
  const [warning] = description.warnings;
  const diverged = divergence(signs, warning);
  if (diverged !== undefined) return diverged;
  if (warning !== undefined) {
    return { ailment: "warned", warning, cure: ofWarning(description, warning) };
  }
  return (
    alike(description) ??
    unscaled(signs) ??
    risen(signs) ??
    overfitting(signs) ??
    dead(signs, 1) ??
    standingStill(signs) ??
    slow(signs) ??
    finished(signs)
  );
}

function finished(signs: Signs): Finding | undefined {
  const { state } = signs;
  if (state?.status !== "finished") return undefined;
  return { ailment: "finished", reason: state.reason, cure: longer(signs) };
}

function divergence(signs: Signs, warning: Warning | undefined): Finding | undefined {
  const { state, description } = signs;
  if (state?.status !== "diverged") return undefined;
  // What has no cure makes learning pointless, but breaks nothing.
  const cure = warning && ofWarning(description, warning);
  const cause: Finding | undefined =
    warning === undefined || cure === undefined
      ? causeOfRise(signs)
      : { ailment: "warned", warning, cure };
  const { step = state.step, layer } = state.diverged ?? {};
  const where = { step, ...(layer !== undefined && { layer }) };
  if (cause?.cure === undefined) return { ailment: "diverged", ...where, cure: slower(signs) };
  return { ailment: "diverged", ...where, cause, cure: cause.cure };
}

/** Units that begin alike get the same gradient, and stay alike for ever. */
function alike(description: Description): Finding | undefined {
  const found = hiddenLayers(description).find(({ layer }) => beginsAlike(layer));
  if (found === undefined) return undefined;
  return { ailment: "alike", layer: found.index, cure: initializer(description) };
}

function unscaled({ description, reach }: Signs): Finding | undefined {
  if (description.experiment.data.standardize || reach === undefined) return undefined;
  return reach < FAR_REACH ? undefined : { ailment: "unscaled", reach, cure: standardize };
}

const optimizerOf = ({ description }: Signs): string => description.experiment.optimizer.type;

/** Whether the rate is how far a step goes, so that another one helps. */
export const rateRules = (signs: Signs): boolean =>
  ![...NEED_ALL_SAMPLES, "simulated_annealing"].includes(optimizerOf(signs));

function risen(signs: Signs): Finding | undefined {
  const { history } = signs;
  if (!rateRules(signs)) return undefined;
  const { train_loss } = history.curves;
  const start = train_loss.mean[0] ?? Number.NaN;
  const { y } = tail(train_loss, BEGINNING);
  if (history.rows <= BEGINNING || !y.every((loss) => loss > ABOVE_START * start)) return undefined;
  const cause = causeOfRise(signs);
  return cause ?? { ailment: "risen", loss: y.at(-1) ?? 0, start, cure: slower(signs) };
}

/** In a deep network, where the very first update was larger than the weights and the rate is no larger than usual: the gradient. */
function causeOfRise(signs: Signs): Finding | undefined {
  const { looks, description } = signs;
  const deep = hiddenLayers(description).length > 1;
  if (looks.first === undefined || !deep || rateOf(signs) > signs.usualRate) return undefined;
  const ratios = looks.first.layers.map(({ update_ratio }) => update_ratio ?? 0);
  const times = Math.max(...ratios);
  if (times < EXPLODED) return undefined;
  const spreads = hiddenLayers(description).some(({ layer }) => hasOwnSpread(layer));
  return {
    ailment: "exploding",
    layer: ratios.indexOf(times),
    times,
    cure: spreads ? initializer(description) : clip,
  };
}

/** The validation loss has left its best far behind while the training loss went on falling. */
function overfitting({ history }: Signs): Finding | undefined {
  const { train_loss, validation_loss } = history.curves;
  const { y } = tail(validation_loss, WORSE_FOR);
  if (y.length < WORSE_FOR) return undefined;
  const best = lowest(validation_loss);
  const height = Math.max(train_loss.mean[0] ?? 0, validation_loss.mean[0] ?? 0);
  const train = mean(tail(train_loss, WORSE_FOR).y);
  const risen = Math.min(...y) - best.y;
  const isByHeart =
    train <= BY_HEART * mean(y) && mean(y) >= VISIBLE * height && risen >= RISEN * best.y;
  if (risen < VISIBLE * height && !isByHeart) return undefined;
  if (train >= FALLEN * lowestUntil(train_loss, best.x) || train >= mean(y)) return undefined;
  return { ailment: "overfitting", best: best.y, at: best.x, now: mean(y), cure: earlyStopping };
}

/** The layer with the largest share of units that no sample moves; of one look after the other the smallest share. */
function dead(signs: Signs, least: number): Finding | undefined {
  const { recent } = signs.looks;
  if (recent.length < ENOUGH_LOOKS) return undefined;
  const shares = hiddenLayers(signs.description)
    .filter(({ layer }) => activationOf(layer) === "relu")
    .map(({ index }) => ({ index, share: Math.min(...seen(recent, index, (one) => one.dead)) }))
    .filter(({ share }) => share <= 1);
  const worst = shares.reduce((a, b) => (b.share > a.share ? b : a), { index: -1, share: 0 });
  if (worst.share < least) return undefined;
  const units = signs.description.summary.layers[worst.index]?.output[0] ?? 0;
  return { ailment: "dead", layer: worst.index, share: worst.share, units, cure: leaky(signs) };
}

/** Why the loss, which is still high, does not fall any more. */
function standingStill(signs: Signs): Finding | undefined {
  const { history, description } = signs;
  const { train_loss } = history.curves;
  const recent = tail(train_loss, WINDOW);
  if (recent.y.length < WINDOW || fall(recent) >= STILL) return undefined;
  const loss = mean(recent.y);
  if (loss < LEARNT * (train_loss.mean[0] ?? 0)) return undefined;
  const stands = { length: (recent.x.at(-1) ?? 0) - (recent.x[0] ?? 0), loss };
  if (isLinear(description)) return { ailment: "straight", stands, cure: hiddenLayer(description) };
  return (
    batches(signs, stands) ??
    dead(signs, MOST) ??
    jumping(signs, recent, stands) ??
    vanishing(signs, stands) ??
    saturated(signs, stands) ??
    slow(signs) ??
    stuck(signs, stands)
  );
}

/** Without one of the causes above, for which it takes a few looks. */
function stuck(signs: Signs, stands: Standing): Finding | undefined {
  if (signs.looks.recent.length < ENOUGH_LOOKS) return undefined;
  return { ailment: "stuck", stands, cure: lastResort(signs) };
}

function batches(signs: Signs, stands: Standing): Finding | undefined {
  const small = signs.description.summary.steps_per_epoch > 1;
  if (!small || !NEED_ALL_SAMPLES.includes(optimizerOf(signs))) return undefined;
  return { ailment: "batches", stands, cure: allSamples };
}

function jumping(signs: Signs, recent: Tail, stands: Standing): Finding | undefined {
  if (!rateRules(signs) || spread(recent) < SWING) return undefined;
  const [low, high] = [Math.min(...recent.y), Math.max(...recent.y)];
  return { ailment: "jumping", low, high, stands, cure: slower(signs) };
}

/** The size of a layer's gradient number by number, so that layers of different size compare. */
function gradients(signs: Signs, layer: number): number[] {
  const { first, recent } = signs.looks;
  const size = signs.description.summary.layers[layer]?.parameters ?? 0;
  const looks = first === undefined ? recent : [first, ...recent];
  return seen(looks, layer, ({ gradient_norm }) => gradient_norm).map(
    (norm) => norm / Math.sqrt(Math.max(1, size)),
  );
}

/** Beside the layer with the largest gradient, the one with the smallest: at its worst of the looks. */
function vanishing(signs: Signs, stands: Standing): Finding | undefined {
  const { layers } = signs.description.summary;
  const trained = layers.flatMap(({ parameters }, index) => (parameters > 0 ? [index] : []));
  const first = trained[0];
  const last = trained.at(-1);
  if (
    first === undefined ||
    last === undefined ||
    !hiddenLayers(signs.description).some(({ layer }) => isBounded(layer))
  )
    return undefined;
  const ends = gradients(signs, last);
  const shares = gradients(signs, first).map((size, at) => size / (ends[at] ?? Number.NaN));
  const share = Math.min(...shares.filter(Number.isFinite));
  if (share >= VANISHED) return undefined;
  return { ailment: "vanishing", layer: first, last, share, stands, cure: relu(signs.description) };
}

function saturated(signs: Signs, stands: Standing): Finding | undefined {
  const found = hiddenLayers(signs.description)
    .filter(({ layer }) => isBounded(layer))
    .map(({ index }) => ({
      index,
      shares: seen(signs.looks.recent, index, (one) => one.saturated),
    }))
    .find(({ shares }) => shares.length > 0 && mean(shares) >= SATURATED);
  if (found === undefined) return undefined;
  const spreads = hiddenLayers(signs.description).some(({ layer }) => hasOwnSpread(layer));
  const cure = spreads ? initializer(signs.description) : slower(signs);
  return { ailment: "saturated", layer: found.index, share: mean(found.shares), stands, cure };
}

/** Every layer changes by less than a tenth of the usual with an update, and there is much to learn. */
function slow(signs: Signs): Finding | undefined {
  const { looks, history, description } = signs;
  const { train_loss } = history.curves;
  const newest = tail(train_loss, 1).y[0] ?? 0;
  if (!rateRules(signs) || history.rows <= BEGINNING) return undefined;
  if (looks.recent.length < ENOUGH_LOOKS) return undefined;
  if (newest < LEARNT * (train_loss.mean[0] ?? 0)) return undefined;
  const updates = description.summary.layers.flatMap((_, layer) =>
    seen(looks.recent, layer, ({ update_ratio }) => update_ratio),
  );
  const update = Math.max(...updates);
  if (updates.length === 0 || update === 0 || update >= SLOW) return undefined;
  return { ailment: "slow", update, cure: faster(signs, update) };
}

/** Where the rate of each weight is not it, the network may be too small. */
const lastResort = (signs: Signs): Cure =>
  ONE_RATE.includes(optimizerOf(signs)) ? adam : moreUnits(signs.description);
