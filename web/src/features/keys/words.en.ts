// SPDX-License-Identifier: Apache-2.0
export const en = {
  space: "Space",
  control: "Ctrl",
  shift: "Shift",
  on: "Single keys act on the page",
  note: "They never act while you type in a field.",
};
