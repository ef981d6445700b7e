// SPDX-License-Identifier: Apache-2.0
import { expect, it, vi } from "vitest";
import { createEngine } from "../../../web/node/engine.ts";
import { Settings } from "../../../web/src/app/settings.ts";
import { Workspace } from "../../../web/src/app/workspace.ts";
import { WriteStore } from "../../../web/src/features/write_it_yourself/store.ts";

it("trains nothing to compare with before a prediction that is asked for", async () => {
  const engine = await createEngine({ threads: 1 });
  const study = vi.spyOn(engine, "study");
  const address = { read: () => "", draft: () => undefined };
  const workspace = await Workspace.start(engine, new Settings({}, ["en"]), address);
  const store = new WriteStore(workspace);
  workspace.wantedFirst.value = { waits: true, holdsBack: () => true };
  await store.run();
  expect(study).not.toHaveBeenCalled();
  workspace.wantedFirst.value = undefined;
  await store.run();
  expect(study).toHaveBeenCalled();
  await engine.close();
});
