// SPDX-License-Identifier: Apache-2.0
import type { Feature } from "../../app/feature.ts";

export const feature: Feature = {
  id: "restarts",
  place: "tab",
  order: 7,
  title: { en: "Restarts", zh: "多次起点" },
  fits: () => true,
  load: () => import("./panel.ts"),
};
