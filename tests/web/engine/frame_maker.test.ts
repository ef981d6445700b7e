// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from "vitest";
import { HISTORY_COLUMNS, type RunState, type Summary } from "../../../web/src/engine/api.ts";
import type { Clock } from "../../../web/src/engine/clock.ts";
import { FrameMaker } from "../../../web/src/engine/worker/frame_maker.ts";
import type { GuardedSession } from "../../../web/src/engine/worker/guarded_session.ts";
import type { WasmSession } from "../../../web/src/engine/worker/wasm_module.ts";

/** A session that only has a history: rows are numbered in their first column. Tells of each call. */
function sessionWith(
  steps: { list: number[] },
  more: Partial<WasmSession> = {},
  onCall: (kind: string) => void = () => {},
): Pick<GuardedSession, "ask"> {
  const session = {
    history: (from: number) =>
      new Float64Array(
        steps.list.slice(from).flatMap((step) => [step, ...HISTORY_COLUMNS.slice(1).map(() => 0)]),
      ),
    ...more,
  } as WasmSession;
  return {
    ask: (kind, call) => {
      onCall(kind);
      return call(session);
    },
  };
}

const STILL = { playing: true, steps_per_second: 0, samples_per_second: 0 };
const state = (thinnings: number) => ({ thinnings }) as RunState;

describe("FrameMaker", () => {
  it("sends each row once, and begins anew when the history was thinned", async () => {
    const steps = { list: [0, 1, 2, 3] };
    const clock = { now: () => 0 } as Clock;
    const maker = new FrameMaker(sessionWith(steps), {} as Summary, clock, async () => undefined);
    const sent = async (thinnings: number) => {
      const shown = await maker.make(() => ({
        state: state(thinnings),
        motion: STILL,
        moving: true,
        idle: 0,
      }));
      if (shown === undefined) throw new Error("nothing is shown");
      const { frame } = shown;
      const rows = Array.from(frame.history).filter((_, i) => i % HISTORY_COLUMNS.length === 0);
      return { from: frame.history_from, rows };
    };
    expect(await sent(0)).toEqual({ from: 0, rows: [0, 1, 2, 3] });
    steps.list.push(4);
    expect(await sent(0)).toEqual({ from: 4, rows: [4] });
    // Thinned and grown past what was sent: only the count tells.
    steps.list = [0, 2, 4, 6, 8, 10];
    expect(await sent(1)).toEqual({ from: 0, rows: [0, 2, 4, 6, 8, 10] });
    steps.list.push(12);
    expect(await sent(1)).toEqual({ from: 6, rows: [12] });
  });

  it("calls each view by its own kind, so that a short one does not vouch for a long one", async () => {
    const kinds: string[] = [];
    const confusion = () => new Float32Array(4);
    const parameters = () => new Float32Array(1);
    const session = sessionWith({ list: [0] }, { confusion, parameters }, (kind) =>
      kinds.push(kind),
    );
    const clock = { now: () => 0 } as Clock;
    const maker = new FrameMaker(session, {} as Summary, clock, async () => undefined);
    maker.wants.set(1, { kind: "confusion", part: "validation" });
    maker.wants.set(2, { kind: "parameters" });
    await maker.make(() => ({ state: state(0), motion: STILL, moving: false, idle: 0 }));
    expect(kinds).toEqual(["view confusion", "view parameters", "history"]);
  });
});
