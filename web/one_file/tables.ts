// SPDX-License-Identifier: Apache-2.0
/// <reference types="vite/client" />
/** In place of web/src/engine/site_tables.ts: the small tables lie in the page. MNIST is larger than all the rest together. */
import type { FindTable } from "../src/engine/contract/tables.ts";

export { fetchedOnce } from "../src/engine/site_tables.ts";

const TABLES = import.meta.glob<string>(["../../data/*.safetensors"], {
  eager: true,
  query: "?inline",
  import: "default",
});

/** `data:` addresses: nothing goes over a network. */
export function siteTables(): FindTable {
  return async (_sha256, name) => {
    const address = TABLES[`../../data/${name}.safetensors`];
    if (address === undefined) return undefined;
    return new Uint8Array(await (await fetch(address)).arrayBuffer());
  };
}
