// SPDX-License-Identifier: Apache-2.0
/** What the worker of students' code offers the page. */
import type { Performance, Task } from "./perform.ts";

export interface SandboxPort {
  /** Resolves when the interpreter is there. */
  ready(): Promise<void>;
  perform(code: string, task: Task): Promise<Performance>;
}
