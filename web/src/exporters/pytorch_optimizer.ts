// SPDX-License-Identifier: Apache-2.0
/** The optimizer of a PyTorch script: PyTorch's own where it has the same update, else a class with ours. */
import type { Optimizer } from "#catalog";
import { ExperimentError } from "../engine/contract/experiment_error.ts";
import { keywords, type PythonValue } from "./python_text.ts";

export interface OptimizerText {
  /** An expression in `matrices` and `rest`: the parameters, and which of them are weight matrices. */
  readonly make: string;
  /** Python classes it needs. */
  readonly classes: string;
  /** What a schedule cycles together with the rate. */
  readonly cycles: "momentum" | "betas" | null;
  /** It looks at the loss elsewhere, so that step() takes a function. */
  readonly needsObjective: boolean;
}

/** @throws ExperimentError where PyTorch has nothing of the kind. */
export function optimizerText(optimizer: Optimizer): OptimizerText {
  switch (optimizer.type) {
    case "sgd":
      return own("SGD", { lr: optimizer.learning_rate, ...decay(optimizer) }, null);
    case "momentum": {
      const { momentum, dampening, rate_inside } = optimizer;
      const options = { lr: optimizer.learning_rate, momentum, dampening, ...decay(optimizer) };
      if (rate_inside) return ours("RateInside", RATE_INSIDE, options, "momentum");
      return own("SGD", options, "momentum");
    }
    case "nesterov": {
      const { momentum } = optimizer;
      // PyTorch refuses the word without a momentum, where it makes no difference.
      const options = { lr: optimizer.learning_rate, momentum, nesterov: momentum > 0 };
      return own("SGD", { ...options, ...decay(optimizer) }, "momentum");
    }
    case "adagrad": {
      const { learning_rate, learning_rate_decay, initial_accumulator, eps } = optimizer;
      const rate = { lr: learning_rate, lr_decay: learning_rate_decay, eps };
      const start = { initial_accumulator_value: initial_accumulator };
      const options = { ...rate, ...start, ...decay(optimizer) };
      if (optimizer.epsilon_inside) return ours("AdagradInside", ADAGRAD_INSIDE, options, null);
      return own("Adagrad", options, null);
    }
    case "adadelta": {
      const { learning_rate, rho, eps } = optimizer;
      return own("Adadelta", { lr: learning_rate, rho, eps, ...decay(optimizer) }, null);
    }
    case "rmsprop": {
      const { learning_rate, alpha, eps, momentum, centered } = optimizer;
      const options = { lr: learning_rate, alpha, eps, momentum, centered, ...decay(optimizer) };
      const cycles = momentum > 0 ? "momentum" : null;
      if (optimizer.epsilon_inside) return ours("RMSpropInside", RMSPROP_INSIDE, options, cycles);
      return own("RMSprop", options, cycles);
    }
    case "adam":
    case "adamw": {
      const { amsgrad } = optimizer;
      const name = optimizer.type === "adam" ? "Adam" : "AdamW";
      return own(name, { ...moments(optimizer), ...decay(optimizer), amsgrad }, "betas");
    }
    case "amsgrad":
      return own("Adam", { ...moments(optimizer), ...decay(optimizer), amsgrad: true }, "betas");
    case "adamax":
      return own("Adamax", { ...moments(optimizer), ...decay(optimizer) }, "betas");
    case "radam":
      return own("RAdam", { ...moments(optimizer), ...decay(optimizer) }, "betas");
    case "nadam": {
      const { momentum_decay } = optimizer;
      const options = { ...moments(optimizer), momentum_decay, ...decay(optimizer) };
      // The other path of PyTorch 1.13 contradicts its documentation and the paper.
      return own("NAdam", { ...options, foreach: true }, "betas");
    }
    case "rprop": {
      const { learning_rate, eta_minus, eta_plus, step_min, step_max } = optimizer;
      const options = { etas: [eta_minus, eta_plus], step_sizes: [step_min, step_max] };
      return own("Rprop", { lr: learning_rate, ...options }, null);
    }
    case "asgd": {
      const { learning_rate, lambd, alpha, t0 } = optimizer;
      return own("ASGD", { lr: learning_rate, lambd, alpha, t0, ...decay(optimizer) }, null);
    }
    case "lbfgs": {
      const { learning_rate, max_iterations, max_evaluations, history_size } = optimizer;
      const { tolerance_gradient, tolerance_change, line_search } = optimizer;
      const limits = { max_iter: max_iterations, max_eval: max_evaluations, history_size };
      const ends = { tolerance_grad: tolerance_gradient, tolerance_change };
      const line_search_fn = line_search === "none" ? null : line_search;
      const options = keywords({ lr: learning_rate, ...limits, ...ends, line_search_fn });
      const make = `torch.optim.LBFGS(matrices + rest, ${options})`;
      return { make, classes: "", cycles: null, needsObjective: true };
    }
    case "lion": {
      const { learning_rate, beta1, beta2 } = optimizer;
      const options = { lr: learning_rate, betas: [beta1, beta2], ...decay(optimizer) };
      return ours("Lion", LION, options, "betas");
    }
    case "muon": {
      const { learning_rate, momentum, nesterov, eps } = optimizer;
      const { adamw_learning_rate, adamw_beta1, adamw_beta2 } = optimizer;
      const options = keywords({
        ...{ lr: learning_rate, momentum, nesterov, ...decay(optimizer), eps },
        ...{ adamw_share: adamw_learning_rate / learning_rate },
        betas: [adamw_beta1, adamw_beta2],
      });
      const make = `Muon(matrices, rest, ${options})`;
      return { make, classes: MUON, cycles: "momentum", needsObjective: false };
    }
    case "armijo": {
      const { learning_rate, shrink, sufficient_decrease, max_evaluations } = optimizer;
      const options = { lr: learning_rate, shrink, sufficient_decrease, max_evaluations };
      const make = `Armijo(matrices + rest, ${keywords(options)})`;
      return { make, classes: ARMIJO, cycles: null, needsObjective: true };
    }
    case "simulated_annealing": {
      const { learning_rate, temperature, cooling } = optimizer;
      const options = keywords({ lr: learning_rate, temperature, cooling });
      const make = `SimulatedAnnealing(matrices + rest, ${options})`;
      return { make, classes: SIMULATED_ANNEALING, cycles: null, needsObjective: true };
    }
    case "conjugate_gradient":
      throw new ExperimentError({
        path: "optimizer.type",
        message:
          "conjugate_gradient has no counterpart in PyTorch. Choose lbfgs, or export to another format.",
        zh: "PyTorch 没有与 conjugate_gradient 对应的优化器。请选择 lbfgs，或导出为其他格式。",
      });
  }
}

