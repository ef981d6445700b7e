// SPDX-License-Identifier: Apache-2.0
/**
 * Every preset trains to its mark (presets/reach.json), in the arithmetic that repeats everywhere; what it has learned then is the picture
 * of its card (`npx vitest run tests/web/presets.test.ts -u` writes the pictures anew).
 */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createEngine } from "../../web/node/engine.ts";
import { resultsOf } from "../../web/node/results.ts";
import { packPicture } from "../../web/src/charts/kept_picture.ts";
import type { RunPicture } from "../../web/src/charts/run_painter.ts";
import type { Engine, Run, ViewAnswer, ViewKind, ViewSpec } from "../../web/src/engine/api.ts";
import { RunHistory } from "../../web/src/sessions/history.ts";

const FOLDER = join(import.meta.dirname, "../../presets");
const MARKS = "reach.json";
/** Places of the map along a side, and pictures along a side. */
const MAP = 40;
const ACROSS = 4;
const PICTURES = ["digits", "mnist"];
/** Losses that fall further than this are shown by their powers of ten. */
const FAR = 100;

interface Bounds {
  readonly at_least?: number;
  readonly at_most?: number;
}
/** A word is the result itself: the status of a run that does not end well, and is meant to. */
type Mark = Bounds | string;

const read = (file: string) => readFileSync(join(FOLDER, file), "utf8");
const marks: Record<string, Record<string, Mark>> = JSON.parse(read(MARKS));
const groups: readonly { readonly presets: readonly { readonly id: string }[] }[] = JSON.parse(
  read("gallery/stories.json"),
);
const told = groups.flatMap(({ presets }) => presets.map(({ id }) => id));
const presets = readdirSync(FOLDER)
  .filter((file) => file.endsWith(".json") && file !== MARKS)
  .map((file) => file.slice(0, -".json".length));

const look = <K extends ViewKind>(run: Run, spec: ViewSpec<K>): Promise<ViewAnswer<K>> =>
  new Promise((resolve, reject) => {
    run.want(spec, resolve).catch(reject);
  });

async function pictureOf(run: Run): Promise<RunPicture> {
  const { description } = run;
  const { features } = description.summary;
  const history = new RunHistory(description.experiment.record.unit);
  history.append(0, await run.history());
  const { train_loss: train, validation_loss: validation } = history.curves;
  const lowest = Math.min(...train.mean.subarray(0, train.count));
  const side = PICTURES.includes(description.experiment.data.type) ? Math.sqrt(features) : 0;
  return {
    description,
    samples: await run.points(),
    map: features === 2 ? await look(run, { kind: "map", width: MAP, height: MAP }) : undefined,
    curve: features === 1 ? await look(run, { kind: "curve", count: 64 }) : undefined,
    tiles:
      side === 0
        ? undefined
        : {
            width: side,
            height: side,
            values: (await run.samples("train")).features.subarray(0, ACROSS ** 2 * features),
          },
    train,
    validation,
    logarithmic: Math.max(...train.mean.subarray(0, train.count)) > FAR * lowest,
  };
}

describe("a preset", () => {
  let engine: Engine;
  beforeAll(async () => {
    engine = await createEngine();
  });
  afterAll(() => engine.close());

  it("has a mark, and every mark a preset", () => {
    expect(Object.keys(marks).toSorted()).toEqual(presets.toSorted());
  });

  it("has a story only once, and every story a preset", () => {
    expect(new Set(told).size).toBe(told.length);
    expect(told.filter((id) => !presets.includes(id))).toEqual([]);
  });

  it.each(presets)(
    "%s reaches its mark",
    async (name) => {
      const run = await engine.open(read(`${name}.json`));
      const state = await run.train();
      const results: Record<string, unknown> = { ...(await resultsOf(run, state, 1, 0)) };
      const own = Object.entries({ status: "finished", ...marks[name] });
      expect(own.length, "marks").toBeGreaterThan(marks[name]?.status === undefined ? 1 : 0);
      for (const [metric, mark] of own) {
        const value = results[metric];
        if (typeof mark === "string") {
          expect(value, metric).toBe(mark);
          continue;
        }
        expect(value, metric).toBeTypeOf("number");
        const { at_least, at_most } = mark;
        if (at_least !== undefined) expect(value, metric).toBeGreaterThanOrEqual(at_least);
        if (at_most !== undefined) expect(value, metric).toBeLessThanOrEqual(at_most);
      }
      if (told.includes(name)) {
        const picture = `${JSON.stringify(packPicture(await pictureOf(run)))}\n`;
        const file = join(FOLDER, `gallery/pictures/${name}.json`);
        await expect(picture).toMatchFileSnapshot(file);
      }
      await run.close();
      // A minute of two quiet cores is many of a busy machine: this ends what hangs.
    },
    1_200_000,
  );
});
