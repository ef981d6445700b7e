// SPDX-License-Identifier: Apache-2.0
/** A connection that hangs. */
import { afterEach, expect, it, vi } from "vitest";
import { patientFetch } from "../../../web/src/engine/patient_fetch.ts";
import { siteTables } from "../../../web/src/engine/site_tables.ts";

afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

/** A server that sends these pieces, so far apart, and then nothing more; without pieces it does not even answer. */
function hanging(pieces: number, apart_ms: number): void {
  vi.useFakeTimers();
  vi.stubGlobal("fetch", (_: string, { signal }: { signal: AbortSignal }) => {
    const given = new Promise<never>((_, reject) => {
      signal.addEventListener("abort", () => reject(signal.reason));
    });
    if (pieces === 0) return given;
    let sent = 0;
    const body = new ReadableStream({
      async pull(controller) {
        if (sent === pieces) return given;
        await new Promise((resolve) => setTimeout(resolve, apart_ms));
        sent += 1;
        controller.enqueue(new Uint8Array(1));
      },
    });
    return Promise.resolve(new Response(body));
  });
}

it.each([0, 3])("after %i pieces is given up once nothing has come for long", async (pieces) => {
  hanging(pieces, 900);
  const told = patientFetch("http://site/file", 1_000).then((response) => response.arrayBuffer());
  const ended = expect(told).rejects.toThrow("hangs");
  await vi.advanceTimersByTimeAsync(4_000);
  await ended;
});

it("is no fault of a file that comes slowly", async () => {
  vi.useFakeTimers();
  vi.stubGlobal("fetch", async () => {
    let sent = 0;
    const body = new ReadableStream({
      async pull(controller) {
        await new Promise((resolve) => setTimeout(resolve, 900));
        sent += 1;
        if (sent > 3) controller.close();
        else controller.enqueue(new Uint8Array(1));
      },
    });
    return new Response(body);
  });
  const told = patientFetch("http://site/file", 1_000).then((response) => response.arrayBuffer());
  await vi.advanceTimersByTimeAsync(8_000);
  expect((await told).byteLength).toBe(3);
});

it("leaves a table missing, which the parser tells with its cure", async () => {
  hanging(0, 0);
  const found = siteTables("http://site/")("", "mnist");
  await vi.advanceTimersByTimeAsync(30_000);
  expect(await found).toBeUndefined();
});
