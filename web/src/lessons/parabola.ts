// SPDX-License-Identifier: Apache-2.0
/** Gradient descent on f(x) = x², drawn once for each rate, as the books have it: x ← x − η · 2x. */

import type { Picture } from "./lesson.ts";
import { escaped } from "./markdown.ts";

const WIDTH = 220;
const HEIGHT = 170;
const EDGE = 14;
/** For the numbers below the curve. */
const FOOT = 28;
/** A little of the curve goes on beyond the farthest place. */
const ROOM = 1.1;

/** The places from the start on, one more than there are updates. */
export function descent(start: number, rate: number, steps: number): number[] {
  const places = [start];
  for (let step = 0; step < steps; step += 1) {
    const x = places.at(-1) ?? start;
    places.push(x - rate * 2 * x);
  }
  return places;
}

const rounded = (value: number): string => String(Math.round(value * 10) / 10);

/** @param caption as HTML */
export function parabolaFigure({ start, rates, steps, alt }: Picture, caption: string): string {
  const panels = rates.map((rate) => panel(start, rate, steps)).join("");
  return `<figure class="parabolas"><div class="panels" role="img" aria-label="${escaped(alt)}">${panels}</div><figcaption>${caption}</figcaption></figure>\n`;
}

function panel(start: number, rate: number, steps: number): string {
  const path = descent(start, rate, steps);
  // Each as wide as its own path.
  const most = Math.max(...path.map(Math.abs)) * ROOM;
  const at = (x: number) => ({
    x: WIDTH / 2 + (x / most) * (WIDTH / 2 - EDGE),
    y: HEIGHT - FOOT - (x / most) ** 2 * (HEIGHT - FOOT - EDGE),
  });
  const point = (x: number) => `${rounded(at(x).x)},${rounded(at(x).y)}`;
  const curve = Array.from({ length: 41 }, (_, index) => point(-most + (index / 20) * most));
  const dots = path.map((x, index) => {
    const [name, radius] = index === 0 ? ["start", 5] : ["place", 3.5];
    return `<circle class="${name}" cx="${rounded(at(x).x)}" cy="${rounded(at(x).y)}" r="${radius}"></circle>`;
  });
  const ticks = [-1, 0, 1].map((side) => {
    const x = side * Math.round(most / ROOM);
    return `<text class="tick" x="${rounded(at(x).x)}" y="${HEIGHT - 6}">${String(x).replace("-", "−")}</text>`;
  });
  return (
    `<svg viewBox="0 0 ${WIDTH} ${HEIGHT}" aria-hidden="true">` +
    `<polyline class="bowl" points="${curve.join(" ")}"></polyline>` +
    `<polyline class="path" points="${path.map(point).join(" ")}"></polyline>` +
    `${dots.join("")}${ticks.join("")}<text x="${WIDTH / 2}" y="20">η = ${rate}</text></svg>`
  );
}
