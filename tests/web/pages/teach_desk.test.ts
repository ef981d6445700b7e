// SPDX-License-Identifier: Apache-2.0
/** The teacher's desk over the real module: what comes in, what is run again, what is kept. */
import { afterEach, beforeAll, describe, expect, it, vi } from "vitest";
import { createEngine } from "../../../web/node/engine.ts";
import { checkWork } from "../../../web/src/exercises/check.ts";
import type { Exercise } from "../../../web/src/exercises/document.ts";
import { readExercise } from "../../../web/src/exercises/read_exercise.ts";
import { hashOfExercise, writeReceipt } from "../../../web/src/exercises/receipt.ts";
import { solved } from "../../../web/src/exercises/solution.ts";
import { Labels } from "../../../web/src/locales/labels.ts";
import { Desk, type DeskWorld } from "../../../web/src/pages/teach/desk.ts";
import { DeskView } from "../../../web/src/pages/teach/desk_view.ts";
import type { Keeper, KeptEntry } from "../../../web/src/pages/teach/keeper.ts";
import { receiptOf } from "../exercises/class_receipts.ts";
import { plain } from "../exercises/fixture.ts";
import { performCode } from "../sandbox/room.ts";

const line = readExercise(plain());
const SAW = "It swings.";
let class5: string[];

beforeAll(async () => {
  const engine = await createEngine({ threads: 1 });
  class5 = [];
  for (const [name, saw] of [
    ["Anna", SAW],
    ["Ben", "Slow."],
    ["Carl", SAW],
    ["Dora", "Fast."],
    ["", "Nothing."],
  ] as const) {
    class5.push(await receiptOf(line, { name, saw }, engine));
  }
  await engine.close();
});

class MemoryKeeper implements Keeper {
  readonly entries = new Map<string, KeptEntry>();
  readonly exercises: Exercise[] = [];
  async load() {
    return { entries: [...this.entries.values()], exercises: this.exercises.toReversed() };
  }
  async keep(entries: readonly KeptEntry[]) {
    for (const entry of entries) this.entries.set(entry.written, structuredClone(entry));
  }
  async keepExercise(exercise: Exercise) {
    this.exercises.push(exercise);
  }
  async clear() {
    this.entries.clear();
    this.exercises.length = 0;
  }
}

const desks: Desk[] = [];
afterEach(async () => {
  await Promise.all(desks.splice(0).map((desk) => desk.clear()));
});

function deskWith(world: Partial<DeskWorld> = {}): { desk: Desk; start: ReturnType<typeof vi.fn> } {
  const start = vi.fn(() => createEngine({ threads: 1 }));
  const own = async (id: string) => (id === line.id ? line : undefined);
  const desk = new Desk({
    start,
    lanes: 2,
    own,
    keeper: new MemoryKeeper(),
    perform: performCode,
    ...world,
  });
  desks.push(desk);
  return { desk, start };
}

const allDone = (desk: Desk, count: number) =>
  vi.waitFor(
    () => {
      expect(desk.done).toBe(count);
      expect(desk.running).toBe(false);
    },
    { timeout: 60_000 },
  );

