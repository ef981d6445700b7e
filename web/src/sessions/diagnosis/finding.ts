// SPDX-License-Identifier: Apache-2.0
/** What may be found of a run: a cause with the number that shows it, and what helps. */
import type { RunState, Warning } from "../../engine/api.ts";
import type { Cure } from "./cure.ts";

/** A layer is named by its number in the document, from 0. */
export type Finding = Warned | Found;

/** What the trainer says of the document itself; some of that only its author can mend. */
interface Warned {
  readonly ailment: "warned";
  readonly warning: Warning;
  readonly cure?: Cure | undefined;
}

type Found = { readonly cure: Cure } & (
  | {
      readonly ailment: "diverged";
      readonly step: number;
      readonly layer?: number;
      /** Where it is known: else the rate was too large. */
      readonly cause?: Finding;
    }
  | { readonly ailment: "alike"; readonly layer: number }
  | { readonly ailment: "unscaled"; readonly reach: number }
  | { readonly ailment: "risen"; readonly loss: number; readonly start: number }
  | { readonly ailment: "exploding"; readonly layer: number; readonly times: number }
  | {
      readonly ailment: "overfitting";
      readonly best: number;
      readonly at: number;
      readonly now: number;
    }
  | {
      readonly ailment: "dead";
      readonly layer: number;
      readonly share: number;
      readonly units: number;
    }
  | {
      readonly ailment: "vanishing";
      readonly layer: number;
      /** The layer with the gradient that this one has a share of. */
      readonly last: number;
      readonly share: number;
      readonly stands: Standing;
    }
  | {
      readonly ailment: "saturated";
      readonly layer: number;
      readonly share: number;
      readonly stands: Standing;
    }
  | { readonly ailment: "straight"; readonly stands: Standing }
  | {
      readonly ailment: "jumping";
      readonly low: number;
      readonly high: number;
      readonly stands: Standing;
    }
  | { readonly ailment: "batches"; readonly stands: Standing }
  | { readonly ailment: "stuck"; readonly stands: Standing }
  | { readonly ailment: "slow"; readonly update: number }
  /** At its end, with nothing to complain of. */
  | { readonly ailment: "finished"; readonly reason: RunState["reason"] }
);

export type Ailment = Finding["ailment"];

/** How long the loss has stood still, in the unit of the history, and where. */
export interface Standing {
  readonly length: number;
  readonly loss: number;
}
