// SPDX-License-Identifier: Apache-2.0
import type { Feature } from "../../app/feature.ts";

export const feature: Feature = {
  id: "race",
  place: "tab",
  order: 2,
  title: { en: "Race", zh: "竞赛" },
  fits: () => true,
  load: () => import("./panel.ts"),
};
