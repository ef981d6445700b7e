// SPDX-License-Identifier: Apache-2.0
import { afterEach, expect, it, vi } from "vitest";
import type { Feature } from "../../../web/src/app/feature.ts";
import { OpenedFeature } from "../../../web/src/pages/shared/opened_feature.ts";

afterEach(() => void vi.unstubAllGlobals());

it("a feature that does not arrive can be asked for again, and is there when it comes", async () => {
  vi.stubGlobal("document", { createElement: (tag: string) => ({ tag }) });
  const load = vi
    .fn(async () => ({ tag: "downhill-race" }))
    .mockRejectedValueOnce(new TypeError("Failed to fetch"));
  const feature = { id: "race", load } as unknown as Feature;
  const requestUpdate = vi.fn();
  const opened = new OpenedFeature({ addController: () => {}, requestUpdate } as never);
  opened.show(feature);
  await vi.waitFor(() => expect(opened.again).toBeDefined());
  expect(opened.element).toBeUndefined();
  requestUpdate.mockClear();
  opened.again?.();
  // While it is on its way nothing is missing.
  expect(opened.again).toBeUndefined();
  expect(requestUpdate).toHaveBeenCalledOnce();
  await vi.waitFor(() => expect(opened.element).toEqual({ tag: "downhill-race" }));
  expect(load).toHaveBeenCalledTimes(2);
});
