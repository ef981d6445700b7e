/** A clock that stands still unless it is told to move, and yields through the real event loop. */
import type { Clock } from "../../../web/src/engine/clock.ts";

export class FakeClock implements Clock {
  time = 0;
  readonly delays: number[] = [];

  now(): number {
    return this.time;
  }

  pass(ms: number): void {
    this.time += ms;
  }

  yield(): Promise<void> {
    return new Promise((resolve) => setImmediate(resolve));
  }

  async delay(ms: number): Promise<void> {
    this.delays.push(ms);
    this.pass(ms);
    await this.yield();
  }
}
