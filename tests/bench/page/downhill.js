// SPDX-License-Identifier: Apache-2.0
/** Downhill as its users hold it, in a browser and in Node alike. */

/** Engines by number of threads; each is a worker with its module. */
export function downhill(createEngine, options = {}) {
  const engines = new Map();
  const engine = (threads) => {
    if (!engines.has(threads)) engines.set(threads, createEngine({ ...options, threads }));
    return engines.get(threads);
  };

  /** Of a document; `run` answers the seconds of so many steps. */
  async function open({ document, threads }) {
    const run = await (await engine(threads)).open(document);
    return {
      module: run.module.name,
      description: run.description,
      async run(steps) {
        const begin = performance.now();
        const { status } = await run.step(steps);
        const seconds = (performance.now() - begin) / 1000;
        if (status !== "ready") throw new Error(`the run ${status}`);
        return seconds;
      },
      close: () => run.close(),
    };
  }

  /** What a peer needs to begin where this run does: numbers as the network is fed them, parameters as they lie in the block. */
  async function taskOf(run) {
    const { experiment, summary } = run.description;
    const { features, targets, count } = await run.samples("train");
    return {
      layers: summary.layers.map((layer, at) => ({ ...experiment.model.layers[at], ...layer })),
      loss: experiment.loss,
      optimizer: experiment.optimizer,
      batch: Math.min(Number(experiment.batch_size) || count, count),
      classes: summary.classes,
      features,
      targets,
      parameters: await run.parameters(),
    };
  }

  /** For a peer to be measured on: its batches are the samples in their order, ready-made. */
  async function timed(document) {
    const run = await (await engine(1)).open(document);
    const task = await taskOf(run);
    await run.close();
    return task;
  }

  /** Trains so many common steps, and tells what a peer needs to do the same, and the losses before and after. */
  async function common(document, steps) {
    const run = await (await engine(1)).open(document);
    const task = await taskOf(run);
    const evaluation = { features: task.features, targets: task.targets };
    const first = (await run.evaluate("train")).loss;
    const batches = task.batch === 1 ? await oneByOne(run, steps) : await run.step(steps);
    const { loss } = await run.evaluate("train");
    await run.close();
    return { task: { ...task, ...(task.batch === 1 ? batches : {}), evaluation }, first, loss };
  }

  /** A probe of the update tells which sample it was made of. */
  async function oneByOne(run, steps) {
    const features = [];
    const targets = [];
    for (let step = 0; step < steps; step += 1) {
      const update = await run.probe({ type: "update" });
      features.push(...update.inputs);
      targets.push(...update.targets);
    }
    return { features: Float32Array.from(features), targets: Float32Array.from(targets) };
  }

  /** Seconds of a whole study. */
  async function study(document, threads) {
    const run = await (await engine(threads)).study(document);
    const begin = performance.now();
    await run.run();
    const seconds = (performance.now() - begin) / 1000;
    await run.close();
    return seconds;
  }

  return {
    open,
    timed,
    common,
    study,
    async close() {
      for (const one of engines.values()) await (await one).close();
      engines.clear();
    },
  };
}
