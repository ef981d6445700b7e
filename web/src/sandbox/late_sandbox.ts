// SPDX-License-Identifier: Apache-2.0
/** The interpreter of students' code is loaded for the first code. What did not arrive is asked for again by the next. */
import type { Performance, Task } from "./perform.ts";
import type { Sandbox } from "./sandbox.ts";

type Performer = Pick<Sandbox, "perform" | "rest">;

const load = async (): Promise<Performer> => {
  const { Sandbox } = await import("./sandbox.ts");
  return new Sandbox();
};

export class LateSandbox implements Performer {
  #sandbox: Promise<Performer> | undefined;

  constructor(private readonly start = load) {}

  /** @throws Error where the interpreter cannot be loaded, and what the signal says; mistakes of the code are part of the answer */
  async perform(code: string, task: Task, signal?: AbortSignal): Promise<Performance> {
    this.#sandbox ??= this.start().catch((error) => {
      this.#sandbox = undefined;
      throw error;
    });
    return (await this.#sandbox).perform(code, task, signal);
  }

  /** Lets the interpreter go when all that was asked is done; the next code gets another one. */
  async rest(): Promise<void> {
    await this.#sandbox?.then(
      (sandbox) => sandbox.rest(),
      // Whoever asked for it was told.
      () => {},
    );
  }
}
