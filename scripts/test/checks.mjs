// SPDX-License-Identifier: Apache-2.0
/** `npm run check` as a part of the tests: each of its tools counts as one. */
import { check, NUMBER_OF_CHECKS } from "../check.mjs";

export async function testChecks(toolchain) {
  const failures = await check(toolchain);
  return {
    passed: NUMBER_OF_CHECKS - failures.length,
    failed: failures.length,
    skipped: 0,
    failures,
  };
}
