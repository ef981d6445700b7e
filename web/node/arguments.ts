// SPDX-License-Identifier: Apache-2.0
/** The words after `downhill`, understood or refused. */
import { parseArgs } from "node:util";
import { isThreadCount, MOST_BY_DEFAULT, THREADS_LIMIT } from "../src/engine/threads.ts";
import { FORMAT_IDS, FORMATS, type FormatId, isFormatId } from "../src/exporters/formats.ts";
import { BEGINNING_OPTIONS, type Beginning, parseBeginning } from "./beginning.ts";
import { InputError } from "./input_error.ts";
import {
  PICTURES_HELP,
  PICTURES_OPTIONS,
  type PicturesCommand,
  parsePictures,
} from "./picture_arguments.ts";
import {
  PREDICT_HELP,
  PREDICT_OPTIONS,
  type PredictCommand,
  parsePredict,
} from "./predict_arguments.ts";
import { type ProbeCommand, parseProbe } from "./probe_arguments.ts";
import { parseTable, TABLE_HELP, TABLE_OPTIONS, type TableCommand } from "./table_arguments.ts";
import {
  parseVerify,
  VERIFY_HELP,
  VERIFY_OPTIONS,
  type VerifyCommand,
} from "./verify_arguments.ts";

export interface TrainCommand extends Beginning {
  readonly name: "train";
  readonly file: string;
  readonly history?: string | undefined;
  readonly model?: string | undefined;
  /** Of a study: where the document of its best training goes. */
  readonly best?: string | undefined;
  readonly threads?: number | undefined;
  readonly json: boolean;
}

export interface ValidateCommand {
  readonly name: "validate";
  readonly file: string;
  readonly json: boolean;
}

export interface ExportCommand {
  readonly name: "export";
  /** A saved model, or an experiment. */
  readonly file: string;
  readonly to: FormatId;
  readonly output?: string | undefined;
}

export type Command =
  | TrainCommand
  | ValidateCommand
  | TableCommand
  | PicturesCommand
  | ExportCommand
  | ProbeCommand
  | PredictCommand
  | VerifyCommand
  | { readonly name: "catalog" }
  | { readonly name: "help" }
  | { readonly name: "version" };

/** What each is good for. */
const FORMAT_HELP: { readonly [Id in FormatId]: string } = {
  onnx: "for ONNX Runtime and others",
  pytorch: "a script that trains on, on one process or with torchrun",
  json: "the file of --model without what only --resume needs",
  python: "a module without dependencies",
  javascript: "a module without dependencies",
  safetensors: "weights by name, for --start too",
};
const FORMATS_HELP = FORMAT_IDS.map(
  (id) => `      ${id.padEnd(16)}${FORMATS[id].extension}, ${FORMAT_HELP[id]}`,
).join("\n");

export const HELP = `Downhill: gradient descent on small neural networks.

Usage
  downhill train FILE [--history CSV] [--model JSON] [--start MODEL [--layers N]] [--resume MODEL] [--best JSON]
                 [--threads N] [--json]
      Trains the experiment and prints a summary; a study (race, restarts, search,
      find_learning_rate, landscape, descent) is worked on to its end and answered.
      --history CSV   writes one line per recorded point
      --model JSON    writes the trained network with its experiment
      --start MODEL   begins with the weights of such a file (or safetensors), of the first N layers with --layers N
      --resume MODEL  goes on where such a file of this experiment stood; stop and record may be others
      --best JSON     writes the experiment that came out best of restarts or search, ready for train
      --threads N     1 to ${THREADS_LIMIT}; the default is what the machine offers, at most ${MOST_BY_DEFAULT}
      --json          prints the summary as one JSON object
  downhill export FILE --to FORMAT [--output PATH]
      Writes a trained network for other programs. FILE is one of --model or a safetensors
      file, or an experiment, which is trained first. The file lies beside FILE unless
      --output names another. FORMAT is one of
${FORMATS_HELP}
${PREDICT_HELP}  downhill validate FILE [--json]
      Checks the experiment; with --json prints it with every default filled in.
  downhill probe FILE --ask QUESTION [--steps N] [--start MODEL [--layers N]] [--resume MODEL]
      Looks inside a run after N steps (the default is 0) and prints the answer as JSON.
      QUESTION is layers, update, gradient_check, saliency, unit_maps, activations or first_weights,
      or one of them with its fields, as '{"type": "saliency", "sample": 3}'; downhill catalog has them.
      --start, --resume  as of train; the steps are made from there
${TABLE_HELP}${PICTURES_HELP}${VERIFY_HELP}  downhill catalog
      Prints every optimizer, loss, layer, ... with its fields as JSON.
  downhill --help | --version

FILE is an experiment as JSON, - is standard input.
Exit codes: 0 done, 1 the run failed or diverged, 2 the input was refused, 130 or 143 interrupted.
`;

const SWITCHES = {
  help: { type: "boolean", short: "h" },
  version: { type: "boolean" },
} as const;

