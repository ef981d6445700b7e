import { describe, expect, it } from "vitest";
import { ExperimentError } from "../../../web/src/engine/contract/experiment_error.ts";
import { resumeFrom, savedState } from "../../../web/src/engine/worker/binary_state.ts";
import { type RawModule, type RawSession, walled } from "../../../web/src/engine/worker/wall.ts";

const FULL = '{"error":{"path":"document","message":"does not fit.","zh":"放不下。"}}';

/** A wall at which every call is refused from `full()` on. */
function wall(full: () => boolean): RawModule {
  const text = () => (full() ? FULL : "{}");
  const empty = () => (full() ? FULL : "");
  const numbers = () => (full() ? FULL : new Float32Array(2));
  const rows = () => (full() ? FULL : new Float64Array(8));
  const session: RawSession = {
    start_layer: empty,
    open: text,
    run: text,
    state: text,
    reset: empty,
    change: text,
    history: rows,
    take_recorded: rows,
    points: numbers,
    map: numbers,
    curve: numbers,
    confusion: numbers,
    predict: numbers,
    samples: numbers,
    evaluate: text,
    probe: text,
    parameters: numbers,
    set_parameters: empty,
    statistics: numbers,
    model: text,
    save: (write) => {
      write(new Uint8Array(3));
      return empty();
    },
    resume: empty,
    delete: () => {},
  };
  return {
    build: text,
    validate: text,
    table_room: () => (full() ? FULL : new Uint8Array(3)),
    add_table: empty,
    make_session: () => (full() ? FULL : session),
    make_study: () => (full() ? FULL : { open: text, run: text, result: text, delete: () => {} }),
  };
}

describe("the wall", () => {
  it("passes answers on as they are", () => {
    const session = new (walled(wall(() => false)).Session)("{}", 1);
    expect(session.describe()).toBe("{}");
    expect(session.run(1, 0)).toBe("{}");
    expect(session.parameters()).toEqual(new Float32Array(2));
    expect(savedState(session)).toEqual(new Uint8Array(3));
    expect(resumeFrom(session, new Uint8Array())).toBe("");
  });

  it("gives refusals of documents as text, and throws those of states and numbers as such", () => {
    let full = false;
    const module = walled(wall(() => full));
    const session = new module.Session("{}", 1);
    const study = new module.Study("{}", 1);
    full = true;
    expect(module.validate("{}")).toBe(FULL);
    expect(module.add_table("0")).toBe(FULL);
    expect(session.probe("{}", 0)).toBe(FULL);
    expect(session.change("{}")).toBe(FULL);
    expect(resumeFrom(session, new Uint8Array())).toBe(FULL);
    const calls = [
      () => session.run(1, 0),
      () => session.state(),
      () => session.reset(),
      () => session.history(0),
      () => session.take_recorded(),
      () => session.points(),
      () => session.map(1, 1, 0, 1, 0, 1),
      () => session.curve(2, 0, 1),
      () => session.confusion(0),
      () => session.predict(new Uint8Array(4)),
      () => session.samples(0, 0, 1),
      () => session.evaluate(0),
      () => session.parameters(),
      () => session.statistics(),
      () => session.model(),
      () => savedState(session),
      () => study.run(1),
      () => study.result(),
      () => module.table_room(3),
      () => new module.Session("{}", 1),
      () => new module.Study("{}", 1),
    ];
    for (const call of calls) {
      expect(call).toThrow(ExperimentError);
      expect(call).toThrow("does not fit.");
    }
  });
});
