// SPDX-License-Identifier: Apache-2.0
/** The command line: words in, an exit code out. 0 done, 1 the run failed or diverged, 2 the input was refused. */
import { version } from "../../package.json";
import type { Engine } from "../src/engine/api.ts";
import { isStudy } from "../src/engine/client/document_text.ts";
import { messageOf } from "../src/engine/contract/engine_error.ts";
import { ExperimentError } from "../src/engine/contract/experiment_error.ts";
import { HELP, parseCommand, type ValidateCommand } from "./arguments.ts";
import { exportFile } from "./export.ts";
import { inFile, nameOf } from "./file_name.ts";
import { InputError } from "./input_error.ts";
import { readDocument } from "./model_file.ts";
import { predict } from "./predict.ts";
import { probe } from "./probe.ts";
import { count, counted } from "./results.ts";
import { table } from "./table.ts";
import { tablesBeside } from "./table_files.ts";
import { type Stream, type Streams, Terminal } from "./terminal.ts";
import { type StartEngine, train } from "./train.ts";
import { tellWarnings } from "./warnings.ts";

export async function commandLine(
  words: readonly string[],
  { stdout, stderr }: { readonly stdout: Stream; readonly stderr: Stream },
  start: StartEngine,
): Promise<number> {
  const streams = { stdout: new Terminal(stdout), stderr: new Terminal(stderr) };
  try {
    return await obey(words, streams, start);
  } catch (error) {
    const refused = error instanceof InputError || error instanceof ExperimentError;
    const line = error instanceof ExperimentError ? error.toString() : messageOf(error);
    streams.stderr.write(`${oneLine(line)}\n`);
    return refused ? 2 : 1;
  }
}

/** Characters of a sentence at its begin, which names the fault, and at its end, which names the cure. */
const BEGIN_SHOWN = 1200;
const END_SHOWN = 400;

/** Without line ends, and cut in the middle where a value of a megabyte is quoted. */
function oneLine(sentence: string): string {
  const line = sentence.replace(/\s*\n\s*/g, " ");
  if (line.length <= BEGIN_SHOWN + END_SHOWN) return line;
  return `${line.slice(0, BEGIN_SHOWN)} ... ${line.slice(-END_SHOWN)}`;
}

async function obey(
  words: readonly string[],
  streams: Streams,
  start: StartEngine,
): Promise<number> {
  const command = parseCommand(words);
  const { stdout } = streams;
  switch (command.name) {
    case "help":
      stdout.write(HELP);
      return 0;
    case "version":
      stdout.write(`${version}\n`);
      return 0;
    case "catalog":
      return catalog(streams, start);
    case "validate":
      return inFile(command.file, validate(command, streams, beside(command.file, start)));
    case "table":
      return table(command, streams, start);
    case "pictures": {
      // With its decoders, which nobody else needs.
      const { pictures } = await import("./pictures.ts");
      return pictures(command, streams, start);
    }
    case "train":
      return inFile(command.file, train(command, streams, beside(command.file, start)));
    case "export":
      return inFile(command.file, exportFile(command, streams, beside(command.file, start)));
    case "predict":
      return predict(command, streams, beside(command.file, start));
    case "verify": {
      // With the checker, which nobody else needs.
      const { verify } = await import("./verify.ts");
      return verify(command, streams, start);
    }
    case "probe":
      return inFile(command.file, probe(command, streams, beside(command.file, start)));
  }
}

/** Stored tables lie beside the document that names them. */
function beside(file: string, start: StartEngine): StartEngine {
  const tables = tablesBeside(file);
  return (options) => start({ ...options, tables });
}

async function catalog({ stdout }: Streams, start: StartEngine): Promise<number> {
  const engine = await start({ threads: 1 });
  try {
    stdout.write(`${JSON.stringify(await engine.catalog(), null, 2)}\n`);
    return 0;
  } finally {
    await engine.close();
  }
}

async function validate(
  { file, json }: ValidateCommand,
  { stdout, stderr }: Streams,
  start: StartEngine,
): Promise<number> {
  const text = await readDocument(file);
  const engine = await start({ threads: 1 });
  try {
    if (isStudy(text)) return await validateStudy(engine, file, text, json, stdout);
    const description = await engine.validate(text);
    const { experiment, summary } = description;
    const { train, validation, test } = summary.counts;
    const sentence =
      `${nameOf(file)}: valid. ${experiment.data.type}, ${summary.task}, ${counted(summary.features, "feature")}, ` +
      `${count(train)} + ${count(validation)} + ${count(test)} samples, ${counted(summary.parameters, "parameter")}.`;
    tellWarnings(description, stderr);
    stdout.write(`${json ? JSON.stringify(description, null, 2) : sentence}\n`);
    return 0;
  } finally {
    await engine.close();
  }
}

async function validateStudy(
  engine: Engine,
  file: string,
  text: string,
  json: boolean,
  stdout: Terminal,
): Promise<number> {
  const { description } = await engine.study(text);
  const sentence = `${nameOf(file)}: valid. ${description.title.en}.`;
  stdout.write(`${json ? JSON.stringify(description, null, 2) : sentence}\n`);
  return 0;
}
