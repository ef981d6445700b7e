// SPDX-License-Identifier: Apache-2.0
import { beforeEach, describe, expect, it, vi } from "vitest";
import { EngineError } from "../../../web/src/engine/contract/engine_error.ts";
import { ExperimentError } from "../../../web/src/engine/contract/experiment_error.ts";
import { StudySession } from "../../../web/src/sessions/study_session.ts";
import { FakeLaboratory } from "../fakes/fake_study.ts";

const RACE = { version: 1, kind: "race" };

let laboratory: FakeLaboratory;
let time: number;
let session: StudySession;

beforeEach(() => {
  laboratory = new FakeLaboratory();
  time = 0;
  session = new StudySession(laboratory.engine, RACE, () => time);
});

/** Begun, and the trainer is at it. */
async function working(): Promise<Promise<void>> {
  const work = session.work();
  await vi.waitFor(() => expect(laboratory.study.working).toBe(true));
  return work;
}

/** So much later, so far. */
function advance(milliseconds: number, share: number): void {
  time += milliseconds;
  laboratory.study.advance(share);
}

describe("a study", () => {
  it("runs to its end, and gives the trainer's memory back", async () => {
    const work = session.work();
    expect(session).toMatchObject({ running: true, finished: false, result: undefined });
    await vi.waitFor(() => expect(laboratory.study.working).toBe(true));
    expect(session.description?.kind).toBe("race");
    advance(1000, 1);
    await work;
    expect(session).toMatchObject({ running: false, finished: true, progress: 1 });
    expect(session.result?.message.en).toBe("Done 1.");
    expect(laboratory.study.closed).toBe(true);
  });

  it("shows what it has found so far, a few times a second", async () => {
    void working();
    await vi.waitFor(() => expect(laboratory.study.working).toBe(true));
    const asked = vi.spyOn(laboratory.study, "result");
    advance(100, 0.1);
    expect(asked).not.toHaveBeenCalled();
    advance(400, 0.5);
    await vi.waitFor(() => expect(session.result?.message.en).toBe("Done 0.5."));
    advance(10, 0.51);
    expect(asked).toHaveBeenCalledOnce();
    expect(session.running).toBe(true);
  });

  it("tells how long the rest will take, once that can be told", async () => {
    void working();
    await vi.waitFor(() => expect(laboratory.study.working).toBe(true));
    advance(100, 0.001);
    expect(session.timeLeft).toBeUndefined();
    advance(1900, 0.25);
    expect(session.timeLeft).toBe(6000);
  });

  it("is put aside and gone on with; the time aside does not count", async () => {
    void working();
    await vi.waitFor(() => expect(laboratory.study.working).toBe(true));
    advance(1000, 0.5);
    await session.cancel();
    expect(session).toMatchObject({ running: false, finished: false, timeLeft: undefined });
    expect(session.result?.message.en).toBe("Done 0.5.");
    expect(laboratory.study.closed).toBe(false);
    time += 100_000;
    const work = session.work();
    await vi.waitFor(() => expect(laboratory.study.working).toBe(true));
    expect(laboratory.studies).toHaveLength(1);
    advance(1000, 0.75);
    expect(session.timeLeft).toBe(1000);
    laboratory.study.advance(1);
    await work;
    expect(session.finished).toBe(true);
  });

  it("that is put aside while it is being opened does no work", async () => {
    let open = () => {};
    laboratory.gate = new Promise((resolve) => {
      open = resolve;
    });
    void session.work();
    const resting = session.cancel();
    expect(session.running).toBe(false);
    open();
    await resting;
    expect(laboratory.studies.every((study) => !study.working)).toBe(true);
    expect(session).toMatchObject({ running: false, finished: false });
  });

  it("that is disposed tells nothing any more", async () => {
    const work = working();
    await vi.waitFor(() => expect(laboratory.study.working).toBe(true));
    await session.dispose();
    await work;
    expect(laboratory.study.closed).toBe(true);
    expect(session.running).toBe(false);
    await session.work();
    expect(laboratory.studies).toHaveLength(1);
  });
});

describe("what goes wrong", () => {
  it("in the document is told with its place, and no promise is broken", async () => {
    const text = { en: "is no list", zh: "不是列表" };
    laboratory.refusals = [new ExperimentError({ path: "racers", message: text.en, zh: text.zh })];
    await session.work();
    expect(session).toMatchObject({
      running: false,
      crash: undefined,
      refused: { path: "racers", message: text },
    });
  });

  it("in the trainer is told, what was found stays, and it can be begun again", async () => {
    const work = session.work();
    await vi.waitFor(() => expect(laboratory.study.working).toBe(true));
    advance(500, 0.5);
    await vi.waitFor(() => expect(session.result).toBeDefined());
    laboratory.study.die(new EngineError("crashed", { en: "It died.", zh: "它停止了。" }));
    await work;
    expect(session).toMatchObject({ running: false, crash: { en: "It died." } });
    expect(session.result?.message.en).toBe("Done 0.5.");
    const again = session.work();
    expect(session.crash).toBeUndefined();
    await vi.waitFor(() => expect(laboratory.studies).toHaveLength(2));
    await vi.waitFor(() => expect(laboratory.study.working).toBe(true));
    laboratory.study.advance(1);
    await again;
    expect(session.finished).toBe(true);
  });
});
