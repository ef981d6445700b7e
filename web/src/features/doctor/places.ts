// SPDX-License-Identifier: Apache-2.0
/** Where on the page one sees what was found. */
import type { Place } from "../../app/show_place.ts";
import type { Ailment, Finding } from "../../sessions/diagnosis/finding.ts";

const GRADIENTS: Place = { element: "#panel", tab: "gradients", section: "why" };
const LOSS: Place = { element: "downhill-chart" };
const STAGE: Place = { element: "downhill-stage" };
const DATA: Place = { element: "downhill-data", section: "data" };
const NETWORK: Place = { element: "downhill-network", section: "network" };

/** Where it is seen; undefined where it is in sight anyway. */
export const placeOf = (finding: Finding): Place | undefined =>
  finding.ailment === "warned" && finding.warning.path === "data" ? DATA : PLACES[finding.ailment];

const PLACES: Readonly<Partial<Record<Ailment, Place>>> = {
  diverged: LOSS,
  exploding: GRADIENTS,
  dead: GRADIENTS,
  vanishing: GRADIENTS,
  saturated: GRADIENTS,
  slow: GRADIENTS,
  alike: NETWORK,
  unscaled: DATA,
  risen: LOSS,
  overfitting: LOSS,
  straight: STAGE,
  jumping: LOSS,
  batches: LOSS,
  stuck: LOSS,
};
