/** The training loop over a session without wasm: slices, pause, pace, frames and their acknowledgement. */
import { describe, expect, it } from "vitest";
import type { Description, Frame, ViewAnswer } from "../../../web/src/engine/api.ts";
import { ExperimentError } from "../../../web/src/engine/contract/experiment_error.ts";
import type { Shown } from "../../../web/src/engine/contract/protocol.ts";
import { type HostOptions, SessionHost } from "../../../web/src/engine/worker/session_host.ts";
import { FRAME_MS, SLICE_MS } from "../../../web/src/engine/worker/training.ts";
import { FakeClock } from "./fake_clock.ts";
import { type FakeBehaviour, FakeSession } from "./fake_module.ts";

/** A frame with the views of its refresh, by the number of their lease. */
type Seen = Frame & {
  readonly views: ReadonlyMap<number, ViewAnswer>;
  readonly generation: number;
};

/** A screen that refreshes when the test says so. */
class Screen {
  readonly frames: Seen[] = [];
  #acknowledge: (() => void) | undefined;

  readonly present = ({ frame, generation, views }: Shown): Promise<void> => {
    expect(this.#acknowledge, "a frame came before the last one was acknowledged").toBeUndefined();
    const seen = views.flatMap(({ leases, answer }) =>
      leases.map((lease): [number, ViewAnswer] => [lease, answer]),
    );
    this.frames.push({ ...frame, generation, views: new Map(seen) });
    return new Promise((resolve) => {
      this.#acknowledge = resolve;
    });
  };

  get last(): Seen {
    const frame = this.frames.at(-1);
    if (frame === undefined) throw new Error("no frame yet");
    return frame;
  }

  async refresh(): Promise<void> {
    // A frame on its way arrives first.
    await turns(1);
    this.#acknowledge?.();
    this.#acknowledge = undefined;
    await turns(3);
  }
}

const WITH_RATE = (learning_rate: number): string =>
  JSON.stringify({ optimizer: { learning_rate } });

/** So many rounds of the event loop. */
async function turns(count: number): Promise<void> {
  for (let i = 0; i < count; i++) await new Promise((resolve) => setImmediate(resolve));
}

function stage(behaviour: FakeBehaviour = {}, options: Partial<HostOptions> = {}) {
  const clock = new FakeClock();
  const session = new FakeSession("{}", 1, { onCost: (ms) => clock.pass(ms), ...behaviour });
  const screen = new Screen();
  const crashes: unknown[] = [];
  const host = new SessionHost(session, {
    description: JSON.parse(session.describe()) as Description,
    clock,
    present: screen.present,
    onCrash: (error) => crashes.push(error),
    ...options,
  });
  return { clock, session, screen, crashes, host };
}

describe("motions", () => {
  it("steps, epochs and resets", async () => {
    const { host } = stage();
    expect((await host.step()).step).toBe(1);
    expect((await host.step(4)).step).toBe(5);
    expect((await host.epoch()).step).toBe(8);
    expect((await host.epoch()).step).toBe(16);
    expect((await host.reset(1)).step).toBe(0);
  });

  it("tells every recorded point once, from the first on", async () => {
    const { host } = stage({ lastStep: 1000 });
    const steps: number[] = [];
    await host.train(undefined, (rows) => {
      for (let row = 0; row < rows.length; row += 8) steps.push(rows[row] ?? Number.NaN);
    });
    expect(steps).toEqual(Array.from({ length: 1001 }, (_, step) => step));
  });

  it("is at the end of a step when its losses are recorded", async () => {
    const { host } = stage({ recordSlices: 3 });
    const state = await host.step();
    expect(state).toMatchObject({ step: 1, recording: false });
    expect((await host.step(2)).step).toBe(3);
  });

  it("trains in slices until the run ends", async () => {
    const { host, clock } = stage({ lastStep: 1000 });
    const state = await host.train();
    expect(state).toMatchObject({ status: "finished", step: 1000 });
    expect(clock.time).toBe(100);
  });

  it("obeys a pause after the slice under way", async () => {
    const { host, clock } = stage();
    await host.play();
    await turns(5);
    const before = clock.time;
    const { step } = await host.pause();
    await turns(5);
    expect((await host.state()).step).toBe(step);
    expect(clock.time - before).toBeLessThanOrEqual(SLICE_MS);
  });

  it("resumes where it stood", async () => {
    const { host } = stage();
    await host.play();
    await turns(2);
    const { step } = await host.pause();
    await host.play();
    await turns(2);
    expect((await host.pause()).step).toBeGreaterThan(step);
  });

  it("lets a step end play, and a pause end many steps", async () => {
    const { host } = stage();
    await host.play();
    await turns(2);
    const { step } = await host.step();
    await turns(3);
    expect((await host.state()).step).toBe(step);
    const many = host.step(1e9);
    await turns(3);
    await host.pause();
    expect((await many).step).toBeLessThan(1e9);
  });

  it("ends train() at a pause", async () => {
    const { host } = stage();
    const training = host.train();
    await turns(3);
    await host.pause();
    expect(await training).toMatchObject({ status: "ready" });
  });

  it("tells progress now and then, not at every slice", async () => {
    const { host } = stage({ lastStep: 10_000 });
    const told: number[] = [];
    await host.train((state) => told.push(state.step));
    expect(told.length).toBeGreaterThan(5);
    expect(told.length).toBeLessThanOrEqual(10);
  });

  it("ends train() with the first rows that could not be told, and not before it is over", async () => {
    const { host } = stage({ lastStep: 1000 });
    let calls = 0;
    const training = host.train(undefined, async () => {
      calls += 1;
      if (calls === 2) throw new Error("no room");
    });
    await expect(training).rejects.toThrow("no room");
    expect(calls).toBeGreaterThan(2);
    expect(await host.state()).toMatchObject({ step: 1000 });
  });

  it("stands still where who is told of its progress throws", async () => {
    const { host, screen } = stage();
    const training = host.train(() => {
      throw new Error("no room");
    });
    await expect(training).rejects.toThrow("no room");
    for (let i = 0; i < 5; i++) await screen.refresh();
    expect(screen.last.playing).toBe(false);
    expect(screen.last.state).toEqual(await host.state());
  });

  it("changes the learning rate while it plays, and passes a refusal on as a value", async () => {
    const { host, screen } = stage();
    await host.play();
    expect(await host.change(WITH_RATE(0.5))).toMatchObject({ summary: {} });
    await turns(2);
    await screen.refresh();
    expect(screen.last.state.learning_rate).toBe(0.5);
    expect(((await host.change(WITH_RATE(-1))) as { error: { path: string } }).error.path).toBe(
      "seed",
    );
  });
});

describe("frames", () => {
  it("wait for the acknowledgement of the last one, while training goes on", async () => {
    const { host, screen } = stage();
    await host.play();
    await turns(10);
    expect(screen.frames).toHaveLength(1);
    expect((await host.state()).step).toBeGreaterThan(100);
    await screen.refresh();
    expect(screen.frames).toHaveLength(2);
    expect(screen.last.playing).toBe(true);
  });

  it("hold every row of the history once", async () => {
    const { host, screen } = stage({ lastStep: 3000 });
    await host.play();
    for (let i = 0; i < 100; i++) await screen.refresh();
    const steps = screen.frames.flatMap(({ history }) =>
      Array.from({ length: history.length / 8 }, (_, row) => history[row * 8]),
    );
    expect(steps).toEqual(Array.from({ length: 3001 }, (_, i) => i));
    expect(screen.last).toMatchObject({ playing: false, state: { status: "finished" } });
  });

  it("begin with row 0 again after a reset", async () => {
    const { host, screen } = stage();
    await host.step(10);
    await screen.refresh();
    await host.reset(1);
    await screen.refresh();
    expect(screen.last.history_from).toBe(0);
    expect(screen.last.history).toHaveLength(8);
  });

  it("begun before a reset never land after it", async () => {
    const { host, screen, session } = stage({ rowCost: 2 });
    await screen.refresh();
    await host.step(10);
    await host.want(1, { kind: "map", width: 4, height: 64 });
    await screen.refresh();
    // A map of the steps so far is being made, band by band.
    expect(session.maps.length).toBeGreaterThan(0);
    const { length } = screen.frames;
    await host.reset(1);
    for (let i = 0; i < 60; i++) await screen.refresh();
    const later = screen.frames.slice(length);
    expect(later.length).toBeGreaterThan(0);
    expect(later.map(({ generation, state }) => [generation, state.step])).toEqual(
      later.map(() => [1, 0]),
    );
    expect(screen.last.views.get(1)).toMatchObject({ values: { length: 256 } });
  });

  it("come to rest when nothing changes", async () => {
    const { host, screen } = stage();
    await host.step();
    for (let i = 0; i < 5; i++) await screen.refresh();
    const count = screen.frames.length;
    for (let i = 0; i < 5; i++) await screen.refresh();
    expect(screen.frames).toHaveLength(count);
  });

  it("stop after close()", async () => {
    const { host, screen, session } = stage();
    await host.play();
    await turns(2);
    await host.close();
    const count = screen.frames.length;
    await screen.refresh();
    await turns(5);
    expect(screen.frames).toHaveLength(count);
    expect(session.deleted).toBe(true);
  });
});

describe("views", () => {
  const map = { kind: "map", width: 4, height: 4 } as const;

  it("are computed only when asked for", async () => {
    const { host, screen, session } = stage();
    await host.step();
    await screen.refresh();
    expect(session.maps).toEqual([]);
    await host.want(1, map);
    await host.want(2, { kind: "confusion", part: "test" });
    await screen.refresh();
    await screen.refresh();
    expect(screen.last.views.get(1)).toMatchObject({ values: { length: 16 } });
    expect(screen.last.views.get(2)).toHaveLength(4);
  });

  it("take no more than a sixteenth of the time while playing", async () => {
    const { host, screen, clock } = stage({ rowCost: 10 });
    await host.want(1, map);
    for (let i = 0; i < 5; i++) await screen.refresh();
    await host.play();
    const { length } = screen.frames;
    const begin = clock.time;
    for (let i = 0; i < 400; i++) await screen.refresh();
    const drawn = screen.frames.slice(length).filter(({ views }) => views.size > 0).length;
    expect(drawn).toBeGreaterThan(2);
    expect(drawn * 40).toBeLessThan(0.0625 * (clock.time - begin));
  });

  it("always show the state in which training stands still", async () => {
    const { host, screen } = stage({ rowCost: 250 });
    await host.want(1, map);
    for (let i = 0; i < 5; i++) await screen.refresh();
    await host.play();
    for (let i = 0; i < 30; i++) await screen.refresh();
    // Numbers do not wait for a picture that is so dear.
    expect([screen.last.playing, screen.last.views.size]).toEqual([true, 0]);
    await host.pause();
    for (let i = 0; i < 5; i++) await screen.refresh();
    expect(screen.last.playing).toBe(false);
    expect(screen.last.views.size).toBe(1);
  });

  it("are of the very state that the numbers of their frame tell, bands and steps that are described included", async () => {
    const { host, screen } = stage({ rowCost: 0.5, pixel: "step" });
    await host.want(1, { kind: "map", width: 4, height: 24 });
    await host.want(2, { kind: "layers" });
    await host.want(3, { kind: "layers", bins: 7 });
    await host.play();
    for (let i = 0; i < 300; i++) await screen.refresh();
    const played = screen.frames.filter(({ playing, state }) => playing && state.step > 0);
    expect(played.length).toBeGreaterThan(3);
    for (const { state, views } of played) {
      // Also the numbers wait: none goes ahead of the pictures.
      const { values } = views.get(1) as { values: Float32Array };
      expect(new Set(values)).toEqual(new Set([state.step]));
      for (const lease of [2, 3]) expect(views.get(lease)).toMatchObject({ step: state.step });
    }
    await host.pause();
  });

  it("come in bands of a slice, so that a pause gets through", async () => {
    const { host, screen, session, clock } = stage({ rowCost: 2 });
    await host.want(1, { kind: "map", width: 4, height: 64 });
    for (let i = 0; i < 20; i++) await screen.refresh();
    expect(screen.last.views.get(1)).toMatchObject({ values: { length: 256 } });
    expect(session.maps.slice(1).every((height) => height <= SLICE_MS / 2)).toBe(true);
    await host.step();
    await turns(2);
    const before = clock.time;
    await host.pause();
    expect(clock.time - before).toBeLessThanOrEqual(SLICE_MS);
  });

  it("of a step that takes many passes keep no command waiting, and leave a run where it stands", async () => {
    const { host, screen, session, crashes } = stage({ probeSlices: 20 });
    await screen.refresh();
    await host.want(1, { kind: "layers" });
    await turns(2);
    expect(session.passes).toBeGreaterThan(0);
    expect(await host.state()).toMatchObject({ step: 0, passes: 0 });
    expect(await host.step()).toMatchObject({ step: 1, passes: 0 });
    for (let i = 0; i < 40; i++) await screen.refresh();
    expect(screen.last.views.get(1)).toMatchObject({ step: 2 });
    expect(await host.state()).toMatchObject({ step: 1, passes: 0 });
    await host.want(2, { kind: "layers", bins: 3 });
    await turns(2);
    expect(session.passes).toBeGreaterThan(0);
    await host.close();
    await turns(20);
    expect(crashes).toEqual([]);
  });

  it.each([0, 20])(
    "that make a step of %s passes more undo it before any command, also where the command's own frame begins it",
    async (probeSlices) => {
      // Each frame is shown at once, so that the next one is made as soon as it is offered.
      const { host, crashes } = stage({ probeSlices }, { present: async () => {} });
      await host.want(1, { kind: "layers" });
      const document = JSON.stringify({ optimizer: { learning_rate: 0.5 } });
      for (let round = 1; round < 12; round++) {
        const playing = async () => {
          await host.play();
          await turns(round);
        };
        const { step: start } = await host.step(5);
        const { snapshot } = await host.snapshot();
        await playing();
        expect((await host.restore(snapshot.mark, round)).step).toBe(start);
        await playing();
        expect((await host.reset(round)).step).toBe(0);
        await playing();
        expect(await host.change(document)).toMatchObject({ experiment: {} });
        await playing();
        const { step, passes } = await host.pause();
        // An update under way is the run's own.
        const after = passes > 0 ? step + 1 : step;
        const edited = await host.setParameters("layers[0].weight", new Float32Array(2));
        expect(edited).toMatchObject({ step: after });
        expect((await host.step()).step).toBe(after + 1);
      }
      await host.close();
      await turns(20);
      expect(crashes).toEqual([]);
    },
  );

  it("that were given up for another command come with a later frame", async () => {
    const { host, screen, session } = stage({ probeSlices: 20 });
    await screen.refresh();
    await host.want(1, { kind: "layers" });
    await turns(2);
    expect(session.passes).toBeGreaterThan(0);
    await host.save();
    for (let i = 0; i < 60; i++) await screen.refresh();
    expect(screen.last.views.get(1)).toMatchObject({ step: 1 });
    expect(await host.state()).toMatchObject({ step: 0, passes: 0 });
  });

  it("are given up when the run is closed meanwhile", async () => {
    const { host, screen, crashes } = stage({ rowCost: 2 });
    await screen.refresh();
    await host.want(1, { kind: "map", width: 4, height: 64 });
    await turns(2);
    await host.close();
    await turns(20);
    expect(crashes).toEqual([]);
  });
});

describe("leases", () => {
  const map = { kind: "map", width: 4, height: 4 } as const;

  it("of the same view share its making, and others get their own", async () => {
    const { host, screen, session } = stage();
    await screen.refresh();
    await host.want(1, map);
    await host.want(2, { height: 4, width: 4, kind: "map" });
    await host.want(3, { ...map, width: 3, height: 8 });
    await screen.refresh();
    session.maps.length = 0;
    await host.step();
    await screen.refresh();
    // Rows, in bands: four for two of the leases, eight for the other.
    expect(session.maps.reduce((sum, rows) => sum + rows)).toBe(12);
    expect([...screen.last.views.keys()]).toEqual([1, 2, 3]);
  });

  it("that are released cost nothing", async () => {
    const { host, screen, session } = stage();
    await host.want(1, map);
    await screen.refresh();
    await screen.refresh();
    await host.release(1);
    session.maps.length = 0;
    await host.step();
    await screen.refresh();
    expect(session.maps).toEqual([]);
    expect(screen.last.views.size).toBe(0);
  });

  it("make a run watched that nobody looked at", async () => {
    const { host, screen } = stage({}, { watched: false });
    await host.step();
    await screen.refresh();
    expect(screen.frames).toEqual([]);
    await host.want(1, map);
    await screen.refresh();
    expect(screen.last.views.size).toBe(1);
  });
});

describe("snapshots", () => {
  it("are kept about ten times a second of training, at its begin and at its end", async () => {
    const { host, clock } = stage({ lastStep: 50_000 });
    await host.train();
    expect(clock.time).toBe(5_000);
    const steps = (await host.snapshots()).map(({ step }) => step);
    expect(steps[0]).toBe(0);
    expect(steps.at(-1)).toBe(50_000);
    expect(steps.length).toBeGreaterThanOrEqual(45);
    expect(steps.length).toBeLessThanOrEqual(55);
  });

  it("are restored with everything that was set, and the screen begins anew", async () => {
    const { host, screen } = stage();
    await host.change(WITH_RATE(0.5));
    await host.step(20);
    const { mark } = (await host.snapshot()).snapshot;
    await host.change(WITH_RATE(0.25));
    await host.step(20);
    const state = await host.restore(mark, 1);
    expect(state).toMatchObject({ step: 20, learning_rate: 0.5 });
    for (let i = 0; i < 5; i++) await screen.refresh();
    expect(screen.last).toMatchObject({ generation: 1, history_from: 0, state: { step: 20 } });
  });

  it("ahead of a restored one are there until training goes on", async () => {
    const { host } = stage({ lastStep: 40 });
    await host.step(10);
    const { mark } = (await host.snapshot()).snapshot;
    await host.train();
    await host.restore(mark, 1);
    expect((await host.snapshots()).at(-1)?.step).toBe(40);
    await host.step();
    expect((await host.snapshots()).at(-1)?.step).toBe(11);
  });

  it("are looked for at the start once its point is recorded: saving ends a record in one piece", async () => {
    const { host, session } = stage({ recordSlices: 3 }, { watched: false });
    const start = (await host.snapshot()).snapshot;
    await host.step(10);
    await host.snapshot();
    const { save } = session;
    const recording: boolean[] = [];
    session.save = function (write) {
      recording.push(JSON.parse(this.state()).recording);
      save.call(this, write);
    };
    await host.reset(1);
    expect(recording).toEqual([false]);
    await host.step();
    expect(await host.snapshots()).toEqual([start]);
  });

  it("that are refused leave the run at its start, and the screen begins anew", async () => {
    const { host, screen, session } = stage();
    await host.step(20);
    const { mark } = (await host.snapshot()).snapshot;
    await host.step(20);
    session.resume = function () {
      this.reset();
      return JSON.stringify({ error: { path: "state", message: "does not fit.", zh: "放不下。" } });
    };
    await expect(host.restore(mark, 1)).rejects.toThrow("does not fit.");
    expect(await host.state()).toMatchObject({ step: 0 });
    for (let i = 0; i < 5; i++) await screen.refresh();
    expect(screen.last).toMatchObject({ generation: 1, history_from: 0, state: { step: 0 } });
    await host.step();
    expect((await host.snapshots()).map(({ step }) => step)).toEqual([0, 1]);
  });

  it("go over with the next frame, for a trainer that dies", async () => {
    const kept: number[] = [];
    const { host } = stage(
      {},
      {
        present: async (shown) => {
          if (shown.kept !== undefined) {
            kept.push(new Float64Array(shown.kept.slice().buffer)[0] ?? Number.NaN);
          }
        },
      },
    );
    await host.step(5);
    await turns(5);
    expect(kept.at(-1)).toBe(5);
  });
});

describe("pace", () => {
  it.each([
    [{ steps_per_frame: 3 }, 3],
    [{ epochs_per_frame: 2 }, 16],
    [{ epochs_per_frame: 0.01 }, 1],
    [{ steps_per_frame: Number.NaN }, 1],
    [{ steps_per_frame: -5 }, 1],
  ])("%j gives %i steps in each sixtieth of a second", async (pace, steps) => {
    const { host, clock } = stage();
    await host.setPace(pace);
    await host.play();
    await turns(9);
    const { step } = await host.pause();
    const waits = clock.delays.length;
    expect(waits).toBeGreaterThan(2);
    expect(step).toBe(steps * waits);
    // Waits and the time that steps take are a sixtieth of a second together.
    expect(clock.time).toBeCloseTo(waits * FRAME_MS, 6);
  });

  it("may ask for more steps than fit into a slice", async () => {
    const { host, clock } = stage();
    await host.setPace({ steps_per_frame: 200 });
    await host.play();
    const steps: number[] = [];
    clock.delay = async () => {
      steps.push((await host.state()).step);
      await turns(1);
    };
    clock.pass(-1e6);
    await turns(20);
    expect(steps.slice(0, 2)).toEqual([200, 400]);
  });

  it("gives the time until its next steps to pictures that fit into it", async () => {
    const { host, screen } = stage({ rowCost: 2 });
    await host.setPace({ steps_per_frame: 1 });
    // 8 ms, half a sixtieth of a second.
    await host.want(1, { kind: "map", width: 4, height: 4 });
    await host.play();
    for (let i = 0; i < 50; i++) await screen.refresh();
    const before = screen.last.state.step;
    for (let i = 0; i < 200; i++) await screen.refresh();
    const pictured = screen.frames.filter(
      ({ views, state }) => views.size > 0 && state.step > before,
    );
    // Each refresh has one; by their share of the time it would be every fifth.
    expect(pictured.length).toBeGreaterThan(150);
  });

  it("trains on where no frame is shown, as in a tab that lies behind another", async () => {
    const { host, screen } = stage();
    await host.setPace({ steps_per_frame: 3 });
    await host.play();
    await turns(30);
    expect(screen.frames).toHaveLength(1);
    expect((await host.state()).step).toBeGreaterThan(30);
  });

  it("follows a clock where nobody watches", async () => {
    const { host, clock } = stage({ lastStep: 30 }, { present: undefined });
    await host.setPace({ steps_per_frame: 10 });
    await host.play();
    await turns(20);
    expect((await host.state()).status).toBe("finished");
    expect(clock.delays).toHaveLength(2);
  });
});

describe("speed", () => {
  it("is that of the wall clock, and stays while training stands still", async () => {
    const { host, screen, clock } = stage();
    await host.play();
    for (let i = 0; i < 400; i++) {
      await screen.refresh();
      clock.pass(8); // half of the time goes into drawing
    }
    expect(screen.last.steps_per_second).toBeGreaterThan(4_000);
    expect(screen.last.steps_per_second).toBeLessThan(9_000);
    expect(screen.last.samples_per_second).toBeCloseTo(10 * screen.last.steps_per_second, 3);
    const { steps_per_second } = screen.last;
    await host.pause();
    await screen.refresh();
    await screen.refresh();
    expect(screen.last.steps_per_second).toBeGreaterThan(steps_per_second / 2);
    await host.reset(1);
    await screen.refresh();
    await screen.refresh();
    expect(screen.last.steps_per_second).toBe(0);
  });
});

describe("a trap in wasm", () => {
  it("is told once, ends the motion, and leaves the session alone", async () => {
    const { host, crashes } = stage({ trapAtStep: 100 });
    await host.play();
    await turns(10);
    expect(crashes).toHaveLength(1);
    expect(String(crashes[0])).toContain("unreachable");
    await expect(host.step()).rejects.toThrow("closed");
  });

  it("rejects the call that met it", async () => {
    const { host } = stage({ trapAtStep: 100 });
    await expect(host.train()).rejects.toThrow("unreachable");
  });
});

describe("a refusal in the middle of a run", () => {
  const full = () => {
    const staged = stage();
    const { run } = staged.session;
    let refuses = true;
    staged.session.run = function (steps, budget) {
      if (!refuses) return run.call(this, steps, budget);
      refuses = false;
      this.reset();
      throw new ExperimentError({ path: "document", message: "does not fit.", zh: "放不下。" });
    };
    return staged;
  };

  it("is shown where nobody waits, and the run goes on from its start", async () => {
    const { host, screen, crashes } = full();
    await screen.refresh();
    await host.play();
    await screen.refresh();
    expect(screen.last.playing).toBe(false);
    expect(screen.last.state).toMatchObject({ step: 0, message: { en: "does not fit." } });
    expect(crashes).toEqual([]);
    expect((await host.step(3)).step).toBe(3);
  });

  it("rejects the call that met it, and closes nothing", async () => {
    const { host, crashes } = full();
    await expect(host.step(3)).rejects.toThrow("does not fit.");
    expect(crashes).toEqual([]);
    expect((await host.step(3)).step).toBe(3);
  });
});
