// SPDX-License-Identifier: Apache-2.0
/** The pages of the lessons, in each language: every lesson, the list of them, the glossary. The build puts them into lessons/. */
import { glossary } from "../locales/glossary.ts";
import { LANGUAGE_NAMES, LANGUAGE_TAGS, LANGUAGES, type Language } from "../locales/language.ts";
import { NOTATION_IDS, NOTATIONS } from "../locales/notation.ts";
import { LessonFault } from "./fault.ts";
import { type Lesson, tasksOf } from "./lesson.ts";
import { escaped, pageAddress } from "./markdown.ts";
import { readLesson } from "./read_lesson.ts";
import { renderLesson } from "./render.ts";
import { lessonWords } from "./words.ts";

interface Source {
  /** With its folder. */
  readonly file: string;
  readonly text: string;
}

interface Page {
  readonly name: string;
  readonly language: Language;
  readonly title: string;
  readonly summary: string;
  /** What stands in <main>. */
  readonly main: string;
  readonly kind: "lesson" | "list" | "glossary";
}

/**
 * @param template web/lesson.html as it was built, with addresses from its own folder
 * @returns by its file within lessons/, every page
 * @throws LessonFault
 */
export function lessonPages(
  sources: readonly Source[],
  template: string,
): ReadonlyMap<string, string> {
  const lessons = sources.map(({ file, text }) => readLesson(file, text));
  checkLinks(lessons);
  const pages = LANGUAGES.flatMap((language) => {
    const own = lessons
      .filter((lesson) => lesson.language === language)
      .sort((one, other) => one.number - other.number);
    return [listPage(own, language), glossaryPage(language), ...own.map(lessonPage)];
  });
  return new Map(
    pages.map((page) => [pageAddress(page.name, page.language), whole(page, template)]),
  );
}

function checkLinks(lessons: readonly Lesson[]): void {
  for (const { file, language, links } of lessons) {
    for (const { lesson, line } of links) {
      if (lessons.some((one) => one.name === lesson && one.language === language)) continue;
      throw new LessonFault(
        file,
        line,
        `There is no lesson ${lesson} in this language.`,
        "Name one by its file, without number and language.",
      );
    }
  }
}

function lessonPage(lesson: Lesson, at: number, all: readonly Lesson[]): Page {
  const { language, name, title, summary, number, minutes } = lesson;
  const words = lessonWords(language);
  const others = [
    [all[at - 1], words.previous, "prev"],
    [all[at + 1], words.next, "next"],
  ] as const;
  const ways = others.map(([other, word, rel]) =>
    other === undefined
      ? ""
      : `<a rel="${rel}" href="${pageAddress(other.name, language)}"><span>${escaped(word)}</span>${escaped(other.title)}</a>`,
  );
  return {
    name,
    language,
    title,
    summary,
    kind: "lesson",
    main: `
<article data-lesson="${name}">
<header>
<p class="over">${escaped(words.number(String(number)))} · ${escaped(words.minutes(String(minutes)))} <span class="progress" role="status"></span></p>
<h1>${escaped(title)}</h1>
<p class="summary">${escaped(summary)}</p>
</header>
<noscript><p class="note">${escaped(words.noScript)}</p></noscript>
${renderLesson(lesson)}
</article>
<nav class="ways" aria-label="${escaped(words.lessons)}">${ways.join("")}</nav>
<p class="end"><a href="${pageAddress("index", language)}">${escaped(words.allLessons)}</a> <button type="button" id="forget" hidden>${escaped(words.forget)}</button></p>`,
  };
}

