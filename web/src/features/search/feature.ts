// SPDX-License-Identifier: Apache-2.0
import type { Feature } from "../../app/feature.ts";

export const feature: Feature = {
  id: "search",
  place: "tab",
  order: 6,
  title: { en: "Search", zh: "超参数搜索" },
  fits: () => true,
  load: () => import("./panel.ts"),
};
