// SPDX-License-Identifier: Apache-2.0
import type { Feature } from "../../app/feature.ts";

export const feature: Feature = {
  id: "exercise_editor",
  place: "tab",
  order: 9,
  called: true,
  title: { en: "Exercise", zh: "练习" },
  fits: () => true,
  load: () => import("./panel.ts"),
};
