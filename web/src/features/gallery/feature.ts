// SPDX-License-Identifier: Apache-2.0
import type { Feature } from "../../app/feature.ts";

export const feature: Feature = {
  id: "gallery",
  place: "dialog",
  title: { en: "Examples", zh: "示例" },
  wide: true,
  fits: () => true,
  load: () => import("./panel.ts"),
};
