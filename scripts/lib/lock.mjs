// SPDX-License-Identifier: Apache-2.0
/** A lock in the file system: one process at a time fills a folder; a dead owner's lock is taken over. */
import { linkSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { say } from "./progress.mjs";

const POLL_MS = 500;

/** Runs `action` while holding the lock file `path`; waits for a living owner. */
export async function withLock(path, action) {
  mkdirSync(dirname(path), { recursive: true });
  let told = false;
  while (!take(path)) {
    const owner = readOwner(path);
    if (owner && !isAlive(owner)) {
      discard(path, owner);
      continue;
    }
    if (owner && !told)
      say(`Process ${owner.pid} is at work in ${dirname(path)}: waiting for it ...`);
    told ||= owner !== undefined;
    await new Promise((wake) => setTimeout(wake, POLL_MS));
  }
  try {
    return await action();
  } finally {
    rmSync(path, { force: true });
  }
}

/** link() fails when the lock exists, and gives it its content in the same instant. */
function take(path) {
  const mine = `${path}.${process.pid}`;
  writeFileSync(mine, JSON.stringify(describe(process.pid)));
  try {
    linkSync(mine, path);
    return true;
  } catch (error) {
    if (error.code !== "EEXIST") throw error;
    return false;
  } finally {
    rmSync(mine, { force: true });
  }
}

/** A process number is used again some day: the time at which it started tells the two apart. */
function describe(pid) {
  return { pid, started: startTime(pid) };
}

/** Start time in clock ticks since boot, field 22 of /proc/PID/stat; null where there is no /proc. */
function startTime(pid) {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    return stat.slice(stat.lastIndexOf(")") + 2).split(" ")[19] ?? null;
  } catch {
    return null;
  }
}

/** The owner, undefined when there is no lock; a file that is no lock of ours counts as a dead owner's. */
function readOwner(path) {
  let text;
  try {
    text = readFileSync(path, "utf8");
  } catch {
    return undefined;
  }
  try {
    const { pid, started } = JSON.parse(text);
    return { pid, started };
  } catch {
    return {};
  }
}

function isAlive({ pid, started }) {
  if (!(pid > 0)) return false;
  try {
    process.kill(pid, 0);
  } catch (error) {
    return error.code === "EPERM";
  }
  return startTime(pid) === started;
}

/** Moves the dead owner's lock away; if a third process was faster, its living lock is put back. */
function discard(path, dead) {
  const aside = `${path}.dead.${process.pid}`;
  try {
    renameSync(path, aside);
    const moved = readOwner(aside);
    if (moved && (moved.pid !== dead.pid || moved.started !== dead.started)) linkSync(aside, path);
  } catch (error) {
    if (error.code !== "ENOENT" && error.code !== "EEXIST") throw error;
  } finally {
    rmSync(aside, { force: true });
  }
}
