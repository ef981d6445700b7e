// SPDX-License-Identifier: Apache-2.0
/** PyTorch scripts, run by PyTorch: the same predictions, the same steps, and several processes that agree. */
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createEngine } from "../../../web/node/engine.ts";
import type { Catalog, Engine, ExperimentDocument } from "../../../web/src/engine/api.ts";
import { exportPytorch } from "../../../web/src/exporters/pytorch.ts";
import { trainingData } from "../../../web/src/exporters/training_data.ts";
import { python } from "./python_with_torch.ts";
import { allTrained, difference, TOLERANCE, trained } from "./trained.ts";

const producer = { name: "Downhill", version: "1.2.3" };
let folder: string;
let engine: Engine;
let catalog: Catalog;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "downhill-"));
  engine = await createEngine({ threads: 1 });
  catalog = await engine.catalog();
});
afterAll(async () => {
  await engine.close();
  await rm(folder, { recursive: true });
});

/** Writes and runs a Python program, with the words behind its name. */
async function run(program: string, words: readonly string[] = []): Promise<string> {
  const file = join(folder, "program.py");
  await writeFile(file, program);
  return python([file, ...words]);
}

describe("predictions", () => {
  it("are the engine's, with every layer, activation and loss", async () => {
    const networks = await allTrained(engine);
    const cases = [];
    for (const [index, { model, inputs }] of networks.entries()) {
      await writeFile(join(folder, `network_${index}.py`), exportPytorch(model, producer));
      cases.push({ module: `network_${index}`, inputs });
    }
    await writeFile(join(folder, "cases.json"), JSON.stringify(cases));
    const output = await run(`import importlib, json, os, torch
answers = []
for case in json.load(open(os.path.join(os.path.dirname(__file__), "cases.json"))):
    module = importlib.import_module(case["module"])
    network = module.network().eval()
    with torch.no_grad():
        answers.append(module.predictions_of(network(torch.tensor(case["inputs"]))).tolist())
print(json.dumps(answers))`);
    const answers = JSON.parse(output) as number[][][];
    const wrong = networks
      .map(({ name, predictions }, index) => [name, difference(answers[index] ?? [], predictions)])
      .filter(([, value]) => !(Number(value) <= TOLERANCE));
    expect(wrong).toEqual([]);
  });
});

/** The base of what is compared step by step: all rows in each step, so that the order of the samples is nothing. */
const BASE = {
  data: { type: "moons", samples: 80 },
  model: { layers: [{ type: "dense", units: 5, activation: "tanh" }, { type: "dense" }] },
  optimizer: { type: "momentum", learning_rate: 0.1 },
  batch_size: "full",
  arithmetic: "reproducible",
  stop: { steps: 1000, epochs: null },
};
const STEPS = 8;
const images = { data: { type: "digits", split: { train: 0.05, validation: 0.05, test: 0.9 } } };

/** Fields that make something happen within STEPS steps. */
const SCHEDULE_FIELDS: Readonly<Record<string, object>> = {
  constant: { warmup_steps: 4 },
  step: { step_size: 2, gamma: 0.5 },
  multistep: { milestones: [2, 5], gamma: 0.3 },
  exponential: { gamma: 0.8, warmup_steps: 3 },
  polynomial: { total_steps: 6, power: 2 },
  cosine: { t_max: 6, eta_min: 0.01 },
  cosine_warm_restarts: { t_0: 2, t_mult: 2, eta_min: 0.01 },
  one_cycle: { total_steps: 10, max_learning_rate: 0.5, warmup_steps: 1 },
  linear_warmup: { warmup_steps: 5, end_factor: 0.9 },
  reduce_on_plateau: { patience: 0, threshold: 0.5, factor: 0.5, cooldown: 1, warmup_steps: 1 },
};

/** Not compared: draws of its own, or refused. */
const OTHER_OPTIMIZERS = ["simulated_annealing", "conjugate_gradient"];

/** What shows more than the defaults would. */
const OPTIMIZER_FIELDS: Readonly<Record<string, object>> = {
  // Our strong Wolfe search and PyTorch's go different ways to the same place.
  lbfgs: { line_search: "none", max_iterations: 3 },
  // So far that signs change: before that, their memories are not seen.
  lion: { learning_rate: 0.3, beta1: 0.5, beta2: 0.8 },
  rprop: { learning_rate: 0.3 },
};

