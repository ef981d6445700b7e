// SPDX-License-Identifier: Apache-2.0
import { expect, it, vi } from "vitest";
import { Studies } from "../../../web/src/app/studies.ts";
import { FakeLaboratory } from "../fakes/fake_study.ts";

const RACE = { version: 1, kind: "race" };

it("one study is at work at a time, and each panel keeps its last", async () => {
  const laboratory = new FakeLaboratory();
  const studies = new Studies(laboratory.engine);
  const race = studies.begin("race", RACE);
  await vi.waitFor(() => expect(laboratory.studies[0]?.working).toBe(true));
  const search = studies.begin("search", RACE);
  expect(race.running).toBe(false);
  expect(search.running).toBe(true);
  expect(studies.current.value).toBe(search);
  expect(studies.of("race")).toBe(race);
  studies.goOn(race);
  expect(search.running).toBe(false);
  expect(race.running).toBe(true);
  expect(studies.current.value).toBe(race);
});

it("a panel's new study ends its last one", async () => {
  const laboratory = new FakeLaboratory();
  const studies = new Studies(laboratory.engine);
  studies.begin("race", RACE);
  await vi.waitFor(() => expect(laboratory.studies[0]?.working).toBe(true));
  const second = studies.begin("race", RACE);
  await vi.waitFor(() => expect(laboratory.studies[0]?.closed).toBe(true));
  expect(studies.of("race")).toBe(second);
  expect(second.running).toBe(true);
});
