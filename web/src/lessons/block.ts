// SPDX-License-Identifier: Apache-2.0
/**
 * A fenced block of a lesson: lines `key: value`, an empty line, Markdown. A value is JSON where it reads as such, else text; it goes on
 * in lines that are indented.
 */
import { LessonFault } from "./fault.ts";

/** Where a block stands. */
export interface Place {
  readonly file: string;
  /** Of its first line inside, from 1. */
  readonly line: number;
}

interface Entry {
  readonly text: string;
  readonly line: number;
}

const KEY = /^([a-z_]+):\s*(.*)$/;

export class Block {
  /** The Markdown below the head. */
  readonly body: string;
  /** The line that it begins in. */
  readonly bodyLine: number;
  readonly #entries = new Map<string, Entry>();

  constructor(
    /** As it is called in messages. */
    readonly called: string,
    content: string,
    readonly place: Place,
  ) {
    const lines = content.split("\n");
    const end = lines.findIndex((line) => line.trim() === "");
    const head = end === -1 ? lines : lines.slice(0, end);
    let last: string | undefined;
    head.forEach((text, index) => {
      const line = place.line + index;
      const [, key, value] = KEY.exec(text) ?? [];
      const before = last === undefined ? undefined : this.#entries.get(last);
      if (/^\s/.test(text) && last !== undefined && before !== undefined) {
        this.#entries.set(last, { ...before, text: `${before.text} ${text.trim()}`.trim() });
      } else if (key === undefined || value === undefined) {
        throw this.fault(
          `“${text.slice(0, 40)}” is no line of the head of ${called}.`,
          "Write `key: value`; text begins after an empty line.",
          line,
        );
      } else if (this.#entries.has(key)) {
        throw this.fault(`${called} has ${key} twice.`, "Keep one of them.", line);
      } else {
        this.#entries.set(key, { text: value, line });
        last = key;
      }
    });
    this.body =
      end === -1
        ? ""
        : lines
            .slice(end + 1)
            .join("\n")
            .trim();
    this.bodyLine = place.line + head.length + 1;
  }

  fault(what: string, cure: string, line = this.place.line): LessonFault {
    return new LessonFault(this.place.file, line, what, cure);
  }

  has(key: string): boolean {
    return this.#entries.has(key);
  }

  keys(): readonly string[] {
    return [...this.#entries.keys()];
  }

  /** As it stands there; nothing after the colon is nothing. */
  textOrNothing(key: string): string {
    return this.#entries.get(key)?.text ?? "";
  }

  lineOf(key: string): number {
    return this.#entries.get(key)?.line ?? this.place.line;
  }

  /** @throws LessonFault where it is not there */
  text(key: string): string {
    const entry = this.#entries.get(key);
    if (entry === undefined || entry.text === "") {
      throw this.fault(`${this.called} has no ${key}.`, `Add a line \`${key}: …\`.`);
    }
    return entry.text;
  }

  /** As JSON, or as the text that it is. */
  value(key: string): unknown {
    const text = this.text(key);
    try {
      return JSON.parse(text);
    } catch {
      if (/^[[{"]/.test(text)) {
        throw this.fault(
          `${key} of ${this.called} is no JSON.`,
          "Look for a comma or a bracket that is missing.",
          this.lineOf(key),
        );
      }
      return text;
    }
  }

  /** @throws LessonFault where it is no JSON object */
  object(key: string): Readonly<Record<string, unknown>> {
    const value = this.value(key);
    if (typeof value !== "object" || value === null || Array.isArray(value)) {
      throw this.fault(
        `${key} of ${this.called} is no JSON object.`,
        'Write it as `{"place": value}`.',
        this.lineOf(key),
      );
    }
    return value as Readonly<Record<string, unknown>>;
  }

  /** @throws LessonFault where the head has another key */
  only(...known: readonly string[]): void {
    for (const key of this.#entries.keys()) {
      if (known.includes(key)) continue;
      throw this.fault(
        `${this.called} has ${key}, which means nothing.`,
        `There are: ${known.join(", ")}.`,
        this.lineOf(key),
      );
    }
  }
}
