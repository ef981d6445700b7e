// SPDX-License-Identifier: Apache-2.0
/** Reads the Markdown file of a lesson. What makes no sense is a LessonFault, with its line. */
import { declaredView, isViewKey } from "../documents/view_keys.ts";
import { isGlossaryId } from "../locales/glossary.ts";
import type { Language } from "../locales/language.ts";
import { isLanguage } from "../locales/language.ts";
import { Block } from "./block.ts";
import { type Comparison, type Condition, readComparison, readCondition } from "./condition.ts";
import { LessonFault } from "./fault.ts";
import type {
  Choice,
  Claim,
  Exercise,
  Lesson,
  LiveExperiment,
  Part,
  Picture,
  Prediction,
  Said,
  Setting,
  Step,
} from "./lesson.ts";
import { formulaHtml, markdown, OWN_LINK } from "./markdown.ts";

/** `01-what-gradient-descent-is.en.md`. */
const FILE = /(?:^|\/)(\d+)-([a-z0-9-]+)\.([a-z]+)\.md$/;

/** The first word of a fence; the second is a name. */
const FENCE = /^(\w+)(?:\s+([\w-]+))?\s*$/;
const HEAD = "lesson";
const NAMED = ["experiment", "step", "predict", "exercise", "claim"];
const KINDS = [HEAD, ...NAMED, "picture"];

