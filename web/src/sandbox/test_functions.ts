// SPDX-License-Identifier: Apache-2.0
/**
 * The trainer's test functions (src/functions) with their gradients, for steps that are made outside of it. In the order of operations of
 * the C++ sources, so that the digits are the same; tests/web/sandbox compares them.
 */
import type { Catalog } from "../engine/api.ts";

export interface Point {
  readonly x: number;
  readonly y: number;
}

export interface TestFunction {
  readonly value: (point: Point) => number;
  readonly gradient: (point: Point) => Point;
}

/** As a document names it: `ravine`, or with its numbers. */
export type FunctionChoice = { readonly type: string } & Readonly<Record<string, unknown>>;

/** A test function with its numbers, those of the catalog where none are given. */
export function functionChoice(
  { kinds }: Catalog,
  { type, ...given }: FunctionChoice,
): FunctionChoice | undefined {
  const entry = kinds.test_function.find(({ id }) => id === type);
  const usual = entry?.fields.map((field) => [field.id, field.default] as const);
  return usual && { ...Object.fromEntries(usual), ...given, type };
}

type Make = (choice: FunctionChoice) => TestFunction;

const FUNCTIONS: Readonly<Record<string, Make>> = {
  quadratic_bowl: () => ({
    value: ({ x, y }) => (x * x + y * y) / 2,
    gradient: ({ x, y }) => ({ x, y }),
  }),
  ravine: ({ condition }) => {
    const steep = Number(condition);
    return {
      value: ({ x, y }) => (x * x + steep * y * y) / 2,
      gradient: ({ x, y }) => ({ x, y: steep * y }),
    };
  },
  rosenbrock: () => ({
    value: ({ x, y }) => {
      const height = y - x * x;
      return (1 - x) * (1 - x) + 100 * height * height;
    },
    gradient: ({ x, y }) => {
      const height = y - x * x;
      return { x: -2 * (1 - x) - 400 * x * height, y: 200 * height };
    },
  }),
  beale: () => {
    const parts = ({ x, y }: Point) => ({
      a: 1.5 - x + x * y,
      b: 2.25 - x + x * y * y,
      c: 2.625 - x + x * y * y * y,
    });
    return {
      value: (point) => {
        const { a, b, c } = parts(point);
        return a * a + b * b + c * c;
      },
      gradient: (point) => {
        const { a, b, c } = parts(point);
        const { x, y } = point;
        return {
          x: 2 * (a * (y - 1) + b * (y * y - 1) + c * (y * y * y - 1)),
          y: 2 * x * (a + 2 * b * y + 3 * c * y * y),
        };
      },
    };
  },
  himmelblau: () => {
    const parts = ({ x, y }: Point) => ({ a: x * x + y - 11, b: x + y * y - 7 });
    return {
      value: (point) => {
        const { a, b } = parts(point);
        return a * a + b * b;
      },
      gradient: (point) => {
        const { a, b } = parts(point);
        return { x: 4 * point.x * a + 2 * b, y: 2 * a + 4 * point.y * b };
      },
    };
  },
  saddle: () => ({
    value: ({ x, y }) => (x * x) / 2 - (y * y) / 2 + (y * y * y * y) / 4,
    gradient: ({ x, y }) => ({ x, y: y * y * y - y }),
  }),
};

/** Undefined of one that is not known here. */
export function testFunction(choice: FunctionChoice): TestFunction | undefined {
  return FUNCTIONS[choice.type]?.(choice);
}
