// SPDX-License-Identifier: Apache-2.0
/** What goes on in a run without complaint, in a sentence. */
import type { DiagnosisText } from "../../app/diagnosis_text.ts";
import type { Format } from "../../locales/format.ts";
import type { Remark } from "../../sessions/diagnosis/remarks.ts";
import type { DoctorWords } from "./words.ts";

export function remarkText(
  remark: Remark,
  own: DoctorWords,
  { format, text }: { readonly format: Format; readonly text: DiagnosisText },
): string {
  switch (remark.about) {
    case "beginning":
      return own.beginning[remark.of];
    case "shapes":
      return own.shapes[remark.of];
    case "falling":
      return own.falling(text.time(Math.max(1, remark.halving)));
    case "waiting":
      return own.waiting;
    case "unseen":
      return own.unseen(format.percent(remark.validation), format.percent(remark.train));
    case "update":
      return own.update(text.part(remark.share));
    case "learnt":
      return own.learnt(format.real(remark.loss));
  }
}
