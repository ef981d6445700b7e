// SPDX-License-Identifier: Apache-2.0
/** What a learning system is told of an attempt, and when; against a small run-time of SCORM 1.2. */
import { beforeEach, describe, expect, it } from "vitest";
import type { State } from "../../../web/src/embed/protocol.ts";
import { Attempt, type Kept } from "../../../web/src/pages/scorm/attempt.ts";
import { Bridge } from "../../../web/src/pages/scorm/bridge.ts";
import {
  findApi,
  type Launched,
  LONGEST_STATE,
  type ScormApi,
  timespan,
} from "../../../web/src/pages/scorm/runtime.ts";

/** A learning system: what it has stored, and what of it is committed. */
class Lms implements ScormApi {
  values: Record<string, string> = { "cmi.core.lesson_status": "not attempted" };
  committed: Record<string, string> = {};
  calls: string[] = [];
  running = false;

  LMSInitialize(): string {
    if (this.running) return "false";
    this.running = true;
    return "true";
  }
  LMSFinish(): string {
    this.calls.push("finish");
    this.running = false;
    return this.LMSCommit();
  }
  LMSGetValue(element: string): string {
    return this.values[element] ?? "";
  }
  LMSSetValue(element: string, value: string): string {
    // CMIString4096: longer ones are refused by some systems, cut by others.
    const longest = element === "cmi.suspend_data" ? LONGEST_STATE : 255;
    if (!this.running || value.length > longest) return "false";
    this.values[element] = value;
    return "true";
  }
  LMSCommit(): string {
    this.committed = { ...this.values };
    return "true";
  }
  LMSGetLastError(): string {
    return "0";
  }
}

const AUTHOR = { parts: "map,controls", title: "两个环" };
const LINE = { id: "line", hash: "0a1b2c3d" };
const state = (more: Partial<State> = {}): State => ({
  format: "downhill-state",
  version: 1,
  document: { data: { type: "circle" } },
  view: { ...AUTHOR, lang: "zh" },
  step: 40,
  run: "r".repeat(1_000),
  author: "0a1b2c3d",
  ...more,
});

let lms: Lms;
let attempt: Attempt;
let now: number;

beforeEach(() => {
  lms = new Lms();
  now = 0;
  attempt = new Attempt(lms, () => now);
});

const status = () => lms.committed["cmi.core.lesson_status"];
const kept = () => lms.committed["cmi.suspend_data"] ?? "";

