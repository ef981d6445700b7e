// SPDX-License-Identifier: Apache-2.0
/** `downhill export`: a trained network, or an experiment that is trained first, as a file for other programs. */
import { basename, dirname, join, normalize } from "node:path";
import type { Engine, Run, SavedModel } from "../src/engine/api.ts";
import { isStudy } from "../src/engine/client/document_text.ts";
import { FORMATS, type Format } from "../src/exporters/formats.ts";
import type { ExportCommand } from "./arguments.ts";
import { exportModel } from "./export_model.ts";
import { nameOf } from "./file_name.ts";
import { InputError } from "./input_error.ts";
import { untilInterrupted } from "./interrupt.ts";
import { readModelOrText, warnIfDiverged } from "./model_file.ts";
import { Output } from "./output.ts";
import { progressLine } from "./progress_line.ts";
import { counted } from "./results.ts";
import { StatusLine } from "./status_line.ts";
import type { Streams } from "./terminal.ts";
import type { StartEngine } from "./train.ts";

export async function exportFile(
  command: ExportCommand,
  streams: Streams,
  start: StartEngine,
): Promise<number> {
  const { file } = command;
  const output = new Output(command.output ?? besides(file, FORMATS[command.to]), [file]);
  const given = await readModelOrText(file);
  if (typeof given === "string" && isStudy(given)) {
    throw new InputError(
      `${nameOf(file)}: is a study. Give an experiment, or a model of train --model.`,
    );
  }
  output.open();
  const engine = await start({});
  try {
    const saved = typeof given === "string" ? await train(engine, given, streams) : given;
    if (typeof saved === "number") return saved;
    warnIfDiverged(saved, streams);
    await output.write(await exportModel(engine, saved, command.to));
    streams.stdout.write(`written: ${output.path}\n`);
    return 0;
  } finally {
    output.discard();
    await engine.close();
  }
}

/** `runs/spiral.json` as `runs/spiral.onnx`. @throws InputError where that is the file itself. */
function besides(file: string, { extension }: Format): string {
  if (file === "-") {
    throw new InputError("export: standard input has no name. Give --output PATH.");
  }
  const stem = basename(file).replace(/(\.model)?\.(json|safetensors)$/i, "");
  const path = join(dirname(file), `${stem}${extension}`);
  if (path === normalize(file)) {
    throw new InputError(
      `${file}: the exported file beside it would be this file itself. Name another with --output PATH.`,
    );
  }
  return path;
}

/** The trained network, or the exit code where there is none. */
async function train(
  engine: Engine,
  text: string,
  { stderr }: Streams,
): Promise<SavedModel | number> {
  const run: Run = await engine.open(text);
  const line = new StatusLine(stderr);
  const begin = performance.now();
  const { outcome: state, exitCode } = await untilInterrupted((signal) =>
    run.train({
      signal,
      onProgress: (progress) =>
        line.show(progressLine(progress, (performance.now() - begin) / 1000)),
    }),
  ).finally(() => line.clear());
  if (exitCode !== undefined && state.status === "ready") {
    stderr.write(`interrupted after ${counted(state.step, "step")}; nothing was written\n`);
    return exitCode;
  }
  if (state.status === "diverged") {
    stderr.write(`${state.message?.en ?? "The run diverged."}\n`);
    return 1;
  }
  return run.save();
}
