// SPDX-License-Identifier: Apache-2.0
import type { Feature } from "../../app/feature.ts";

export const feature: Feature = {
  id: "write_it_yourself",
  place: "tab",
  order: 9,
  title: { en: "Write it yourself", zh: "自己动手写" },
  fits: () => true,
  load: () => import("./panel.ts"),
};
