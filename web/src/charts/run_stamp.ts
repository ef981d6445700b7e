// SPDX-License-Identifier: Apache-2.0
/** A run in the size of a stamp, for lists and cards: what it has learned, and beside it how the loss fell. */
import type { Palette } from "./palette.ts";
import { paintLearned, paintLosses, type RunPicture } from "./run_painter.ts";

/** Between the two, and around the curve, as a share of the height. */
const ROOM = 0.08;
/** A map that is nearly white has an edge all the same. */
const EDGE = 2;

/** Fills the canvas, whatever its size: wide, it shows both; square, what was learned, or the loss where that has no picture. */
export function paintStamp(canvas: HTMLCanvasElement, picture: RunPicture, palette: Palette): void {
  const context = canvas.getContext("2d");
  if (context === null) return;
  const { width, height } = canvas;
  context.clearRect(0, 0, width, height);
  const pictured = paintLearned(
    context,
    { x: 0, y: 0, width: height, height },
    picture,
    palette,
    false,
  );
  if (pictured) {
    context.strokeStyle = palette.grid;
    context.lineWidth = EDGE;
    context.strokeRect(EDGE / 2, EDGE / 2, height - EDGE, height - EDGE);
  }
  const left = pictured ? height : 0;
  if (width - left < height / 2) return;
  const room = ROOM * height;
  const box = {
    x: left + (pictured ? 2 : 1) * room,
    y: room,
    width: width - left - (pictured ? 3 : 2) * room,
    height: height - 2 * room,
  };
  paintLosses(context, box, picture, palette);
}
