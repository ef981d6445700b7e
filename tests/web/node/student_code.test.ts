// SPDX-License-Identifier: Apache-2.0
/** Students' code in a thread of Node, as `npm run build` makes it. */
import { afterEach, expect, it } from "vitest";
import { studentSandbox } from "../../../web/node/student_code.ts";
import { DEAF } from "../sandbox/room.ts";

const sandbox = studentSandbox();
afterEach(() => sandbox.rest());

const ROWS = { type: "dataset", count: 2 } as const;
const FINE = "const generate = () => [[0, 0, 0], [1, 1, 1]];";

it("code runs and is answered", async () => {
  expect(await sandbox.perform(FINE, ROWS)).toMatchObject({ answer: { type: "dataset" } });
});

it("code in which the interpreter is deaf is ended when nobody waits for it any more, and the next code runs", async () => {
  const deaf = sandbox.perform(`${DEAF}\n${FINE}`, ROWS, AbortSignal.timeout(1_000));
  await expect(deaf).rejects.toThrow("timeout");
  expect(await sandbox.perform(FINE, ROWS)).toMatchObject({ answer: { type: "dataset" } });
});
