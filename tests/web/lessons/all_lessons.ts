// SPDX-License-Identifier: Apache-2.0
import { readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { readLesson } from "../../../web/src/lessons/read_lesson.ts";

const FOLDER = resolve(import.meta.dirname, "../../../lessons");

export const SOURCES = readdirSync(FOLDER)
  .filter((name) => name.endsWith(".md"))
  .map((name) => ({ file: `lessons/${name}`, text: readFileSync(join(FOLDER, name), "utf8") }));

export const LESSONS = SOURCES.map(({ file, text }) => readLesson(file, text));
