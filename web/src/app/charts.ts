// SPDX-License-Identifier: Apache-2.0
/** What is drawn with Chart.js: as large as half of the first screen, so that it comes when there is a curve to draw. */
import { type ReadonlySignal, signal } from "@preact/signals-core";
import { askedOnce } from "./asked_once.ts";

type Charts = Pick<typeof import("../charts/line_chart.ts"), "LineChart"> &
  Pick<typeof import("../charts/curve_chart.ts"), "CurveChart">;

const loaded = signal<Charts | undefined>(undefined);

/** Undefined until it is here; whoever reads it while it draws is drawn again then. */
export const charts: ReadonlySignal<Charts | undefined> = loaded;

/** From here on it is on its way. Without its curves the page still trains, and says its numbers. */
export const wantCharts = askedOnce(async () => {
  const [line, curve] = await Promise.all([
    import("../charts/line_chart.ts"),
    import("../charts/curve_chart.ts"),
  ]);
  loaded.value = { ...line, ...curve };
});
