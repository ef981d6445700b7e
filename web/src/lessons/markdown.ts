// SPDX-License-Identifier: Apache-2.0
/**
 * The Markdown of lessons: CommonMark and tables, formulas between dollar signs, links of our own (`term:`, `claim:`, `live:`, `lesson:`,
 * `exercise:`).
 * No HTML comes through, and no address but https and those of our own. What is made of it needs no script and no style of its own.
 */
import katex from "katex";
import MarkdownIt from "markdown-it";
import { GLOSSARY, type GlossaryId, isGlossaryId, writtenTerms } from "../locales/glossary.ts";
import type { Language } from "../locales/language.ts";
import { withTermsOf } from "../locales/terms.ts";
import { lessonWords } from "./words.ts";

type Token = ReturnType<MarkdownIt["parse"]>[number];

/** What is known while a page is rendered. */
export interface Rendering {
  readonly language: Language;
  /** Terms that were explained before. */
  readonly explained: Set<string>;
  /** In titles and links words are not explained. */
  quiet: number;
  /** Numbers the titles. */
  titles: number;
  /** The folder of the pages of the lessons, where it is another one than that of the page. */
  readonly folder?: string;
  /** Makes HTML of one of the blocks of the lesson; undefined where it is an ordinary one. */
  readonly block?: (token: Token) => string | undefined;
  /** Of the links that are open, what closes them. */
  readonly closing: string[];
}

const ADDRESS = /^(https:\/\/|#|term:|claim:|live:|lesson:|exercise:)/;

/** Addresses of our own, by what stands before the colon. */
export const OWN_LINK = /^(term|claim|live|lesson|exercise):(.+)$/;

export const markdown = new MarkdownIt({ html: false, linkify: false, typographer: false });
markdown.validateLink = (address) => ADDRESS.test(address);
markdown.disable(["image", "html_block", "html_inline"]);
markdown.inline.ruler.before("escape", "formula", formula);

export const escaped = (text: string): string => markdown.utils.escapeHtml(text);

/** `$…$`, and `$$…$$` in a line of its own. */
function formula(
  state: {
    readonly src: string;
    pos: number;
    push: (type: string, tag: string, nesting: 0) => Token;
  },
  silent: boolean,
): boolean {
  const { src, pos } = state;
  if (src[pos] !== "$") return false;
  const mark = src.startsWith("$$", pos) ? "$$" : "$";
  const begin = pos + mark.length;
  const end = src.indexOf(mark, begin);
  if (end === -1 || end === begin || (mark === "$" && /\s/.test(src[begin] ?? " "))) return false;
  if (!silent) {
    const token = state.push("formula", "math", 0);
    token.content = src.slice(begin, end);
    token.markup = mark;
  }
  state.pos = end + mark.length;
  return true;
}

/** `\live{line:optimizer.learning_rate}{\eta}`: a symbol that lights the control that it stands for. KaTeX leaves links in MathML. */
const MACROS = { "\\live": "\\href{#1}{#2}" };

/**
 * A formula as MathML, which the browser sets by itself.
 * @throws Error where the TeX is none
 */
export function formulaHtml(tex: string, displayMode: boolean): string {
  const html = katex.renderToString(tex, {
    output: "mathml",
    displayMode,
    throwOnError: true,
    strict: "ignore",
    trust: ({ command }) => command === "\\href",
    macros: { ...MACROS },
  });
  return (
    html
      // What a machine would read besides what stands there.
      .replace(/<annotation[^>]*>[\s\S]*?<\/annotation>/g, "")
      .replace(/ href="live:([^"]*)"/g, ' data-live="$1" class="symbol"')
      .replace(/ href="([^"]*)"/g, ' data-live="$1" class="symbol"')
  );
}

const { rules } = markdown.renderer;

rules.formula = (tokens, index) => {
  const { content = "", markup } = tokens[index] ?? {};
  if (markup !== "$$") return formulaHtml(content, false);
  return `<span class="formula">${besideEachOther(content)
    .map((one) => formulaHtml(one, true))
    .join("")}</span>`;
};

