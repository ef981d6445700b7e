// SPDX-License-Identifier: Apache-2.0
/**
 * Points drawn by hand as the `data` part of an experiment, and back. They lie on a grid whose steps 32-bit floats hold exactly, so
 * that what is read is what was drawn, and the many zeros in the numbers let a link carry them in little room.
 */
import { decodeBase64, packNumbers } from "../engine/base64.ts";
import { fault } from "./fault.ts";
import type { TableData } from "./table.ts";

/** Of positions and values: about a thousandth of a picture from -1 to 1. */
export const GRID = 1 / 512;
/** Of positions and values, positive or negative; multiples of GRID up to here have 19 binary digits, and a float has 24. */
export const FARTHEST = 1_000;
/** So many points fit into a link. */
export const MAXIMUM_POINTS = 2_000;

export interface DrawnPoint {
  readonly x: number;
  readonly y: number;
  /** The number of a class from 0, or a value. */
  readonly target: number;
}

export interface DrawnPoints {
  readonly points: readonly DrawnPoint[];
  /** None where targets are values. */
  readonly classNames: readonly string[];
}

/** The names by which drawn points are recognised. */
const COLUMNS = ["x1", "x2", "drawn"] as const;

/** The nearest place of the grid. */
export function onGrid(value: number): number {
  // Adding 0 makes 0 of -0.
  return Math.round(value / GRID) * GRID + 0;
}

/** @throws ExperimentError where there are no points or too many, one lies too far away, or a class has no name. */
export function dataOfPoints(drawn: DrawnPoints): TableData {
  const { points, classNames } = drawn ?? {};
  // Types do not keep a bare list out of JavaScript.
  if (!Array.isArray(points) || !Array.isArray(classNames)) throw notDrawn();
  if (points.length === 0 || points.length > MAXIMUM_POINTS) {
    throw fault(
      {},
      {
        en: `there are ${points.length} points. Draw 1 to ${MAXIMUM_POINTS}.`,
        zh: `有 ${points.length} 个点。请画 1 到 ${MAXIMUM_POINTS} 个。`,
      },
    );
  }
  const numbers = new Float32Array(COLUMNS.length * points.length);
  points.forEach((point, index) => {
    check(point, index + 1, classNames.length);
    numbers.set([point.x, point.y, point.target].map(onGrid), COLUMNS.length * index);
  });
  return {
    type: "table",
    columns: [...COLUMNS],
    values: packNumbers(numbers),
    class_names: [...classNames],
  };
}

function notDrawn() {
  return fault(
    {},
    {
      en: "there are no points and classNames. Give { points: [{ x, y, target }], classNames: [] }.",
      zh: "缺少 points 和 classNames。请给出 { points: [{ x, y, target }], classNames: [] }。",
    },
  );
}

function check(point: DrawnPoint, row: number, classes: number): void {
  const isClass = Number.isInteger(point.target) && point.target >= 0 && point.target < classes;
  if (classes > 0 && !isClass) {
    throw fault(
      { row },
      {
        en: `${point.target} is no class. Use whole numbers from 0 to ${classes - 1}.`,
        zh: `${point.target} 不是类别。请用 0 到 ${classes - 1} 的整数。`,
      },
    );
  }
  for (const value of [point.x, point.y, point.target]) {
    if (Math.abs(value) <= FARTHEST) continue;
    throw fault(
      { row },
      {
        en: `${value} lies too far away. Use numbers from -${FARTHEST} to ${FARTHEST}.`,
        zh: `${value} 太远。请用 -${FARTHEST} 到 ${FARTHEST} 的数。`,
      },
    );
  }
}

/** The points of a `data` part; undefined where it holds no drawn points, or damaged ones, which the trainer refuses. */
export function pointsOfData(data: unknown): DrawnPoints | undefined {
  if (!isDrawn(data)) return undefined;
  const numbers = unpacked(data.values);
  if (numbers === undefined || numbers.length % COLUMNS.length !== 0) return undefined;
  const points: DrawnPoint[] = [];
  for (let at = 0; at < numbers.length; at += COLUMNS.length) {
    const [x = 0, y = 0, target = 0] = numbers.subarray(at, at + COLUMNS.length);
    points.push({ x, y, target });
  }
  return { points, classNames: data.class_names ?? [] };
}

/** `data` of a document that holds drawn points. */
interface DrawnData {
  readonly values: string;
  readonly class_names?: readonly string[];
}

/** Whether the `data` part of a document was drawn, by the names of its columns. */
export function isDrawn(data: unknown): data is DrawnData {
  if (typeof data !== "object" || data === null) return false;
  const { type, columns, values, class_names } = data as Readonly<Record<string, unknown>>;
  return (
    type === "table" &&
    typeof values === "string" &&
    Array.isArray(columns) &&
    columns.length === COLUMNS.length &&
    COLUMNS.every((name, index) => columns[index] === name) &&
    (class_names === undefined ||
      (Array.isArray(class_names) && class_names.every((name) => typeof name === "string")))
  );
}

function unpacked(text: string): Float32Array | undefined {
  let bytes: Uint8Array;
  try {
    bytes = decodeBase64(text);
  } catch {
    return undefined;
  }
  if (bytes.length % 4 !== 0) return undefined;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return Float32Array.from({ length: bytes.length / 4 }, (_, index) =>
    view.getFloat32(4 * index, true),
  );
}
