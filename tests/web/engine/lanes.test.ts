// SPDX-License-Identifier: Apache-2.0
/** Trainers side by side. */
import { describe, expect, it } from "vitest";
import type { EngineOptions } from "../../../web/src/engine/api.ts";
import { EngineClient } from "../../../web/src/engine/client/engine_client.ts";
import { EngineLanes, engineOver } from "../../../web/src/engine/client/lanes.ts";
import { EngineError } from "../../../web/src/engine/contract/engine_error.ts";
import { fetchedOnce } from "../../../web/src/engine/site_tables.ts";
import { FAKE_SUMMARY, type FakeBehaviour } from "./fake_module.ts";
import { FakeWorld } from "./fake_world.ts";

const DOCUMENT = { seed: 1 };

function stage(behaviour: FakeBehaviour = {}) {
  const worlds: FakeWorld[] = [];
  const options: EngineOptions[] = [];
  const lanes = new EngineLanes((asked) => {
    const world = new FakeWorld(behaviour);
    worlds.push(world);
    options.push(asked);
    return EngineClient.create(world, asked);
  });
  return { lanes, worlds, options };
}

describe("a table that lanes share", () => {
  const FILE = new Uint8Array([1, 2, 3]);

  it("is fetched once, also by those who ask while it is on its way", async () => {
    const asked: string[] = [];
    const find = fetchedOnce(async (sha256) => {
      asked.push(sha256);
      return FILE;
    });
    expect(await Promise.all([find("a", "mnist"), find("a", "mnist")])).toEqual([FILE, FILE]);
    expect(await find("a", "mnist")).toBe(FILE);
    await find("b", "digits");
    expect(asked).toEqual(["a", "b"]);
  });

  it("is asked for again where it did not come", async () => {
    let asked = 0;
    const find = fetchedOnce(async () => {
      asked += 1;
      if (asked === 1) throw new Error("offline");
      return asked === 2 ? undefined : FILE;
    });
    await expect(find("a", "mnist")).rejects.toThrow("offline");
    expect(await find("a", "mnist")).toBeUndefined();
    expect(await find("a", "mnist")).toBe(FILE);
  });
});

describe("lanes", () => {
  it("start when they are first asked for, each once, and `check` without a pool", async () => {
    const { lanes, options } = stage();
    expect(options).toEqual([]);
    const [first, second] = await Promise.all([lanes.lane("check"), lanes.lane("check")]);
    expect(first).toBe(second);
    expect(await lanes.lane("live")).not.toBe(first);
    expect(options).toEqual([{ threads: 1 }, {}]);
    await lanes.close();
  });

  it("judge a document while another lane trains without a pause", async () => {
    const { lanes } = stage();
    const engine = await engineOver(lanes);
    const run = await engine.open(DOCUMENT, () => {});
    await run.play();
    expect((await engine.validate(DOCUMENT)).summary).toEqual(FAKE_SUMMARY);
    expect((await run.pause()).status).toBe("ready");
    await engine.close();
  });

  it("open what nobody watches beside the run on the screen", async () => {
    const { lanes, options } = stage();
    const engine = await engineOver(lanes);
    const watched = await engine.open(DOCUMENT, () => {});
    const thumbnail = await engine.open(DOCUMENT);
    expect(options.map(({ threads }) => threads)).toEqual([undefined, 1]);
    expect([watched, thumbnail].map(({ module }) => module.threads === 1)).toEqual([false, true]);
    // What takes long keeps no form waiting: it goes where the studies are.
    await engine.open(DOCUMENT, undefined, undefined, "long");
    expect(options.map(({ threads }) => threads)).toEqual([undefined, 1, undefined]);
    await engine.close();
  });

  it("die alone", async () => {
    const { lanes, worlds } = stage({ trapAtStep: 100 });
    const told: string[] = [];
    lanes.onCrash(({ en }, lane) => told.push(`${lane}: ${en}`));
    const batch = await lanes.lane("batch");
    const live = await lanes.lane("live");
    const run = await live.open(DOCUMENT);
    await run.step(10);
    await expect((await batch.open(DOCUMENT)).train()).rejects.toMatchObject({ code: "crashed" });
    expect(told).toEqual(["batch: unreachable"]);
    expect((await run.step(10)).step).toBe(20);
    expect(worlds.map(({ terminated }) => terminated)).toEqual([1, 0]);
    expect((await (await batch.open(DOCUMENT)).step()).step).toBe(1);
    await lanes.close();
  });

  it("are started anew where they did not start", async () => {
    let tries = 0;
    const lanes = new EngineLanes((options) => {
      tries += 1;
      if (tries === 1) {
        return Promise.reject(new EngineError("unavailable", { en: "No.", zh: "不。" }));
      }
      return EngineClient.create(new FakeWorld(), options);
    });
    await expect(lanes.lane("live")).rejects.toMatchObject({ code: "unavailable" });
    expect((await lanes.lane("live")).module.name).toBe("simd-threads");
    await lanes.close();
  });

  it("close together, twice without a word, and refuse what is asked later", async () => {
    const { lanes, worlds } = stage();
    await Promise.all([lanes.lane("live"), lanes.lane("check")]);
    await lanes.close();
    await lanes.close();
    expect(worlds.map(({ terminated }) => terminated)).toEqual([1, 1]);
    await expect(lanes.lane("batch")).rejects.toMatchObject({ code: "closed" });
  });
});