/** Formulas with a wide space between them are one below the other where there is no room. Within braces and environments it is another matter. */
function besideEachOther(tex: string): readonly string[] {
  if (/\\begin\b|\\left\b/.test(tex)) return [tex];
  const all: string[] = [];
  let open = 0;
  let from = 0;
  for (const { 0: mark, index } of tex.matchAll(/\\qquad\b|\\.|[{}]/gs)) {
    if (mark === "{") open += 1;
    else if (mark === "}") open -= 1;
    else if (mark === "\\qquad" && open === 0) {
      all.push(tex.slice(from, index));
      from = index + mark.length;
    }
  }
  return [...all, tex.slice(from)];
}

rules.text = (tokens, index, _, env: Rendering) => {
  const text = tokens[index]?.content ?? "";
  if (env.quiet > 0) return escaped(text);
  return withTermsOf(writtenTerms(env.explained), text, env.language)
    .map((piece) =>
      piece.term === undefined
        ? escaped(piece.text)
        : explainedTerm(piece.term, escaped(piece.text), env),
    )
    .join("");
};

/** A word that opens its explanation: the browser's own popover, which needs no script. */
export function explainedTerm(id: GlossaryId, word: string, env: Rendering): string {
  const { name, says } = GLOSSARY[id];
  const { language, explained } = env;
  const words = lessonWords(language);
  const address = `${env.folder ?? ""}${pageAddress("glossary", language)}#${id}`;
  if (explained.has(id)) return `<a class="known" href="${address}">${word}</a>`;
  explained.add(id);
  return (
    `<button type="button" class="term" popovertarget="term-${id}">${word}</button>` +
    `<span class="says" popover id="term-${id}"><strong>${escaped(name[language])}</strong> ` +
    `${escaped(says[language])} <a href="${address}">${escaped(words.glossary)}</a></span>`
  );
}

/** The file of a page in a language. */
export const pageAddress = (name: string, language: Language): string =>
  language === "en" ? `${name}.html` : `${name}.${language}.html`;

rules.heading_open = (tokens, index, _, env: Rendering) => {
  env.quiet += 1;
  env.titles += 1;
  return `<${tokens[index]?.tag} id="part-${env.titles}">`;
};
rules.heading_close = (tokens, index, _, env: Rendering) => {
  env.quiet -= 1;
  return `</${tokens[index]?.tag}>\n`;
};

rules.link_open = (tokens, index, _, env: Rendering) => {
  const address = String(tokens[index]?.attrGet("href") ?? "");
  const [, kind, rest = ""] = OWN_LINK.exec(address) ?? [];
  env.quiet += 1;
  switch (kind) {
    case "claim":
      env.closing.push("</span>");
      return `<span class="claim" title="${escaped(lessonWords(env.language).checked)}">`;
    case "live": {
      env.closing.push("</output>");
      return `<output class="live" data-live="${escaped(rest)}">`;
    }
    case "lesson":
      env.closing.push("</a>");
      return `<a href="${env.folder ?? ""}${escaped(pageAddress(rest, env.language))}">`;
    case "exercise": {
      env.closing.push("</a>");
      const link = `#id=${encodeURIComponent(rest)}&view.lang=${env.language}`;
      return `<a href="${env.folder ?? ""}../exercise.html${escaped(link)}">`;
    }
    case "term": {
      const text = tokens[index + 1]?.content ?? "";
      const whole = isGlossaryId(rest) ? explainedTerm(rest, escaped(text), env) : escaped(text);
      // The word is in it already.
      const word = tokens[index + 1];
      if (word !== undefined) word.content = "";
      env.closing.push("");
      return whole;
    }
    default:
      env.closing.push("</a>");
      return `<a href="${escaped(address)}">`;
  }
};
rules.link_close = (_tokens, _index, _options, env: Rendering) => {
  env.quiet -= 1;
  return env.closing.pop() ?? "";
};

rules.table_open = () => '<div class="wide"><table>';
rules.table_close = () => "</table></div>\n";

rules.fence = (tokens, index, _, env: Rendering) => {
  const token = tokens[index];
  if (token === undefined) return "";
  const own = env.block?.(token);
  return own ?? `<pre><code>${escaped(token.content)}</code></pre>\n`;
};

export const renderMarkdown = (text: string, env: Rendering): string => markdown.render(text, env);
