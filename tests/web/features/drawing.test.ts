// SPDX-License-Identifier: Apache-2.0
/** Points drawn by hand, with the trainer itself: what becomes of strokes, and what the network takes along. */
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { createEngine } from "../../../web/node/engine.ts";
import { Settings } from "../../../web/src/app/settings.ts";
import { Workspace } from "../../../web/src/app/workspace.ts";
import { type DrawnPoint, MAXIMUM_POINTS } from "../../../web/src/data/drawn_points.ts";
import { type Engine, HISTORY_COLUMNS } from "../../../web/src/engine/api.ts";
import { DrawingStore } from "../../../web/src/features/data/drawing/store.ts";
import {
  domainOf,
  inside,
  lackOf,
  type Tool,
  touched,
  touches,
} from "../../../web/src/features/data/drawing/strokes.ts";
import { randomNumbers } from "../fixtures/random.ts";

const point = (x: number, y: number, target = 0): DrawnPoint => ({ x, y, target });
const DOMAIN = domainOf([]);

describe("a brush", () => {
  const draw = (points: readonly DrawnPoint[], tool: Tool, x = 0, y = 0) =>
    touched(points, { x, y }, { tool, target: 1 }, DOMAIN, randomNumbers(1));

  it("puts one point, or sprays some around", () => {
    expect(draw([], "point", 0.5, -0.25)).toEqual([point(0.5, -0.25, 1)]);
    const sprayed = draw([], "spray");
    expect(sprayed.length).toBeGreaterThan(1);
    for (const { x, y } of sprayed) expect(Math.hypot(x, y)).toBeLessThan(0.1 * DOMAIN.span);
  });

  it("erases what is near and nothing else", () => {
    const far = point(0.5, 0.5);
    expect(draw([point(0.01, 0), far, point(0, -0.02)], "erase")).toEqual([far]);
    const all = [far];
    expect(draw(all, "erase")).toBe(all);
  });

  it("leaves points at even distances however fast it is moved", () => {
    const to = { x: 0.9, y: 0 };
    const atOnce = touches({ x: 0, y: 0 }, to, "point", DOMAIN);
    let last = { x: 0, y: 0 };
    let slowly = 0;
    for (let x = 0.01; x <= 0.9; x += 0.01) {
      const some = touches(last, { x, y: 0 }, "point", DOMAIN);
      last = some.at(-1) ?? last;
      slowly += some.length;
    }
    expect(atOnce.length).toBeGreaterThan(5);
    expect(Math.abs(atOnce.length - slowly)).toBeLessThanOrEqual(1 + atOnce.length / 4);
  });

  it("puts no more points than a link carries", () => {
    const full = Array.from({ length: MAXIMUM_POINTS - 1 }, () => point(0, 0));
    expect(draw(full, "spray")).toHaveLength(MAXIMUM_POINTS);
    expect(draw(draw(full, "spray"), "point")).toHaveLength(MAXIMUM_POINTS);
  });

  it("does not move the square in which it draws", () => {
    for (const points of [[], [point(-3, 0), point(5, 1)]]) {
      const domain = domainOf(points);
      const corner = inside({ x: 99, y: -99 }, domain);
      expect(domainOf([...points, point(corner.x, corner.y)])).toEqual(domain);
    }
  });
});

describe("what points lack", () => {
  const four = [point(0, 0), point(0.5, 0.25, 1), point(0.25, 0.5), point(-0.5, 0, 1)];

  it("is told until a network can learn from them", () => {
    expect(lackOf(four.slice(1), "classes")).toBe("more");
    expect(
      lackOf(
        four.map((one) => ({ ...one, target: 0 })),
        "classes",
      ),
    ).toBe("classes");
    expect(
      lackOf(
        four.map((one) => ({ ...one, y: 0.25 })),
        "values",
      ),
    ).toBe("places");
    expect(lackOf(four, "classes")).toBeUndefined();
  });
});