describe("the desk", () => {
  it("runs all that comes, tells of copies, and lets its trainers and the interpreter of code go", async () => {
    const rest = vi.fn();
    const { desk, start } = deskWith({ rest });
    expect(await desk.add([...class5, class5[0] ?? ""])).toEqual({ added: 5, known: 1 });
    await allDone(desk, 5);
    expect(desk.lines.map(({ row }) => [row.name, row.passed, row.reproduces])).toEqual(
      ["Anna", "Ben", "Carl", "Dora", ""].map((name) => [name, 3, true]),
    );
    expect(desk.lines.map(({ twinNumber }) => twinNumber)).toEqual([
      undefined,
      undefined,
      1,
      undefined,
      undefined,
    ]);
    expect(rest).toHaveBeenCalled();
    expect(start.mock.calls.length).toBeLessThanOrEqual(2);
    for (const { value } of start.mock.results) {
      await expect((await value).validate({})).rejects.toThrow("closed");
    }
  });

  it("takes 500 receipts at once, and tells of all in their order", async () => {
    const small = readExercise({
      ...plain(),
      start: { ...plain().start, stop: { steps: 1 } },
      checks: [{ metric: "steps", comparison: "at_least", value: 1 }],
    });
    const engine = await createEngine({ threads: 1 });
    const work = await solved(small, engine);
    const verdict = await checkWork(small, work, engine);
    const { minimal } = await engine.validate(work.document);
    await engine.close();
    const many = Array.from({ length: 500 }, (_, at) =>
      writeReceipt(small, work, { minimal, name: `S${at}`, verdict }),
    );
    const { desk } = deskWith({ own: async (id) => (id === small.id ? small : undefined) });
    expect(await desk.add(many)).toEqual({ added: 500, known: 0 });
    await allDone(desk, 500);
    expect(desk.lines.map(({ row }) => row.name)).toEqual(many.map((_, at) => `S${at}`));
    expect(desk.lines.every(({ row }) => row.reproduces)).toBe(true);
  });

  it("adds what is pasted later, and runs only that", async () => {
    const { desk } = deskWith();
    await desk.add(class5.slice(0, 2));
    await allDone(desk, 2);
    const [first] = desk.lines;
    expect(await desk.add(class5.slice(0, 3))).toEqual({ added: 1, known: 2 });
    await allDone(desk, 3);
    expect(desk.lines[0]?.row).toBe(first?.row);
    expect(desk.lines.map(({ entry }) => entry.number)).toEqual([1, 2, 3]);
  });

  it("is as it was after a reload, and goes on with what was not done", async () => {
    const keeper = new MemoryKeeper();
    const { desk } = deskWith({ keeper });
    await desk.add(class5.slice(0, 2));
    await allDone(desk, 2);
    await keeper.keep([{ number: 7, written: class5[2] ?? "", state: "waiting" }]);
    const { desk: later, start } = deskWith({ keeper });
    await later.restore();
    await allDone(later, 3);
    expect(later.lines.map(({ row }) => row.name)).toEqual(["Anna", "Ben", "Carl"]);
    expect(later.lines[2]?.twinNumber).toBe(1);
    expect(start.mock.calls.length).toBeGreaterThan(0);
  });

  it("says where nothing is kept, and works", async () => {
    const denied = () => Promise.reject(new Error("denied"));
    const keeper = { load: denied, keep: denied, keepExercise: denied, clear: denied };
    const { desk } = deskWith({ keeper });
    await desk.restore();
    await desk.add(class5.slice(0, 1));
    await allDone(desk, 1);
    expect(desk.unkept).toBe(true);
  });

  it("says which exercise is missing, and marks again when it is given", async () => {
    const { desk } = deskWith({ own: async () => undefined });
    await desk.add(class5.slice(0, 1));
    await allDone(desk, 1);
    expect(desk.lines[0]?.row.refused).toBe("unknown_exercise");
    const other = readExercise({ ...plain(), minutes: 9 });
    desk.give(other);
    await allDone(desk, 1);
    expect(desk.lines[0]?.row.faults[0]?.en).toContain("another version");
    desk.give(line);
    await allDone(desk, 1);
    expect(desk.lines[0]?.row).toMatchObject({ reproduces: true, faults: [] });
    expect(desk.lines[0]?.entry.by).toBe(hashOfExercise(line));
  });

  it("has each exercise once, the newest first, also of those that are given while it loads", async () => {
    const keeper = new MemoryKeeper();
    const [older, newer] = [7, 8].map((minutes) => readExercise({ ...plain(), minutes }));
    if (older === undefined || newer === undefined) throw new Error("There are two.");
    const { desk } = deskWith({ keeper, own: async () => undefined });
    desk.give(older);
    await desk.add(class5.slice(0, 1));
    await allDone(desk, 1);
    expect(desk.lines[0]?.row.reproduces).toBe(false);
    const { desk: later } = deskWith({ keeper, own: async () => undefined });
    const restored = later.restore();
    for (const exercise of [older, newer, line]) later.give(exercise);
    await restored;
    await allDone(later, 1);
    expect(later.given.map(hashOfExercise)).toEqual([line, newer, older].map(hashOfExercise));
    expect(later.lines[0]?.entry.by).toBe(hashOfExercise(line));
    expect(later.lines[0]?.row.reproduces).toBe(true);
  });

  it("stops when it is told to, and goes on from there", async () => {
    const { desk } = deskWith({ lanes: 1 });
    await desk.add(class5);
    desk.cancel();
    await vi.waitFor(() => expect(desk.running).toBe(false), { timeout: 60_000 });
    expect(desk.done).toBeLessThan(5);
    expect(desk.entries.every(({ state }) => state !== "running")).toBe(true);
    desk.mark();
    await allDone(desk, 5);
  });

  it("waits with a word where no trainer starts or the site is out of reach, and loses nothing", async () => {
    const start = vi.fn(() => Promise.reject(new Error("No module starts here.")));
    const { desk } = deskWith({ start, lanes: 1 });
    await desk.add(class5.slice(0, 2));
    await vi.waitFor(() => expect(desk.running).toBe(false));
    expect(desk.trouble?.en).toBe("No module starts here.");
    expect(desk.entries.map(({ state }) => state)).toEqual(["waiting", "waiting"]);
    const offline = deskWith({ own: () => Promise.reject(new Error("list.json: 503")), lanes: 1 });
    await offline.desk.add(class5.slice(0, 1));
    await vi.waitFor(() => expect(offline.desk.trouble?.en).toBe("list.json: 503"));
  });

  it("runs a row again with more time, and clears all", async () => {
    const keeper = new MemoryKeeper();
    const { desk } = deskWith({ keeper });
    await desk.add(class5.slice(0, 1));
    await allDone(desk, 1);
    desk.again(1);
    expect(desk.entries[0]?.seconds).toBe(3_000);
    await allDone(desk, 1);
    await desk.clear();
    expect([desk.entries, keeper.entries.size]).toEqual([[], 0]);
    expect(await desk.add(class5.slice(0, 1))).toEqual({ added: 1, known: 0 });
    await allDone(desk, 1);
    expect(desk.lines[0]?.entry.number).toBe(1);
  });
});

