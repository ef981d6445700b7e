// SPDX-License-Identifier: Apache-2.0
/** In the list of lessons: how much of each is done. */
import { countDone } from "../../lessons/progress.ts";
import type { LessonWords } from "../../lessons/words.ts";
import { storedProgress } from "./kept.ts";

export function showListProgress(words: LessonWords): void {
  for (const row of document.querySelectorAll<HTMLElement>("li[data-lesson]")) {
    const ids: string[] = JSON.parse(row.dataset.tasks ?? "[]");
    const done = countDone(ids, storedProgress(row.dataset.lesson ?? ""));
    const place = row.querySelector(".progress");
    if (place !== null && done > 0) {
      place.textContent = words.progress(String(done), String(ids.length));
    }
    row.classList.toggle("done", done === ids.length);
  }
}