function stepCases(): Map<string, ExperimentDocument> {
  const cases = new Map<string, ExperimentDocument>();
  for (const { id } of catalog.kinds.optimizer) {
    if (OTHER_OPTIMIZERS.includes(id)) continue;
    cases.set(`optimizer ${id}`, { ...BASE, optimizer: { type: id, ...OPTIMIZER_FIELDS[id] } });
  }
  for (const { id } of catalog.kinds.schedule) {
    cases.set(`schedule ${id}`, { ...BASE, schedule: { type: id, ...SCHEDULE_FIELDS[id] } });
  }
  const layers = [
    { type: "dense", units: 5, activation: "tanh", frozen: true },
    "batch_norm",
    { type: "dense" },
  ];
  const inner = [
    { type: "dense", units: 5, activation: "elu" },
    { type: "batch_norm", frozen: true },
  ];
  const stop = { steps: STEPS, epochs: null };
  const one_cycle = { type: "one_cycle", total_steps: 10, max_learning_rate: 0.05 };
  const others: Record<string, object> = {
    "adam with cycled beta": { optimizer: "adam", schedule: one_cycle },
    "cosine to the end of the run": { schedule: { type: "cosine", warmup_steps: 2 }, stop },
    "polynomial to the end of the run": { schedule: "polynomial", stop },
    "step by thirds of the run": { schedule: { type: "step", warmup_steps: 1 }, stop },
    "multistep at a half and three quarters of the run": { schedule: "multistep", stop },
    "exponential to a hundredth at the end of the run": { schedule: "exponential", stop },
    "three cosine cycles in the run": { schedule: "cosine_warm_restarts", stop },
    "linear warm-up over a tenth of the run": {
      schedule: "linear_warmup",
      stop: { steps: 30, epochs: null },
    },
    "adamw with amsgrad": { optimizer: { type: "adamw", amsgrad: true, beta2: 0.5 } },
    "adam with amsgrad": { optimizer: { type: "adam", amsgrad: true, beta2: 0.5 } },
    "averages of the path": { optimizer: { type: "asgd", learning_rate: 0.3, lambd: 0, t0: 1 } },
    "one cycle of the optimizer's rate, to the end of the run": { schedule: "one_cycle", stop },
    "adagrad with all its fields": {
      optimizer: {
        type: "adagrad",
        learning_rate_decay: 0.1,
        initial_accumulator: 0.5,
        weight_decay: 0.1,
      },
    },
    "rmsprop with all its fields": {
      optimizer: { type: "rmsprop", momentum: 0.5, centered: true, weight_decay: 0.1, eps: 1e-3 },
    },
    "adagrad with epsilon inside the root": {
      optimizer: { type: "adagrad", epsilon_inside: true, eps: 1e-3, learning_rate_decay: 0.1 },
    },
    "rmsprop with epsilon inside the root": {
      optimizer: {
        type: "rmsprop",
        epsilon_inside: true,
        eps: 1e-3,
        centered: true,
        momentum: 0.5,
        weight_decay: 0.1,
      },
    },
    "momentum with the rate inside, under a schedule that cycles both": {
      optimizer: { type: "momentum", rate_inside: true, dampening: 0.2, weight_decay: 0.1 },
      schedule: one_cycle,
    },
    "one half of the squared error": {
      data: { type: "diabetes", standardize_target: true },
      model: { layers: [{ type: "dense" }] },
      loss: { type: "mse", half: true },
    },
    "momentum with dampening and decay": {
      optimizer: { type: "momentum", dampening: 0.4, weight_decay: 0.1 },
    },
    "penalty of weights, clipped by norm": {
      regularization: { l1: 0.01, l2: 0.1 },
      clip: { type: "norm", max_norm: 0.2 },
    },
    "penalty of all, clipped by value": {
      regularization: { l1: 0.01, l2: 0.1, applies_to: "all" },
      clip: { type: "value", max_value: 0.05 },
    },
    "frozen layer and batch norm": {
      model: { layers },
      optimizer: { type: "adamw", weight_decay: 0.5 },
    },
    "frozen batch norm in a residual block": {
      model: {
        layers: [
          { type: "dense", units: 5 },
          { type: "residual", layers: inner },
          { type: "dense" },
        ],
      },
    },
    "batch norm under armijo": { model: { layers: layers.slice(1) }, optimizer: "armijo" },
    "convolutions with muon": {
      ...images,
      model: {
        layers: [
          { type: "conv2d", out_channels: 3, activation: "relu" },
          "batch_norm",
          { type: "max_pool2d" },
          "layer_norm",
          { type: "dense" },
        ],
      },
      optimizer: { type: "muon", nesterov: false },
    },
    "one-hot targets": { data: { type: "iris", class_targets: "one_hot" }, loss: "cross_entropy" },
    "class numbers as targets": { data: { type: "iris", class_targets: "index" }, loss: "mse" },
    "hinge on three classes": { data: { type: "iris" }, loss: "hinge" },
    "a standardized target": {
      data: { type: "diabetes", standardize_target: true },
      model: { layers: [{ type: "dense" }] },
      optimizer: { type: "momentum", learning_rate: 0.01 },
    },
    "label smoothing": {
      data: { type: "iris" },
      loss: { type: "cross_entropy", label_smoothing: 0.1 },
    },
  };
  for (const [name, fields] of Object.entries(others)) cases.set(name, { ...BASE, ...fields });
  return cases;
}