describe("an attempt", () => {
  it("begins incomplete, without a mark, and to be gone on with", () => {
    expect(status()).toBe("incomplete");
    expect(lms.committed["cmi.core.exit"]).toBe("suspend");
    expect(lms.committed["cmi.core.score.raw"]).toBeUndefined();
    expect(attempt.begun).toBeUndefined();
  });

  it("keeps the state, and the next one begins with it", () => {
    expect(attempt.report(state(), null, AUTHOR)).toBe("whole");
    expect(status()).toBe("completed");
    // Nothing was checked: no mark, not even a bad one.
    expect(lms.committed["cmi.core.score.raw"]).toBeUndefined();
    attempt.finish();
    // What the author says stands in the package; the rest comes back as it was.
    expect(new Attempt(lms).begun).toEqual(state({ view: { lang: "zh" } }));
    expect(status()).toBe("completed");
  });

  it("that nobody has trained in is not completed", () => {
    attempt.report(state({ step: 0 }), null, AUTHOR);
    expect(status()).toBe("incomplete");
  });

  it("has a mark as soon as something was checked", () => {
    attempt.report(state({ step: 0 }), 0.666, AUTHOR);
    expect(lms.committed).toMatchObject({
      "cmi.core.score.raw": "67",
      "cmi.core.score.min": "0",
      "cmi.core.score.max": "100",
      "cmi.core.lesson_status": "completed",
    });
  });

  it.each(["passed", "failed", "completed"])("leaves a course's own %s as it is", (given) => {
    const other = new Lms();
    other.values["cmi.core.lesson_status"] = given;
    new Attempt(other).report(state(), null, AUTHOR);
    expect(other.committed["cmi.core.lesson_status"]).toBe(given);
  });

  it("of an exercise is completed once it was checked, and keeps work and receipt, or else the receipt", () => {
    const exercise = {
      format: "downhill.exercise",
      version: 1,
      exercise: LINE,
      work: "w",
    } as const;
    expect(attempt.report(exercise, null, {})).toBe("whole");
    expect(status()).toBe("incomplete");
    const checked = { ...exercise, receipt: "DHR1.abc" };
    expect(attempt.report(checked, 0.5, {})).toBe("whole");
    expect(lms.committed).toMatchObject({
      "cmi.core.score.raw": "50",
      "cmi.core.lesson_status": "completed",
    });
    expect(new Attempt(new Lms()).begun).toBeUndefined();
    attempt.finish();
    const again = new Attempt(lms);
    expect(again.begun).toEqual(checked);
    expect(again.report({ ...checked, work: "w".repeat(5_000) }, 1, {})).toBe("without_work");
    expect(JSON.parse(kept())).toEqual({ ...checked, work: "" });
    expect(again.report({ ...exercise, work: "w".repeat(5_000) }, null, {})).toBe("without_work");
    expect(JSON.parse(kept())).toEqual({ ...checked, work: "" });
  });

  it("of an exercise keeps what was handed in until something else is, but not for another version of it", () => {
    const exercise = {
      format: "downhill.exercise",
      version: 1,
      exercise: LINE,
      work: "w",
    } as const;
    attempt.report({ ...exercise, work: "w".repeat(5_000), receipt: "DHR1.abc" }, 1, {});
    attempt.finish();
    let again = new Attempt(lms);
    again.report(exercise, null, {});
    expect(JSON.parse(kept())).toEqual({ ...exercise, receipt: "DHR1.abc" });
    again.finish();
    again = new Attempt(lms);
    const other = { ...exercise, exercise: { ...LINE, hash: "ffffffff" } };
    again.report(other, null, {});
    expect(JSON.parse(kept())).toEqual(other);
    // Without a receipt there is nothing that is worth more than what was kept before.
    expect(again.report({ ...other, work: "w".repeat(5_000) }, null, {})).toBe("nothing");
    expect(JSON.parse(kept())).toEqual(other);
  });

  it("keeps at most 4,096 characters: without the network where that does not fit, else what was kept before", () => {
    const room = LONGEST_STATE - JSON.stringify(state({ run: "", view: { lang: "zh" } })).length;
    expect(attempt.report(state({ run: "r".repeat(room) }), null, AUTHOR)).toBe("whole");
    expect(kept()).toHaveLength(LONGEST_STATE);
    expect(attempt.report(state({ run: "r".repeat(room + 1) }), null, AUTHOR)).toBe(
      "without_network",
    );
    const bare = kept();
    expect(JSON.parse(bare)).toMatchObject({ document: { data: { type: "circle" } }, step: 40 });
    expect(JSON.parse(bare).run).toBeUndefined();
    const large = { points: "0".repeat(LONGEST_STATE) };
    expect(attempt.report(state({ document: large }), null, AUTHOR)).toBe("nothing");
    expect(kept()).toBe(bare);
  });

  it("is stored in ASCII, and counted so", () => {
    attempt.report(state({ document: { name: "网络" } }), null, AUTHOR);
    expect(kept()).toMatch(/^[ -~]*$/);
    expect(JSON.parse(kept()).document).toEqual({ name: "网络" });
  });

  it("ends once, with its time, and says nothing afterwards", () => {
    now = 3_723_400;
    attempt.finish();
    attempt.finish();
    expect(lms.calls).toEqual(["finish"]);
    expect(lms.committed["cmi.core.session_time"]).toBe("0001:02:03.40");
    const before = kept();
    expect(attempt.report(state(), 1, AUTHOR)).toBe("nothing");
    expect(kept()).toBe(before);
  });

  it("begins with nothing where what was stored is damaged", () => {
    const other = new Lms();
    other.values["cmi.suspend_data"] = '{"format": "downhill-st';
    expect(new Attempt(other).begun).toBeUndefined();
  });

  it("that the system refuses does not begin", () => {
    expect(() => new Attempt(lms)).toThrow();
  });
});

