// SPDX-License-Identifier: Apache-2.0
/** The parts of the playground, in the order of Tab on a desk. A key leads to each, and so does a skip link. */
import type { Words } from "../locales/words.ts";
import type { Place } from "./show_place.ts";

export interface Region extends Place {
  readonly id: string;
  name(words: Words): string;
  /** Only where there is one. */
  readonly ofExercise?: true;
}

export const REGIONS = [
  { id: "play", element: "#play", name: (words) => words.playButton },
  { id: "data", element: "#region-data", section: "data", name: (words) => words.sections.data },
  {
    id: "network",
    element: "#region-network",
    section: "network",
    name: (words) => words.network,
  },
  { id: "output", element: "#region-output", name: (words) => words.output },
  { id: "loss", element: "#region-loss", name: (words) => words.loss },
  { id: "why", element: "#region-why", section: "why", name: (words) => words.why },
  {
    id: "exercise",
    element: "#region-exercise",
    section: "exercise",
    name: (words) => words.sections.exercise,
    ofExercise: true,
  },
] as const satisfies readonly Region[];

export type RegionId = (typeof REGIONS)[number]["id"];
