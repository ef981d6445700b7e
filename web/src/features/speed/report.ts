// SPDX-License-Identifier: Apache-2.0
/** The result as lines of text, to be pasted into a mail or an issue. */
import type { Measurement } from "./measure.ts";

/** How the page writes what was measured. */
export interface Written {
  readonly title: string;
  network(id: Measurement["id"]): string;
  samples(perSecond: number): string;
  gflops(operations: number): string;
  share(share: number | undefined): string;
  trainer(measurement: Measurement): string;
  readonly columns: readonly string[];
}

export const cellsOf = (one: Measurement, written: Written): readonly string[] => [
  written.network(one.id),
  written.samples(one.samples),
  written.gflops(one.operations),
  written.share(one.share),
  written.trainer(one),
];

/** Tabs between the columns, so that a spreadsheet takes it too. `machine`: browser and cores. */
export function reportText(
  results: readonly Measurement[],
  written: Written,
  machine: string,
): string {
  const rows = [written.columns, ...results.map((one) => cellsOf(one, written))];
  return [written.title, machine, ...rows.map((cells) => cells.join("\t"))].join("\n");
}
