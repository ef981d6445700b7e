// SPDX-License-Identifier: Apache-2.0
/**
 * What every engine promises, one test for each member of its interface: run over Node (contract.test.ts) and over the real worker in
 * Chromium (tests/browser/engine.spec.ts). So nothing here may be of Node, of Vitest or of a page.
 */
import { storedTable } from "../../../web/src/data/table.ts";
import type {
  Engine,
  EngineOptions,
  ExperimentDocument,
  Frame,
  Run,
  StudyRun,
} from "../../../web/src/engine/api.ts";

export type Start = (options?: EngineOptions) => Promise<Engine>;
export type Case = (start: Start) => Promise<void>;

/** A member without a case is an error of the types; contract.test.ts looks at the classes too. */
type Cases<T> = { readonly [Member in keyof T]-?: Case };

/** Two features and two classes, all of it small. */
const XOR: ExperimentDocument = {
  data: { type: "xor", samples: 120 },
  model: { layers: [{ type: "dense", units: 4, activation: "tanh" }, { type: "dense" }] },
  optimizer: { type: "adam" },
  stop: { steps: 60 },
  record: { every: 10, unit: "step" },
};
/** One update of it takes a thousand passes over a large batch. */
const LONG_UPDATE: ExperimentDocument = {
  data: { type: "moons", samples: 4000 },
  model: { layers: [{ type: "dense", units: 256, activation: "tanh" }, { type: "dense" }] },
  batch_size: "full",
  optimizer: {
    type: "lbfgs",
    line_search: "none",
    learning_rate: 1e-6,
    max_iterations: 1000,
    max_evaluations: 10_000,
    tolerance_gradient: 0,
    tolerance_change: 0,
  },
};
const LINE: ExperimentDocument = { data: { type: "line", samples: 50 }, stop: { steps: 5 } };
/** Never at its end while a test lasts. */
const ENDLESS: ExperimentDocument = { ...XOR, stop: { steps: 1_000_000_000 } };
const RACE = {
  version: 1,
  kind: "race",
  seeds: 1,
  racers: [
    { name: "slow", optimizer: { type: "sgd", learning_rate: 0.01 } },
    { name: "fast", optimizer: { type: "sgd", learning_rate: 0.3 } },
  ],
  experiment: { ...XOR, stop: { steps: 30 } },
};
const LONG_RACE = { ...RACE, seeds: 10, experiment: { ...XOR, stop: { steps: 50_000 } } };

function holds(condition: unknown, sentence: string): asserts condition {
  if (!condition) throw new Error(`not so: ${sentence}`);
}

function same(actual: unknown, expected: unknown, what: string): void {
  const [is, should] = [actual, expected].map((value) => JSON.stringify(plain(value)));
  if (is !== should) throw new Error(`${what} is ${is} and should be ${should}`);
}

/** JSON knows neither typed arrays nor NaN. */
function plain(value: unknown): unknown {
  return ArrayBuffer.isView(value)
    ? Array.from(value as unknown as ArrayLike<number>, String)
    : value;
}

interface Refused {
  readonly name: string;
  readonly message: string;
  readonly zh: string;
  readonly code?: string;
  readonly path?: string;
}

/** What the promise is refused with: a sentence in both languages, whatever it crossed. */
async function refusal(answer: Promise<unknown>, what: string): Promise<Refused> {
  const error = await answer.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  holds(error instanceof Error, `${what} is refused with an error`);
  const refused = error as Error & Partial<Refused>;
  holds(refused.message !== "", `the refusal of ${what} says why`);
  holds(/\p{Script=Han}/u.test(refused.zh ?? ""), `the refusal of ${what} says so in Chinese`);
  return refused as Refused;
}

async function whenTrue(condition: () => boolean): Promise<void> {
  while (!condition()) await new Promise((resolve) => setTimeout(resolve, 5));
}

function onRun(
  check: (run: Run, engine: Engine) => Promise<void>,
  document: ExperimentDocument = XOR,
): Case {
  return async (start) => {
    const engine = await start({ build: "simd" });
    const run = await engine.open(document);
    await check(run, engine);
    await run.close();
    await engine.close();
  };
}

