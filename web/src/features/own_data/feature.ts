// SPDX-License-Identifier: Apache-2.0
import type { Feature } from "../../app/feature.ts";

export const feature: Feature = {
  id: "own_data",
  place: "dialog",
  title: { en: "Your own data", zh: "自己的数据" },
  wide: true,
  fits: () => true,
  load: () => import("./panel.ts"),
};
