// SPDX-License-Identifier: Apache-2.0
/** What every engine promises, over the engine in Node; tests/browser/engine.spec.ts runs the same over the worker in Chromium. */
import { describe, expect, it } from "vitest";
import { createEngine } from "../../../web/node/engine.ts";
import { EngineClient } from "../../../web/src/engine/client/engine_client.ts";
import { RunClient } from "../../../web/src/engine/client/run_client.ts";
import { StudyClient } from "../../../web/src/engine/client/study_client.ts";
import { CASES, ENGINE, RUN, STUDY } from "./contract_cases.ts";

describe("the contract, in Node", () => {
  it.each([...CASES])("%s", (_, check) => check(createEngine));
});

describe("the cases of the contract", () => {
  /** Only for the page that is being left. */
  const NOT_OF_THE_CONTRACT = ["constructor", "terminate"];

  it.each([
    ["Engine", EngineClient, ENGINE],
    ["Run", RunClient, RUN],
    ["StudyRun", StudyClient, STUDY],
  ] as const)("leave out no member of %s", (_, { prototype }, cases) => {
    const members = Object.getOwnPropertyNames(prototype).filter(
      (name) => !NOT_OF_THE_CONTRACT.includes(name),
    );
    expect(members.filter((name) => !(name in cases))).toEqual([]);
    expect(members.length).toBeGreaterThan(2);
  });
});
