// SPDX-License-Identifier: Apache-2.0
/** Exercises as files: those that lie beside the page, and those of other places, whose address the reader has agreed to. */

import type { Text } from "../engine/api.ts";
import { ExperimentError } from "../engine/contract/experiment_error.ts";
import { patientFetch } from "../engine/patient_fetch.ts";
import {
  type Exercise,
  type ExerciseLine,
  LARGEST_EXERCISE_FILE,
  LONGEST_EXERCISE,
} from "../exercises/document.ts";
import { readExercise } from "../exercises/read_exercise.ts";
import { refusal } from "../exercises/shape.ts";

const FOLDER = "exercises/";
const LIST = "list.json";
const PATIENCE_MS = 20_000;

/** It may well be there: nothing came of asking. */
export class UnreachableError extends ExperimentError {
  constructor({ en, zh }: Text) {
    super({ path: "", message: en, zh });
  }
}

/** This site's own, in the order of their topics. @throws where the list does not arrive */
export async function listedExercises(): Promise<readonly ExerciseLine[]> {
  return (await (await siteFile(LIST)).json()) as readonly ExerciseLine[];
}

/** One of this site's own. @throws ExperimentError where there is none of this name, Error where its file does not arrive */
export async function ownExercise(id: string): Promise<Exercise> {
  const all = await listedExercises();
  if (!all.some((one) => one.id === id)) throw refusal("", unknown(id));
  return readExercise(await (await siteFile(`${id}.json`)).text());
}

async function siteFile(name: string): Promise<Response> {
  const response = await patientFetch(new URL(FOLDER + name, document.baseURI));
  if (!response.ok) throw new Error(`${name}: ${response.status}`);
  return response;
}

/**
 * One from elsewhere. It is asked for without cookies and without telling where it is read; a redirect is not followed, as it would lead to
 * an address that nobody has seen.
 * @throws UnreachableError where no answer came, ExperimentError with what is wrong with the answer, or with the exercise in it
 */
export async function exerciseFrom(
  address: URL,
  { signal, patience_ms = PATIENCE_MS }: { signal?: AbortSignal; patience_ms?: number } = {},
): Promise<Exercise> {
  const late = AbortSignal.timeout(patience_ms);
  const ends = new AbortController();
  for (const one of [signal, late]) one?.addEventListener("abort", () => ends.abort());
  try {
    const response = await fetch(address, {
      credentials: "omit",
      referrerPolicy: "no-referrer",
      redirect: "error",
      signal: ends.signal,
    });
    if (!response.ok) throw refusal("", answered(address, response.status));
    return readExercise(await limitedText(response));
  } catch (error) {
    signal?.throwIfAborted();
    if (error instanceof ExperimentError) throw error;
    throw new UnreachableError(late.aborted ? slow(address) : unreachable(address));
  }
}

/** By its reader: not every browser goes through a stream with `for await`. */
async function limitedText({ body }: Response): Promise<string> {
  const reader = body?.getReader();
  const pieces: Uint8Array<ArrayBuffer>[] = [];
  let bytes = 0;
  for (;;) {
    const { value } = (await reader?.read()) ?? {};
    if (value === undefined) return await new Blob(pieces).text();
    bytes += value.byteLength;
    if (bytes > LARGEST_EXERCISE_FILE) {
      await reader?.cancel();
      throw refusal("", tooLarge);
    }
    pieces.push(value);
  }
}

const unknown = (id: string): Text => ({
  en: `There is no exercise ${id} here. Choose one from the list, or ask for its file.`,
  zh: `这里没有名为 ${id} 的练习。请从列表中选择，或索取练习文件。`,
});
const answered = ({ host }: URL, status: number): Text => ({
  en: `${host} answers with ${status} instead of the exercise. Check the address, or ask for the file.`,
  zh: `${host} 返回了 ${status}，而不是练习。请检查网址，或索取练习文件。`,
});
const slow = ({ host }: URL): Text => ({
  en: `${host} does not answer. Try again later, or ask for the file of the exercise.`,
  zh: `${host} 没有回应。请稍后再试，或索取练习文件。`,
});
const unreachable = ({ host }: URL): Text => ({
  en: `The exercise could not be had from ${host}: it cannot be reached, leads elsewhere, or does not let other pages read it (CORS). Ask for the file.`,
  zh: `无法从 ${host} 取得练习：可能连不上、被转到别处，或该网站不允许其他网页读取（CORS）。请索取练习文件。`,
});
const tooLarge: Text = {
  en: `The file is larger than an exercise may be (${LONGEST_EXERCISE} letters). Check the address.`,
  zh: `文件超过练习的上限（${LONGEST_EXERCISE} 个字符）。请检查网址。`,
};
