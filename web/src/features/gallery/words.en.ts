// SPDX-License-Identifier: Apache-2.0
export const en = {
  intro: "Each opens as it was set up here: press play, and change it as you like.",
  opened: (title: string, story: string) => `${title}. ${story}`,
  undo: "Undo",
};
