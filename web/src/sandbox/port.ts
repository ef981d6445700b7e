// SPDX-License-Identifier: Apache-2.0
/** What the worker of students' code offers, in the page and in Node. */
import type { MachineRoom } from "./machine.ts";
import { type Performance, perform, type Task } from "./perform.ts";

export interface SandboxPort {
  /** Resolves when the interpreter is there. */
  ready(): Promise<void>;
  perform(code: string, task: Task): Promise<Performance>;
}

/** @param open reads the interpreter, once: a worker that cannot is ended */
export function portInto(open: () => Promise<MachineRoom>): SandboxPort {
  let room: Promise<MachineRoom> | undefined;
  const opened = () => {
    room ??= open();
    return room;
  };
  return {
    ready: async () => void (await opened()),
    perform: async (code, task) => perform(await opened(), code, task),
  };
}
