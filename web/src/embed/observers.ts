// SPDX-License-Identifier: Apache-2.0
/** Values that a host wants to be told of: each when it has settled on another one, and not more often than somebody can see. */
import { effect } from "@preact/signals-core";
import { type Rate, RateLimit } from "../app/rate_limit.ts";
import type { Workspace } from "../app/workspace.ts";
import { tooMany, unknownPath } from "./fault.ts";
import { type Json, MOST_OBSERVERS } from "./protocol.ts";
import { valueAt } from "./values.ts";

const RATE: Rate = { burst: 1, pauseMs: 100 };

export class Observers {
  readonly #ends = new Map<number, () => void>();
  readonly #paths = new Map<number, string>();

  constructor(private readonly tell: (observer: number, value: Json) => void) {}

  /** The value that is there now is told at once. @throws CallFault */
  add(workspace: Workspace, observer: number, path: string): void {
    if (!this.#paths.has(observer) && this.#paths.size >= MOST_OBSERVERS) throw tooMany();
    if (valueAt(workspace, path) === undefined) throw unknownPath(path);
    this.remove(observer);
    this.#paths.set(observer, path);
    this.#ends.set(observer, this.#begin(workspace, observer, path));
  }

  remove(observer: number): void {
    this.#ends.get(observer)?.();
    this.#ends.delete(observer);
    this.#paths.delete(observer);
  }

  /** Another workspace has taken the place of the one before. */
  move(workspace: Workspace): void {
    for (const [observer, path] of this.#paths) {
      this.#ends.get(observer)?.();
      this.#ends.set(observer, this.#begin(workspace, observer, path));
    }
  }

  close(): void {
    for (const observer of [...this.#paths.keys()]) this.remove(observer);
  }

  #begin(workspace: Workspace, observer: number, path: string): () => void {
    let newest: Json = null;
    let told: string | undefined;
    const limit = new RateLimit(RATE, () => {
      const text = JSON.stringify(newest);
      if (text === told) return;
      told = text;
      this.tell(observer, newest);
    });
    const end = effect(() => {
      // Between two steps nothing has settled.
      if (workspace.run.moving) return;
      newest = valueAt(workspace, path) ?? null;
      limit.request();
    });
    return () => {
      end();
      limit.cancel();
    };
  }
}