describe("drawn points on the page", () => {
  let engine: Engine;
  let workspace: Workspace;
  let store: DrawingStore;

  beforeAll(async () => {
    engine = await createEngine({ threads: 1 });
  });
  afterAll(() => engine.close());
  beforeEach(async () => {
    workspace = await Workspace.start(engine, new Settings({}, ["en"]), {
      read: () => "",
      draft: () => undefined,
      replace: () => {},
    });
    store = new DrawingStore(workspace);
    await vi.waitFor(() => expect(workspace.run.ready).toBe(true));
  });

  async function stroke(label: number, ...places: readonly [number, number][]): Promise<void> {
    const before = store.points.value;
    store.show([...before, ...places.map(([x, y]) => point(x, y, label))]);
    await store.finish(before);
    await vi.waitFor(() => expect(workspace.run.ready).toBe(true));
  }
  const blue = () => stroke(0, [-0.5, -0.5], [-0.5, -0.25], [-0.25, -0.5]);
  const orange = () => stroke(1, [0.5, 0.5], [0.25, 0.5], [0.5, 0.25]);
  const type = () => workspace.document.experiment.data.type;

  it("become the data as soon as there are enough, one stroke one undo", async () => {
    await blue();
    expect(type()).toBe("spiral");
    await orange();
    expect(workspace.document.description.summary).toMatchObject({
      task: "binary",
      class_names: ["1", "2"],
    });
    expect(store.isLearnt).toBe(true);
    await stroke(0, [0, 0.5]);
    expect(store.points.value).toHaveLength(7);
    store.undo();
    await workspace.document.settled();
    expect(store.points.value).toHaveLength(6);
    store.undo();
    await workspace.document.settled();
    expect(type()).toBe("spiral");
  });

  it("that nothing was learnt from yet are undone stroke by stroke too, and so is clearing", async () => {
    await stroke(0, [0, 0]);
    await stroke(0, [0.5, 0]);
    store.undo();
    expect(store.points.value).toHaveLength(1);
    await orange();
    store.clear();
    expect(store.points.value).toEqual([]);
    expect(type()).toBe("table");
    store.undo();
    expect(store.points.value).toHaveLength(4);
    expect(store.isLearnt).toBe(true);
  });

  it("leave the network its weights while the classes stay, and none when there is another", async () => {
    await blue();
    await orange();
    await workspace.run.step();
    const weights = await parameters();
    await stroke(0, [0.75, -0.75]);
    expect(workspace.run.carried).toBe(true);
    expect(await parameters()).toEqual(weights);
    store.undo();
    await workspace.document.settled();
    await vi.waitFor(() => expect(workspace.run.ready).toBe(true));
    expect(await parameters()).toEqual(weights);
    await workspace.reset();
    await vi.waitFor(() => expect(workspace.run.ready).toBe(true));
    expect(await parameters()).not.toEqual(weights);
    await stroke(2, [0, 0.75]);
    expect(workspace.run.carried).toBe(false);
    expect(workspace.run.description.summary.outputs).toBe(3);
  });

  it("are trained on longer with the weights that the network has come to", async () => {
    await blue();
    await orange();
    await workspace.document.set("stop.epochs", 3);
    await workspace.run.epoch();
    await stroke(0, [0.75, -0.75]);
    for (let epoch = 0; epoch < 3; epoch += 1) await workspace.run.epoch();
    expect([workspace.run.carried, workspace.run.ended]).toEqual([true, true]);
    const ended = workspace.run;
    const loss = ended.state?.train_loss;
    const changes = [{ path: "stop.epochs", value: 6 }];
    await workspace.treat({ remedy: "longer", changes, afresh: false });
    await workspace.pause();
    expect(workspace.run).not.toBe(ended);
    expect(workspace.run.carried).toBe(true);
    const column = HISTORY_COLUMNS.indexOf("train_loss");
    const losses = (await workspace.run.recorded()).filter(
      (_, at) => at % HISTORY_COLUMNS.length === column,
    );
    expect(losses).toContain(loss);
    expect(losses.length).toBeGreaterThan(4);
  });

  it("of values are another task, and the points of the classes wait for whoever comes back", async () => {
    await blue();
    await orange();
    store.draw("values");
    expect(store.points.value).toEqual([]);
    store.draw("classes");
    expect(store.points.value).toHaveLength(6);
    store.draw("values");
    await stroke(-0.5, [0, 0], [0.5, 0.5], [0.25, -0.5], [0, 0.25]);
    expect(workspace.document.description.summary.task).toBe("regression");
  });

  it("may begin as those of another dataset", async () => {
    const { points } = workspace.run;
    const taken = Array.from({ length: points.length / 4 }, (_, row) =>
      point(points[4 * row] ?? 0, points[4 * row + 1] ?? 0, points[4 * row + 2] ?? 0),
    );
    await store.begin(taken, "classes");
    expect(workspace.document.description.summary).toMatchObject({ task: "binary", features: 2 });
    expect(store.points.value).toHaveLength(taken.length);
  });

  it("give way to a dataset that is chosen", async () => {
    await stroke(0, [0, 0]);
    await workspace.document.choose("data", "dataset", "moons");
    expect(store.points.value).toEqual([]);
  });

  async function parameters(): Promise<number[][]> {
    const model = await workspace.run.save();
    return model?.parameters.map(({ values }) => [...values]) ?? [];
  }
});