/** Text and hint, or choices and answer. */
const BREAK = /^---$/m;

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
  readonly #experiments = new Set<string>();
  readonly #ids = new Set<string>();
  #head: Block | undefined;
  #headEnd = 0;
  readonly #steps = new Map<string, number>();

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
      if (kind === "live") this.#known(rest.split(":")[0] ?? "", line);
    });
  }

  #known(experiment: string, line: number): void {
    if (this.#experiments.has(experiment)) return;
    throw this.fault(
      line,
      `There is no experiment ${experiment} before this.`,
      "Name one that stands above.",
    );
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
    this.#parts.push(this.#readPart(kind, name ?? "", block, line));
    for (const text of block.body.split(BREAK)) this.#readText(text, block.bodyLine - 1);
  }

  #readPart(kind: string, name: string, block: Block, line: number): Part {
    switch (kind) {
      case "experiment":
        return { kind, experiment: this.#readExperiment(name, block), line };
      case "step":
        return this.#readStep(name, block, line);
      case "predict":
        return this.#readPrediction(name, block, line);
      case "exercise":
        return this.#readExercise(name, block, line);
      case "claim":
        return this.#readClaim(name, block, line);
      default:
        return this.#readPicture(block);
    }
  }

  #readExperiment(name: string, block: Block): LiveExperiment {
    if (this.#experiments.has(name)) {
      throw block.fault(`There are two experiments ${name}.`, "Give one another name.");
    }
    this.#experiments.add(name);
    const attributes: Record<string, string> = {};
    for (const key of block.keys()) {
      if (key === "document") continue;
      const isKey = isViewKey(key) && declaredView(key).pages.includes("player");
      if (!isKey) {
        throw block.fault(
          `${key} is no key of the player.`,
          "They stand in docs/embedding.md.",
          block.lineOf(key),
        );
      }
      attributes[key] = block.textOrNothing(key);
    }
    // Readers who do not see the picture are told what is on it.
    block.text("title");
    block.text("alt");
    return { name, document: block.object("document"), attributes };
  }

  #readStep(of: string, block: Block, line: number): Step {
    block.only("on", "begin", "complete");
    this.#known(of, line);
    const count = (this.#steps.get(of) ?? 0) + 1;
    this.#steps.set(of, count);
    return {
      kind: "step",
      id: `${of}-${count}`,
      of,
      on: block.text("on"),
      begin: settingOf(block),
      complete: conditionOf(block, "complete"),
      body: bodyOf(block),
      line,
    };
  }

  #readPrediction(name: string, block: Block, line: number): Prediction {
    block.only("of", "begin");
    const [asked = "", answer] = bodyOf(block).split(BREAK);
    if (answer === undefined || answer.trim() === "") {
      throw block.fault(
        `${block.called} has no answer.`,
        "Write what happens after a line of three dashes.",
      );
    }
    const [question = "", ...items] = asked.split(/^- (?=\[[ x]\] )/m);
    const choices = items.map(choiceOf);
    if (choices.length < 2 || choices.filter(({ right }) => right).length !== 1) {
      throw block.fault(
        `${block.called} has ${choices.length} choices, of which ${choices.filter(({ right }) => right).length} are right.`,
        "Write at least two lines `- [ ] …`, one of them `- [x] …`.",
      );
    }
    return {
      kind: "predict",
      id: this.#idOf(name, block),
      of: this.#of(block),
      begin: settingOf(block),
      choices,
      body: question.trim(),
      answer: answer.trim(),
      line,
    };
  }

  #readExercise(name: string, block: Block, line: number): Exercise {
    block.only("of", "begin", "complete", "solution");
    const [body = "", hint = ""] = bodyOf(block).split(BREAK);
    return {
      kind: "exercise",
      id: this.#idOf(name, block),
      of: this.#of(block),
      begin: settingOf(block),
      complete: conditionOf(block, "complete"),
      solution: block.object("solution"),
      body: body.trim(),
      hint: hint.trim(),
      line,
    };
  }

  #readClaim(name: string, block: Block, line: number): Claim {
    block.only("of", "begin", "steps", "until", "ask", "study", "measure", "is");
    const steps = block.has("steps") ? block.value("steps") : undefined;
    if (steps !== undefined && typeof steps !== "number") {
      throw block.fault("steps is no number.", "Say after how many updates.");
    }
    const measure = block.text("measure");
    return {
      kind: "claim",
      name: this.#idOf(`claim ${name}`, block).slice("claim ".length),
      of: this.#of(block),
      begin: settingOf(block),
      ...(steps === undefined ? {} : { steps }),
      ...(block.has("until") ? { until: conditionOf(block, "until") } : {}),
      ...(block.has("ask") ? { ask: block.object("ask") } : {}),
      ...(block.has("study") ? { study: block.object("study") } : {}),
      measure,
      ...(block.has("is") ? { is: comparisonOf(block, measure) } : {}),
      line,
    };
  }

  #readPicture(block: Block): Picture {
    block.only("start", "rates", "steps", "alt");
    const [start, rates, steps] = ["start", "rates", "steps"].map((key) => block.value(key));
    const makesSense =
      typeof start === "number" &&
      typeof steps === "number" &&
      Array.isArray(rates) &&
      rates.every((rate) => typeof rate === "number");
    if (!makesSense) {
      throw block.fault(
        "The picture has no numbers to draw.",
        "Write start, steps, and rates as a list.",
      );
    }
    return {
      kind: "parabola",
      start,
      rates,
      steps,
      alt: block.text("alt"),
      caption: block.body,
    };
  }

  #of(block: Block): string {
    const of = block.text("of");
    this.#known(of, block.lineOf("of"));
    return of;
  }

  #idOf(name: string, block: Block): string {
    if (this.#ids.has(name)) {
      throw block.fault(`There are two called ${name}.`, "Give one another name.");
    }
    this.#ids.add(name);
    return name;
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

function choiceOf(item: string): Choice {
  const [first = "", ...rest] = item.split("\n");
  const reply = rest
    .map((line) => line.replace(/^ {2}/, ""))
    .join("\n")
    .trim();
  return { right: first.startsWith("[x]"), text: first.slice("[ ] ".length).trim(), reply };
}

function bodyOf(block: Block): string {
  if (block.body === "") {
    throw block.fault(`${block.called} says nothing.`, "Write its text after an empty line.");
  }
  return block.body;
}

const settingOf = (block: Block): Setting => (block.has("begin") ? block.object("begin") : {});

function conditionOf(block: Block, key: string): Condition {
  const value = block.value(key);
  try {
    return readCondition(value);
  } catch (error) {
    throw senseless(block, key, error);
  }
}

function comparisonOf(block: Block, measure: string): Comparison {
  const value = block.value("is");
  try {
    return readComparison(measure, value);
  } catch (error) {
    throw senseless(block, "is", error);
  }
}

const senseless = (block: Block, key: string, error: unknown): LessonFault =>
  block.fault(
    `${key} of ${block.called} makes no sense: ${error instanceof Error ? error.message : error}.`,
    'Write it as {"run.step": {"at_least": 1}}; `is` without the place.',
    block.lineOf(key),
  );
