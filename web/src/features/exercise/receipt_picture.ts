// SPDX-License-Identifier: Apache-2.0
/** A receipt as a picture: its code, and in letters whose it is, of what, and what came of it. Dark on light, as codes and prints are. */
import { codeOf, QUIET } from "../../ui/qr_code.ts";

export interface Pictured {
  readonly receipt: string;
  readonly title: string;
  /** May be empty. */
  readonly name: string;
  readonly result: string;
  readonly note: string;
}

const SIDE = 720;
const EDGE = 40;
const TITLE = 34;
const TEXT = 26;
const NOTE = 18;

/** @throws Error where the receipt is too long for a code, or the browser makes no picture */
export async function receiptPicture({
  receipt,
  title,
  name,
  result,
  note,
}: Pictured): Promise<Blob> {
  const { size, path } = await codeOf(receipt);
  const canvas = document.createElement("canvas");
  const context = canvas.getContext("2d");
  if (context === null) throw new Error("There is no canvas.");
  const style = getComputedStyle(document.documentElement);
  const [paper, ink, font] = ["--code-paper", "--code-ink", "--font"].map((key) =>
    style.getPropertyValue(key).trim(),
  ) as [string, string, string];
  const lines = [
    ...wrapped(context, title, TITLE, `650 ${TITLE}px ${font}`),
    ...(name === "" ? [] : wrapped(context, name, TEXT, `${TEXT}px ${font}`)),
    ...wrapped(context, result, TEXT, `${TEXT}px ${font}`),
    ...wrapped(context, note, NOTE, `${NOTE}px ${font}`),
  ];
  const text = lines.reduce((sum, { size: one }) => sum + 1.4 * one, 0);
  canvas.width = SIDE + 2 * EDGE;
  canvas.height = Math.ceil(SIDE + 2 * EDGE + text + EDGE);
  context.fillStyle = paper;
  context.fillRect(0, 0, canvas.width, canvas.height);
  context.fillStyle = ink;
  let y = EDGE;
  for (const line of lines) {
    y += 1.4 * line.size;
    context.font = line.font;
    context.fillText(line.text, EDGE, y - 0.35 * line.size);
  }
  const module = SIDE / (size + 2 * QUIET);
  context.translate(EDGE + QUIET * module, y + EDGE + QUIET * module);
  context.scale(module, module);
  context.fill(new Path2D(path));
  const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, "image/png"));
  if (blob === null) throw new Error("The browser makes no picture.");
  return blob;
}

interface Line {
  readonly text: string;
  readonly size: number;
  readonly font: string;
}

/** Latin text breaks between words, Chinese between signs. */
function wrapped(
  context: CanvasRenderingContext2D,
  text: string,
  size: number,
  font: string,
): Line[] {
  context.font = font;
  const pieces = text.match(/[\u2e80-\uffef]|[^\s\u2e80-\uffef]+\s*|\s+/gu) ?? [];
  const lines: string[] = [""];
  for (const piece of pieces) {
    const last = lines.length - 1;
    const longer = `${lines[last]}${piece}`;
    if (context.measureText(longer.trimEnd()).width <= SIDE) lines[last] = longer;
    else lines.push(piece);
  }
  return lines.map((line) => ({ text: line, size, font }));
}
