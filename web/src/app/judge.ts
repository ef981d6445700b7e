// SPDX-License-Identifier: Apache-2.0
/** What the trainer's parser says of a document. */
import { refusalOf } from "../documents/refusal.ts";
import type { Description, Engine, ExperimentDocument } from "../engine/api.ts";
import { EngineError } from "../engine/contract/engine_error.ts";
import type { Outcome } from "./change.ts";

/** A trainer that dies over a document is replaced, and judges it again. One that dies each time is at fault itself. */
const JUDGEMENTS = 3;

export async function judged(
  engine: Pick<Engine, "validate">,
  document: ExperimentDocument,
): Promise<Description | Outcome> {
  for (let judgement = 1; ; judgement += 1) {
    try {
      return await engine.validate(document);
    } catch (error) {
      const refusal = refusalOf(error);
      if (refusal !== undefined) return { status: "refused", refusal };
      if (!(error instanceof EngineError)) throw error;
      if (judgement < JUDGEMENTS && error.code !== "closed") continue;
      const message = { en: error.message, zh: error.zh };
      return { status: "failed", refusal: { path: "", message } };
    }
  }
}
