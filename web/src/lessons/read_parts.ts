// SPDX-License-Identifier: Apache-2.0
/** Reads the blocks of a lesson: each kind with its keys, and the names by which they know each other. */
import { declaredView, isViewKey } from "../documents/view_keys.ts";
import type { Block, Place } from "./block.ts";
import { type Comparison, type Condition, readComparison, readCondition } from "./condition.ts";
import { LessonFault } from "./fault.ts";
import type {
  Choice,
  Claim,
  Exercise,
  LiveExperiment,
  Part,
  Picture,
  Prediction,
  Setting,
  Step,
} from "./lesson.ts";

/** Between text and hint, or choices and answer. */
export const BREAK = /^---$/m;

/** Of one lesson, from its first block to its last. */
export class PartReader {
  readonly #experiments = new Set<string>();
  readonly #ids = new Set<string>();
  readonly #steps = new Map<string, number>();

  /** @param line where the block begins */
  read(kind: string, name: string, block: Block, line: number): Part {
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
    this.requireExperiment(of, { file: block.place.file, line });
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

  /** @throws LessonFault where it does not stand above */
  requireExperiment(experiment: string, { file, line }: Place): void {
    if (this.#experiments.has(experiment)) return;
    throw new LessonFault(
      file,
      line,
      `There is no experiment ${experiment} before this.`,
      "Name one that stands above.",
    );
  }

  #of(block: Block): string {
    const of = block.text("of");
    this.requireExperiment(of, { file: block.place.file, line: block.lineOf("of") });
    return of;
  }

  #idOf(name: string, block: Block): string {
    if (this.#ids.has(name)) {
      throw block.fault(`There are two called ${name}.`, "Give one another name.");
    }
    this.#ids.add(name);
    return name;
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