function onStudy(check: (study: StudyRun) => Promise<void>, document: object = RACE): Case {
  return async (start) => {
    const engine = await start({ build: "simd" });
    const study = await engine.study(document as ExperimentDocument);
    await check(study);
    await study.close();
    await engine.close();
  };
}

export const ENGINE: Cases<Engine> = {
  async module(start) {
    const engine = await start({ build: "simd" });
    same(
      engine.module,
      { name: "simd", threads: 1, reason: "forced", tried: [] },
      "the module of a forced engine",
    );
    await engine.close();
    const refused = await refusal(start({ threads: 0 }), "an engine of no threads");
    same(refused.code, "refused", "the code");
  },

  async catalog(start) {
    const engine = await start({ build: "simd" });
    const catalog = await engine.catalog();
    same(catalog.version, 1, "the version");
    holds(
      catalog.kinds.optimizer.some(({ id }) => id === "adam"),
      "the catalog knows adam",
    );
    holds(catalog.studies.length > 0 && catalog.probes.length > 0, "studies and probes are there");
    await engine.close();
  },

  async validate(start) {
    const engine = await start({ build: "simd" });
    const { experiment, minimal, summary } = await engine.validate(XOR);
    same(experiment.optimizer.type, "adam", "the optimizer");
    holds(!("version" in minimal), "the minimal document leaves the defaults out");
    same(summary.parameters, 17, "the number of parameters");
    same((await engine.validate(JSON.stringify(XOR))).minimal, minimal, "the document as a text");
    const refused = await refusal(engine.validate({ batch_size: -1 }), "a bad batch size");
    same([refused.name, refused.path], ["ExperimentError", "batch_size"], "name and path");
    await engine.close();
  },

  async open(start) {
    const engine = await start({ build: "simd" });
    const frames: Frame[] = [];
    const whole = await engine.open(XOR, (frame) => frames.push(frame));
    await whole.train();
    await whenTrue(() => frames.at(-1)?.state.status === "finished");
    holds(frames.at(-1)?.playing === false, "the last frame stands still");
    const half = await engine.open(XOR);
    await half.step(23);
    const saved = await half.save();
    await half.close();
    const resumed = await engine.open(XOR, () => {}, saved);
    same((await resumed.state()).step, 23, "the step that a saved run goes on from");
    await resumed.train();
    same(await resumed.parameters(), await whole.parameters(), "what is learnt in two pieces");
    same(await resumed.history(), await whole.history(), "the history in two pieces");
    const other = await refusal(
      engine.open({ ...XOR, seed: 5 }, undefined, saved),
      "a saved run of another experiment",
    );
    same(other.name, "ExperimentError", "the name");
    const study = await refusal(engine.open(RACE), "a study that is opened as a run");
    same(study.path, "kind", "the path");
    await engine.close();
  },

  async study(start) {
    const engine = await start({ build: "simd" });
    const study = await engine.study(RACE as ExperimentDocument);
    same(study.description.kind, "race", "the kind");
    const refused = await refusal(engine.study({ kind: "race", seeds: -1 }), "a bad study");
    same([refused.name, refused.path], ["ExperimentError", "racers"], "name and path");
    await engine.close();
  },

  async onCrash(start) {
    const engine = await start({ build: "simd" });
    const told: string[] = [];
    engine.onCrash(({ en }) => told.push(en));
    await (await engine.open(XOR)).train();
    await engine.close();
    same(told, [], "what is told of an engine in health");
  },

  async close(start) {
    const engine = await start({ build: "simd" });
    const run = await engine.open(ENDLESS);
    const study = await engine.study(LONG_RACE as ExperimentDocument);
    const waiting = [
      refusal(run.train(), "training when the engine closes"),
      refusal(study.run(), "a study at work when the engine closes"),
    ];
    await run.state();
    await Promise.all([engine.close(), engine.close()]);
    const later = [
      refusal(engine.catalog(), "catalog() of a closed engine"),
      refusal(engine.validate(XOR), "validate() of a closed engine"),
      refusal(engine.open(XOR), "open() of a closed engine"),
      refusal(engine.study(RACE as ExperimentDocument), "study() of a closed engine"),
      refusal(run.step(), "step() of a closed engine"),
      refusal(study.result(), "result() of a closed engine"),
    ];
    for (const { code } of await Promise.all([...waiting, ...later])) {
      same(code, "closed", "the code");
    }
    await run.close();
    await study.close();
  },
};

