// SPDX-License-Identifier: Apache-2.0
/** The HTML of a lesson's text: static, without script or style of its own. pages/lesson brings it to life by its `data-` attributes. */
import { encodeLink } from "../documents/link.ts";
import type { View } from "../documents/view_keys.ts";
import type {
  Exercise,
  Lesson,
  LiveExperiment,
  Part,
  Picture,
  Prediction,
  Setting,
  Step,
} from "./lesson.ts";
import { escaped, markdown, type Rendering, renderMarkdown } from "./markdown.ts";
import { parabolaFigure } from "./parabola.ts";
import { type LessonWords, lessonWords } from "./words.ts";

/** What a task needs to know on the page. */
export interface TaskData {
  readonly id: string;
  readonly of: string;
  readonly begin: Setting;
  readonly on?: string;
  readonly complete?: Step["complete"];
}

const data = (value: TaskData): string => escaped(JSON.stringify(value));

export function renderLesson(lesson: Lesson): string {
  return new Renderer(lesson).html();
}

/** From 1, among those of its experiment. */
const numberOf = ({ id, of }: Step): number => Number(id.slice(of.length + 1));

class Renderer {
  readonly #words: LessonWords;
  readonly #env: Rendering;
  readonly #parts: Part[];
  readonly #rendered = new Set<Part>();

  constructor(private readonly lesson: Lesson) {
    this.#words = lessonWords(lesson.language);
    this.#parts = [...lesson.parts];
    this.#env = {
      language: lesson.language,
      explained: new Set(),
      quiet: 0,
      titles: 0,
      closing: [],
      block: ({ info }) => this.#next(info),
    };
  }

  html(): string {
    return renderMarkdown(this.lesson.text, this.#env);
  }

  /** The parts come in the order of their fences. */
  #next(info: string): string | undefined {
    const part = this.#parts[0];
    const kind = part?.kind === "parabola" ? "picture" : part?.kind;
    if (part === undefined || kind === undefined || !info.startsWith(kind)) return undefined;
    this.#parts.shift();
    if (this.#rendered.has(part)) return "";
    switch (part.kind) {
      case "experiment":
        return this.#experiment(part.experiment);
      case "predict":
        return this.#prediction(part);
      case "exercise":
        return this.#exercise(part);
      case "parabola":
        return this.#picture(part);
      case "step": {
        const list = this.#steps([part, ...this.#stepsNext()]);
        return `<div class="lab">${list}</div>\n`;
      }
      case "claim":
        return "";
    }
  }

  #markdown(text: string): string {
    return renderMarkdown(text, this.#env);
  }

  #inline(text: string): string {
    return markdown.renderInline(text, this.#env);
  }

  #experiment(experiment: LiveExperiment): string {
    const { name, document, attributes } = experiment;
    const { language } = this.lesson;
    const list = this.#steps(this.#stepsNext());
    const written = Object.entries({ autoplay: "no", hide: "badge", ...attributes, lang: language })
      .map(([key, value]) => ` ${key}="${escaped(value)}"`)
      .join("");
    const { preset } = attributes;
    const link = encodeLink({
      document,
      view: { lang: language, ...(preset !== undefined && { preset }) } as View,
    });
    const player =
      `<downhill-playground id="live-${name}" src="../embed.html" document="${escaped(JSON.stringify(document))}"${written}>` +
      `<a href="../index.html#${escaped(link)}">${escaped(this.#words.open)}</a></downhill-playground>`;
    return `<section class="lab${list === "" ? "" : " guided"}" id="lab-${name}" aria-label="${escaped(attributes.title ?? name)}"><div class="live-frame">${player}</div>${list}</section>\n`;
  }

  /** The steps that follow at once, which so stand beside each other; their own fences then make nothing. */
  #stepsNext(): Step[] {
    const end = this.#parts.findIndex(({ kind }) => kind !== "step" && kind !== "claim");
    const next = this.#parts.slice(0, end === -1 ? undefined : end);
    const steps = next.filter((part) => part.kind === "step" && !this.#rendered.has(part));
    for (const step of steps) this.#rendered.add(step);
    return steps as Step[];
  }

  #steps(steps: readonly Step[]): string {
    if (steps.length === 0) return "";
    const rows = steps.map((step) => this.#step(step, numberOf(step)));
    return `<ol class="steps" aria-label="${escaped(this.#words.steps)}">${rows.join("")}</ol>`;
  }

  #step({ id, of, begin, on, complete, body }: Step, number: number): string {
    const words = this.#words;
    const mark = `<button type="button" class="marker" title="${escaped(words.begin(String(number)))}" aria-label="${escaped(words.begin(String(number)))}">${number}</button>`;
    return `<li id="${id}" data-task="${data({ id, of, begin, on, complete })}" data-kind="step">${mark}<div class="body">${this.#markdown(body)}<p class="state" role="status"></p></div></li>`;
  }

  #prediction({ id, of, begin, body, choices, answer }: Prediction): string {
    const words = this.#words;
    const rows = choices.map(
      ({ text, reply }, index) =>
        `<div class="choice"><label><input type="radio" name="${id}" value="${index}"><span>${this.#inline(text)}</span></label>${reply === "" ? "" : `<div class="reply" hidden>${this.#markdown(reply)}</div>`}</div>`,
    );
    return (
      `<section class="predict" id="${id}" data-task="${data({ id, of, begin })}" data-kind="predict">` +
      `<fieldset><legend>${escaped(words.predict)}</legend>${this.#markdown(body)}${rows.join("")}</fieldset>` +
      `<p class="row"><button type="button" class="main lock">${escaped(words.lockIn)}</button><span class="state" role="status"></span></p>` +
      `<div class="seen" hidden><label for="${id}-seen">${escaped(words.seen)}</label>` +
      `<textarea id="${id}-seen" rows="2" maxlength="1000" aria-describedby="${id}-seen-help"></textarea>` +
      `<p class="row"><button type="button" class="main compare">${escaped(words.compare)}</button>` +
      `<span class="help" id="${id}-seen-help">${escaped(words.seenHelp)}</span></p></div>` +
      `<details class="answer"><summary>${escaped(words.whatHappens)}</summary>${this.#markdown(answer)}</details></section>\n`
    );
  }

  #exercise({ id, of, begin, complete, body, hint }: Exercise): string {
    const words = this.#words;
    const help =
      hint === ""
        ? ""
        : `<details><summary>${escaped(words.hint)}</summary>${this.#markdown(hint)}</details>`;
    return (
      `<section class="exercise" id="${id}" data-task="${data({ id, of, begin, complete })}" data-kind="exercise" aria-labelledby="${id}-title">` +
      `<h3 id="${id}-title">${escaped(words.exercise)}</h3>${this.#markdown(body)}` +
      `<p class="row"><button type="button" class="set-up">${escaped(words.setUp)}</button><span class="state" role="status"></span></p>${help}</section>\n`
    );
  }

  #picture(picture: Picture): string {
    return parabolaFigure(picture, this.#inline(picture.caption));
  }
}