const OPTIONS = {
  train: {
    history: { type: "string" },
    model: { type: "string" },
    ...BEGINNING_OPTIONS,
    best: { type: "string" },
    threads: { type: "string" },
    json: { type: "boolean" },
  },
  validate: { json: { type: "boolean" } },
  predict: PREDICT_OPTIONS,
  table: TABLE_OPTIONS,
  pictures: PICTURES_OPTIONS,
  probe: { ask: { type: "string" }, steps: { type: "string" }, ...BEGINNING_OPTIONS },
  export: { to: { type: "string" }, output: { type: "string" } },
  verify: VERIFY_OPTIONS,
  catalog: {},
} as const;

const COMMANDS = "train, predict, export, probe, table, pictures, validate, verify or catalog";
const SEE_HELP = "See downhill --help.";

/** @throws InputError with one line. */
export function parseCommand(words: readonly string[]): Command {
  const [first = ""] = words;
  if (isCommand(first)) return parseKnown(first, words.slice(1));
  if (first !== "" && !first.startsWith("-")) {
    throw new InputError(`${first}: no such command. Give ${COMMANDS}. ${SEE_HELP}`);
  }
  const { values } = parse(words, SWITCHES);
  if (values.help) return { name: "help" };
  if (values.version) return { name: "version" };
  throw new InputError(`A command is missing. Give ${COMMANDS}. ${SEE_HELP}`);
}

const isCommand = (word: string): word is keyof typeof OPTIONS => Object.hasOwn(OPTIONS, word);

function parseKnown(name: keyof typeof OPTIONS, words: readonly string[]): Command {
  const { values, positionals } = parse(words, { ...SWITCHES, ...OPTIONS[name] });
  if (values.help) return { name: "help" };
  if (values.version) return { name: "version" };
  const [file, second, third] = positionals;
  const input = name === "predict" ? second : undefined;
  const extra = name === "predict" ? third : second;
  if (name === "catalog") {
    if (file !== undefined) throw new InputError(`catalog takes no file. ${SEE_HELP}`);
    return { name };
  }
  if (name === "verify") return parseVerify(positionals, values, SEE_HELP);
  if (file === undefined) throw new InputError(`${name}: the FILE is missing. ${SEE_HELP}`);
  if (extra !== undefined) {
    throw new InputError(`${name}: takes one FILE, and ${extra} is one too many. ${SEE_HELP}`);
  }
  requireFiles(name, values);
  if (name === "predict") return parsePredict(file, input, values, SEE_HELP);
  if (name === "table") return parseTable(file, values);
  if (name === "pictures") return parsePictures(file, values, SEE_HELP);
  if (name === "probe") return parseProbe(file, values, SEE_HELP);
  if (name === "export") {
    return { name, file, to: formatOf(values.to), output: values.output as string | undefined };
  }
  const json = values.json === true;
  if (name === "validate") return { name, file, json };
  const { history, model, best, threads } = values as Partial<Record<string, string>>;
  return {
    name,
    file,
    json,
    history,
    model,
    ...parseBeginning(values),
    best,
    threads: threadCount(threads),
  };
}

/** Only what table writes has nothing but itself on standard output. */
function requireFiles(
  command: keyof typeof OPTIONS,
  values: Readonly<Record<string, unknown>>,
): void {
  if (command === "table" || command === "pictures") return;
  const option = ["history", "model", "best", "output"].find((name) => values[name] === "-");
  if (option === undefined) return;
  throw new InputError(`--${option}: - is no file, and this is for a file alone. Name one.`);
}

function formatOf(word: unknown): FormatId {
  const formats = FORMAT_IDS.join(", ");
  if (typeof word !== "string") {
    throw new InputError(`export: --to is missing. Give one of ${formats}.`);
  }
  if (!isFormatId(word)) {
    throw new InputError(`--to: ${word} is no format. Give one of ${formats}.`);
  }
  return word;
}

type Options = NonNullable<NonNullable<Parameters<typeof parseArgs>[0]>["options"]>;

function parse(
  words: readonly string[],
  options: Options,
): { values: Readonly<Record<string, unknown>>; positionals: readonly string[] } {
  try {
    return parseArgs({ args: [...words], options, allowPositionals: true });
  } catch (error) {
    throw new InputError(`${explanation(error as NodeJS.ErrnoException)} ${SEE_HELP}`);
  }
}

function explanation({ code, message }: NodeJS.ErrnoException): string {
  const [, option] = /^Option '(?:-\w, )?(--[\w-]+)/.exec(message) ?? [];
  // The same code tells that a switch takes no value.
  const hasNoValue =
    code === "ERR_PARSE_ARGS_INVALID_OPTION_VALUE" && !message.includes("does not take");
  if (hasNoValue && option !== undefined) {
    return `${option}: its value is missing, or begins with a dash. Give one, as ${option}=VALUE where it begins with a dash.`;
  }
  // Node's explanation goes on about positional arguments after its first sentence.
  const [sentence] = message.split(/\. |\n/);
  return `${sentence?.replace(/\.$/, "")}.`;
}

function threadCount(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const threads = Number(text);
  if (!isThreadCount(threads)) {
    throw new InputError(
      `--threads: ${text} is no whole number from 1 to ${THREADS_LIMIT}. Give one.`,
    );
  }
  return threads;
}
