// SPDX-License-Identifier: Apache-2.0
/** Where on the page one sees what was found. */
import type { Ailment } from "../../sessions/diagnosis/finding.ts";

/** A tab by the name of its feature, or an element of the page. */
export type Place = { readonly tab: string } | { readonly element: string };

const LOSS: Place = { element: "downhill-chart[kind=loss]" };
const STAGE: Place = { element: "downhill-stage" };
const DATA: Place = { element: "downhill-data" };
const NETWORK: Place = { element: "downhill-network" };

/** Absent where it is in sight anyway. */
export const PLACES: Readonly<Partial<Record<Ailment, Place>>> = {
  diverged: LOSS,
  alike: NETWORK,
  unscaled: DATA,
  risen: LOSS,
  overfitting: LOSS,
  straight: STAGE,
  jumping: LOSS,
  batches: LOSS,
  stuck: LOSS,
};
