// SPDX-License-Identifier: Apache-2.0
import type { Feature } from "../../app/feature.ts";

export const feature: Feature = {
  id: "rate_finder",
  place: "tab",
  order: 5,
  title: { en: "Find the rate", zh: "找学习率" },
  fits: () => true,
  load: () => import("./panel.ts"),
};
