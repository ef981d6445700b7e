/** Measuring in this Node process, through the package that users import. */
import { createEngine } from "../../build/node/index.js";

/** The first steps compile, touch memory and start threads. */
const WARM_UP_S = 0.3;

export async function nodePlace() {
  return {
    name: "node",
    version: process.versions.node,
    async samplesPerSecond(experiment, { threads, seconds, windows }) {
      const engine = await createEngine({ threads });
      try {
        const run = await engine.open(experiment);
        let before = await trainFor(run, WARM_UP_S);
        let rate = 0;
        for (let window = 0; window < windows; window++) {
          const begin = performance.now();
          const after = await trainFor(run, seconds / windows);
          const elapsed = (performance.now() - begin) / 1000;
          rate = Math.max(rate, (after.samples - before.samples) / elapsed);
          before = after;
        }
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
