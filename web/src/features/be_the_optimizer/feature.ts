// SPDX-License-Identifier: Apache-2.0
import type { Feature } from "../../app/feature.ts";

export const feature: Feature = {
  id: "be_the_optimizer",
  place: "tab",
  order: 3.5,
  title: { en: "Be the optimizer", zh: "自己当优化器" },
  fits: () => true,
  load: () => import("./panel.ts"),
};
