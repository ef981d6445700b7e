// SPDX-License-Identifier: Apache-2.0
import type { Feature } from "../../app/feature.ts";

export const feature: Feature = {
  id: "predict",
  place: "tab",
  order: -1,
  title: { en: "Predict", zh: "先预测" },
  fits: () => true,
  load: () => import("./panel.ts"),
};