export const RUN: Cases<Run> = {
  description: onRun(async (run) => {
    same(run.description.summary.classes, 2, "the number of classes");
    same(run.description.experiment.optimizer.type, "adam", "the optimizer");
  }),
  module: onRun(async (run) => same(run.module.name, "simd", "the module")),
  points: onRun(async (run) => same((await run.points()).length, 4 * 120, "four numbers a sample")),
  predict: onRun(async (run) => {
    const { features } = await run.samples("test");
    const predictions = await run.predict(features);
    const { predictions: asked } = await run.probe({ type: "saliency", part: "test", sample: 3 });
    // One rounding each of features that were standardized and turned back.
    holds(
      Math.abs((predictions[3] ?? 0) - (asked[0] ?? 1)) < 1e-5,
      "predict() is what saliency says",
    );
    same((await run.predict(new Float32Array())).length, 0, "the predictions of no samples");
    const refused = await refusal(run.predict(new Float32Array(3)), "a sample and a half");
    same(refused.path, "features", "the path");
  }),
  samples: onRun(async (run) => {
    const { counts } = run.description.summary;
    const { count, features, targets } = await run.samples("validation");
    same(count, counts.validation, "the number of samples");
    same([features.length, targets.length], [2 * count, count], "features and targets");
    holds(
      targets.every((target) => target === 0 || target === 1),
      "targets are class numbers",
    );
    const refused = await refusal(run.samples("foo" as "test"), "a part that is none");
    same(refused.path, "part", "the path");
  }),
  state: onRun(async (run) => {
    const { status, step, rows } = await run.state();
    same([status, step, rows], ["ready", 0, 1], "the state of a new run");
  }),
  play: onRun(async (run) => {
    await run.play();
    while ((await run.state()).step === 0);
    holds((await run.pause()).step > 0, "play() trains");
  }, ENDLESS),
  pause: async (start) => {
    await onRun(async (run) => {
      await run.play();
      const { step } = await run.pause();
      same((await run.state()).step, step, "the step after a pause");
    }, ENDLESS)(start);
    // In the middle of an update, of which nothing is seen.
    await onRun(async (run) => {
      const before = await run.parameters();
      await run.play();
      while ((await run.state()).passes === 0);
      const paused = await run.pause();
      holds(paused.step === 0 && paused.passes > 0, "a pause comes between two passes");
      same(await run.state(), paused, "the state after a pause");
      same(await run.parameters(), before, "what is seen of an update under way");
      same((await run.reset()).passes, 0, "the passes of an update that a reset has dropped");
    }, LONG_UPDATE)(start);
  },
  step: onRun(async (run) => {
    same((await run.step()).step, 1, "one step");
    same((await run.step(4)).step, 5, "four more");
    const refused = await refusal(run.step(-1), "a negative number of steps");
    same(refused.path, "count", "the path");
  }),
  epoch: onRun(async (run) => {
    const { steps_per_epoch } = run.description.summary;
    same((await run.epoch()).step, steps_per_epoch, "an epoch");
  }),
  reset: onRun(async (run) => {
    const before = await run.parameters();
    await run.step(10);
    const { step, rows } = await run.reset();
    same([step, rows], [0, 1], "step and rows");
    same(await run.parameters(), before, "the initial parameters");
  }),
  async change(start) {
    await onRun(async (run, engine) => {
      const other: ExperimentDocument = {
        ...XOR,
        optimizer: { type: "adam", learning_rate: 0.25, beta1: 0.5 },
        schedule: { type: "cosine", t_max: 50 },
        batch_size: 7,
        clip: { type: "norm" },
        stop: { steps: 40 },
      };
      await run.step(13);
      const saved = await run.save();
      same((await run.change(other)).experiment.optimizer.learning_rate, 0.25, "the learning rate");
      same(run.description.experiment.batch_size, 7, "the batch size of the description");
      same((await run.state()).step, 13, "the step after a change");
      const resumed = await engine.open(other, undefined, saved);
      await resumed.train();
      same((await run.train()).step, 40, "the end of the changed document");
      same(await run.parameters(), await resumed.parameters(), "what a changed run learns");
      same(await run.history(), await resumed.history(), "the history of a changed run");
      const fresh = await engine.open(other);
      await run.reset();
      await Promise.all([run.train(), fresh.train()]);
      same(await run.parameters(), await fresh.parameters(), "what it learns after a reset");
    })(start);
    await onRun(async (run, engine) => {
      await run.play();
      const rate = { type: "sgd", learning_rate: -1 };
      const refused = await refusal(
        run.change({ ...ENDLESS, optimizer: rate as { type: "sgd" } }),
        "a negative learning rate",
      );
      same(refused.path, "optimizer.learning_rate", "the path");
      const over = await refusal(run.change({ ...ENDLESS, seed: 5 }), "another seed");
      same(over.path, "seed", "the path of what starts over");
      await run.reset();
      await run.step(20);
      const untouched = await engine.open(ENDLESS);
      await untouched.step(20);
      same(await run.parameters(), await untouched.parameters(), "a run that refused a change");
    }, ENDLESS)(start);
  },
  setParameters: async (start) => {
    await onRun(async (run) => {
      await run.step(5);
      const before = await run.state();
      const values = Float32Array.of(1, -1, 0.5, -0.5, 2, -2, 0.25, 0);
      const state = await run.setParameters("layers[0].weight", values);
      same((await run.parameters()).slice(0, 8), values, "the parameters that were set");
      same([state.step, state.edited], [5, true], "step and edited");
      holds(state.train_loss !== before.train_loss, "the loss is measured anew");
      const saved = await run.save();
      same([saved.edited, saved.parameters[0]?.values[4]], [true, 2], "what is saved");
      holds((await run.step()).edited === true, "it stays edited");
      same("edited" in (await run.reset()), false, "edited after a reset");
      const few = await refusal(run.setParameters("layers[0].weight", values.slice(1)), "7 of 8");
      same(few.path, "layers[0].weight", "the path");
      const broken = Float32Array.from(values).fill(Number.NaN);
      same(
        (await refusal(run.setParameters("layers[0].weight", broken), "NaN")).path,
        "layers[0].weight",
        "the path",
      );
      same((await refusal(run.setParameters("wait", values), "no block")).path, "block", "");
    })(start);
    await onRun(async (run) => {
      await run.play();
      const { step } = await run.setParameters("layers[1].bias", Float32Array.of(3));
      same((await run.state()).step, step, "a run whose parameters are set stands still");
    }, ENDLESS)(start);
  },
  setPace: onRun(async (run) => {
    await run.setPace({ steps_per_frame: 1 });
    await run.setPace("unlimited");
    same(
      (await refusal(run.setPace({ steps_per_frame: 0 }), "no pace")).name,
      "ExperimentError",
      "",
    );
  }),
  async want(start) {
    const engine = await start({ build: "simd" });
    const run = await engine.open(XOR);
    const maps: number[][] = [[], []];
    let confusion: Float32Array | undefined;
    const small = await run.want({ kind: "map", width: 6, height: 4 }, ({ values }) =>
      maps[0]?.push(values.length),
    );
    await run.want({ kind: "map", width: 5, height: 5 }, ({ values }) =>
      maps[1]?.push(values.length),
    );
    await run.want({ kind: "confusion", part: "train" }, (counts) => {
      confusion = counts;
    });
    await whenTrue(() => confusion !== undefined && maps.every(({ length }) => length > 0));
    same([maps[0]?.[0], maps[1]?.[0]], [24, 25], "the pixels of two maps");
    same(confusion, await run.confusion("train"), "the confusion");
    let learnt: Float32Array | undefined;
    const parameters = await run.want({ kind: "parameters" }, (values) => {
      learnt = values;
    });
    await whenTrue(() => learnt !== undefined);
    same(learnt, await run.parameters(), "the parameters that are shown");
    let answering = 0;
    const activations = await run.want(
      { kind: "activations", part: "train", sample: 1 },
      ({ layers }) => {
        answering = layers.length;
      },
    );
    await whenTrue(() => answering === run.description.summary.layers.length);
    await activations.release();
    await parameters.release();
    await small.release();
    await small.release();
    const shown = maps.map(({ length }) => length);
    await run.step();
    await whenTrue(() => (maps[1]?.length ?? 0) > (shown[1] ?? 0));
    same(maps[0]?.length, shown[0], "how often a view is shown that was released");
    const line = await engine.open(LINE);
    let curve: Float32Array | undefined;
    await line.want({ kind: "curve", count: 9 }, (values) => {
      curve = values;
    });
    await whenTrue(() => curve?.length === 9);
    const none = { kind: "foo" } as unknown as { kind: "curve"; count: 2 };
    same(
      (
        await refusal(
          run.want(none, () => {}),
          "a view that is none",
        )
      ).path,
      "kind",
      "the path",
    );
    await engine.close();
    await small.release();
  },
  snapshot: onRun(async (run) => {
    await run.step(7);
    const { step, bytes } = await run.snapshot();
    same(step, 7, "the step");
    holds(bytes > 0, "a snapshot has bytes");
  }),
  async snapshots(start) {
    const engine = await start({ build: "simd" });
    const run = await engine.open(XOR, () => {});
    await run.train();
    const steps = (await run.snapshots()).map(({ step }) => step);
    same([steps[0], steps.at(-1)], [0, 60], "the steps that a run with frames keeps by itself");
    const unseen = await engine.open(XOR);
    await unseen.train();
    same(await unseen.snapshots(), [], "what a run that nobody watches keeps");
    await engine.close();
  },
  async restore(start) {
    const engine = await start({ build: "simd" });
    const frames: Frame[] = [];
    const run = await engine.open(XOR, (frame) => frames.push(frame));
    await run.step(23);
    const { mark } = await run.snapshot();
    await run.train();
    const [parameters, history] = [await run.parameters(), await run.history()];
    const before = await run.snapshots();
    same((await run.restore(mark)).step, 23, "the step after a restore");
    same(await run.snapshots(), before, "the snapshots after a restore");
    await whenTrue(() => frames.at(-1)?.state.step === 23);
    await run.train();
    same(await run.parameters(), parameters, "what is learnt again");
    same(await run.history(), history, "the history again");
    await run.restore(mark);
    await run.change({ ...XOR, optimizer: { type: "adam", learning_rate: 0.5 } });
    await run.step();
    const steps = (await run.snapshots()).map(({ step }) => step);
    same(steps.at(-1), 24, "the last snapshot of another future");
    same((await refusal(run.restore(-1), "a mark that is none")).path, "mark", "the path");
    await run.step();
    await whenTrue(() => frames.at(-1)?.state.step === 25);
    await engine.close();
  },
  async reopen(start) {
    const engine = await start({ build: "simd" });
    const run = await engine.open(XOR);
    await run.step(23);
    await run.snapshot();
    const again = await run.reopen();
    same((await again.state()).step, 23, "the step of a run that is opened again");
    same((await refusal(run.state(), "the run in its old life")).code, "closed", "the code");
    await engine.close();
  },
  train: onRun(async (run) => {
    const steps: number[] = [];
    const { status, step } = await run.train({
      onPoints: (rows) => {
        for (let at = 0; at < rows.length; at += 8) steps.push(rows[at] ?? Number.NaN);
      },
    });
    same([status, step], ["finished", 60], "the end");
    same(steps, [0, 10, 20, 30, 40, 50, 60], "the points");
    const aborted = new AbortController();
    aborted.abort();
    same((await run.train({ signal: aborted.signal })).step, 60, "the step at an abort");
  }),
  history: onRun(async (run) => {
    await run.step(20);
    const history = await run.history();
    same([history.length, history[8], history[16]], [24, 10, 20], "length and steps");
  }),
  evaluate: onRun(async (run) => {
    const { loss, accuracy } = await run.evaluate("test");
    holds(loss > 0 && accuracy !== undefined, "loss and accuracy are there");
    const refused = await refusal(run.evaluate("foo" as "test"), "a part that is none");
    same(refused.path, "part", "the path");
  }),
  confusion: onRun(async (run) => {
    const { train } = run.description.summary.counts;
    const counts = await run.confusion("train");
    same(
      counts.reduce((sum, count) => sum + count),
      train,
      "the sum of the counts",
    );
  }),
  parameters: onRun(async (run) => same((await run.parameters()).length, 17, "their number")),
  probe: async (start) => {
    await onRun(async (run) => {
      const { step, made, layers } = await run.probe({ type: "layers" });
      same([step, made, layers.length], [1, true, 2], "the answer");
      const bad = { type: "foo" } as unknown as { type: "layers" };
      same((await refusal(run.probe(bad), "a question that is none")).name, "ExperimentError", "");
    })(start);
    // The step that is described is made in pieces like every other.
    await onRun(async (run) => {
      const asked = refusal(run.probe({ type: "update" }), "a step that is broken off");
      while ((await run.state()).passes === 0);
      const paused = await run.pause();
      holds(paused.step === 0 && paused.passes > 0, "a pause comes between two passes of a probe");
      same((await asked).name, "ExperimentError", "");
      same(await run.state(), paused, "the state after it");
    }, LONG_UPDATE)(start);
  },
  save: onRun(async (run) => {
    await run.step(3);
    const { steps, parameters, state } = await run.save();
    same([steps, parameters.length], [3, 4], "steps and blocks");
    holds(state !== undefined && state.length > 0, "the state is there");
  }),
  close: onRun(async (run) => {
    const waiting = refusal(run.train(), "training when the run closes");
    await run.state();
    await Promise.all([run.close(), run.close()]);
    same((await waiting).code, "closed", "the code of what was under way");
    same((await refusal(run.step(), "step() of a closed run")).code, "closed", "the code");
    await run.close();
  }, ENDLESS),
};

