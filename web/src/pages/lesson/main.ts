// SPDX-License-Identifier: Apache-2.0
/** Brings a page of the lessons to life: experiments, steps, predictions, exercises, progress. The text is there without it. */

import { lessonWords } from "../../lessons/words.ts";
import { isLanguage, type Language } from "../../locales/language.ts";
import { dressPage } from "./dress_page.ts";
import { showListProgress } from "./list_progress.ts";
import { keepPlace } from "./place.ts";
import { connectTasks } from "./tasks.ts";
import { placeTerms } from "./terms.ts";

const short = document.documentElement.lang.slice(0, 2);
const language: Language = isLanguage(short) ? short : "en";
const words = lessonWords(language);

dressPage(language);
placeTerms();
keepPlace();
showListProgress(words);
const article = document.querySelector<HTMLElement>("article[data-lesson]");
if (article !== null) connectTasks(article, words);

// What is listened for is in place: now the frames may begin.
if (document.querySelector("downhill-playground") !== null) {
  const script = document.createElement("script");
  script.src = "../downhill.js";
  document.head.append(script);
}
