// SPDX-License-Identifier: Apache-2.0
import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { expect, it } from "vitest";
import type { Catalog } from "../../../web/src/engine/api.ts";
import { chosenWith, groupOf } from "../../../web/src/features/data/groups.ts";

const file = resolve(import.meta.dirname, "../../../build/generated/catalog.json");
const catalog: Catalog = JSON.parse(readFileSync(file, "utf8"));

it("every dataset of the catalog has its group, by what the catalog declares of it", () => {
  const groups = new Map<string, string[]>();
  for (const entry of catalog.kinds.dataset) {
    const group = groupOf(entry);
    groups.set(group, [...(groups.get(group) ?? []), entry.id]);
  }
  expect(Object.fromEntries(groups)).toEqual({
    two_classes: ["circle", "xor", "gaussians", "spiral", "moons"],
    several: ["blobs", "spirals"],
    numbers: ["line", "plane"],
    pictures: ["digits", "mnist"],
    tables: ["iris", "wine", "breast_cancer", "diabetes"],
    more: ["random"],
    yours: ["rows", "table", "stored"],
  });
});

it("the target of a real table is scaled where it is a number, and nothing is scaled that has classes", () => {
  const scaled = catalog.kinds.dataset.filter((entry) => chosenWith(entry).standardize_target);
  expect(scaled.map(({ id }) => id)).toEqual(["diabetes"]);
});
