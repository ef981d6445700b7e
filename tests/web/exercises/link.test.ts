// SPDX-License-Identifier: Apache-2.0
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { packText } from "../../../web/src/documents/packed_text.ts";
import { ExperimentError } from "../../../web/src/engine/contract/experiment_error.ts";
import {
  decodeExerciseLink,
  encodeExerciseLink,
  LONGEST_EXERCISE_LINK,
} from "../../../web/src/exercises/link.ts";
import { readExercise } from "../../../web/src/exercises/read_exercise.ts";
import { plain } from "./fixture.ts";
import { OWN, textOfOwn } from "./own.ts";

function fault(hash: string): ExperimentError {
  try {
    decodeExerciseLink(hash);
  } catch (error) {
    if (error instanceof ExperimentError) return error;
    throw error;
  }
  throw new Error("The link was read.");
}

describe("the link of an exercise", () => {
  it("names one of the site's, holds a whole one, or tells where one lies", () => {
    const view = { lang: "zh" } as const;
    for (const place of [
      undefined,
      { kind: "own", id: "largest_rate" },
      { kind: "held", exercise: readExercise(plain()) },
      { kind: "elsewhere", address: new URL("https://example.org/a/ball.json?x=1&y=2#z") },
    ] as const) {
      expect(decodeExerciseLink(`#${encodeExerciseLink({ place, view })}`)).toEqual({
        place,
        view,
      });
    }
    expect(encodeExerciseLink({ place: { kind: "own", id: "all_zero" }, view: {} })).toBe(
      "id=all_zero",
    );
  });

  it.each(OWN)("carries %s whole, as a mail does", (id) => {
    const exercise = readExercise(textOfOwn(id));
    const hash = encodeExerciseLink({ place: { kind: "held", exercise }, view: {} });
    expect(hash).toMatch(/^[\w=&.~-]+$/);
    expect(decodeExerciseLink(hash).place).toEqual({ kind: "held", exercise });
  });

  it("says what is wrong with it", () => {
    expect(fault("id=../secret").path).toBe("id");
    expect(fault("exercise=abc").message).toContain("damaged");
    expect(fault(`exercise=${packText("{}")}`).path).toBe("version");
    expect(fault(`exercise=${packText(`"${"x".repeat(2 ** 20)}"`)}`).path).toBe("exercise");
    expect(fault(`id=a&x=${"y".repeat(LONGEST_EXERCISE_LINK)}`).message).toContain("65536");
  });

  it.each([
    "http://example.org/x.json",
    "javascript:alert(1)",
    "data:application/json,{}",
    "file:///etc/passwd",
    "https://me:secret@example.org/x.json",
    "x.json",
  ])("fetches nothing from %s", (from) => {
    expect(fault(`from=${encodeURIComponent(from)}`).path).toBe("from");
  });

  it("is read or refused, whatever it is", () => {
    fc.assert(
      fc.property(
        fc.constantFrom("id", "exercise", "from", "view.lang"),
        fc.string(),
        (key, value) => {
          try {
            decodeExerciseLink(new URLSearchParams([[key, value]]).toString());
          } catch (error) {
            expect(error).toBeInstanceOf(ExperimentError);
          }
        },
      ),
    );
  });
});
