// SPDX-License-Identifier: Apache-2.0
/** The one way out for a trained network, whoever has written its file. */
import type { Engine, SavedModel } from "../engine/api.ts";
import { ExperimentError } from "../engine/contract/experiment_error.ts";
import { checkedModel } from "../engine/read_model.ts";
import { type Content, FORMAT_IDS, FORMATS, type FormatId, isFormatId } from "./formats.ts";
import type { Producer } from "./producer.ts";
import { trainingData } from "./training_data.ts";

/**
 * The content of the file in this format.
 * A run that has diverged is no less a model while its numbers are finite: nothing in it tells.
 * @throws ExperimentError where there is no such format, a part of the model is damaged or not finite, the trainer refuses its
 * experiment, or this network cannot be written so.
 */
export async function exportModel<Id extends FormatId>(
  engine: Engine,
  model: SavedModel,
  format: Id,
  producer: Producer,
): Promise<Content<Id>> {
  if (!isFormatId(format)) throw noSuchFormat(format);
  const { make, takesData } = FORMATS[format];
  const vouched = await vouchedModel(engine, model);
  const data = takesData ? await trainingData(engine, vouched) : undefined;
  return make(vouched, producer, data);
}

/** In the trainer's own words: exported programs hold names and numbers of the model, and it may come from a stranger. */
async function vouchedModel(engine: Engine, model: SavedModel): Promise<SavedModel> {
  const checked = checkedModel(model);
  const { experiment, summary } = await engine.validate({ ...checked.experiment });
  // Again, because its own summary may have been wrong.
  return checkedModel({ ...checked, experiment, summary });
}

const noSuchFormat = (format: unknown) =>
  new ExperimentError({
    path: "format",
    message: `there is no ${String(format)}. Give one of ${FORMAT_IDS.join(", ")}.`,
    zh: `没有 ${String(format)}。请给出 ${FORMAT_IDS.join("、")} 之一。`,
  });
