// SPDX-License-Identifier: Apache-2.0
import type { Feature } from "../../app/feature.ts";
import { CHECK_TAB } from "../../app/gradient_check.ts";

export const feature: Feature = {
  id: CHECK_TAB,
  place: "tab",
  order: 4,
  title: { en: "Step by step", zh: "逐步看" },
  fits: ({ summary }) => summary.parameters > 0,
  load: () => import("./panel.ts"),
};
