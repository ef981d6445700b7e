// SPDX-License-Identifier: Apache-2.0
/** What the layer of the chosen unit makes of the sample that is shown to the network, where samples are pictures. */
import type { Workspace } from "../../app/workspace.ts";
import { pictureShape } from "../../charts/network_layout.ts";
import type { Description, ViewSpec } from "../../engine/api.ts";

export function activationsOf(
  { attention }: Workspace,
  { summary }: Description,
): ViewSpec<"activations"> | undefined {
  const unit = attention.unit.value;
  if (unit === undefined || pictureShape(summary) === undefined) return undefined;
  const { part, index: sample } = attention.shownSample(summary);
  return { kind: "activations", part, sample, layer: unit.layer };
}
