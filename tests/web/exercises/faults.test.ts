// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from "vitest";
import { EXERCISE } from "../../../web/src/exercises/document.ts";
import { declaredAt, faultsOf } from "../../../web/src/exercises/faults.ts";
import { plain } from "./fixture.ts";
import { OWN, textOfOwn } from "./own.ts";

const pathsOf = (value: unknown) => faultsOf(EXERCISE, value).map(({ path }) => path);

describe("the faults of an exercise", () => {
  it.each(OWN)("are none in %s", (name) => {
    expect(pathsOf(JSON.parse(textOfOwn(name)))).toEqual([]);
  });

  it("are all told, each with its place", () => {
    const { title: _, ...rest } = plain();
    const [first, ...others] = rest.checks;
    const broken = {
      ...rest,
      minutes: "long",
      task: " ",
      checks: [{ ...first, metric: "train_los", seeds: 99 }, ...others, { comparison: "is" }],
      prediction: { kind: "oracle" },
      limits: { parameters: 0.5, more: 1 },
    };
    expect(pathsOf(broken).sort()).toEqual(
      [
        "title",
        "task",
        "minutes",
        "checks[0].metric",
        "checks[0].seeds",
        "checks[3]",
        "prediction.kind",
        "limits.parameters",
      ].sort(),
    );
  });

  it("are those of the whole where its parts are well", () => {
    expect(pathsOf({ ...plain(), checks: [] })).toEqual(["checks"]);
    expect(pathsOf({ ...plain(), mood: 1 })).toEqual(["mood"]);
    expect(pathsOf([])).toEqual([""]);
  });
});

describe("what is declared of a place", () => {
  it("is found through lists and kinds", () => {
    const value = plain();
    const at = (path: string) => declaredAt(EXERCISE, value, path);
    expect(at("minutes")?.shape.schema).toMatchObject({ minimum: 1, maximum: 600 });
    expect(at("checks[0].seeds")).toMatchObject({ needed: false });
    expect(at("checks[0].misses[1].when[0].value")?.help?.en).toMatch(/compared with/);
    expect(at("checks[1].seeds")).toBeUndefined();
    expect(at("questions[1].options[0].text")?.help?.zh).toMatch(/选项/);
    expect(at("mood")).toBeUndefined();
  });
});
