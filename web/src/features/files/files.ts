// SPDX-License-Identifier: Apache-2.0
/** The files that the menu writes: what is in each, and what it is called. */
import { download } from "../../app/download.ts";
import { pictured } from "../../app/pictured.ts";
import type { Workspace } from "../../app/workspace.ts";
import { readPalette } from "../../charts/palette.ts";
import type { PictureWords } from "../../charts/run_picture.ts";
import type { SavedModel } from "../../engine/api.ts";
import type { FormatId } from "../../exporters/formats.ts";

declare const __DOWNHILL_VERSION__: string;

/** What is written of the page itself; the other files are formats of `exporters/`. */
export const OWN_FILES = ["experiment", "model", "picture", "history", "page"] as const;
export type OwnFile = (typeof OWN_FILES)[number];

export const ENDINGS: Readonly<Record<OwnFile, string>> = {
  experiment: ".json",
  model: ".model.json",
  picture: ".png",
  history: ".csv",
  page: ".html",
};

/** `spiral`, and of what training has made `spiral-1830`, with the number of updates. */
function stem({ document, run }: Workspace, trained: boolean): string {
  const { type } = document.experiment.data;
  const step = run.state?.step ?? 0;
  return trained && step > 0 ? `${type}-${step}` : type;
}

/** @returns its name, or undefined where there is no trainer that knows */
export async function writeOwn(
  workspace: Workspace,
  file: OwnFile,
  words: PictureWords,
): Promise<string | undefined> {
  const begins = file === "experiment" || file === "page";
  const name = `${stem(workspace, !begins)}${ENDINGS[file]}`;
  switch (file) {
    case "experiment": {
      // Whole: who opens it in an editor sees what can be changed.
      const text = JSON.stringify(workspace.document.experiment, null, 2);
      download(name, [`${text}\n`], "application/json");
      return name;
    }
    case "model": {
      const model = await workspace.run.save();
      if (model === undefined) return undefined;
      const { modelText } = await import("../../engine/saved_model.ts");
      download(name, [...modelText(model)], "application/json");
      return name;
    }
    case "history": {
      const { historyCsv } = await import("../../exporters/history_csv.ts");
      download(name, [historyCsv(await workspace.run.recorded())], "text/csv");
      return name;
    }
    case "page": {
      const { experimentPage } = await import("../../exporters/one_file.ts");
      download(name, [await experimentPage(workspace.document.minimal)], "text/html");
      return name;
    }
    case "picture": {
      const { statePicture } = await import("../../charts/run_picture.ts");
      const canvas = statePicture(await pictured(workspace), readPalette(), words);
      const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, "image/png"));
      if (blob === null) return undefined;
      download(name, [blob], "image/png");
      return name;
    }
  }
}

/**
 * The network in a format for other programs.
 * @returns its name, or undefined where there is no trainer that knows it
 * @throws ExperimentError where this network cannot be written so
 */
export async function writeFormat(
  workspace: Workspace,
  format: FormatId,
): Promise<string | undefined> {
  const model: SavedModel | undefined = await workspace.run.save();
  if (model === undefined) return undefined;
  const [{ exportModel }, { FORMATS }] = await Promise.all([
    import("../../exporters/export_model.ts"),
    import("../../exporters/formats.ts"),
  ]);
  const producer = { name: "Downhill", version: __DOWNHILL_VERSION__ };
  const content = await exportModel(workspace.engine, model, format, producer);
  const name = `${stem(workspace, true)}${FORMATS[format].extension}`;
  download(name, [content], "application/octet-stream");
  return name;
}
