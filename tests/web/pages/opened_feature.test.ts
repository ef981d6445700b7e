// SPDX-License-Identifier: Apache-2.0
import { afterEach, expect, it, vi } from "vitest";
import type { Feature } from "../../../web/src/app/feature.ts";
import { OpenedFeature } from "../../../web/src/pages/shared/opened_feature.ts";

afterEach(() => void vi.unstubAllGlobals());

const missing = { closest: (selector: string) => (selector === ".missing" ? {} : null) };

it.each([
  ["and leads there whoever has asked for it", missing, true],
  ["and leaves the focus of whoever has gone elsewhere", { closest: () => null }, false],
])(
  "a feature that does not arrive can be asked for again, is there when it comes, %s",
  async (_, activeElement, leads) => {
    const focus = vi.fn();
    vi.stubGlobal("document", { createElement: (tag: string) => ({ tag, focus }) });
    const load = vi
      .fn(async () => ({ tag: "downhill-race" }))
      .mockRejectedValueOnce(new TypeError("Failed to fetch"));
    const feature = { id: "race", load } as unknown as Feature;
    const requestUpdate = vi.fn();
    const host = { addController: () => {}, requestUpdate, shadowRoot: { activeElement } };
    const opened = new OpenedFeature(host as never);
    opened.show(feature);
    await vi.waitFor(() => expect(opened.again).toBeDefined());
    expect(opened.element).toBeUndefined();
    requestUpdate.mockClear();
    opened.again?.();
    opened.again?.();
    // While it is on its way that is said where the button stands.
    expect(opened.asks).toBe(true);
    expect(opened.again).toBeDefined();
    expect(requestUpdate).toHaveBeenCalledOnce();
    await vi.waitFor(() => expect(opened.element).toMatchObject({ tag: "downhill-race" }));
    expect(opened.again).toBeUndefined();
    expect(load).toHaveBeenCalledTimes(2);
    await vi.waitFor(() => expect(requestUpdate).toHaveBeenCalledTimes(2));
    await Promise.resolve();
    expect(focus).toHaveBeenCalledTimes(leads ? 1 : 0);
  },
);
