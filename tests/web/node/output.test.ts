// SPDX-License-Identifier: Apache-2.0
/** Files that are written: nothing good is lost, whatever happens on the way. */
import {
  chmodSync,
  existsSync,
  linkSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { HistoryFile } from "../../../web/node/history_file.ts";
import { Output } from "../../../web/node/output.ts";
import { HISTORY_COLUMNS } from "../../../web/src/engine/api.ts";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "downhill-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

/** A file with something good in it. */
function good(name = "good.txt"): string {
  const path = join(folder, name);
  writeFileSync(path, "good");
  return path;
}

const textOf = (path: string) => readFileSync(path, "utf8");

describe("an output", () => {
  it("leaves what is there as it is until it is finished", () => {
    const path = good();
    const output = new Output(path, []);
    output.open();
    output.append("bet");
    expect(textOf(path)).toBe("good");
    output.append("ter");
    output.finish();
    expect(textOf(path)).toBe("better");
    expect(readdirSync(folder)).toEqual(["good.txt"]);
  });

  it("leaves what was there where the writing breaks off", async () => {
    const path = good();
    const output = new Output(path, []);
    const pieces = function* () {
      yield "half";
      throw new Error("the trainer died");
    };
    await expect(output.write(pieces())).rejects.toThrow("the trainer died");
    output.discard();
    expect(textOf(path)).toBe("good");
    expect(readdirSync(folder)).toEqual(["good.txt"]);
  });

  it("is written where a link leads, though nothing is there yet", () => {
    const link = join(folder, "link");
    symlinkSync("new.txt", link);
    const output = new Output(link, []);
    output.open();
    output.append("better");
    output.finish();
    expect(textOf(join(folder, "new.txt"))).toBe("better");
    expect(textOf(link)).toBe("better");
    expect(() => new Output(link, [join(folder, "new.txt")]).open()).toThrow("used twice");
    const lost = join(folder, "lost");
    symlinkSync(join("nowhere", "new.txt"), lost);
    expect(() => new Output(lost, []).open()).toThrow("no such file or folder");
  });

  it("leaves nothing where nothing was written", () => {
    const output = new Output(join(folder, "new.txt"), []);
    output.open();
    output.discard();
    expect(readdirSync(folder)).toEqual([]);
  });

  it("is refused before anything is done where it cannot be", () => {
    expect(() => new Output(folder, []).open()).toThrow("is a folder");
    expect(() => new Output(join(folder, "no", "file"), []).open()).toThrow("no such file");
    expect(() => new Output(join(good(), "file"), []).open()).toThrow("is no folder");
    expect(() => new Output(join(folder, "a".repeat(300)), []).open()).toThrow("too long");
    const circle = join(folder, "circle");
    symlinkSync(circle, circle);
    expect(() => new Output(circle, []).open()).toThrow("circle");
    // With another file on the command line, too.
    const input = good("input.txt");
    expect(() => new Output(circle, [input]).open()).toThrow("circle");
    expect(() => new Output(join(folder, "a".repeat(300)), [input]).open()).toThrow("too long");
  });

  it.each([
    ["the file itself", (path: string) => path],
    [
      "a symbolic link to it",
      (path: string) => {
        const link = join(folder, "symbolic");
        symlinkSync(path, link);
        return link;
      },
    ],
    [
      "a hard link to it",
      (path: string) => {
        const link = join(folder, "hard");
        linkSync(path, link);
        return link;
      },
    ],
    [
      "a file in a linked folder",
      (path: string) => {
        symlinkSync(folder, join(folder, "again"));
        return join(folder, "again", path.slice(folder.length + 1));
      },
    ],
  ])("never writes over an input, named by %s", (_, named) => {
    const input = good();
    expect(() => new Output(named(input), [input]).open()).toThrow("is used twice");
    expect(textOf(input)).toBe("good");
  });

  it("writes through a symbolic link, and keeps who may read the file", async () => {
    const path = good();
    chmodSync(path, 0o640);
    const link = join(folder, "link");
    symlinkSync(path, link);
    await new Output(link, []).write(["better"]);
    expect(textOf(path)).toBe("better");
    expect(statSync(path).mode & 0o777).toBe(0o640);
  });

  // A device that is full whenever something is written to it.
  it.runIf(existsSync("/dev/full"))("says that the disk is full", async () => {
    await expect(new Output("/dev/full", []).write(["x"])).rejects.toThrow("the disk is full");
  });

  it("writes into what is no file without replacing it", async () => {
    await new Output("/dev/null", []).write(["x"]);
    expect(statSync("/dev/null").isCharacterDevice()).toBe(true);
  });

  it("has a place even where its name is as long as names can be", async () => {
    const path = join(folder, "a".repeat(255));
    await new Output(path, []).write(["x"]);
    expect(textOf(path)).toBe("x");
  });
});

describe("a history", () => {
  const row = (step: number) =>
    Float64Array.from(HISTORY_COLUMNS, (_, i) => (i === 0 ? step : NaN));

  it("is on the disk while the run goes on, and not in memory", () => {
    const history = new HistoryFile(join(folder, "h.csv"), []);
    history.open();
    history.append(row(0));
    const [partial = ""] = readdirSync(folder);
    expect(textOf(join(folder, partial))).toContain("\n0,");
    history.append(row(1));
    history.finish();
    expect(textOf(join(folder, "h.csv")).split("\n")).toHaveLength(4);
    expect(history.rows).toBe(2);
  });

  it("has its header even where no point was recorded", () => {
    const history = new HistoryFile(join(folder, "h.csv"), []);
    history.finish();
    expect(textOf(join(folder, "h.csv"))).toBe(`${HISTORY_COLUMNS.join(",")}\n`);
  });

  it.runIf(existsSync("/dev/full"))("that cannot be written does not end the training", () => {
    const history = new HistoryFile("/dev/full", []);
    history.append(row(0));
    history.append(row(1));
    expect(() => history.finish()).toThrow("the disk is full");
  });

  it("leaves an old one as it was where the run is given up", () => {
    const path = good("h.csv");
    const history = new HistoryFile(path, []);
    history.append(row(0));
    history.discard();
    expect(textOf(path)).toBe("good");
    mkdirSync(join(folder, "sub"));
    expect(readdirSync(folder)).toEqual(["h.csv", "sub"]);
  });
});
