// SPDX-License-Identifier: Apache-2.0
/** How gradient and update go through the layers, in sentences. */
import type { DiagnosisText } from "../../app/diagnosis_text.ts";
import type { Format } from "../../locales/format.ts";
import type { Like } from "../../locales/words.ts";
import type { LayerNote } from "../../sessions/diagnosis/layer_notes.ts";
import type { en } from "./words.en.ts";

export function noteText(
  note: LayerNote,
  own: Like<typeof en>,
  { text, format }: { readonly text: DiagnosisText; readonly format: Format },
): string {
  switch (note.about) {
    case "less":
      return own.less(text.layer(note.layer), text.part(note.share), text.layer(note.last));
    case "more":
      return own.more(
        text.layer(note.layer),
        format.mark(Number(note.share.toPrecision(2))),
        text.layer(note.last),
      );
    case "even":
      return own.even(format.mark(Number(note.times.toPrecision(2))));
    case "update":
      return own.update(text.part(note.share));
    case "dead":
      return own.dead(
        format.integer(note.dead),
        format.integer(note.units),
        text.layer(note.layer),
      );
    case "saturated":
      return own.saturated(format.share(note.share), text.layer(note.layer));
  }
}
