// SPDX-License-Identifier: Apache-2.0
/** The theme's colours for everything drawn on a canvas, which CSS does not reach. */

export type Rgb = readonly [red: number, green: number, blue: number];

export interface Palette {
  readonly classes: readonly string[];
  readonly low: Rgb;
  readonly middle: Rgb;
  readonly high: Rgb;
  readonly classRgb: readonly Rgb[];
  readonly ink: Rgb;
  readonly contour: string;
  readonly pointEdge: string;
  readonly train: string;
  readonly validation: string;
  readonly grid: string;
  readonly text: string;
  readonly surface: string;
  /** What the picture stands on. */
  readonly ground: string;
  readonly font: string;
  /** How much thicker lines, and larger letters, are than on a desk: on the wall of a classroom. */
  readonly zoom: number;
}

/** As many classes as have a colour and a shape of their own. */
export const CLASS_COLOURS = 6;

/** `#rrggbb`, or `#rgb` as the build shortens it, as numbers. */
export function rgb(hex: string): Rgb {
  const digits = hex.trim().slice(1);
  const value = Number.parseInt(digits.length === 3 ? digits.replace(/./g, "$&$&") : digits, 16);
  return [(value >> 16) & 255, (value >> 8) & 255, value & 255];
}

export function mix(a: Rgb, b: Rgb, share: number): Rgb {
  const part = (from: number, to: number) => Math.round(from + (to - from) * share);
  return [part(a[0], b[0]), part(a[1], b[1]), part(a[2], b[2])];
}

export function readPalette(root: Element = document.documentElement): Palette {
  const style = getComputedStyle(root);
  const read = (name: string) => style.getPropertyValue(name).trim();
  const classes = Array.from({ length: CLASS_COLOURS }, (_, index) => read(`--class-${index}`));
  return {
    classes,
    classRgb: classes.map(rgb),
    low: rgb(read("--map-low")),
    middle: rgb(read("--map-middle")),
    high: rgb(read("--map-high")),
    ink: rgb(read("--ink")),
    contour: read("--map-contour"),
    pointEdge: read("--point-edge"),
    train: read("--curve-train"),
    validation: read("--curve-validation"),
    grid: read("--grid"),
    text: read("--ink-3"),
    surface: read("--surface"),
    ground: read("--ground"),
    font: read("--font"),
    zoom: Number(read("--zoom")) || 1,
  };
}
