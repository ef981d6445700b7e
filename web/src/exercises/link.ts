// SPDX-License-Identifier: Apache-2.0
/**
 * Where the page of exercises finds one, behind its `#`: `id=largest_rate` is one of this site, `exercise=…` holds a whole one, deflated,
 * `from=https://…` is a file elsewhere, which is fetched only when the reader has agreed. Keys of the view stand beside it.
 */
import { decodeView, encodeLink } from "../documents/link.ts";
import { PackedTextError, packText, unpackText } from "../documents/packed_text.ts";
import type { View } from "../documents/view_keys.ts";
import type { Text } from "../engine/api.ts";
import { type Exercise, LARGEST_EXERCISE_FILE } from "./document.ts";
import { readExercise } from "./read_exercise.ts";
import { refusal } from "./shape.ts";

export type ExercisePlace =
  | { readonly kind: "own"; readonly id: string }
  | { readonly kind: "held"; readonly exercise: Exercise }
  | { readonly kind: "elsewhere"; readonly address: URL };

export interface ExerciseLink {
  /** Undefined where nothing is asked for: the list of this site's exercises. */
  readonly place: ExercisePlace | undefined;
  readonly view: View;
}

/** Of a link, in letters; one that is longer no mail and no chat carries whole. */
export const LONGEST_EXERCISE_LINK = 65_536;
const OWN_ID = /^[a-z][a-z0-9_]{0,59}$/;

/** Behind the `#`, without it. */
export function encodeExerciseLink({ place, view }: ExerciseLink): string {
  const rest = encodeLink({ document: {}, view });
  const begin = new URLSearchParams();
  switch (place?.kind) {
    case "own":
      begin.append("id", place.id);
      break;
    case "held":
      begin.append("exercise", packText(JSON.stringify(place.exercise)));
      break;
    case "elsewhere":
      begin.append("from", place.address.href);
      break;
    case undefined:
      break;
  }
  return [begin.toString(), rest].filter((part) => part !== "").join("&");
}

/**
 * With the `#` or without it.
 * @throws ExperimentError with the place in the exercise that the link holds, or with what is wrong with the link itself
 */
export function decodeExerciseLink(hash: string): ExerciseLink {
  const text = hash.replace(/^#/, "");
  if (text.length > LONGEST_EXERCISE_LINK) throw refusal("", tooLong(text.length));
  return { place: placeOf(new URLSearchParams(text)), view: decodeView(text) };
}

function placeOf(keys: URLSearchParams): ExercisePlace | undefined {
  const [id, held, from] = [keys.get("id"), keys.get("exercise"), keys.get("from")];
  if (held !== null) return { kind: "held", exercise: readExercise(unpacked(held)) };
  if (id !== null) {
    if (!OWN_ID.test(id)) throw refusal("id", NO_ID);
    return { kind: "own", id };
  }
  return from === null ? undefined : { kind: "elsewhere", address: addressOf(from, "from") };
}

function unpacked(held: string): string {
  try {
    return unpackText(held, LARGEST_EXERCISE_FILE).text;
  } catch (error) {
    if (!(error instanceof PackedTextError)) throw error;
    throw refusal("exercise", DAMAGED);
  }
}

/**
 * From a page of the network only encrypted ones are asked; a machine may ask itself.
 * @throws ExperimentError at `path`
 */
export function addressOf(written: string, path: string): URL {
  if (!URL.canParse(written)) throw refusal(path, NO_ADDRESS);
  const address = new URL(written);
  const itself = ["localhost", "127.0.0.1"].includes(address.hostname);
  if (address.protocol !== "https:" && !(itself && address.protocol === "http:")) {
    throw refusal(path, NO_ADDRESS);
  }
  if (address.username !== "" || address.password !== "") throw refusal(path, NO_ADDRESS);
  return address;
}

const tooLong = (length: number): Text => ({
  en: `The link has ${length} letters, and ${LONGEST_EXERCISE_LINK} is the most. Ask for the file of the exercise, and open that.`,
  zh: `链接有 ${length} 个字符，最多 ${LONGEST_EXERCISE_LINK} 个。请索取练习文件并打开它。`,
});
const NO_ID: Text = {
  en: "is no name of an exercise: those are of small letters, digits and _. Choose one from the list.",
  zh: "不是练习的名称：名称只含小写字母、数字和 _。请从列表中选择。",
};
const DAMAGED: Text = {
  en: "is damaged: letters of the link are missing or changed. Copy the whole link again, or ask for the file of the exercise.",
  zh: "已损坏：链接缺少或改动了字符。请重新完整复制链接，或索取练习文件。",
};
const NO_ADDRESS: Text = {
  en: "is no address that a file can be fetched from. Write a whole one, with https:// and without a password.",
  zh: "不是可以取得文件的网址。请写完整的网址，以 https:// 开头，不含密码。",
};
