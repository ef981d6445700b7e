// SPDX-License-Identifier: Apache-2.0
import type { Feature } from "../../app/feature.ts";

export const feature: Feature = {
  id: "exercise_editor",
  place: "tab",
  order: 9,
  called: true,
  title: { en: "Make an exercise", zh: "制作练习" },
  fits: () => true,
  load: () => import("./panel.ts"),
};
