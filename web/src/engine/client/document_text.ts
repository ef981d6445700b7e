// SPDX-License-Identifier: Apache-2.0
/** A document as the text that C++ parses. JSON.stringify turns NaN into null and drops what it does not know; here both are refused. */
import type { ExperimentSource } from "../contract/document.ts";
import { ExperimentError } from "../contract/experiment_error.ts";

/** As in the parser (src/experiment/reader.cpp), which never sees an object that contains itself: there is no text of it. */
const DEPTH_LIMIT = 32;

export function documentText(document: ExperimentSource): string {
  if (typeof document === "string") return document;
  check(document, "", 0);
  return JSON.stringify(document);
}

/** Whether the text is a study: a study says of which kind it is, an experiment never does. */
export function isStudy(text: string): boolean {
  try {
    const document: unknown = JSON.parse(text);
    return typeof document === "object" && document !== null && "kind" in document;
  } catch {
    return false;
  }
}

function check(value: unknown, path: string, depth: number): void {
  if (depth > DEPTH_LIMIT) {
    throw refused(
      path,
      "the document is nested too deeply. Make it plain JSON.",
      "文档嵌套过深，请使用普通的 JSON。",
    );
  }
  if (typeof value === "number" && !Number.isFinite(value)) {
    throw refused(
      path,
      `${value} is not a finite number. Give a finite one.`,
      `${value} 不是有限的数，请填写有限的数。`,
    );
  }
  if (["undefined", "function", "symbol", "bigint"].includes(typeof value)) {
    throw refused(
      path,
      `a value of type ${typeof value} is not JSON. Leave the field out, or give a number, a text or null.`,
      `${typeof value} 类型的值不是 JSON。请删除该字段，或填写数字、文本或 null。`,
    );
  }
  if (Array.isArray(value)) {
    value.forEach((item, index) => {
      check(item, `${path}[${index}]`, depth + 1);
    });
  } else if (typeof value === "object" && value !== null) {
    for (const [key, item] of Object.entries(value)) {
      // An absent field, as everywhere in JavaScript; in a list it would become null.
      if (item === undefined) continue;
      check(item, path === "" ? key : `${path}.${key}`, depth + 1);
    }
  }
}

function refused(path: string, message: string, zh: string): ExperimentError {
  return new ExperimentError({ path, message, zh });
}
