// SPDX-License-Identifier: Apache-2.0
/** What is drawn with Chart.js: a third of all scripts, so that it comes behind the first picture of the page. */
import { type ReadonlySignal, signal } from "@preact/signals-core";

type Charts = Pick<typeof import("./line_chart.ts"), "LineChart"> &
  Pick<typeof import("./curve_chart.ts"), "CurveChart">;

const loaded = signal<Charts | undefined>(undefined);

/** Undefined until it is here; whoever reads it while it draws is drawn again then. */
export const charts: ReadonlySignal<Charts | undefined> = loaded;

Promise.all([import("./line_chart.ts"), import("./curve_chart.ts")]).then(
  ([line, curve]) => {
    loaded.value = { ...line, ...curve };
  },
  () => {
    // Without its curves the page still trains, and says its numbers.
  },
);
