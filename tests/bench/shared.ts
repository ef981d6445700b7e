// SPDX-License-Identifier: Apache-2.0
/** What the page's own measurement and this one have in common; bundled by parts.mjs. */
export { operationsPerSample } from "../../web/src/features/speed/operations.ts";
export { OPERATIONS_PER_ROUND, peakKernel } from "../../web/src/features/speed/register_peak.ts";
export { WORKLOADS } from "../../web/src/features/speed/workloads.ts";