export const STUDY: Cases<StudyRun> = {
  description: onStudy(async (study) => {
    same(study.description.kind, "race", "the kind");
    holds(study.description.title.zh !== "", "it has a title");
  }),
  module: onStudy(async (study) => same(study.module.name, "simd", "the module")),
  run: onStudy(async (study) => {
    const result = await study.run();
    same(result.best, "fast", "the winner");
    same(result.table.rows.length, 2, "the rows");
    same(await study.result(), result, "the result afterwards");
  }),
  result: async (start) => {
    const engine = await start({ build: "simd" });
    const study = await engine.study(LONG_RACE as ExperimentDocument);
    const abort = new AbortController();
    const progress: number[] = [];
    const cut = await study.run({
      signal: abort.signal,
      onProgress: (told) => {
        progress.push(told.progress);
        abort.abort();
      },
    });
    holds((progress[0] ?? 0) > 0, "progress is told");
    same(await study.result(), cut, "the result of a study that was cut");
    await engine.close();
  },
  close: onStudy(async (study) => {
    const waiting = refusal(study.run(), "a study at work when it closes");
    await study.result();
    await Promise.all([study.close(), study.close()]);
    same((await waiting).code, "closed", "the code of what was under way");
    same((await refusal(study.result(), "result() of a closed study")).code, "closed", "the code");
    same((await refusal(study.run(), "run() of a closed study")).code, "closed", "the code");
  }, LONG_RACE),
};