/** One of torch.optim. */
function own(
  name: string,
  options: Readonly<Record<string, PythonValue>>,
  cycles: OptimizerText["cycles"],
): OptimizerText {
  // One parameter at a time, unless said otherwise: the same sums on every machine.
  const make = `torch.optim.${name}(matrices + rest, ${keywords({ foreach: false, ...options })})`;
  return { make, classes: "", cycles, needsObjective: false };
}

/** One that PyTorch has otherwise. */
function ours(
  name: string,
  classes: string,
  options: Readonly<Record<string, PythonValue>>,
  cycles: OptimizerText["cycles"],
): OptimizerText {
  const make = `${name}(matrices + rest, ${keywords(options)})`;
  return { make, classes, cycles, needsObjective: false };
}

const decay = ({ weight_decay }: { readonly weight_decay: number }) => ({ weight_decay });

const moments = ({
  learning_rate,
  beta1,
  beta2,
  eps,
}: {
  readonly learning_rate: number;
  readonly beta1: number;
  readonly beta2: number;
  readonly eps: number;
}) => ({ lr: learning_rate, betas: [beta1, beta2], eps });

const RATE_INSIDE = `
class RateInside(torch.optim.Optimizer):
    """v = lr g at first, later v = momentum v + (1-dampening) lr g;  w -= v."""

    def __init__(self, parameters, **options):
        super().__init__(parameters, options)

    @torch.no_grad()
    def step(self):
        for group in self.param_groups:
            for w in group["params"]:
                g = w.grad.add(w, alpha=group["weight_decay"])
                share = 1 - group["dampening"] if "v" in self.state[w] else 1
                v = self.state[w].setdefault("v", torch.zeros_like(w))
                v.mul_(group["momentum"]).add_(g, alpha=share * group["lr"])
                w.sub_(v)
`;