describe("steps", () => {
  it("are the engine's, with every optimizer and schedule", async () => {
    const expected = new Map<string, number[]>();
    const modules: string[] = [];
    for (const [name, document] of stepCases()) {
      const work = await engine.open(document);
      const model = await work.save();
      const file = `steps_${modules.length}`;
      modules.push(file);
      const script = exportPytorch(model, producer, await trainingData(engine, model));
      await writeFile(join(folder, `${file}.py`), script);
      const losses = [(await work.evaluate("train")).loss];
      for (let step = 0; step < STEPS; step += 1) {
        await work.step(1);
        losses.push((await work.evaluate("train")).loss);
      }
      await work.close();
      expected.set(name, losses);
    }
    const output = await run(`import importlib, json, torch
answers = []
for name in ${JSON.stringify(modules)}:
    module = importlib.import_module(name)
    training = module.Training(module.read_data(None))
    losses = [training.evaluate("train")[0]]
    for _ in range(${STEPS}):
        training.step(training.order)
        losses.append(training.evaluate("train")[0])
    answers.append(losses)
print(json.dumps(answers))`);
    const answers = JSON.parse(output) as number[][];
    const wrong = [...expected].flatMap(([name, losses], index) => {
      const distance = difference([answers[index] ?? []], [losses]);
      const moved = Math.abs((losses[STEPS] ?? 0) - (losses[0] ?? 0));
      return distance <= STEP_TOLERANCE && moved > 100 * STEP_TOLERANCE
        ? []
        : [{ name, distance, moved }];
    });
    expect(wrong).toEqual([]);
  });

  it("by simulated annealing keep the loss finite", async () => {
    const document = { ...BASE, optimizer: "simulated_annealing" };
    const { model } = await trained(engine, "annealing", { ...document, stop: { steps: 1 } });
    const script = exportPytorch(model, producer, await trainingData(engine, model));
    const { loss_before, loss_after } = JSON.parse(await run(script, ["--check"]));
    expect(Number.isFinite(loss_before) && Number.isFinite(loss_after)).toBe(true);
  });

  it("by conjugate gradient are refused with path and cure", async () => {
    const document = { ...BASE, optimizer: "conjugate_gradient", stop: { steps: 1 } };
    const { model } = await trained(engine, "conjugate", document);
    expect(() => exportPytorch(model, producer)).toThrow("conjugate_gradient has no counterpart");
  });
});

/**
 * Eight updates of about twenty parameters near 1, each with a gradient that is a sum over 56 samples: some hundred roundings of 6e-8,
 * and optimizers that divide by a small root stretch them.
 */
const STEP_TOLERANCE = 2e-5;