describe("how it is looked at", () => {
  it("is sorted up, down, and as it came; hidden names by their numbers", async () => {
    const { desk } = deskWith();
    await desk.add([...class5].reverse());
    await allDone(desk, 5);
    const view = new DeskView();
    const names = () => view.shown(desk.lines).map(({ row }) => row.name);
    expect(names()).toEqual(["", "Dora", "Carl", "Ben", "Anna"]);
    view.sortBy("name");
    expect(names()).toEqual(["", "Anna", "Ben", "Carl", "Dora"]);
    view.sortBy("name");
    expect(names()).toEqual(["Dora", "Carl", "Ben", "Anna", ""]);
    view.toggleNames();
    expect(view.shown(desk.lines).map(({ entry }) => entry.number)).toEqual([5, 4, 3, 2, 1]);
    view.sortBy("name");
    expect(view.order).toBeUndefined();
    view.setExercise("other");
    expect(names()).toEqual([]);
  });

  it("forgets what was chosen when the desk is cleared, as numbers begin at 1 again", () => {
    const view = new DeskView();
    view.setExercise("line");
    view.toggleOpen(1);
    view.setCard("hash");
    view.clear();
    expect([view.exercise, [...view.open], view.card]).toEqual([undefined, [], undefined]);
  });
});

it("tells what the places of an exercise are called, from a trainer that rests again", async () => {
  const { desk, start } = deskWith();
  expect(desk.told(line)).toBeUndefined();
  await vi.waitFor(() => expect(desk.told(line)).toBeDefined());
  const told = desk.told(line);
  if (told === undefined) throw new Error("Nothing was told.");
  const labels = new Labels(told.catalog, told.start, "zh");
  expect(labels.name("optimizer.learning_rate")).toBe("学习率");
  expect(start).toHaveBeenCalledTimes(1);
});
