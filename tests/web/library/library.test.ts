// SPDX-License-Identifier: Apache-2.0
import { beforeEach, describe, expect, it } from "vitest";
import { Library } from "../../../web/src/library/library.ts";
import { FakeShelf, keptRun, model } from "./shelves.ts";

let shelf: FakeShelf;
let library: Library;
beforeEach(() => {
  shelf = new FakeShelf();
  library = new Library(shelf);
});

const ids = () => library.runs.value.map(({ id }) => id);

describe("the library", () => {
  it("shows the newest first, and at the next visit again", async () => {
    expect(await library.keep({ run: keptRun("a", 1), model })).toBe(true);
    expect(await library.keep({ run: keptRun("b", 2) })).toBe(true);
    expect(ids()).toEqual(["b", "a"]);
    library = new Library(shelf);
    await library.refresh();
    expect(ids()).toEqual(["b", "a"]);
    expect((await library.whole("a"))?.model).toBe(model);
    expect((await library.whole("b"))?.model).toBeUndefined();
  });

  it("takes a new name and a note, and leaves where the run stood", async () => {
    await library.keep({ run: keptRun("a"), model });
    expect(await library.describe("a", { name: "best", note: "with momentum" })).toBe(true);
    expect(shelf.kept.get("a")).toMatchObject({
      run: { name: "best", note: "with momentum" },
      model,
    });
    expect(library.runs.value[0]?.name).toBe("best");
  });

  it("gives back what was deleted", async () => {
    await library.keep({ run: keptRun("a"), model });
    const deleted = await library.remove("a");
    expect(ids()).toEqual([]);
    expect(shelf.kept.size).toBe(0);
    if (deleted !== undefined) await library.keep(deleted);
    expect(shelf.kept.get("a")?.model).toBe(model);
  });

  it("sees what another tab has kept or deleted", async () => {
    await library.keep({ run: keptRun("a") });
    shelf.kept.delete("a");
    shelf.kept.set("b", { run: keptRun("b") });
    await library.refresh();
    expect(ids()).toEqual(["b"]);
    expect(await library.whole("a")).toBeUndefined();
  });
});

describe("where the browser has no room", () => {
  it("a run is there until the page is closed, can be opened and described, and says so", async () => {
    shelf.full = true;
    expect(await library.keep({ run: keptRun("a"), model })).toBe(false);
    await library.refresh();
    expect(ids()).toEqual(["a"]);
    expect(library.isOnlyHere("a")).toBe(true);
    expect(await library.describe("a", { name: "mine" })).toBe(false);
    expect(await library.whole("a")).toMatchObject({ run: { name: "mine" }, model });
  });

  it("a change of what was kept before is shown, and told to be lost", async () => {
    await library.keep({ run: keptRun("a") });
    shelf.full = true;
    expect(await library.describe("a", { note: "new" })).toBe(false);
    expect(library.runs.value[0]?.note).toBe("new");
  });

  it("a run finds its place once there is room again", async () => {
    shelf.full = true;
    await library.keep({ run: keptRun("a"), model });
    shelf.full = false;
    const whole = await library.whole("a");
    if (whole !== undefined) expect(await library.keep(whole)).toBe(true);
    expect(library.isOnlyHere("a")).toBe(false);
  });
});

it("a browser that denies storage is told of, and keeps runs for this visit", async () => {
  shelf.denied = true;
  await library.refresh();
  expect(library.closed).toBe("denied");
  expect(await library.keep({ run: keptRun("a"), model })).toBe(false);
  await library.refresh();
  expect(ids()).toEqual(["a"]);
  expect((await library.remove("a"))?.model).toBe(model);
  expect(ids()).toEqual([]);
});

it("what a newer page has kept is told apart from what the browser denies, and is there for a newer page", async () => {
  shelf.newer = true;
  await library.refresh();
  expect(library.closed).toBe("newer");
  expect(await library.keep({ run: keptRun("a"), model })).toBe(false);
  expect(library.isOnlyHere("a")).toBe(true);
  shelf.newer = false;
  await library.refresh();
  expect(library.closed).toBeUndefined();
});
