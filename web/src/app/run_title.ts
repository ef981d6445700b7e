// SPDX-License-Identifier: Apache-2.0
/** What a run is, in short: "Spiral · 2–8–8–1 · Adam 0.01". */
import { getAt } from "../documents/path.ts";
import type { Catalog, Description } from "../engine/api.ts";
import { inputCount } from "../engine/network_inputs.ts";
import { formatOf } from "../locales/format.ts";
import { Labels } from "../locales/labels.ts";
import type { Language } from "../locales/language.ts";

export function runTitle(
  catalog: Catalog,
  { experiment, summary }: Pick<Description, "experiment" | "summary">,
  language: Language,
): string {
  const labels = new Labels(catalog, experiment, language);
  const { data, model, optimizer } = experiment;
  const sizes = model.layers.flatMap((layer) =>
    "units" in layer ? [layer.units] : "out_channels" in layer ? [layer.out_channels] : [],
  );
  const network = [inputCount(summary), ...sizes];
  const rate = getAt(optimizer, "learning_rate");
  const name = data.type === "stored" ? data.name : (labels.value("data") ?? data.type);
  const steps = typeof rate === "number" ? ` ${formatOf(language).plain(rate)}` : "";
  return [name, network.join("–"), `${labels.value("optimizer") ?? optimizer.type}${steps}`].join(
    " · ",
  );
}
