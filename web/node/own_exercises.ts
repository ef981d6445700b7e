// SPDX-License-Identifier: Apache-2.0
/** The exercises that come with the package. */
import { existsSync, readdirSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { Exercise } from "../src/exercises/document.ts";
import { readExercise } from "../src/exercises/read_exercise.ts";
import { packageFolder } from "./module_files.ts";

export async function ownExercises(): Promise<Exercise[]> {
  const folder = join(packageFolder(), "exercises");
  if (!existsSync(folder)) return [];
  const files = readdirSync(folder).filter((name) => name.endsWith(".json"));
  const texts = files.sort().map((name) => readFile(join(folder, name), "utf8"));
  return (await Promise.all(texts)).map(readExercise);
}
