// SPDX-License-Identifier: Apache-2.0
/** A trainer that did not start, died or was closed. Refused documents are ExperimentErrors instead. */
import type { ModuleInfo } from "./module_info.ts";
import type { Text } from "./text.ts";

/** A module that failed to start, and at which step. */
export type Attempt = ModuleInfo["tried"][number];

export type EngineFailure =
  /** No module starts in this browser or on this host. */
  | "unavailable"
  /** The modules are of another build than this script; loading the page again mends it. */
  | "stale"
  /** An option of createEngine() makes no sense. */
  | "refused"
  /** The trainer died; the next open() starts a new one. */
  | "crashed"
  /** The trainer did not answer any more; the next open(), or reopen() of its run, starts a new one. */
  | "lost"
  /** The engine or the run was closed by its owner. */
  | "closed";

export class EngineError extends Error {
  override readonly name = "EngineError";
  readonly code: EngineFailure;
  readonly zh: string;
  readonly tried: readonly Attempt[];

  constructor(code: EngineFailure, text: Text, tried: readonly Attempt[] = []) {
    super(text.en);
    this.code = code;
    this.zh = text.zh;
    this.tried = tried;
  }

  localized(language: string): string {
    return language.startsWith("zh") ? this.zh : this.message;
  }
}

/** The sentence of anything thrown. */
export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/** What a program says about itself has no translation: it stands behind a word that tells what it is. */
export function internalFault(message: string): Text {
  return { en: message, zh: `内部错误（${message}）` };
}

/** The sentence of anything thrown, in both languages. */
export function textOf(error: unknown): Text {
  const message = messageOf(error);
  const zh = error instanceof Error && "zh" in error ? error.zh : undefined;
  return typeof zh === "string" ? { en: message, zh } : internalFault(message);
}
