// SPDX-License-Identifier: Apache-2.0
import type { Feature } from "../../app/feature.ts";

export const feature: Feature = {
  id: "landscape",
  place: "tab",
  order: 3,
  title: { en: "Landscape", zh: "损失曲面" },
  fits: () => true,
  load: () => import("./panel.ts"),
};
