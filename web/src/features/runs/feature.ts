// SPDX-License-Identifier: Apache-2.0
import type { Feature } from "../../app/feature.ts";

export const feature: Feature = {
  id: "runs",
  place: "dialog",
  title: { en: "Kept runs", zh: "已保存的训练" },
  wide: true,
  fits: () => true,
  load: () => import("./panel.ts"),
};
