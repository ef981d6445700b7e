// SPDX-License-Identifier: Apache-2.0
/** In place of web/src/pages/shared/features.ts: what a player can show, and nothing that it cannot. */
import type { Feature } from "../src/app/feature.ts";
import type { Description } from "../src/engine/api.ts";
import { feature as gradients } from "../src/features/gradients/feature.ts";
import { feature as landscape } from "../src/features/landscape/feature.ts";
import { feature as race } from "../src/features/race/feature.ts";

export const featuresFor = (place: Feature["place"], description: Description) =>
  [gradients, landscape, race].filter((one) => one.place === place && one.fits(description));