const ADAGRAD_INSIDE = `
class AdagradInside(torch.optim.Optimizer):
    """a += g^2;  w -= lr / (1 + (t-1) lr_decay) g / sqrt(a + eps)."""

    def __init__(self, parameters, **options):
        super().__init__(parameters, options)

    @torch.no_grad()
    def step(self):
        for group in self.param_groups:
            for w in group["params"]:
                state = self.state[w]
                t = state["t"] = state.get("t", 0) + 1
                g = w.grad.add(w, alpha=group["weight_decay"])
                a = state.setdefault("a", torch.full_like(w, group["initial_accumulator_value"]))
                a.addcmul_(g, g)
                rate = group["lr"] / (1 + (t - 1) * group["lr_decay"])
                w.addcdiv_(g, (a + group["eps"]).sqrt_(), value=-rate)
`;

const RMSPROP_INSIDE = `
class RMSpropInside(torch.optim.Optimizer):
    """v = alpha v + (1-alpha) g^2;  V = v, or v - m^2 if centered, m = alpha m + (1-alpha) g;
    b = momentum b + g / sqrt(V + eps);  w -= lr b."""

    def __init__(self, parameters, **options):
        super().__init__(parameters, options)

    @torch.no_grad()
    def step(self):
        for group in self.param_groups:
            for w in group["params"]:
                v, m, b = (self.state[w].setdefault(name, torch.zeros_like(w)) for name in "vmb")
                g = w.grad.add(w, alpha=group["weight_decay"])
                v.mul_(group["alpha"]).addcmul_(g, g, value=1 - group["alpha"])
                spread = v
                if group["centered"]:
                    m.mul_(group["alpha"]).add_(g, alpha=1 - group["alpha"])
                    spread = (v - m * m).clamp_(min=0)
                b.mul_(group["momentum"]).addcdiv_(g, (spread + group["eps"]).sqrt_())
                w.sub_(b, alpha=group["lr"])
`;

const LION = `
class Lion(torch.optim.Optimizer):
    """c = beta1 m + (1-beta1) g;  w -= lr (sign(c) + weight_decay w);  m = beta2 m + (1-beta2) g."""

    def __init__(self, parameters, lr, betas, weight_decay):
        super().__init__(parameters, dict(lr=lr, betas=betas, weight_decay=weight_decay))

    @torch.no_grad()
    def step(self):
        for group in self.param_groups:
            beta1, beta2 = group["betas"]
            for w in group["params"]:
                m = self.state[w].setdefault("m", torch.zeros_like(w))
                direction = torch.sign(beta1 * m + (1 - beta1) * w.grad)
                w.mul_(1 - group["lr"] * group["weight_decay"]).sub_(direction, alpha=group["lr"])
                m.mul_(beta2).add_(w.grad, alpha=1 - beta2)
`;

