// SPDX-License-Identifier: Apache-2.0
import type { Feature } from "../../app/feature.ts";

export const feature: Feature = {
  id: "gradients",
  place: "tab",
  order: 1,
  title: { en: "Gradients", zh: "梯度" },
  fits: ({ summary }) => summary.parameters > 0,
  load: () => import("./panel.ts"),
};
