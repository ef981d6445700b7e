// SPDX-License-Identifier: Apache-2.0
import type { Feature } from "../../app/feature.ts";

export const feature: Feature = {
  id: "share",
  place: "dialog",
  title: { en: "Share and embed", zh: "分享与嵌入" },
  wide: true,
  fits: () => true,
  load: () => import("./dialog.ts"),
};
