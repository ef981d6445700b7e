// SPDX-License-Identifier: Apache-2.0
/** Before each file of tests: what a test waits for it waits for as long as it takes, for a busy machine is no fault. */
import { vi } from "vitest";

const { waitFor } = vi;
vi.waitFor = (callback, options) =>
  waitFor(callback, { timeout: 100_000, ...(typeof options === "object" ? options : {}) });
