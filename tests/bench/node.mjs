/** Measuring in this Node process, through the package that users import. */
import { createEngine } from "../../build/node/index.js";

/** The first steps compile, touch memory and start threads. */
const WARM_UP_S = 0.3;

export async function nodePlace() {
  return {
    name: "node",
    version: process.versions.node,
    async samplesPerSecond(experiment, threads, seconds) {
      const engine = await createEngine({ threads });
      try {
        const run = await engine.open(experiment);
        await trainFor(run, WARM_UP_S);
        const before = await run.state();
        const begin = performance.now();
        const after = await trainFor(run, seconds);
        const rate = (after.samples - before.samples) / ((performance.now() - begin) / 1000);
        return { rate, module: run.module.name };
      } finally {
        await engine.close();
      }
    },
    async close() {},
  };
}

async function trainFor(run, seconds) {
  const signal = AbortSignal.timeout(seconds * 1000);
  const state = await run.train({ signal });
  if (state.status !== "ready") throw new Error(`the run ${state.status} while it was measured`);
  return state;
}
