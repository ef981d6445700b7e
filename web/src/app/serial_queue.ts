// SPDX-License-Identifier: Apache-2.0
/** Jobs that are done one after the other, in the order in which they were asked for. */

interface Waiting<Job, Outcome> {
  readonly job: Job;
  settle(outcome: Outcome): void;
  fail(error: unknown): void;
}

export class SerialQueue<Job, Outcome> {
  readonly #waiting: Waiting<Job, Outcome>[] = [];
  #working = false;

  constructor(private readonly perform: (job: Job) => Promise<Outcome>) {}

  /** The newest job that is not begun. */
  get last(): Job | undefined {
    return this.#waiting.at(-1)?.job;
  }

  /** The newest job that is not begun is never done; whoever asked for it gets this. */
  dropLast(outcome: Outcome): void {
    this.#waiting.pop()?.settle(outcome);
  }

  add(job: Job): Promise<Outcome> {
    const outcome = new Promise<Outcome>((settle, fail) => {
      this.#waiting.push({ job, settle, fail });
    });
    if (!this.#working) void this.#work();
    return outcome;
  }

  async #work(): Promise<void> {
    this.#working = true;
    for (let next = this.#waiting.shift(); next !== undefined; next = this.#waiting.shift()) {
      try {
        next.settle(await this.perform(next.job));
      } catch (error) {
        next.fail(error);
      }
    }
    this.#working = false;
  }
}
