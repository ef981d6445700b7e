// SPDX-License-Identifier: Apache-2.0
/** Receipts as a class hands them in. */

import { patched } from "../../../web/src/documents/patch.ts";
import type { Engine, ExperimentDocument } from "../../../web/src/engine/api.ts";
import { checkWork } from "../../../web/src/exercises/check.ts";
import type { Exercise } from "../../../web/src/exercises/document.ts";
import { writeReceipt } from "../../../web/src/exercises/receipt.ts";
import { solved } from "../../../web/src/exercises/solution.ts";
import type { Work } from "../../../web/src/exercises/work.ts";
import { performCode } from "../sandbox/room.ts";

export interface Pupil extends Partial<Omit<Work, "document">> {
  readonly name: string;
  /** In place of the solution, on top of the start. */
  readonly change?: ExperimentDocument;
}

export async function receiptOf(
  exercise: Exercise,
  { name, change, ...more }: Pupil,
  engine: Engine,
): Promise<string> {
  const base = await solved(exercise, engine);
  const document = change === undefined ? base.document : patched(exercise.start, change);
  const work: Work = { ...base, document, ...more };
  const verdict = await checkWork(exercise, work, engine, { perform: performCode });
  const { minimal } = await engine.validate(document);
  return writeReceipt(exercise, work, { minimal, name, verdict });
}
