// SPDX-License-Identifier: Apache-2.0
import type { Feature } from "../../app/feature.ts";

export const feature: Feature = {
  id: "keys",
  place: "dialog",
  fits: () => true,
  load: async () => {
    const [{ tag }, { en }, { zh }] = await Promise.all([
      import("./panel.ts"),
      import("./words.en.ts"),
      import("./words.zh.ts"),
    ]);
    return { tag, words: { en, zh } };
  },
};
