// SPDX-License-Identifier: Apache-2.0
import type { Feature } from "../../app/feature.ts";

export const feature: Feature = {
  id: "keys",
  place: "dialog",
  title: { en: "Keyboard shortcuts", zh: "键盘快捷键" },
  fits: () => true,
  load: () => import("./panel.ts"),
};
