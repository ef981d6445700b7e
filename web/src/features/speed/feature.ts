// SPDX-License-Identifier: Apache-2.0
import type { Feature } from "../../app/feature.ts";

export const feature: Feature = {
  id: "speed",
  place: "dialog",
  title: { en: "Speed of this machine", zh: "本机速度" },
  wide: true,
  fits: () => true,
  load: () => import("./panel.ts"),
};
