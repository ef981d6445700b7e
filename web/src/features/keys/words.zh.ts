// SPDX-License-Identifier: Apache-2.0
import type { Like } from "../../locales/words.ts";
import type { en } from "./words.en.ts";

export const zh: Like<typeof en> = {
  space: "空格",
  control: "Ctrl",
  shift: "Shift",
  on: "启用单键快捷键",
  note: "在输入框中打字时不起作用。",
};
