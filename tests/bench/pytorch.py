# SPDX-License-Identifier: Apache-2.0
"""PyTorch on one thread, beside the browser: one question a line in, one answer a line out, both JSON (pytorch.mjs)."""
import base64
import json
import sys
import time

import torch
from torch import nn

torch.set_num_threads(1)


def array(text):
    return torch.frombuffer(bytearray(base64.b64decode(text)), dtype=torch.float32)


def loss_of(kind):
    return {
        "mse": lambda outputs, targets: nn.functional.mse_loss(outputs, targets),
        "bce_logits": lambda outputs, targets: nn.functional.binary_cross_entropy_with_logits(outputs, targets),
        "cross_entropy": lambda outputs, targets: nn.functional.cross_entropy(outputs, targets),
    }[kind]


def layers_of(task):
    parameters = array(task["parameters"])
    layers = []
    for layer in task["layers"]:
        if layer["type"] == "max_pool2d":
            layers.append(nn.MaxPool2d(2))
        elif layer["type"] == "flatten":
            layers.append(nn.Flatten())
        else:
            units = layer["output"][0]
            inputs = (layer["parameters"] - units) // units
            block = parameters[layer["offset"] : layer["offset"] + layer["parameters"]]
            if layer["type"] == "dense":
                own = nn.Linear(inputs, units)
            else:
                own = nn.Conv2d(layer["input"][0], units, 3, padding="same")
            with torch.no_grad():
                own.weight.copy_(block[: units * inputs].reshape(inputs, units).t().reshape(own.weight.shape))
                own.bias.copy_(block[units * inputs :])
            layers.append(own)
            activation = layer["activation"]["type"]
            layers += {"relu": [nn.ReLU()], "tanh": [nn.Tanh()], "linear": []}[activation]
    return layers


def optimizer_of(task, parameters):
    o = task["optimizer"]
    if o["type"] == "adam":
        return torch.optim.Adam(parameters, lr=o["learning_rate"], betas=(o["beta1"], o["beta2"]), eps=o["eps"])
    return torch.optim.SGD(parameters, lr=o["learning_rate"], momentum=o.get("momentum", 0))


class Eager:
    """As a tutorial has it."""

    def __init__(self, task):
        self.model = nn.Sequential(*layers_of(task))
        self.loss = loss_of(task["loss"]["type"])
        self.optimizer = optimizer_of(task, self.model.parameters())

    def step(self, x, y):
        self.optimizer.zero_grad(set_to_none=True)
        self.loss(self.model(x), y).backward()
        self.optimizer.step()

    def outputs(self, x):
        with torch.no_grad():
            return self.model(x)


class ByHand:
    """Products, derivatives and updates written out, without autograd: dense layers alone."""

    def __init__(self, task):
        self.layers = [
            (
                layer.weight.detach().t().contiguous(),
                layer.bias.detach().clone(),
                task_layer["activation"]["type"],
            )
            for layer, task_layer in zip(
                [one for one in layers_of(task) if isinstance(one, nn.Linear)], task["layers"]
            )
        ]
        self.kind = task["loss"]["type"]
        self.optimizer = task["optimizer"]
        self.parameters = [one for weight, bias, _ in self.layers for one in (weight, bias)]
        self.first = [torch.zeros_like(one) for one in self.parameters]
        self.second = [torch.zeros_like(one) for one in self.parameters]
        self.made = 0

    def forward(self, x):
        outputs = [x]
        for weight, bias, activation in self.layers:
            z = torch.addmm(bias, outputs[-1], weight)
            outputs.append(z.relu_() if activation == "relu" else z.tanh_() if activation == "tanh" else z)
        return outputs

    def slope(self, outputs, y):
        if self.kind == "mse":
            return (outputs - y).mul_(2 / outputs.numel())
        if self.kind == "bce_logits":
            return outputs.sigmoid().sub_(y).div_(outputs.numel())
        p = outputs.softmax(1)
        p[torch.arange(len(y)), y] -= 1
        return p.div_(len(y))

    def step(self, x, y):
        with torch.no_grad():
            outputs = self.forward(x)
            delta = self.slope(outputs[-1], y)
            gradients = []
            for at in reversed(range(len(self.layers))):
                weight, _, activation = self.layers[at]
                a = outputs[at + 1]
                if activation == "relu":
                    delta = delta * (a > 0)
                elif activation == "tanh":
                    delta = delta * (1 - a * a)
                gradients[:0] = [outputs[at].t() @ delta, delta.sum(0)]
                if at > 0:
                    delta = delta @ weight.t()
            self.update(gradients)

    def update(self, gradients):
        o = self.optimizer
        self.made += 1
        for parameter, gradient, m, v in zip(self.parameters, gradients, self.first, self.second):
            if o["type"] == "sgd":
                parameter.sub_(gradient, alpha=o["learning_rate"])
            elif o["type"] == "momentum":
                m.mul_(o["momentum"]).add_(gradient)
                parameter.sub_(m, alpha=o["learning_rate"])
            else:
                m.mul_(o["beta1"]).add_(gradient, alpha=1 - o["beta1"])
                v.mul_(o["beta2"]).addcmul_(gradient, gradient, value=1 - o["beta2"])
                size = (v / (1 - o["beta2"] ** self.made)).sqrt_().add_(o["eps"])
                parameter.addcdiv_(m, size, value=-o["learning_rate"] / (1 - o["beta1"] ** self.made))

    def outputs(self, x):
        with torch.no_grad():
            return self.forward(x)[-1]


def samples_of(part, task):
    targets = array(part["targets"])
    x = array(part["features"]).reshape(len(targets), *task["layers"][0]["input"])
    y = targets.long() if task["loss"]["type"] == "cross_entropy" else targets.reshape(-1, 1)
    return x, y


class Contestant:
    def __init__(self, task, way):
        self.task = task
        self.network = {"eager": Eager, "by hand": ByHand}[way](task)
        x, y = samples_of(task, task)
        count = len(y) // task["batch"] * task["batch"]
        self.batches = list(zip(x[:count].split(task["batch"]), y[:count].split(task["batch"])))
        self.next = 0

    def run(self, steps):
        begin = time.perf_counter()
        for _ in range(steps):
            self.network.step(*self.batches[self.next])
            self.next = (self.next + 1) % len(self.batches)
        return time.perf_counter() - begin

    def loss(self):
        x, y = samples_of(self.task["evaluation"], self.task)
        return loss_of(self.task["loss"]["type"])(self.network.outputs(x), y).item()


def main():
    opened = {}
    print(json.dumps({"answer": torch.__version__}), flush=True)
    for line in sys.stdin:
        question = json.loads(line)
        try:
            if question["ask"] == "open":
                opened[question["id"]] = Contestant(question["task"], question["way"])
                answer = None
            elif question["ask"] == "run":
                answer = opened[question["id"]].run(question["steps"])
            elif question["ask"] == "loss":
                answer = opened[question["id"]].loss()
            else:
                answer = opened.pop(question["id"]) and None
            print(json.dumps({"answer": answer}), flush=True)
        except Exception as error:  # The other side says which row has failed.
            print(json.dumps({"error": f"{type(error).__name__}: {error}"}), flush=True)


main()
