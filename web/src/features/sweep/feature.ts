// SPDX-License-Identifier: Apache-2.0
import type { Feature } from "../../app/feature.ts";

export const feature: Feature = {
  id: "sweep",
  place: "tab",
  order: 2.5,
  title: { en: "Sweep", zh: "参数对比" },
  fits: () => true,
  load: () => import("./panel.ts"),
};