/** Data beside the document: a function of the user's answers for the trainer, across the worker too. */
const TABLES: Case = async (start) => {
  const features = Uint8Array.from({ length: 4 * 60 }, (_, i) => (i * 37) % 97);
  const targets = Uint8Array.from({ length: 60 }, (_, i) => i % 2);
  const { file, data } = await storedTable("own", {
    shape: [4],
    features,
    targets,
    classes: ["even", "odd"],
    target: "kind",
  });
  let asked = "";
  const tables = (sha256: string, name: string) => {
    asked = `${name} ${sha256}`;
    return file;
  };
  const engine = await start({ build: "simd", tables });
  const run = await engine.open({ data, stop: { steps: 3 } });
  same((await run.train()).step, 3, "the step");
  same(asked, `own ${data.sha256}`, "what was asked for");
  const { summary } = await engine.validate({ data: { type: "iris" } });
  same(summary.features, 4, "the features of a table that comes with the trainer");
  await engine.close();
  const bare = await start({ build: "simd" });
  const refused = await refusal(bare.validate({ data }), "a table that nobody has");
  same(refused.path, "data.sha256", "the path");
  holds(refused.message.includes("own.safetensors"), "the refusal names the file");
  await bare.close();
};

/** Every case under its name: `Run.step`. */
export const CASES: ReadonlyMap<string, Case> = new Map(
  Object.entries({ Engine: { ...ENGINE, tables: TABLES }, Run: RUN, StudyRun: STUDY }).flatMap(
    ([of, cases]) =>
      Object.entries(cases).map(([member, check]): [string, Case] => [`${of}.${member}`, check]),
  ),
);