describe("the bridge", () => {
  const ORIGIN = "https://course.example";
  let posted: Record<string, unknown>[];
  let told: Kept[];
  let bridge: Bridge;
  const player = { postMessage: (message: unknown) => posted.push(message as never) };
  const say = (data: unknown, origin = ORIGIN, source: unknown = player) =>
    bridge.take({ source, origin, data } as MessageEvent);

  beforeEach(() => {
    posted = [];
    told = [];
    bridge = new Bridge(
      attempt,
      () => player,
      ORIGIN,
      AUTHOR,
      (one) => told.push(one),
    );
  });

  it("answers the player with what was kept, and keeps what it reports", () => {
    say({ subject: "SPLICE.getState", message_id: "a" });
    expect(posted).toEqual([{ subject: "SPLICE.getState.response", message_id: "a" }]);
    say({ subject: "SPLICE.reportScoreAndState", message_id: "b", score: null, state: state() });
    expect(told).toEqual(["whole"]);
    attempt.finish();
    attempt = new Attempt(lms);
    bridge = new Bridge(
      attempt,
      () => player,
      ORIGIN,
      AUTHOR,
      () => {},
    );
    say({ subject: "SPLICE.getState", message_id: "c" });
    expect(posted.at(-1)).toMatchObject({ message_id: "c", state: { step: 40 } });
  });

  it("has a network that did not fit trained again up to where it was", () => {
    attempt.report(state({ run: "r".repeat(LONGEST_STATE) }), null, AUTHOR);
    attempt.finish();
    attempt = new Attempt(lms);
    bridge = new Bridge(
      attempt,
      () => player,
      ORIGIN,
      AUTHOR,
      () => {},
    );
    say({ subject: "SPLICE.getState", message_id: "d" });
    expect(posted).toMatchObject([
      { subject: "SPLICE.getState.response", state: { step: 40 } },
      { downhill: 1, type: "call", method: "seek", arguments: [40] },
    ]);
  });

  it("hears nobody else", () => {
    const report = { subject: "SPLICE.reportScoreAndState", score: 1, state: state() };
    say(report, "https://other.example");
    say(report, ORIGIN, {});
    say(null);
    say("SPLICE.reportScoreAndState");
    expect(told).toEqual([]);
    expect(lms.committed["cmi.core.score.raw"]).toBeUndefined();
  });

  it("asks the player for the rest when the page is hidden, with the time so far", () => {
    now = 1_000;
    bridge.hide();
    expect(posted).toMatchObject([{ subject: "SPLICE.flushState" }]);
    expect(lms.committed["cmi.core.session_time"]).toBe("0000:00:01.00");
  });
});

describe("the API", () => {
  const api = new Lms();
  const inside = (holder: Launched | undefined, more: object = {}): Launched => {
    const window: { parent?: Launched } = { ...more };
    window.parent = holder ?? (window as Launched);
    return window;
  };

  it("is found in a window that holds this one, and in the one that opened it", () => {
    const top = inside(undefined, { API: api });
    expect(findApi(inside(inside(top)))).toBe(api);
    expect(findApi(inside(undefined, { opener: inside(top) }))).toBe(api);
    expect(findApi(inside(undefined))).toBeUndefined();
  });

  it("is not looked for behind windows of other sites, nor without end", () => {
    const foreign = inside(undefined);
    Object.defineProperty(foreign, "API", {
      get: () => {
        throw new DOMException("", "SecurityError");
      },
    });
    expect(findApi(inside(foreign))).toBeUndefined();
    let deep = inside(undefined, { API: api });
    for (let depth = 0; depth < 20; depth += 1) deep = inside(deep);
    expect(findApi(deep)).toBeUndefined();
  });
});

it.each([
  [0, "0000:00:00.00"],
  [59_996, "0000:01:00.00"],
  [100 * 3_600_000, "0100:00:00.00"],
])("%i ms are %s", (milliseconds, written) => {
  expect(timespan(milliseconds)).toBe(written);
});