describe("a script", () => {
  const document = { ...BASE, batch_size: 8, stop: { epochs: 3 } };

  it("--check prints predictions of the first rows and the loss around one step", async () => {
    const full = { ...BASE, stop: { steps: 3 } };
    const { model, predictions } = await trained(engine, "checked", full);
    const script = exportPytorch(model, producer, await trainingData(engine, model));
    const answer = JSON.parse(await run(script, ["--check"]));
    expect(difference(answer.predictions, predictions)).toBeLessThan(TOLERANCE);
    expect(answer.loss_after).toBeLessThan(answer.loss_before);
  });

  it("trains to the end of the experiment and learns", async () => {
    const work = await engine.open({ ...BASE, batch_size: 8, stop: { epochs: 60 } });
    const model = await work.save();
    await work.close();
    const script = exportPytorch(model, producer, await trainingData(engine, model));
    const output = await run(script, ["--save", join(folder, "network.pt")]);
    expect(output).toContain("Done: 420 steps.");
    expect(output).toMatch(/validation +loss/);
    expect(Number(output.match(/train +loss \S+ +accuracy (\S+)/)?.[1])).toBeGreaterThan(0.9);
  });

  it.each(["evaluated", "running"])("ends where the engine ends by %s losses", async (train) => {
    // One batch an epoch: the mean of a batch is the loss of the step before.
    const work = await engine.open({
      ...BASE,
      batch_size: "full",
      record: { train },
      stop: { epochs: 500, loss_below: 0.4 },
    });
    const model = await work.save();
    const end = await work.train();
    const { loss } = await work.evaluate("train");
    await work.close();
    expect(end.reason).toBe("loss_below");
    const script = exportPytorch(model, producer, await trainingData(engine, model));
    const output = await run(script);
    const told = /training loss (\S+) is below/.exec(output)?.[1];
    expect(Number(told) / Number(end.train_loss)).toBeCloseTo(1, 3);
    const left = /train +loss (\S+)/.exec(output)?.[1];
    expect(Number(left) / loss).toBeCloseTo(1, 3);
    expect(loss === end.train_loss).toBe(train === "evaluated");
  });

  it("without data says how to give it, and reads a CSV file", async () => {
    const { model } = await trained(engine, "without data", document);
    const script = exportPytorch(model, producer);
    await expect(run(script)).rejects.toThrow("--data FILE.csv");
    const data = await trainingData(engine, model);
    const lines = data?.train.features.map((row, i) => [...row, data.train.targets[i]].join(","));
    const csv = join(folder, "rows.csv");
    await writeFile(csv, `x1,x2,y\n${lines?.join("\n")}\n`);
    expect(await run(script, ["--data", csv])).toContain("Done: 21 steps.");
  });

  it("trains in two processes, which end with equal parameters", async () => {
    const layers = [
      { type: "dense", units: 5, activation: "relu" },
      { type: "dropout", p: 0.2 },
      "batch_norm",
      { type: "dense" },
    ];
    const { model } = await trained(engine, "parallel", {
      ...document,
      model: { layers },
      regularization: { l2: 0.01 },
    });
    const script = exportPytorch(model, producer, await trainingData(engine, model));
    await writeFile(join(folder, "parallel.py"), script);
    const around = join(folder, "around.py");
    await writeFile(
      around,
      `import json, os, parallel
network = parallel.main([])
numbers = [p.flatten().tolist() for p in network.parameters()]
with open(os.path.join(os.path.dirname(__file__), "rank" + os.environ["RANK"] + ".json"), "w") as file:
    json.dump(numbers, file)`,
    );
    const port = await freePort();
    const words = ["--nproc_per_node=2", `--master_port=${port}`, `--log_dir=${folder}`];
    const output = await python([...TORCHRUN, ...words, around]);
    expect(output).toContain("Done: 21 steps.");
    const [first, second] = await Promise.all(
      [0, 1].map((rank) => readFile(join(folder, `rank${rank}.json`), "utf8")),
    );
    expect(JSON.parse(first ?? "[]").length).toBeGreaterThan(0);
    expect(first).toBe(second);
  });
});

describe("a script with a batch norm", () => {
  /** 41 samples: the last batch has one. */
  const data = { type: "moons", samples: 41, split: { train: 1, validation: 0, test: 0 } };
  const layers = [{ type: "dense", units: 5 }, "batch_norm", { type: "dense" }];
  const script = async (batch_size: number) => {
    const document = { ...BASE, data, model: { layers }, batch_size, stop: { epochs: 2 } };
    const { model } = await trained(engine, "norm", document);
    return exportPytorch(model, producer, await trainingData(engine, model));
  };
  const inTwoProcesses = async (program: string) => {
    const file = join(folder, "norm.py");
    await writeFile(file, program);
    const words = ["--nproc_per_node=2", `--master_port=${await freePort()}`];
    return python([...TORCHRUN, ...words, `--log_dir=${folder}`, file]);
  };

  it("trains on a last batch of one sample, in one process and in two", async () => {
    const program = await script(8);
    expect(await run(program)).toContain("Done: 12 steps.");
    expect(await inTwoProcesses(program)).toContain("Done: 12 steps.");
  });

  it("says that its processes are too many for the batches", async () => {
    await expect(inTwoProcesses(await script(3))).rejects.toThrow(
      "Some of 2 processes get less than two samples of a batch of 3, too few for a batch norm.",
    );
  });
});

/** With PyTorch 1.13 under Python 3.11 it fails without these two words: an empty flag is not found among flags any more. */
const TORCHRUN = ["-m", "torch.distributed.run", "--redirects=1", "--tee=1"];

/** One that nobody listens on now. */
async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  if (address === null || typeof address === "string") throw new Error("There is no port.");
  return address.port;
}
