// SPDX-License-Identifier: Apache-2.0
/** The files of a build as scripts/build/offline.mjs lists them, by their addresses from the folder of the site on. */
export interface Build {
  /** Of all of it: another file, another version. */
  readonly version: string;
  /** Each by its hash, as the `integrity` of a request takes it. */
  readonly files: Readonly<Record<string, string>>;
  /** Those of them that are kept once they were fetched, and not before: large, and not wanted by everybody. */
  readonly later: readonly string[];
  /** What every answer says besides. */
  readonly headers: Readonly<Record<string, string>>;
}

/** The name of a kept build begins with it: other sites of the same origin keep theirs. */
export const keptPrefix = (scope: string): string => `downhill ${scope} `;

/** Addresses that name their content: tabs of the build before go on asking for theirs. */
export const NAMED = /^(assets\/|wasm\/.*\?)/;

/** Told to a worker that waits: the page wants its build. */
export const TAKE_OVER = "take over";

/** As the `integrity` of a request names it. */
export async function integrityOf(response: Response): Promise<string> {
  const hash = await crypto.subtle.digest("SHA-256", await response.arrayBuffer());
  return `sha256-${btoa(String.fromCharCode(...new Uint8Array(hash)))}`;
}
