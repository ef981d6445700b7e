// SPDX-License-Identifier: Apache-2.0
/** Trainers side by side, so that a form never waits for training and a trap ends one of them alone. */
import type { Engine } from "./engine.ts";
import type { Text } from "./text.ts";

/** `check`: documents are judged, and drawn as thumbnails; `live`: the run on the screen; `batch`: studies, grading. */
export type LaneName = "check" | "live" | "batch";

export interface Lanes {
  /** Started when it is first asked for; one that did not start is started anew. */
  lane(name: LaneName): Promise<Engine>;
  /** A trainer that died: told here with its lane; the others serve on. */
  onCrash(listener: (message: Text, lane: LaneName) => void): void;
  close(): Promise<void>;
}
