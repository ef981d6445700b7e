// SPDX-License-Identifier: Apache-2.0
/** What is wrong with a lesson: file, line, a sentence and what to do. Whoever builds the site or runs the tests reads it. */
export class LessonFault extends Error {
  constructor(
    readonly file: string,
    /** From 1. */
    readonly line: number,
    what: string,
    cure: string,
  ) {
    super(`${file}:${line}: ${what} ${cure}`);
    this.name = "LessonFault";
  }
}
