// SPDX-License-Identifier: Apache-2.0
/** ONNX files as ONNX Runtime reads them. */
import { env, InferenceSession, Tensor } from "onnxruntime-web";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createEngine } from "../../../web/node/engine.ts";
import type { Engine } from "../../../web/src/engine/api.ts";
import { exportOnnx } from "../../../web/src/exporters/onnx.ts";
import { allTrained, difference, TOLERANCE, type Trained } from "./trained.ts";

const producer = { name: "Downhill", version: "1.2.3" };

async function predictions(file: Uint8Array, inputs: Trained["inputs"]): Promise<number[][]> {
  const session = await InferenceSession.create(file, { executionProviders: ["wasm"] });
  const columns = inputs[0]?.length ?? 0;
  const features = new Tensor("float32", Float32Array.from(inputs.flat()), [
    inputs.length,
    columns,
  ]);
  const { predictions } = await session.run({ features });
  await session.release();
  if (predictions === undefined) throw new Error("There is no output named predictions.");
  const numbers = Array.from(predictions.data as Float32Array);
  const width = numbers.length / inputs.length;
  return inputs.map((_, row) => numbers.slice(row * width, (row + 1) * width));
}

describe("an ONNX file", () => {
  let engine: Engine;
  let networks: Trained[];
  beforeAll(async () => {
    env.wasm.numThreads = 1;
    engine = await createEngine({ threads: 1 });
    networks = await allTrained(engine);
  }, 60_000);
  afterAll(() => engine.close());

  it("predicts what the engine predicts, with every layer, activation and loss", async () => {
    const differences: Record<string, number> = {};
    for (const { name, model, inputs, predictions: expected } of networks) {
      const actual = await predictions(exportOnnx(model, producer), inputs);
      differences[name] = difference(actual, expected);
    }
    const wrong = Object.entries(differences).filter(([, value]) => !(value <= TOLERANCE));
    expect(wrong).toEqual([]);
    expect(Object.keys(differences).length).toBeGreaterThan(20);
  }, 60_000);

  it("names its producer, its classes and its features", () => {
    const iris = networks.find(({ name }) => name === "layer residual");
    if (iris === undefined) throw new Error("There is no network on iris.");
    const text = new TextDecoder("latin1").decode(exportOnnx(iris.model, producer));
    expect(text).toContain("Downhill");
    expect(text).toContain("1.2.3");
    expect(text).toContain(JSON.stringify(iris.model.summary.class_names));
    expect(text).toContain(JSON.stringify(iris.model.summary.feature_names));
  });
});
