// SPDX-License-Identifier: Apache-2.0
/** The layers as the columns show them: those with units or maps, each with what follows it. What stands before the first belongs to the input. */
import { hasColumn } from "../../engine/layer_kinds.ts";

export interface LayerGroup {
  /** Number of the layer with units or maps; undefined for the input. */
  readonly head: number | undefined;
  /** Numbers of those behind it that have none. */
  readonly followers: readonly number[];
}

/** The field that holds the units of a kind of layer. */
const SIZES: Readonly<Record<string, string>> = { dense: "units", conv2d: "out_channels" };

const typeOf = (layer: unknown): string =>
  typeof layer === "object" && layer !== null && "type" in layer ? String(layer.type) : "";

/** The field that holds its units, for a layer that has any. */
export const sizeField = (layer: unknown): string | undefined => SIZES[typeOf(layer)];

export function groupsOf(layers: readonly unknown[]): LayerGroup[] {
  const groups: { head: number | undefined; followers: number[] }[] = [
    { head: undefined, followers: [] },
  ];
  for (const [index, layer] of layers.entries()) {
    if (hasColumn({ type: typeOf(layer) })) groups.push({ head: index, followers: [] });
    else groups.at(-1)?.followers.push(index);
  }
  return groups;
}

/** The layers with column `from` at the place of column `to`; columns count from 1 for the first with units. */
export function withColumnMoved<T>(layers: readonly T[], from: number, to: number): T[] {
  const groups = groupsOf(layers);
  const [moved] = groups.splice(from, 1);
  if (moved === undefined) return [...layers];
  groups.splice(to, 0, moved);
  return groups.flatMap(({ head, followers }) =>
    [...(head === undefined ? [] : [head]), ...followers].flatMap((index) => {
      const layer = layers[index];
      return layer === undefined ? [] : [layer];
    }),
  );
}
