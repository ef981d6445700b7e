// SPDX-License-Identifier: Apache-2.0
/// <reference types="vite/client" />
/** What the folders of `features/` offer: a new folder with a `feature.ts` is on the page without a line here. */
import type { Feature } from "../../app/feature.ts";

export const FEATURES: readonly Feature[] = Object.values(
  import.meta.glob<Feature>("../../features/*/feature.ts", { eager: true, import: "feature" }),
);
