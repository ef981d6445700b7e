// SPDX-License-Identifier: Apache-2.0
/** What is asked of the document on the page, and what comes of it. */
import type { FormComponent } from "../documents/edits.ts";
import type { Refusal } from "../documents/refusal.ts";
import type { Description, ExperimentDocument, Kind, SavedModel, Text } from "../engine/api.ts";

export type Edit =
  /** One field. The parser judges it; a refusal is shown at the field and changes nothing else. */
  | { readonly kind: "set"; readonly path: string; readonly value: unknown }
  /** The default for one field again. */
  | { readonly kind: "unset"; readonly path: string }
  /** Another component: as it was when it was chosen last, where that still fits, else as `fresh` says. */
  | {
      readonly kind: "choose";
      readonly path: string;
      readonly of: Kind;
      readonly type: string;
      readonly fresh?: FormComponent;
      /** As `fresh` says, whatever was there before. */
      readonly anew?: true;
    }
  /** What was typed and refused is given up: the accepted value stands there again. */
  | { readonly kind: "forget"; readonly path: string };

/** Another document altogether. */
export interface Load {
  readonly kind: "load";
  /** One that is still on its way is waited for, and everything after it. It may be rejected with a refusal. */
  readonly document: ExperimentDocument | Promise<ExperimentDocument>;
  /** A run of it that was put aside: training goes on where it stood. */
  readonly saved?: SavedModel;
  /** The same experiment, as it was changed elsewhere: a run goes on by it where it can. */
  readonly goesOn?: true;
  /** Whatever trained before: what comes stands still, as it was left. */
  readonly still?: true;
}

/** Something done to the run itself: one step for undo, which brings back where the run stood before. */
export interface ByHand {
  readonly kind: "by_hand";
  /** Undefined where nothing came of it. */
  act(): Promise<{ readonly saved: SavedModel; readonly said: Text } | undefined>;
}

/** `others`: it was set in another frame that shows the same run. */
export type Origin = "user" | "link" | "host" | "undo" | "others";

export interface ChangeOptions {
  readonly origin: Origin;
  /** Changes of one name in quick succession (a dragged slider) are one for undo. */
  readonly coalesce?: string;
}

export type Outcome =
  | { readonly status: "accepted" | "unchanged" }
  /** A newer value for the same field came before this one was judged. */
  | { readonly status: "superseded" }
  | { readonly status: "refused"; readonly refusal: Refusal }
  /** No trainer could judge it. The field still shows it. */
  | { readonly status: "failed"; readonly refusal: Refusal };

/** Something typed that is not in force; the field shows it until it is mended. */
export interface Problem extends Refusal {
  readonly typed: unknown;
}

/** What comes into force. */
export interface Coming {
  readonly description: Description;
  /** Where it differs from what was in force before. */
  readonly paths: readonly string[];
  readonly whole: boolean;
  /** The run to go on with; absent where a fresh one begins. */
  readonly saved?: SavedModel | undefined;
  readonly still?: true | undefined;
}

/** What came into force. */
export interface Accepted extends Coming {
  readonly origin: Origin;
}
