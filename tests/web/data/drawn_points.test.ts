// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from "vitest";
import {
  type DrawnPoints,
  dataOfPoints,
  FARTHEST,
  GRID,
  MAXIMUM_POINTS,
  onGrid,
  pointsOfData,
} from "../../../web/src/data/drawn_points.ts";
import { decodeLink, encodeLink } from "../../../web/src/documents/link.ts";
import { randomNumbers } from "../fixtures/random.ts";

/** As somebody draws them: in clouds of two classes. */
function clouds(count: number, seed: number): DrawnPoints {
  const random = randomNumbers(seed);
  const points = Array.from({ length: count }, (_, index) => {
    const target = index % 2;
    const spread = () => (random() + random() + random() - 1.5) * 0.8;
    return { x: 0.5 - target + spread(), y: (target - 0.5) / 2 + spread(), target };
  });
  return { points, classNames: ["orange", "blue"] };
}

const rounded = ({ points, classNames }: DrawnPoints): DrawnPoints => ({
  points: points.map(({ x, y, target }) => ({
    x: onGrid(x),
    y: onGrid(y),
    target: onGrid(target),
  })),
  classNames,
});

describe("drawn points", () => {
  it("come back as they lie on the grid, bit by bit", () => {
    for (let seed = 1; seed <= 20; seed += 1) {
      const drawn = clouds(1 + seed * 17, seed);
      const back = pointsOfData(dataOfPoints(drawn));
      expect(back).toEqual(rounded(drawn));
      expect(dataOfPoints(back as DrawnPoints)).toEqual(dataOfPoints(drawn));
    }
  });

  it("lie at most half a step beside where they were drawn, to the farthest", () => {
    const random = randomNumbers(3);
    for (let round = 0; round < 1_000; round += 1) {
      const value = (random() - 0.5) * 2 * FARTHEST;
      expect(Math.abs(onGrid(value) - value)).toBeLessThanOrEqual(GRID / 2);
      expect(Math.fround(onGrid(value))).toBe(onGrid(value));
    }
    expect(Object.is(onGrid(-GRID / 4), 0)).toBe(true);
  });

  it("with values in place of classes come back", () => {
    const points = [
      { x: -1, y: 0.25, target: -2.5 },
      { x: 1, y: 0, target: 3 },
    ];
    const data = dataOfPoints({ points, classNames: [] });
    expect(pointsOfData(data)).toEqual({ points, classNames: [] });
    // A minimal document has no empty list.
    const { class_names: _, ...minimal } = data;
    expect(pointsOfData(minimal)).toEqual({ points, classNames: [] });
  });

  it.each([
    [{ points: [], classNames: [] }, "there are 0 points"],
    [clouds(MAXIMUM_POINTS + 1, 1), `${MAXIMUM_POINTS + 1} points`],
    [{ points: [{ x: 0, y: 0, target: 2 }], classNames: ["a", "b"] }, "2 is no class"],
    [{ points: [{ x: 0, y: 0, target: 0.5 }], classNames: ["a", "b"] }, "0.5 is no class"],
    [{ points: [{ x: 0, y: 0, target: -1 }], classNames: ["a", "b"] }, "-1 is no class"],
    [{ points: [{ x: 2_000, y: 0, target: 0 }], classNames: [] }, "2000 lies too far"],
    [{ points: [{ x: 0, y: Number.NaN, target: 0 }], classNames: [] }, "NaN lies too far"],
    [{ points: [{ x: 0, y: 0, target: -Infinity }], classNames: [] }, "-Infinity lies too far"],
  ])("that make no sense are refused: %j", (drawn, sentence) => {
    expect(() => dataOfPoints(drawn)).toThrow(sentence);
  });

  it.each([undefined, [], { points: [] }])("that are none are refused: %j", (given) => {
    const read = () => dataOfPoints(given as unknown as DrawnPoints);
    expect(read).toThrow("there are no points and classNames. Give { points: ");
  });

  const good = dataOfPoints(clouds(3, 1));
  it.each([
    undefined,
    null,
    "table",
    {},
    { ...good, type: "rows" },
    { ...good, columns: ["a", "b", "c"] },
    { ...good, columns: ["x1", "x2"] },
    { ...good, columns: "x1" },
    { ...good, values: 7 },
    { ...good, values: "!" },
    { ...good, values: good.values.slice(0, -4) },
    { ...good, values: good.values.slice(4) },
    { ...good, class_names: [1, 2] },
    { ...good, class_names: "ab" },
  ])("are not seen in other data: %j", (data) => {
    expect(pointsOfData(data)).toBeUndefined();
  });

  it("fit into a link: 200 well below 4,000 characters, the most below the limit of links", () => {
    const lengths = [200, MAXIMUM_POINTS].map((count) => {
      const document = { data: dataOfPoints(clouds(count, 5)) };
      const link = encodeLink({ document, view: {} });
      expect(decodeLink(`#${link}`).document).toEqual(document);
      return link.length;
    });
    console.log(`200 points: ${lengths[0]} characters; ${MAXIMUM_POINTS}: ${lengths[1]}`);
    expect(lengths[0]).toBeLessThan(3_000);
    expect(lengths[1]).toBeLessThan(65_536);
  });
});
