// SPDX-License-Identifier: Apache-2.0
/** The exercises that come with Downhill, as they lie in exercises/. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

const FOLDER = join(import.meta.dirname, "../../../exercises");

export const OWN = readdirSync(FOLDER)
  .filter((file) => file.endsWith(".json"))
  .map((file) => file.slice(0, -".json".length))
  .sort();

export const textOfOwn = (name: string): string =>
  readFileSync(join(FOLDER, `${name}.json`), "utf8");
