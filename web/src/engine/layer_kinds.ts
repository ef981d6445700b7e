// SPDX-License-Identifier: Apache-2.0
/** What a layer is by its type, for whoever shows it. */
interface Typed {
  readonly type: string;
}

export const isPooling = ({ type }: Typed): boolean =>
  type === "max_pool2d" || type === "avg_pool2d";

/** Whether each unit of the layer is a channel: a feature map. */
export const isSpatial = (layer: Typed): boolean => layer.type === "conv2d" || isPooling(layer);

/** Whether the layer stands in the network with units or channels of its own. */
export const hasColumn = (layer: Typed): boolean => layer.type === "dense" || isSpatial(layer);
