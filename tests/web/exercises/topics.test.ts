// SPDX-License-Identifier: Apache-2.0
import { expect, it } from "vitest";
import { inOrder, nextAfter, TOPICS } from "../../../web/src/exercises/topics.ts";
import { OWN } from "./own.ts";

const ORDER = TOPICS.flatMap(({ exercises }) => exercises);

it("each exercise of ours stands once in the order in which they are offered", () => {
  expect(ORDER.toSorted()).toEqual(OWN);
});

it("after each comes the next, and after the last none; one from elsewhere has none either", () => {
  const [first = "", second] = ORDER;
  expect(nextAfter(first)).toBe(second);
  expect(nextAfter(ORDER.at(-1) ?? "")).toBeUndefined();
  expect(nextAfter("elsewhere")).toBeUndefined();
  const lines = ["elsewhere", second ?? "", first].map((id) => ({ id }));
  expect(inOrder(lines).map(({ id }) => id)).toEqual([first, second, "elsewhere"]);
});
