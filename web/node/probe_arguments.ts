// SPDX-License-Identifier: Apache-2.0
/** The words after `downhill probe`, understood or refused. */
import type { ProbeId } from "../src/engine/api.ts";
import type { Question } from "../src/engine/contract/probes.ts";
import { type Beginning, parseBeginning } from "./beginning.ts";
import { InputError } from "./input_error.ts";

export interface ProbeCommand extends Beginning {
  readonly name: "probe";
  readonly file: string;
  /** As it was typed: the trainer is the judge of it. */
  readonly question: Question<ProbeId>;
  /** Made before the question is asked. */
  readonly steps: number;
}

/** @throws InputError with one line. */
export function parseProbe(
  file: string,
  values: Readonly<Record<string, unknown>>,
  seeHelp: string,
): ProbeCommand {
  const { ask, steps } = values as Partial<Record<string, string>>;
  if (ask === undefined) {
    throw new InputError(`probe: --ask is missing. Give a question, as gradient_check. ${seeHelp}`);
  }
  return {
    name: "probe",
    file,
    question: questionOf(ask),
    steps: stepCount(steps),
    ...parseBeginning(values),
  };
}

/** The name of a probe alone, or JSON with its fields. */
function questionOf(text: string): Question<ProbeId> {
  if (!text.trimStart().startsWith("{")) return { type: text as ProbeId };
  try {
    return JSON.parse(text);
  } catch {
    throw new InputError(
      `--ask: ${text} is no JSON. Give the name of a probe, or its fields too: '{"type": "saliency", "sample": 3}'.`,
    );
  }
}

function stepCount(text = "0"): number {
  if (!/^\d{1,15}$/.test(text)) {
    throw new InputError(`--steps: ${text} is no number of steps. Give a whole number from 0.`);
  }
  return Number(text);
}
