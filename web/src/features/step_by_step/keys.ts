// SPDX-License-Identifier: Apache-2.0
/**
 * Which unit of the network a symbol is about, and the other way round. Keys of incoming weights are a letter and the number of the
 * input; `a`, `z` and what comes back through them are of the unit itself.
 */
import { sameUnit, type UnitPlace } from "../../app/attention.ts";
import type { Description } from "../../engine/api.ts";
import { lookedInto } from "./microscope.ts";

const OF_THE_UNIT = ["a", "z", "d", "da", "b"];

/** The layer whose units are the inputs, as the picture of the network has them; -1 for the input. */
export const layerBefore = ({ layer }: UnitPlace, description: Pick<Description, "summary">) =>
  lookedInto(description).findLast((one) => one < layer) ?? -1;

export function inputUnit(
  key: string | undefined,
  place: UnitPlace,
  description: Pick<Description, "summary">,
): UnitPlace | undefined {
  if (key === undefined) return undefined;
  if (OF_THE_UNIT.includes(key)) return place;
  const [, index] = /^[a-zA-Z](\d+)$/.exec(key) ?? [];
  if (index === undefined) return undefined;
  return { layer: layerBefore(place, description), unit: Number(index) };
}

export function keyAt(
  unit: UnitPlace | undefined,
  place: UnitPlace,
  description: Pick<Description, "summary">,
): string | undefined {
  if (unit === undefined) return undefined;
  if (sameUnit(unit, place)) return "a";
  return unit.layer === layerBefore(place, description) ? `x${unit.unit}` : undefined;
}
