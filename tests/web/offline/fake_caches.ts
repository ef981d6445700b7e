// SPDX-License-Identifier: Apache-2.0
/** The caches of a browser, as far as the service worker and its page use them. */

const addressOf = (asked: RequestInfo | URL): string =>
  asked instanceof Request ? asked.url : String(asked);

export class FakeCaches {
  readonly stored = new Map<string, Map<string, Response>>();

  readonly open = async (name: string) => {
    const entries = this.stored.get(name) ?? new Map<string, Response>();
    this.stored.set(name, entries);
    return {
      put: async (asked: RequestInfo | URL, response: Response) =>
        void entries.set(addressOf(asked), response),
    };
  };

  readonly has = async (name: string) => this.stored.has(name);
  readonly keys = async () => [...this.stored.keys()];
  readonly delete = async (name: string) => this.stored.delete(name);

  readonly match = async (asked: RequestInfo | URL, options: { cacheName?: string } = {}) => {
    const { cacheName } = options;
    const names = cacheName === undefined ? [...this.stored.keys()] : [cacheName];
    const found = names.map((name) => this.stored.get(name)?.get(addressOf(asked)));
    return found.find((one) => one !== undefined)?.clone();
  };

  /** The addresses that are in it. */
  addresses(name: string): string[] {
    return [...(this.stored.get(name)?.keys() ?? [])];
  }
}
