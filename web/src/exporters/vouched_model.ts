// SPDX-License-Identifier: Apache-2.0
/** A saved model in the trainer's own words: exported programs hold names and numbers of it, and a file may come from a stranger. */
import type { Engine, SavedModel } from "../engine/api.ts";

/** @throws ExperimentError where the trainer refuses the experiment of the file. */
export async function vouchedModel(engine: Engine, model: SavedModel): Promise<SavedModel> {
  const { experiment, summary } = await engine.validate({ ...model.experiment });
  return { ...model, experiment, summary };
}
