// SPDX-License-Identifier: Apache-2.0
/** Exports of the package and of its command: the files say which version has made them. */
import { version } from "../../package.json";
import type { Engine, SavedModel } from "../src/engine/api.ts";
import { exportModel as exportAs } from "../src/exporters/export_model.ts";
import type { Content, FormatId } from "../src/exporters/formats.ts";

/**
 * A trained network as the content of a file for other programs. `model`: of `run.save()`, `readModel()` or `readSafetensors()`; the
 * trainer vouches for its experiment before anything of it is written. With "pytorch" the script carries up to 2000 samples.
 * A run that has diverged is no less a model while its numbers are finite: nothing in it tells.
 * @throws ExperimentError where there is no such format, a part of the model is damaged or not finite, the trainer refuses its
 * experiment, or this network cannot be written so.
 */
export function exportModel<Id extends FormatId>(
  engine: Engine,
  model: SavedModel,
  format: Id,
): Promise<Content<Id>> {
  return exportAs(engine, model, format, { name: "Downhill", version });
}
