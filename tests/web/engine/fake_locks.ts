/** The locks of a site: one holder a name, the others wait in turn. */
interface Waiting {
  readonly take: () => unknown;
  readonly signal?: AbortSignal | undefined;
}

export class FakeLocks {
  readonly #queues = new Map<string, Waiting[]>();

  request(name: string, ...rest: unknown[]): Promise<void> {
    const take = rest.at(-1) as () => unknown;
    const { signal } = (rest.length > 1 ? rest[0] : {}) as { signal?: AbortSignal };
    const queue = this.#queues.get(name) ?? [];
    this.#queues.set(name, [...queue, { take, signal }]);
    if (queue.length === 0) this.#give(name, take);
    return new Promise((_, reject) => {
      signal?.addEventListener("abort", () => reject(signal.reason));
    });
  }

  /** Whoever holds it dies. */
  end(name: string): void {
    const [, ...waiting] = this.#queues.get(name) ?? [];
    const left = waiting.filter(({ signal }) => signal?.aborted !== true);
    this.#queues.set(name, left);
    if (left[0] !== undefined) this.#give(name, left[0].take);
  }

  /** Until what the holder says resolves. */
  #give(name: string, take: () => unknown): void {
    void Promise.resolve(take()).then(() => this.end(name));
  }
}
