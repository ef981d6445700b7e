// SPDX-License-Identifier: Apache-2.0
/** What the build has recorded is what the trainer does, and the trainer goes on where it is seen. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { signal } from "@preact/signals-core";
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from "vitest";
import { createEngine } from "../../../web/node/engine.ts";
import { readRecording, type WrittenRecording } from "../../../web/src/app/recordings.ts";
import {
  type Engine,
  HISTORY_COLUMNS,
  type Run,
  type ViewAnswer,
  type ViewKind,
  type ViewSpec,
} from "../../../web/src/engine/api.ts";
import { RecordedFilm, type WrittenFilm } from "../../../web/src/sessions/recorded_film.ts";
import type { RecordedRun } from "../../../web/src/sessions/recorded_run.ts";
import { RunSession } from "../../../web/src/sessions/run_session.ts";

const FOLDER = join(import.meta.dirname, "../../../build/first");
const WIDTH = HISTORY_COLUMNS.length;
/** Of float32 in the trainer against float64 here, over a few layers whose slopes are at most some tens. */
const CLOSE = 1e-4;

const read = <T>(...path: string[]): T => JSON.parse(readFileSync(join(FOLDER, ...path), "utf8"));

/** As the page loads them. */
function recorded(name: string) {
  const file = name === "default" ? ["first_page.json"] : ["recordings", `${name}.json`];
  const recording = readRecording(name, read<WrittenRecording>(...file));
  const { description, run } = recording;
  if (run === undefined) throw new Error(`${name} was not recorded.`);
  const written = read<WrittenFilm>("films", `${name}.json`);
  run.film.value = new RecordedFilm(description.summary, written);
  return { description, run, written, film: run.film.value };
}

const look = <K extends ViewKind>(run: Run, spec: ViewSpec<K>): Promise<ViewAnswer<K>> =>
  new Promise((resolve, reject) => {
    run.want(spec, resolve).catch(reject);
  });

let engine: Engine;
beforeAll(async () => {
  engine = await createEngine({ threads: 1 });
});
afterAll(() => engine.close());

describe.each(readdirSync(join(FOLDER, "films")).map((file) => file.replace(".json", "")))(
  "the recording of %s",
  (name) => {
    it("has the numbers of the trainer", async () => {
      const { description, written, film } = recorded(name);
      const run = await engine.open(description.minimal);
      const [, , middle = 0] = written.moments;
      for (const step of [middle, film.end.step]) {
        const state = await run.step(step - (await run.state()).step);
        const shown = film.stateAt(step);
        expect(shown).toMatchObject({
          step: state.step,
          epoch: state.epoch,
          samples: state.samples,
          status: state.status,
          epoch_end: state.epoch_end,
          rows: state.rows,
        });
        if (step === film.end.step) expect(shown).toEqual(state);
        const history = await run.history();
        expect(film.rowsAt(step)).toBe(history.length / WIDTH);
        for (let row = 0; row * WIDTH < history.length; row += 1) {
          for (let column = 0; column < WIDTH; column += 1) {
            const at = row * WIDTH + column;
            const half = (written.history[column]?.unit ?? 0) / 2;
            const difference = Math.abs((film.history[at] ?? 0) - (history[at] ?? 0));
            // NaN where the trainer has NaN.
            if (Number.isNaN(history[at])) expect(film.history[at]).toBeNaN();
            else expect(difference).toBeLessThanOrEqual(half * (1 + CLOSE));
          }
        }
        const parameters = await run.parameters();
        film.parametersAt(step, undefined)?.forEach((value, index) => {
          const half = (written.parameters[index]?.unit ?? 0) / 2;
          expect(Math.abs(value - (parameters[index] ?? 0))).toBeLessThanOrEqual(
            half * (1 + CLOSE),
          );
        });
      }
      await run.close();
    });

    it("looks like what the trainer shows", async () => {
      const { description, run: poster } = recorded(name);
      const trainer = await engine.open(description.minimal, () => {});
      const { features, layers } = description.summary;
      if (features === 1) {
        const spec = { kind: "curve", count: 9 } as const;
        const [mine, theirs] = [poster.view<"curve">(spec), await look<"curve">(trainer, spec)];
        theirs.forEach((value, at) => {
          expect(Math.abs(value - (mine?.[at] ?? Number.NaN))).toBeLessThan(CLOSE);
        });
      } else {
        const spec = { kind: "map", width: 9, height: 7 } as const;
        const [mine, theirs] = [poster.view<"map">(spec), await look<"map">(trainer, spec)];
        theirs.values.forEach((value, at) => {
          expect(Math.abs(value - (mine?.values[at] ?? Number.NaN))).toBeLessThan(CLOSE);
        });
        for (const layer of layers.keys()) {
          const asked = { kind: "unit_maps", layer, size: 5 } as const;
          const mine = poster.view<"unit_maps">(asked);
          const theirs = await look<"unit_maps">(trainer, asked);
          expect(mine).toMatchObject({ layer, size: 5, range: theirs.range });
          theirs.units.flat().forEach((value, at) => {
            const shown = mine?.units.flat()[at] ?? Number.NaN;
            expect(Math.abs(value - shown)).toBeLessThan(CLOSE * Math.max(1, Math.abs(value)));
          });
        }
      }
      await trainer.close();
    });
  },
);

