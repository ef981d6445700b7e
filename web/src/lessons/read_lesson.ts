// SPDX-License-Identifier: Apache-2.0
/** Reads the Markdown file of a lesson. What makes no sense is a LessonFault, with its line. */
import { isGlossaryId } from "../locales/glossary.ts";
import type { Language } from "../locales/language.ts";
import { isLanguage } from "../locales/language.ts";
import { Block } from "./block.ts";
import { LessonFault } from "./fault.ts";
import type { Lesson, Part, Said } from "./lesson.ts";
import { formulaHtml, markdown, OWN_LINK } from "./markdown.ts";
import { BREAK, PartReader } from "./read_parts.ts";

/** `01-what-gradient-descent-is.en.md`. */
const FILE = /(?:^|\/)(\d+)-([a-z0-9-]+)\.([a-z]+)\.md$/;

/** The first word of a fence; the second is a name. */
const FENCE = /^(\w+)(?:\s+([\w-]+))?\s*$/;
const HEAD = "lesson";
const NAMED = ["experiment", "step", "predict", "exercise", "claim"];
const KINDS = [HEAD, ...NAMED, "picture"];

export function readLesson(file: string, source: string): Lesson {
  const [, number, name = "", language] = FILE.exec(file) ?? [];
  if (number === undefined || !isLanguage(language)) {
    throw new LessonFault(
      file,
      1,
      "The name of the file does not say which lesson it is.",
      "Call it as in `01-what-gradient-descent-is.en.md`.",
    );
  }
  return new Reader(file, source, language).read(Number(number), name);
}

class Reader {
  readonly #parts: Part[] = [];
  readonly #said: Said[] = [];
  readonly #links: { lesson: string; line: number }[] = [];
  readonly #exercises: { exercise: string; words: string; line: number }[] = [];
  readonly #reader = new PartReader();
  #head: Block | undefined;
  #headEnd = 0;

  constructor(
    private readonly file: string,
    private readonly source: string,
    private readonly language: Language,
  ) {}

  read(number: number, name: string): Lesson {
    this.#readText(this.source, 0);
    const head = this.#head;
    if (head === undefined) {
      throw this.fault(1, "The lesson has no head.", "Begin it with a block ```lesson.");
    }
    head.only("title", "summary", "minutes");
    const minutes = head.value("minutes");
    if (typeof minutes !== "number") {
      throw head.fault("minutes is no number.", "Say how long the lesson takes.");
    }
    this.#checkClaims();
    const lines = this.source.split("\n");
    return {
      number,
      name,
      language: this.language,
      file: this.file,
      title: head.text("title"),
      summary: head.text("summary"),
      minutes,
      parts: this.#parts,
      said: this.#said,
      links: this.#links,
      exercises: this.#exercises,
      text: lines.slice(this.#headEnd).join("\n"),
      textLine: this.#headEnd,
    };
  }

  private fault(line: number, what: string, cure: string): LessonFault {
    return new LessonFault(this.file, line, what, cure);
  }

  /** @param before lines of the file before it */
  #readText(text: string, before: number): void {
    for (const token of markdown.parse(text, {})) {
      const line = before + (token.map?.[0] ?? 0) + 1;
      if (token.type === "fence") this.#readFence(token.info, token.content, line);
      else if (token.type === "inline") this.#readInline(token.children ?? [], line);
      if (token.type === "fence" && this.#head !== undefined && this.#headEnd === 0) {
        this.#headEnd = token.map?.[1] ?? 0;
      }
    }
  }

  #readInline(
    tokens: readonly {
      type: string;
      content: string;
      markup: string;
      attrGet(name: string): string | null;
    }[],
    line: number,
  ): void {
    const place = { file: this.file, line };
    tokens.forEach((token, index) => {
      if (token.type === "formula") {
        try {
          formulaHtml(token.content, token.markup === "$$");
        } catch (error) {
          throw this.fault(
            line,
            `The formula ${token.content} is none: ${error instanceof Error ? error.message : error}`,
            "Write it in TeX, as KaTeX reads it.",
          );
        }
      }
      if (token.type !== "link_open") return;
      const [, kind, rest = ""] = OWN_LINK.exec(token.attrGet("href") ?? "") ?? [];
      const text = tokens[index + 1]?.content ?? "";
      if (kind === "claim") this.#said.push({ claim: rest, text, line });
      if (kind === "term" && !isGlossaryId(rest)) {
        throw this.fault(
          line,
          `There is no term ${rest}.`,
          "Add it to locales/glossary.ts, or name another.",
        );
      }
      if (kind === "lesson") this.#links.push({ lesson: rest, line });
      if (kind === "exercise") this.#exercises.push({ exercise: rest, words: text, line });
      if (kind === "live") this.#reader.requireExperiment(rest.split(":")[0] ?? "", place);
    });
  }

  #readFence(info: string, content: string, line: number): void {
    const [, kind = "", name] = FENCE.exec(info.trim()) ?? [];
    if (!KINDS.includes(kind)) return;
    if (NAMED.includes(kind) && name === undefined) {
      throw this.fault(line, `This ${kind} has no name.`, `Write \`${kind} NAME\`.`);
    }
    const called = name === undefined ? kind : `${kind} ${name}`;
    const block = new Block(called, content, { file: this.file, line: line + 1 });
    if (kind === HEAD) {
      this.#head = block;
      return;
    }
    if (this.#head === undefined) {
      throw this.fault(line, "The head is missing.", "Begin the file with a block ```lesson.");
    }
    this.#parts.push(this.#reader.read(kind, name ?? "", block, line));
    for (const text of block.body.split(BREAK)) this.#readText(text, block.bodyLine - 1);
  }

  /** Every claim that the text names is there; every claim without a comparison is said with a number. */
  #checkClaims(): void {
    const claims = this.#parts.filter((part) => part.kind === "claim");
    for (const { claim, line } of this.#said) {
      if (claims.some(({ name }) => name === claim)) continue;
      throw this.fault(line, `There is no claim ${claim}.`, `Add a block \`claim ${claim}\`.`);
    }
    for (const { name, is, line } of claims) {
      if (is !== undefined || this.#said.some(({ claim }) => claim === name)) continue;
      throw this.fault(
        line,
        `Nothing says what claim ${name} is compared with.`,
        `Write \`is:\`, or say its number in the text as [1.5](claim:${name}).`,
      );
    }
  }
}
