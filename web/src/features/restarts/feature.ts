// SPDX-License-Identifier: Apache-2.0
import type { Feature } from "../../app/feature.ts";

export const feature: Feature = {
  id: "restarts",
  place: "tab",
  order: 7,
  title: { en: "Restarts", zh: "随机重启" },
  fits: () => true,
  load: () => import("./panel.ts"),
};
