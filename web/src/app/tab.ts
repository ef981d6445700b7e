// SPDX-License-Identifier: Apache-2.0
/**
 * Which of several open pages this is. A reload and a restored session keep it; a tab that was duplicated has the same name as the other one
 * at first, and gives it up: a lock, which ends with the page, tells whether somebody goes by it.
 */
import { newId } from "../documents/new_id.ts";

const KEY = "downhill.tab";
const LOCK = "downhill.tab.";
/** A page that is reloaded may hold its lock for a moment. */
const PATIENCE_MS = 1_500;

export interface TabWorld {
  readonly storage: Pick<Storage, "getItem" | "setItem"> | undefined;
  readonly locks: Pick<LockManager, "request" | "query"> | undefined;
}

export interface Claim {
  readonly id: string;
  /** Another open page went by the same name: it was duplicated. */
  readonly twin: boolean;
}

export class Tab {
  #claim: Claim | undefined;
  readonly claimed: Promise<Claim>;

  constructor(private readonly world: TabWorld = browserWorld()) {
    this.claimed = this.#begin();
  }

  /** Whether it is known that no other open page goes by what this one has found on its way. */
  get alone(): boolean {
    return this.#claim?.twin === false;
  }

  /** The names of all open pages; undefined where browsers do not tell. */
  async open(): Promise<ReadonlySet<string> | undefined> {
    const { locks } = this.world;
    const answer = await locks?.query().catch(() => undefined);
    if (answer === undefined) return undefined;
    const { held = [] } = answer;
    return new Set(
      held.flatMap(({ name = "" }) => (name.startsWith(LOCK) ? [name.slice(LOCK.length)] : [])),
    );
  }

  async #begin(): Promise<Claim> {
    const known = this.#read();
    const free = known !== undefined && (await this.#hold(known));
    const claim = free ? { id: known, twin: false } : { id: newId(), twin: known !== undefined };
    if (!free) {
      this.#write(claim.id);
      await this.#hold(claim.id);
    }
    this.#claim = claim;
    return claim;
  }

  /** Until the page ends. @returns whether nobody else holds it; also where browsers do not tell */
  #hold(id: string): Promise<boolean> {
    const { locks } = this.world;
    if (locks === undefined) return Promise.resolve(true);
    return new Promise((resolve) => {
      const signal = AbortSignal.timeout(PATIENCE_MS);
      const held = () => {
        resolve(true);
        return new Promise<never>(() => {});
      };
      locks.request(LOCK + id, { signal }, held).catch(() => resolve(false));
    });
  }

  #read(): string | undefined {
    try {
      return this.world.storage?.getItem(KEY) ?? undefined;
    } catch {
      return undefined;
    }
  }

  #write(id: string): void {
    try {
      this.world.storage?.setItem(KEY, id);
    } catch {
      // A reload is a new page then.
    }
  }
}

function browserWorld(): TabWorld {
  let storage: Storage | undefined;
  try {
    storage = globalThis.sessionStorage;
  } catch {
    // Some frames have none.
  }
  // Pages without https have no locks.
  return { storage, locks: navigator.locks as LockManager | undefined };
}
