// SPDX-License-Identifier: Apache-2.0
/** A run as one still picture: what it has learned and how its loss fell, with words, for a file. */
import type { Palette } from "./palette.ts";
import { paintLearned, paintLosses, type RunPicture } from "./run_painter.ts";

export interface PictureWords {
  readonly title: string;
  readonly state: string;
  readonly loss: string;
  readonly mark: (value: number) => string;
}

/** A picture that fits where people show pictures. */
const WIDTH = 1200;
const HEIGHT = 640;
const MARGIN = 40;
const HEAD = 72;

/** The whole picture, drawn twice as fine as it is measured. */
export function statePicture(
  picture: RunPicture,
  palette: Palette,
  words: PictureWords,
): HTMLCanvasElement {
  const canvas = document.createElement("canvas");
  const scale = 2;
  canvas.width = WIDTH * scale;
  canvas.height = HEIGHT * scale;
  const context = canvas.getContext("2d");
  if (context === null) return canvas;
  context.scale(scale, scale);
  context.fillStyle = palette.surface;
  context.fillRect(0, 0, WIDTH, HEIGHT);
  context.textBaseline = "middle";
  write(context, words.title, { x: MARGIN, y: 40, size: 24, weight: 650, colour: palette.train });
  const below = { y: HEAD, height: HEIGHT - HEAD - MARGIN };
  const side = below.height;
  const pictured = paintLearned(context, { x: MARGIN, width: side, ...below }, picture, palette);
  const left = pictured ? MARGIN + side + 80 : MARGIN + 60;
  const plot = { x: left, y: HEAD + 50, width: WIDTH - left - MARGIN, height: below.height - 80 };
  write(context, words.loss, {
    x: left,
    y: HEAD + 20,
    size: 18,
    weight: 600,
    colour: palette.train,
  });
  paintLosses(context, plot, picture, palette, words.mark);
  write(context, words.state, {
    x: left,
    y: HEAD + below.height - 8,
    size: 16,
    weight: 400,
    colour: palette.text,
  });
  return canvas;
}

function write(
  context: CanvasRenderingContext2D,
  text: string,
  at: {
    readonly x: number;
    readonly y: number;
    readonly size: number;
    readonly weight: number;
    readonly colour: string;
  },
): void {
  context.fillStyle = at.colour;
  const family = getComputedStyle(document.body).fontFamily;
  context.font = `${at.weight} ${at.size}px ${family}`;
  context.fillText(text, at.x, at.y, WIDTH - 2 * MARGIN);
}
