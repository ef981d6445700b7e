// SPDX-License-Identifier: Apache-2.0
/// <reference types="vite/client" />
/** What the folders of `features/` offer: a new folder with a `feature.ts` is on the page without a line here. */
import type { Feature } from "../../app/feature.ts";
import type { Description } from "../../engine/api.ts";

const FEATURES: readonly Feature[] = Object.values(
  import.meta.glob<Feature>("../../features/*/feature.ts", { eager: true, import: "feature" }),
);

/** Those of one place that have something to show of this experiment, in their order. */
export function featuresFor(place: Feature["place"], description: Description): readonly Feature[] {
  return FEATURES.filter((feature) => feature.place === place && feature.fits(description)).sort(
    (one, other) => (one.order ?? 0) - (other.order ?? 0),
  );
}