describe("play that is pressed before the trainer is there", () => {
  let ticks: ((now: number) => void)[] = [];
  let now = 0;
  /** So many pictures of a screen. */
  function pass(frames: number): void {
    for (let frame = 0; frame < frames; frame += 1) {
      now += 1000 / 60;
      const due = ticks;
      ticks = [];
      for (const tick of due) tick(now);
    }
  }

  function early(run: RecordedRun, description: RunSession["description"]) {
    vi.stubGlobal("requestAnimationFrame", (tick: (now: number) => void) => ticks.push(tick));
    vi.stubGlobal("cancelAnimationFrame", () => {
      ticks = [];
    });
    let arrive = () => {};
    const coming = new Promise<void>((resolve) => {
      arrive = resolve;
    });
    const session = new RunSession(
      { open: (...asked) => coming.then(() => engine.open(...asked)) },
      description,
      { play: false, speed: "epoch", recorded: run },
    );
    void session.open();
    return { session, arrive };
  }

  afterEach(() => {
    vi.unstubAllGlobals();
    ticks = [];
  });

  it("plays the recording at the speed of training, and the trainer goes on from there with the same numbers", async () => {
    const { description, run, film } = recorded("default");
    const { session, arrive } = early(run, description);
    const map = session.want({ kind: "map", width: 8, height: 8 }, signal(true)).answer;
    const before = map.value;
    void session.play();
    pass(31);
    const { steps_per_epoch } = description.summary;
    expect([session.replay, session.state?.epoch, session.history.rows]).toEqual(["moves", 30, 31]);
    expect(map.value).not.toEqual(before);
    const losses: (number | null | undefined)[] = [session.state?.train_loss];
    arrive();
    await vi.waitFor(() => expect(session.ready).toBe(true));
    expect(session.replay).toBeUndefined();
    const { state } = session;
    expect(state?.step).toBeGreaterThanOrEqual(30 * steps_per_epoch);
    await vi.waitFor(() => expect(session.state?.epoch).toBeGreaterThan(60));
    await session.pause();
    const rows = session.history.curves.train_loss;
    expect(rows.mean[30]).toBeCloseTo(losses[0] ?? Number.NaN, 5);
    for (let row = 0; row < 60; row += 1) {
      const recordedLoss = film.history[row * WIDTH + HISTORY_COLUMNS.indexOf("train_loss")];
      expect(rows.mean[row]).toBeCloseTo(recordedLoss ?? Number.NaN, 5);
    }
    await session.dispose();
  });

  it("and paused is where the trainer stands when it comes", async () => {
    const { description, run } = recorded("default");
    const { session, arrive } = early(run, description);
    void session.play();
    pass(11);
    const paused = session.pause();
    expect(session).toMatchObject({ playing: false, pausing: false, replay: "stands" });
    const { step, train_loss } = session.state ?? {};
    pass(5);
    arrive();
    await paused;
    expect(session.state?.step).toBe(step);
    expect(session.state?.train_loss).toBeCloseTo(train_loss ?? Number.NaN, 5);
    await session.dispose();
  });

  it("and taken back by reset begins anew", async () => {
    const { description, run } = recorded("default");
    const { session, arrive } = early(run, description);
    void session.play();
    pass(11);
    const reset = session.reset();
    expect([session.playing, session.replay, session.state?.step]).toEqual([false, undefined, 0]);
    expect(session.history.rows).toBe(1);
    arrive();
    await reset;
    expect(session.state?.step).toBe(0);
    await session.dispose();
  });

  it("moves when the film is there, and stands at its end until the trainer comes", async () => {
    const { description, run, film } = recorded("xor");
    const late = run.film.value;
    run.film.value = undefined;
    const { session, arrive } = early(run, description);
    void session.play();
    pass(5);
    expect(session.state?.step).toBe(0);
    run.film.value = late;
    pass(200);
    expect([session.state?.step, session.state?.status]).toEqual([film.end.step, "finished"]);
    expect(session.playing).toBe(false);
    arrive();
    await vi.waitFor(() => expect(session.ready).toBe(true));
    expect(session.state).toMatchObject({ step: film.end.step, status: "finished" });
    await session.dispose();
  });
});
