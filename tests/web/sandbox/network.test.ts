// SPDX-License-Identifier: Apache-2.0
/** A step that is written by hand on a real network: on the trainer's own gradients, from the same start and on the same batches. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createEngine } from "../../../web/node/engine.ts";
import type { Engine, ExperimentDocument } from "../../../web/src/engine/api.ts";
import { LIMITS } from "../../../web/src/sandbox/limits.ts";
import { NETWORK_STEPS, networkPath, networkRace } from "../../../web/src/sandbox/network_path.ts";
import type { Given, NetworkAnswer, WalkAnswer } from "../../../web/src/sandbox/network_task.ts";
import { perform, type Task } from "../../../web/src/sandbox/perform.ts";
import { COMPARED_OPTIMIZERS } from "../../../web/src/sandbox/reference.ts";
import { room } from "./room.ts";
import { OPTIMIZERS } from "./written.ts";

let engine: Engine;
beforeAll(async () => {
  engine = await createEngine({ threads: 1 });
});
afterAll(() => engine.close());

/** Batches, a rate that changes, a penalty, and blocks that are no squares. */
const moons = (type: string, more: ExperimentDocument = {}): ExperimentDocument => ({
  version: 1,
  data: { type: "moons", samples: 60 },
  model: { layers: [{ type: "dense", units: 5, activation: "tanh" }, { type: "dense" }] },
  regularization: { l2: 0.01 },
  optimizer: { type, learning_rate: 0.01 },
  schedule: { type: "step", step_size: 10, gamma: 0.5 },
  batch_size: 7,
  stop: { epochs: 20 },
  ...more,
});

/** For as many parameters as there are. */
const written = (id: string) =>
  (OPTIMIZERS[id] ?? "").replaceAll("[0, 0]", "parameters.map(() => 0)");

const PATIENT = { ...LIMITS, turns: 1e6, time: 60_000 };
const done = async <A>(code: string, task: Task): Promise<A> => {
  const { answer, mistake } = await perform(await room, code, task, PATIENT);
  expect(mistake).toBeUndefined();
  return answer as A;
};

const walkOf = (code: string) => async (start: readonly number[], given: readonly Given[]) =>
  (await done<WalkAnswer>(code, { type: "walk", start, given })).at;

describe("a step on a real network", () => {
  it.each(COMPARED_OPTIMIZERS)("%s agrees with the trainer's at every parameter", async (id) => {
    const { steps, places } = await networkPath(engine, moons(id));
    expect(steps).toHaveLength(NETWORK_STEPS);
    expect(places).toHaveLength(5 * 2 + 5 + 5 + 1);
    const task = { type: "network", steps } as const;
    const answer = await done<NetworkAnswer>(written(id), task);
    expect(answer).toMatchObject({ first: undefined, compared: NETWORK_STEPS });
  });

  it("that is wrong is told by the first number that differs, with its place", async () => {
    const { steps, places } = await networkPath(engine, moons("momentum"));
    const { first } = await done<NetworkAnswer>(written("sgd"), { type: "network", steps });
    expect(first).toMatchObject({ step: 2, parameter: 0 });
    expect(places[0]).toBe("layers[0].weight[0][0]");
    expect(places.at(-1)).toBe("layers[1].bias[0]");
    expect(first?.ours[0]).toBe(steps[1]?.ours[0]);
  });

  it.each(["sgd", "momentum", "adam"])("%s runs as the built-in one does", async (id) => {
    const { losses } = await networkPath(engine, moons(id));
    const raced = await networkRace(engine, moons(id), NETWORK_STEPS, walkOf(written(id)));
    expect(raced).toHaveLength(NETWORK_STEPS + 1);
    expect(raced[0]).toBe(losses[0]);
    // Of 32 bits each step rounds a few times, and the loss has a slope of a few.
    raced.forEach((loss, at) => {
      expect(Math.abs(loss - (losses[at] ?? 0))).toBeLessThan(1e-4);
    });
  });

  it("walks by its own gradients: uphill the loss grows where the built-in one falls", async () => {
    const { losses } = await networkPath(engine, moons("sgd"));
    const uphill = written("sgd").replace("w - rate", "w + rate");
    const raced = await networkRace(engine, moons("sgd"), 20, walkOf(uphill));
    expect(raced.at(-1)).toBeGreaterThan(raced[0] ?? 0);
    expect(losses.at(20)).toBeLessThan(losses[0] ?? 0);
  });

  it("ends where the run does, and where the code leads nowhere", async () => {
    const short = moons("sgd", { stop: { steps: 5 } });
    expect((await networkPath(engine, short)).losses).toHaveLength(6);
    const nowhere = async () => undefined;
    expect(await networkRace(engine, moons("sgd"), 20, nowhere)).toHaveLength(1);
    // Too large for the trainer's numbers, and fine for those of JavaScript.
    const beyond = "function step(parameters) { return parameters.map(() => 1e300); }";
    expect(await networkRace(engine, moons("sgd"), 20, walkOf(beyond))).toHaveLength(1);
  });

  it("races on for nobody", async () => {
    const abort = new AbortController();
    let walked = 0;
    const walk = async (start: readonly number[]) => {
      walked += 1;
      abort.abort(new Error("Closed"));
      return start;
    };
    const raced = networkRace(engine, moons("sgd"), 20, walk, abort.signal);
    await expect(raced).rejects.toThrow("Closed");
    expect(walked).toBe(1);
  });

  it("of convolutions too", async () => {
    const document = moons("adam", {
      data: { type: "digits" },
      model: {
        layers: [
          { type: "conv2d", out_channels: 2, kernel: 3 },
          { type: "flatten" },
          { type: "dense" },
        ],
      },
    });
    const { steps } = await networkPath(engine, document);
    const answer = await done<NetworkAnswer>(written("adam"), { type: "network", steps });
    expect(answer.first).toBeUndefined();
  });
});
