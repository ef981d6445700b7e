// SPDX-License-Identifier: Apache-2.0
/** Files that are written: beside their place and then renamed, so that what was good there is never half lost. */
import {
  accessSync,
  closeSync,
  constants,
  fsyncSync,
  openSync,
  readlinkSync,
  realpathSync,
  renameSync,
  rmSync,
  type Stats,
  statSync,
  writeSync,
} from "node:fs";
import { basename, dirname, join, resolve } from "node:path";
import { nameOf } from "./file_name.ts";
import { reason } from "./files.ts";
import { InputError } from "./input_error.ts";

/** An output that grows until finish(); before that, whatever lies at its path is as it was. */
export class Output {
  /** Open for writing, from the first piece on. */
  #file: number | undefined;
  #partial: string | undefined;

  constructor(
    readonly path: string,
    private readonly others: readonly string[],
  ) {}

  /** Tries the path before the training, so that an hour of it is not lost to a wrong one. @throws InputError */
  open(): void {
    try {
      if (this.others.some((other) => isSameFile(other, this.path))) {
        throw new Error("is used twice on this command line. Give another file name.");
      }
      const there = statOf(this.path);
      if (there !== undefined) accessSync(this.path, constants.W_OK);
      if (there?.isDirectory()) throw Object.assign(new Error(), { code: "EISDIR" });
      if (isReplaced(there)) {
        this.#begin();
        this.discard();
      }
    } catch (error) {
      throw new InputError(`${nameOf(this.path)}: ${reason(error)}`);
    }
  }

  /** At once, not in memory: what is written may be larger than that. @throws Error; then nothing of it is left. */
  append(piece: string | Uint8Array): void {
    this.#try(() => {
      const file = this.#file ?? this.#begin();
      const bytes = typeof piece === "string" ? new TextEncoder().encode(piece) : piece;
      for (let done = 0; done < bytes.length; ) done += writeSync(file, bytes, done);
    });
  }

  /** Puts what was appended in its place. @throws Error; then what was there before is there still. */
  finish(): void {
    this.#try(() => {
      const file = this.#file ?? this.#begin();
      if (this.#partial !== undefined) fsyncSync(file);
      closeSync(file);
      this.#file = undefined;
      if (this.#partial === undefined) return;
      renameSync(this.#partial, trueName(this.path));
      unfinished.delete(this.#partial);
      this.#partial = undefined;
    });
  }

  async write(pieces: AsyncIterable<string> | Iterable<string> | Uint8Array): Promise<void> {
    if (pieces instanceof Uint8Array) this.append(pieces);
    else for await (const piece of pieces) this.append(piece);
    this.finish();
  }

  /** Drops what was not finished. */
  discard(): void {
    if (this.#file !== undefined) closeSync(this.#file);
    this.#file = undefined;
    if (this.#partial === undefined) return;
    rmSync(this.#partial, { force: true });
    unfinished.delete(this.#partial);
    this.#partial = undefined;
  }

  #begin(): number {
    const there = statOf(this.path);
    if (isReplaced(there)) {
      const partial = join(dirname(trueName(this.path)), partialName());
      this.#file = openSync(partial, "wx", there?.mode ?? 0o666);
      this.#partial = partial;
      keepTrackOf(partial);
    } else {
      // A pipe or a terminal: there is nothing to lose, and nothing to rename.
      this.#file = openSync(this.path, "a");
    }
    return this.#file;
  }

  #try(action: () => void): void {
    try {
      action();
    } catch (error) {
      this.discard();
      throw new Error(`${nameOf(this.path)}: ${reason(error)}`);
    }
  }
}

/** Whether a new file takes the place of what is there. */
const isReplaced = (there: Stats | undefined) => there === undefined || there.isFile();

let partials = 0;
/** Short, whatever the name of the file: that may be as long as names can be. */
const partialName = () => `.downhill-${process.pid}-${partials++}.partial`;

/** What a process that is ended must not leave behind. */
const unfinished = new Set<string>();
function keepTrackOf(partial: string): void {
  if (!process.listeners("exit").includes(removeUnfinished)) process.on("exit", removeUnfinished);
  unfinished.add(partial);
}
function removeUnfinished(): void {
  for (const partial of unfinished) rmSync(partial, { force: true });
  unfinished.clear();
}

/** By whatever symbolic or hard links they are reached. */
function isSameFile(one: string, other: string): boolean {
  if (trueName(one) === trueName(other)) return true;
  const [here, there] = [statOf(one), statOf(other)];
  return here?.isFile() === true && here.dev === there?.dev && here.ino === there.ino;
}

/** Undefined where there is nothing. @throws where the path cannot be one. */
function statOf(path: string): Stats | undefined {
  return statSync(path, { throwIfNoEntry: false });
}

/** As many as Linux follows. */
const MOST_LINKS = 40;

function trueName(path: string, links = MOST_LINKS): string {
  try {
    return realpathSync(path);
  } catch {
    // Not there yet: where a link leads may be, or its folder.
    const full = resolve(path);
    const link = links > 0 ? linkAt(full) : undefined;
    if (link !== undefined) return trueName(resolve(dirname(full), link), links - 1);
    const folder = dirname(full);
    return folder === full ? full : join(trueName(folder, links), basename(full));
  }
}

/** Where a link leads. */
function linkAt(path: string): string | undefined {
  try {
    return readlinkSync(path);
  } catch {
    return undefined;
  }
}
