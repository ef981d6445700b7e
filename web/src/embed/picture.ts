// SPDX-License-Identifier: Apache-2.0
/** The run in a frame as a still picture for its host. */
import { pictured } from "../app/pictured.ts";
import { runTitle } from "../app/run_title.ts";
import type { Workspace } from "../app/workspace.ts";
import { readPalette } from "../charts/palette.ts";
import { statePicture } from "../charts/run_picture.ts";
import { Format } from "../locales/format.ts";
import { wordsOf } from "../locales/words.ts";
import { noPicture } from "./fault.ts";

/** A PNG as a data: address, as wide as asked for. @throws CallFault where the browser gives none */
export async function pictureOf(workspace: Workspace, width?: number): Promise<string> {
  const { document, run, settings } = workspace;
  const words = wordsOf(settings.language);
  const format = new Format(settings.language);
  const epochs = Math.floor(run.state?.epoch ?? 0);
  const whole = statePicture(await pictured(workspace), readPalette(), {
    title: runTitle(document.catalog, run.description, settings.language),
    state: words.sayProgress(format.integer(epochs), format.real(run.state?.train_loss)),
    loss: words.loss,
    mark: (value) => format.mark(value),
  });
  const address = scaled(whole, width).toDataURL("image/png");
  // A canvas that is too large gives an empty address.
  if (!address.startsWith("data:image/png")) throw noPicture();
  return address;
}

function scaled(whole: HTMLCanvasElement, width = whole.width): HTMLCanvasElement {
  const canvas = document.createElement("canvas");
  canvas.width = Math.round(width);
  canvas.height = Math.round((width * whole.height) / whole.width);
  canvas.getContext("2d")?.drawImage(whole, 0, 0, canvas.width, canvas.height);
  return canvas;
}
