// SPDX-License-Identifier: Apache-2.0
/** JSON that somebody has written. */

import { quoted } from "../data/shown.ts";
import { messageOf } from "../engine/contract/engine_error.ts";
import { refusal } from "./shape.ts";

/** @throws ExperimentError where the text is longer than `most` characters, or no JSON. */
export function parsed(text: string, most: number): unknown {
  if (text.length > most) {
    throw refusal("", {
      en: `The file has ${text.length} characters, and ${most} is the most. Put large tables beside it, as stored tables.`,
      zh: `文件有 ${text.length} 个字符，最多 ${most} 个。大的表格请用存储表格放在旁边。`,
    });
  }
  try {
    return JSON.parse(text.replace(/^\uFEFF/, ""));
  } catch (error) {
    const detail = quoted(messageOf(error), 120);
    throw refusal("", {
      en: `This is no JSON (${detail}). Mend it there, or save the file again.`,
      zh: `这不是 JSON（${detail}）。请改正该处，或重新保存文件。`,
    });
  }
}