const MUON = `
class Muon(torch.optim.Optimizer):
    """For each weight matrix: B = momentum B + g;  G = g + momentum B with nesterov, else B; X = G / |G|, then five
    times A = X X', X = 3.4445 X + (-4.7750 A + 2.0315 A A) X;  w = (1 - lr weight_decay) w
    - lr sqrt(max(1, rows/columns)) X.  The rest by AdamW with adamw_share times the rate."""

    def __init__(self, matrices, rest, **options):
        groups = [dict(params=matrices, matrix=True), dict(params=rest, matrix=False)]
        super().__init__([group for group in groups if group["params"]], options)

    @torch.no_grad()
    def step(self):
        for group in self.param_groups:
            for w in group["params"]:
                (self.step_matrix if group["matrix"] else self.step_rest)(w, group)

    def step_matrix(self, w, group):
        b = self.state[w].setdefault("b", torch.zeros_like(w))
        b.mul_(group["momentum"]).add_(w.grad)
        direction = w.grad + group["momentum"] * b if group["nesterov"] else b
        x = direction.flatten(1)
        x = x / (x.norm() + 1e-7)
        tall = x.shape[0] > x.shape[1]
        x = x.T if tall else x
        for _ in range(5):
            a = x @ x.T
            x = 3.4445 * x + (-4.7750 * a + 2.0315 * (a @ a)) @ x
        x = x.T if tall else x
        stretch = math.sqrt(max(1, x.shape[0] / x.shape[1]))
        w.mul_(1 - group["lr"] * group["weight_decay"]).sub_(x.reshape(w.shape), alpha=group["lr"] * stretch)

    def step_rest(self, w, group):
        state = self.state[w]
        m = state.setdefault("m", torch.zeros_like(w))
        v = state.setdefault("v", torch.zeros_like(w))
        t = state["t"] = state.get("t", 0) + 1
        beta1, beta2 = group["betas"]
        rate = group["lr"] * group["adamw_share"]
        m.mul_(beta1).add_(w.grad, alpha=1 - beta1)
        v.mul_(beta2).addcmul_(w.grad, w.grad, value=1 - beta2)
        spread = (v / (1 - beta2**t)).sqrt_().add_(group["eps"])
        w.mul_(1 - rate * group["weight_decay"]).addcdiv_(m, spread, value=-rate / (1 - beta1**t))
`;

const ARMIJO = `
class Armijo(torch.optim.Optimizer):
    """w -= t g with the first t of lr, lr shrink, lr shrink^2, .. for which the loss falls by at least
    sufficient_decrease t |g|^2; w stays where there is none."""

    def __init__(self, parameters, **options):
        super().__init__(parameters, options)

    @torch.no_grad()
    def step(self, objective):
        (group,) = self.param_groups
        before = float(objective())
        starts = [w.clone() for w in group["params"]]
        gradients = [w.grad.clone() for w in group["params"]]
        square = sum(float(g.square().sum()) for g in gradients)
        t = group["lr"]
        for _ in range(group["max_evaluations"]):
            for w, start, g in zip(group["params"], starts, gradients):
                w.copy_(start - t * g)
            if float(objective()) <= before - group["sufficient_decrease"] * t * square:
                return
            t *= group["shrink"]
        for w, start in zip(group["params"], starts):
            w.copy_(start)
`;

const SIMULATED_ANNEALING = `
class SimulatedAnnealing(torch.optim.Optimizer):
    """A random move of lr sqrt(T) is made with probability min(1, exp((loss - loss there) / T));
    T = temperature cooling^(t-1)."""

    def __init__(self, parameters, **options):
        super().__init__(parameters, options)
        self.random = torch.Generator().manual_seed(SEED)
        self.steps = 0

    @torch.no_grad()
    def step(self, objective):
        (group,) = self.param_groups
        temperature = group["temperature"] * group["cooling"] ** self.steps
        self.steps += 1
        before = float(objective())
        starts = [w.clone() for w in group["params"]]
        for w in group["params"]:
            move = torch.randn(w.shape, generator=self.random)
            w.add_(move, alpha=group["lr"] * math.sqrt(temperature))
        rise = float(objective()) - before
        if rise <= 0 or float(torch.rand((), generator=self.random)) < math.exp(-rise / temperature):
            return
        for w, start in zip(group["params"], starts):
            w.copy_(start)
`;
