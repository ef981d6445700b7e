// SPDX-License-Identifier: Apache-2.0
/** The interpreter that is loaded for the first code, over a connection that fails. */
import { expect, it, vi } from "vitest";
import { LateSandbox } from "../../../web/src/sandbox/late_sandbox.ts";

const TASK = { type: "dataset", count: 1 } as const;
const arrived = () => ({
  perform: vi.fn(async () => ({ logged: [] })),
  rest: vi.fn(async () => {}),
});

it("is loaded once, for the first code", async () => {
  const sandbox = arrived();
  const load = vi.fn(async () => sandbox);
  const late = new LateSandbox(load);
  await late.rest();
  expect(load).not.toHaveBeenCalled();
  await Promise.all([late.perform("1", TASK), late.perform("2", TASK)]);
  expect(load).toHaveBeenCalledTimes(1);
  expect(sandbox.perform).toHaveBeenCalledTimes(2);
  await late.rest();
  expect(sandbox.rest).toHaveBeenCalledTimes(1);
});

it("that did not arrive is told to whoever asked, rests without a fault, and is asked for again by the next code", async () => {
  const load = vi.fn(async () => arrived());
  load.mockRejectedValueOnce(new Error("offline"));
  const late = new LateSandbox(load);
  const first = late.perform("1", TASK);
  const resting = late.rest();
  await expect(first).rejects.toThrow("offline");
  await expect(resting).resolves.toBeUndefined();
  await expect(late.perform("1", TASK)).resolves.toEqual({ logged: [] });
});
