// SPDX-License-Identifier: Apache-2.0
/** The learning rate of a PyTorch script, step by step; the formulas are those of src/schedules. */
import type { Schedule } from "#catalog";
import { pythonText } from "./python_text.ts";

/** The class Schedule: rate(t) and momentum(t) of step t = 0, 1, .., and observe(loss) after each. */
export function scheduleText(schedule: Schedule): string {
  // A linear warm-up is one itself and has no other.
  const warmUp = schedule.type === "linear_warmup" ? 0 : schedule.warmup_steps;
  const { start_factor } = schedule;
  return `
class Schedule:
    """${schedule.type}: the learning rate of step t = 0, 1, .."""

    WARM_UP = ${warmUp}
    START = ${pythonText(start_factor)}

    def __init__(self, steps, steps_per_epoch):
        """steps: after which the training ends."""
        self.length = max(steps - self.WARM_UP, ${schedule.type === "one_cycle" ? 2 : 1})
        self.steps_per_epoch = steps_per_epoch
        self.now = LEARNING_RATE
        self.warmed_up, self.sum, self.summed, self.looks = 0, 0.0, 0, 0
        self.best, self.bad, self.cooling = 0.0, 0, 0

    def rate(self, t):
        if t >= self.WARM_UP:
            return self.own_rate(t - self.WARM_UP)
        return self.own_rate(0) * (self.START + (1 - self.START) * t / self.WARM_UP)

    def own_rate(self, t):
${indented(ownRate(schedule))}
${cycle(schedule)}
    def momentum(self, t):
        """Of step t where it is cycled, or None."""
${indented(momentum(schedule))}

    def observe(self, loss):
        """The loss of the batch of each step, after it."""
${indented(observe(schedule))}
`;
}

const indented = (text: string) =>
  text
    .split("\n")
    .map((line) => (line === "" ? "" : `        ${line}`))
    .join("\n");

/** What the warm-up leaves of the training. */
const RUN_LENGTH = "self.length";

/** One of so many equal shares of it, rounded up. */
const shareOf = (shares: number) => `-(-${RUN_LENGTH} // ${shares})`;

const HALF_COSINE = (from: string, to: string, share: string) =>
  `${to} + (${from} - ${to}) * (1 + math.cos(math.pi * ${share})) / 2`;

function ownRate(schedule: Schedule): string {
  switch (schedule.type) {
    case "constant":
      return "return LEARNING_RATE";
    case "step":
      return `return LEARNING_RATE * ${pythonText(schedule.gamma)} ** (t // ${schedule.step_size ?? shareOf(3)})`;
    case "multistep": {
      const { milestones } = schedule;
      const derived = `[${shareOf(2)}, ${RUN_LENGTH} - ${RUN_LENGTH} // 4]`;
      const at = milestones.length === 0 ? derived : pythonText(milestones);
      const passed = `sum(milestone <= t for milestone in ${at})`;
      return `return LEARNING_RATE * ${pythonText(schedule.gamma)} ** ${passed}`;
    }
    case "exponential":
      return schedule.gamma === null
        ? `return LEARNING_RATE * 0.01 ** (t / ${RUN_LENGTH})`
        : `return LEARNING_RATE * ${pythonText(schedule.gamma)} ** t`;
    case "polynomial": {
      const length = schedule.total_steps ?? RUN_LENGTH;
      return `return LEARNING_RATE * (1 - min(t, ${length}) / ${length}) ** ${pythonText(schedule.power)}`;
    }
    case "cosine": {
      const length = schedule.t_max ?? RUN_LENGTH;
      const share = `min(t, ${length}) / ${length}`;
      return `lowest = ${pythonText(schedule.eta_min)}\nreturn ${HALF_COSINE("LEARNING_RATE", "lowest", share)}`;
    }
    case "cosine_warm_restarts": {
      const { t_0, t_mult, eta_min } = schedule;
      return `length = ${t_0 ?? shareOf(1 + t_mult + t_mult ** 2)}
while t >= length:
    t -= length
    length *= ${t_mult}
lowest = ${pythonText(eta_min)}
return ${HALF_COSINE("LEARNING_RATE", "lowest", "t / length")}`;
    }
    case "linear_warmup": {
      const { warmup_steps, start_factor, end_factor } = schedule;
      return `first, last = ${pythonText(start_factor)}, ${pythonText(end_factor)}
steps = ${warmup_steps ?? shareOf(10)}
return LEARNING_RATE * (first + (last - first) * min(t, steps) / steps)`;
    }
    case "one_cycle": {
      const { max_learning_rate, div_factor, final_div_factor } = schedule;
      return `top = ${max_learning_rate === null ? "LEARNING_RATE" : pythonText(max_learning_rate)}
low = top / ${pythonText(div_factor)}
return self.cycle(t, low, top, low / ${pythonText(final_div_factor)})`;
    }
    case "reduce_on_plateau":
      return "return self.now";
  }
}

/** What rate and momentum of one_cycle follow. */
function cycle(schedule: Schedule): string {
  if (schedule.type !== "one_cycle") return "";
  const { total_steps, pct_start, anneal } = schedule;
  const between = anneal === "linear" ? "a + (b - a) * share" : HALF_COSINE("a", "b", "share");
  return `
    def cycle(self, t, start, top, end):
        length = ${total_steps ?? RUN_LENGTH}
        last = length - 1
        turn = ${pythonText(pct_start)} * length - 1
        now = min(t, last)
        if turn > 0 and now <= turn:
            a, b, share = start, top, now / turn
        else:
            a, b, share = top, end, (now - turn) / (last - turn)
        return ${between}
`;
}

function momentum(schedule: Schedule): string {
  if (schedule.type !== "one_cycle" || !schedule.cycle_momentum) return "return None";
  const { max_momentum, base_momentum } = schedule;
  const most = pythonText(max_momentum);
  return `return self.cycle(max(t - self.WARM_UP, 0), ${most}, ${pythonText(base_momentum)}, ${most})`;
}

function observe(schedule: Schedule): string {
  if (schedule.type !== "reduce_on_plateau") return "return None";
  const { mode, factor, patience, threshold, threshold_mode, cooldown } = schedule;
  const { min_learning_rate, eps } = schedule;
  const sign = mode === "min" ? "-" : "+";
  const limit = pythonText(threshold);
  const goal =
    threshold_mode === "rel" ? `self.best * (1 ${sign} ${limit})` : `self.best ${sign} ${limit}`;
  const together = schedule.unit === "epoch" ? "self.steps_per_epoch" : "1";
  return `if self.warmed_up < self.WARM_UP:
    self.warmed_up += 1
    return
self.sum += loss
self.summed += 1
if self.summed < ${together}:
    return
loss, self.sum, self.summed = self.sum / ${together}, 0.0, 0
self.looks += 1
if self.looks == 1 or loss ${mode === "min" ? "<" : ">"} ${goal}:
    self.best, self.bad = loss, 0
else:
    self.bad += 1
if self.cooling > 0:
    self.cooling -= 1
    self.bad = 0
if self.bad <= ${patience}:
    return
lower = max(self.now * ${pythonText(factor)}, ${pythonText(min_learning_rate)})
if self.now - lower > ${pythonText(eps)}:
    self.now = lower
self.cooling, self.bad = ${cooldown}, 0`;
}
