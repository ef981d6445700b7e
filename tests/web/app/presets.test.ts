// SPDX-License-Identifier: Apache-2.0
/** Links that name an example of presets/. */
import { describe, expect, it } from "vitest";
import { DocumentStore } from "../../../web/src/app/document_store.ts";
import { PRESETS } from "../../../web/src/app/presets.ts";
import { Router } from "../../../web/src/app/router.ts";
import { Settings } from "../../../web/src/app/settings.ts";
import type { ExperimentDocument } from "../../../web/src/engine/api.ts";
import { FakeEngine } from "../fakes/fake_engine.ts";

describe("a link that begins with an example", () => {
  const circle = { data: { type: "circle" }, optimizer: { type: "adam", learning_rate: 0.05 } };
  async function follow(hash: string, found: () => Promise<ExperimentDocument | undefined>) {
    const document = await DocumentStore.create(new FakeEngine());
    const settings = new Settings({}, ["en"]);
    const address = { read: () => hash, draft: () => undefined, replace: () => {} };
    const router = new Router(document, settings, address, found);
    await router.follow();
    return { document, router, settings };
  }

  it("opens it, changed by what else the link says", async () => {
    const link = "view.preset=circle&optimizer.learning_rate=0.2&view.lang=zh";
    const { document, router, settings } = await follow(link, async () => circle);
    expect(router.broken).toBeUndefined();
    expect(document.minimal).toMatchObject({ data: { type: "circle" } });
    expect(document.experiment.optimizer).toMatchObject({ type: "adam", learning_rate: 0.2 });
    // From here on the document says it all.
    expect(settings.view).toEqual({ lang: "zh" });
  });

  it("comes before what is changed while it arrives", async () => {
    let arrive = (_: ExperimentDocument) => {};
    const found = () =>
      new Promise<ExperimentDocument>((resolve) => {
        arrive = resolve;
      });
    const document = await DocumentStore.create(new FakeEngine());
    const address = { read: () => "view.preset=circle", draft: () => undefined, replace: () => {} };
    const router = new Router(document, new Settings({}, ["en"]), address, found);
    const following = router.follow();
    const edited = document.set("optimizer.learning_rate", 0.5);
    arrive(circle);
    await Promise.all([following, edited]);
    expect(document.experiment.data.type).toBe("circle");
    expect(document.experiment.optimizer).toMatchObject({ type: "adam", learning_rate: 0.5 });
  });

  it("that there is not, or that does not arrive, is refused with a cure", async () => {
    const none = await follow("view.preset=nothing", async () => undefined);
    expect(none.router.broken).toMatchObject({
      message: { en: expect.stringMatching(/no example “nothing”.*spiral.*xor/) },
    });
    const lost = await follow("view.preset=xor", () => Promise.reject(new Error("offline")));
    expect(lost.router.broken).toMatchObject({ message: { en: expect.stringContaining("again") } });
  });
});

it("the examples that a link can name are those of presets/, without the list of their marks", () => {
  expect(PRESETS).toContain("xor");
  expect(PRESETS).not.toContain("reach");
});