function listPage(lessons: readonly Lesson[], language: Language): Page {
  const words = lessonWords(language);
  const rows = lessons.map((lesson) => {
    const ids = tasksOf(lesson).map(({ id }) => id);
    return (
      `<li data-lesson="${lesson.name}" data-tasks="${escaped(JSON.stringify(ids))}">` +
      `<a href="${pageAddress(lesson.name, language)}"><span class="over">${escaped(words.number(String(lesson.number)))} · ${escaped(words.minutes(String(lesson.minutes)))} <span class="progress"></span></span>` +
      `<strong>${escaped(lesson.title)}</strong><span>${escaped(lesson.summary)}</span></a></li>`
    );
  });
  return {
    name: "index",
    language,
    title: words.lessonsTitle,
    summary: words.lessonsIntro,
    kind: "list",
    main: `
<header><h1>${escaped(words.lessonsTitle)}</h1><p class="summary">${escaped(words.lessonsIntro)}</p></header>
<ol class="list">${rows.join("\n")}</ol>`,
  };
}

function glossaryPage(language: Language): Page {
  const words = lessonWords(language);
  const other = language === "en" ? "zh" : "en";
  const rows = glossary().map(
    ([id, { name, says }]) =>
      `<dt id="${id}">${escaped(name[language])} <span class="quiet" lang="${LANGUAGE_TAGS[other]}">${escaped(name[other])}</span></dt><dd>${escaped(says[language])}</dd>`,
  );
  return {
    name: "glossary",
    language,
    title: words.glossary,
    summary: words.glossaryIntro,
    kind: "glossary",
    main: `
<header><h1>${escaped(words.glossary)}</h1><p class="summary">${escaped(words.glossaryIntro)}</p></header>
<dl class="glossary">${rows.join("\n")}</dl>`,
  };
}

/** In whose symbols the formulas stand: for the script of the page, without which they stay in ours. */
function notationSwitch(language: Language): string {
  const options = NOTATION_IDS.map(
    (id) => `<option value="${id}">${escaped(NOTATIONS[id].name[language])}</option>`,
  );
  return `
<p class="notation" hidden><label>${escaped(lessonWords(language).notation)} <select id="notation">${options.join("")}</select></label></p>`;
}

/** A page around its text. Addresses of the template go up from lessons/. */
function whole({ name, language, title, summary, main, kind }: Page, template: string): string {
  const words = lessonWords(language);
  const switches = LANGUAGES.map((one) =>
    one === language
      ? `<span aria-current="true">${LANGUAGE_NAMES[one]}</span>`
      : `<a class="switch" hreflang="${LANGUAGE_TAGS[one]}" lang="${LANGUAGE_TAGS[one]}" href="${pageAddress(name, one)}">${LANGUAGE_NAMES[one]}</a>`,
  ).join("");
  const here = (page: string) =>
    page === name ? ' aria-current="page"' : ` href="${pageAddress(page, language)}"`;
  const body = `
<a class="skip" href="#text">${escaped(words.skip)}</a>
<div class="top">
<nav aria-label="${escaped(words.pages)}">
<a class="brand" href="../index.html#view.lang=${language}" title="${escaped(words.playground)}">Downhill</a>
<a${here("index")}>${escaped(words.lessons)}</a>
<a${here("glossary")}>${escaped(words.glossary)}</a>
<a href="../exercise.html#view.lang=${language}">${escaped(words.exercises)}</a>
</nav>
<div class="tools"><span class="languages">${switches}</span><button type="button" id="theme" aria-label="${escaped(words.theme)}" title="${escaped(words.theme)}" hidden>◐</button></div>
</div>
<main id="text" class="${kind}">${kind === "lesson" ? notationSwitch(language) : ""}${main}
</main>`;
  return template
    .replace(/<html [^>]*>/, `<html lang="${LANGUAGE_TAGS[language]}" data-theme="light">`)
    .replace(/<title>.*?<\/title>/s, () => `<title>${escaped(title)} — Downhill</title>`)
    .replace(
      /(<meta\s+name="description"\s+content=")[^"]*/,
      (_, begin) => begin + escaped(summary),
    )
    .replace(/(href|src)="\.\//g, '$1="../')
    .replace("<!-- page -->", () => body);
}
