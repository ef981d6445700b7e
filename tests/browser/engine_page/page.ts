// SPDX-License-Identifier: Apache-2.0
/** The engine as any page would use it, and the cases of its contract, within reach of engine.spec.ts. */
import { createEngine, createLanes } from "../../../web/src/engine/engine.ts";
import { CASES } from "../../web/engine/contract_cases.ts";

export interface EnginePage {
  readonly createEngine: typeof createEngine;
  readonly createLanes: typeof createLanes;
  readonly cases: typeof CASES;
}

declare global {
  interface Window {
    downhill: EnginePage;
  }
}

window.downhill = { createEngine, createLanes, cases: CASES };
