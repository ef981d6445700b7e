# SPDX-License-Identifier: Apache-2.0
"""Golden runs of formulas that PyTorch does not have: python3 tests/golden/make_variants.py

Each is an existing run of the tanh network 2-5-1 or 2-5-2 with one formula put in another form. The trainer here is its own, with derivatives
written by hand; it first replays the existing run and must find its numbers, so that only the form can differ. Needs numpy.
"""

import json
import pathlib

import numpy as np

FOLDER = pathlib.Path(__file__).parent


def replay(case, step, half=False, number=np.float64):
    """The run of a case: step(w, g, state, rate) is the update of one array in place."""
    x, y = np.array(case["x"], number), np.array(case["y"], number)
    hidden, last = case["layers"]
    arrays = [np.array(values, number) for layer in (hidden, last) for values in (layer["weight"], layer["bias"])]
    share = number(0.5 if half else 1)

    def forward(rows):
        a = np.tanh(x[rows] @ arrays[0].T + arrays[1])
        return a, a @ arrays[2].T + arrays[3]

    def structured(values):
        weights = [values[0:2], values[2:4]]
        return [{"weight": w.tolist(), "bias": b.tolist()} for w, b in weights]

    everything = np.arange(len(x))
    expected = {"predictions_initial": forward(everything)[1].tolist(), "loss": [], "grad_norm": [], "learning_rate": []}
    states = [{} for _ in arrays]
    for t in range(case["steps"]):
        rows = everything if case["batches"] == "full" else np.array(case["batches"][t])
        a, o = forward(rows)
        r = o - y[rows]
        d = 2 * share * r / r.size
        back = (d @ arrays[2]) * (1 - a * a)
        gradients = [back.T @ x[rows], back.sum(0), d.T @ a, d.sum(0)]
        rate = case["optimizer"]["learning_rate"]
        if case["schedule"] is not None:
            rate *= case["schedule"]["gamma"] ** (t // case["schedule"]["step_size"])
        if t == 0:
            expected["gradients_first_step"] = structured(gradients)
        expected["loss"].append(float(share * (r * r).mean()))
        expected["grad_norm"].append(float(np.sqrt(sum((g * g).sum() for g in gradients))))
        expected["learning_rate"].append(rate)
        for w, g, state in zip(arrays, gradients, states):
            step(w, g, state, rate)
    o = forward(everything)[1]
    expected["parameters_final"] = structured(arrays)
    expected["predictions_final"] = o.tolist()
    expected["final_loss"] = float(share * ((o - y) ** 2).mean())
    return expected


def numbers(tree):
    """All numbers of nested lists and objects, in order."""
    if isinstance(tree, dict):
        return [number for key in sorted(tree) for number in numbers(tree[key])]
    if isinstance(tree, list):
        return [number for inner in tree for number in numbers(inner)]
    return [tree]


def difference(one, other):
    return float(np.abs(np.array(numbers(one)) - np.array(numbers(other))).max())


def adagrad(eps, inside):
    def step(w, g, state, rate):
        s = state["s"] = state.get("s", 0) + g * g
        w -= rate * g / (np.sqrt(s + eps) if inside else np.sqrt(s) + eps)

    return step


def rmsprop(alpha, eps, inside):
    def step(w, g, state, rate):
        s = state["s"] = alpha * state.get("s", 0) + (1 - alpha) * g * g
        w -= rate * g / (np.sqrt(s + eps) if inside else np.sqrt(s) + eps)

    return step


def momentum(mu, inside):
    def step(w, g, state, rate):
        v = state["v"] = mu * state.get("v", 0) + (rate * g if inside else g)
        w -= v if inside else rate * v

    return step


def make(name, base, step, description, optimizer=None, half=False):
    case = json.loads((FOLDER / f"{base}.json").read_text())
    known = {key: case["expected"][key] for key in case["compare"]}
    plain = replay(case, step(case["optimizer"], False))
    found = max(difference(plain[key], known[key]) for key in known)
    assert found < 1e-12, f"{base} is replayed with a difference of {found}"
    case.update(name=name, description=description, tags=[*case["tags"], "variant"])
    case["optimizer"].update(optimizer or {})
    if half:
        case["loss_parameters"] = {"half": True}
    update = step(case["optimizer"], True)
    case["expected"] = replay(case, update, half)
    single = replay(case, update, half, np.float32)
    case["float32_deviation"] = {
        key: float(f"{difference(case['expected'][key], single[key]):.1e}")
        for key in ("loss", "grad_norm", "parameters_final", "predictions_final")
    }
    fields = ",\n".join(f"{json.dumps(key)}:{json.dumps(value, separators=(',', ':'))}" for key, value in case.items())
    (FOLDER / f"{name}.json").write_text("{\n" + fields + "\n}\n")
    print(f"{name}: {base} replayed within {found:.1e}; final loss {case['expected']['final_loss']:.12g}")


# The books take 1e-6; the larger epsilon is seen in every step.
make(
    "optimizer_adagrad_epsilon_inside",
    "optimizer_adagrad",
    lambda o, inside: adagrad(o["eps"], inside),
    "AdaGrad as d2l and Qiu write it: sqrt(s + eps).",
    {"epsilon_inside": True, "eps": 1e-3},
)
make(
    "optimizer_rmsprop_epsilon_inside",
    "optimizer_rmsprop",
    lambda o, inside: rmsprop(o["alpha"], o["eps"], inside),
    "RMSprop as d2l and Qiu write it: sqrt(s + eps).",
    {"epsilon_inside": True, "eps": 1e-3},
)
make(
    "schedule_step_momentum_rate_inside",
    "schedule_step_momentum",
    lambda o, inside: momentum(o["momentum"], inside),
    "Step decay under momentum as Qiu writes it: the learning rate sits inside the velocity.",
    {"rate_inside": True},
)
make(
    "mlp_tanh_regression_half",
    "mlp_tanh_regression",
    lambda o, _: momentum(0, False),
    "Squared error as d2l and Qiu write it, with one half.",
    half=True,
)
