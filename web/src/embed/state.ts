// SPDX-License-Identifier: Apache-2.0
/** Everything in a frame as one JSON value, and back: the document, how it is looked at, and the trained network where it is small. */
import type { Workspace } from "../app/workspace.ts";
import { PackedTextError, packText, unpackText } from "../documents/packed_text.ts";
import { declaredView, isViewKey, type View } from "../documents/view_keys.ts";
import type { SavedModel } from "../engine/api.ts";
import { checksumOf } from "../engine/checksum.ts";
import { ExperimentError } from "../engine/contract/experiment_error.ts";
import { modelText } from "../engine/saved_model.ts";
import { damagedState, refusedFault, unavailable } from "./fault.ts";
import { asJson } from "./plain_json.ts";
import { LONGEST_RUN, STATE_FORMAT, type State } from "./protocol.ts";

/** More numbers to learn never fit into LONGEST_RUN: each takes six letters at least. */
const MOST_PARAMETERS = LONGEST_RUN / 6;
/** Bytes of a run once it is inflated. */
const LARGEST_RUN = 2 ** 23;

/** By this a state knows whose experiment it is a state of. */
export const authorOf = (document: unknown): string => checksumOf(document);

/** What can be told at once: all but the trained network. */
export function bareStateOf(workspace: Workspace, author?: string): State {
  const { document, settings, run } = workspace;
  return {
    format: STATE_FORMAT,
    version: 1,
    document: asJson(document.minimal) as State["document"],
    view: settings.view as State["view"],
    step: run.state?.step ?? 0,
    ...(author === undefined ? {} : { author }),
  };
}

export async function stateOf(workspace: Workspace, author?: string): Promise<State> {
  const { run } = workspace;
  const bare = () => bareStateOf(workspace, author);
  if (!run.begun || run.description.summary.parameters > MOST_PARAMETERS) return bare();
  const model = await run.putAside();
  // One that has diverged has nothing to go on from, and another run may have begun meanwhile.
  if (model === undefined || workspace.run !== run) return bare();
  const packed = packText([...modelText(model)].join(""));
  return packed.length > LONGEST_RUN ? bare() : { ...bare(), step: model.steps, run: packed };
}

/**
 * It stands still, as it was left, whatever trained before. `taken`: told once it is in force.
 * @throws CallFault where the state is damaged, or the parser refuses its document; then all stays as it was
 */
export async function applyState(
  workspace: Workspace,
  state: State,
  taken: () => unknown = () => {},
): Promise<void> {
  const saved = state.run === undefined ? undefined : await unpacked(state.run);
  const { document, settings } = workspace;
  const outcome = await document.submit(
    { kind: "load", document: state.document, still: true, ...(saved && { saved }) },
    { origin: "host" },
  );
  if (outcome.status === "refused") throw refusedFault(outcome.refusal);
  if (outcome.status === "failed") throw unavailable(outcome.refusal.message);
  const spoken = settings.follow(viewOf(state.view));
  taken();
  await workspace.run.opened;
  await spoken;
}

/**
 * A state that was kept of the reader, on the author's page of today: what is a matter of the frame, as `lock` and `title`, is as the author
 * has it now; how the experiment is looked at is as the reader left it.
 */
export function underAuthor(state: State, author: View): State {
  const readers = Object.entries(viewOf(state.view)).filter(([key]) =>
    declaredView(key as keyof View).pages.includes("playground"),
  );
  return { ...state, view: { ...author, ...Object.fromEntries(readers) } as State["view"] };
}

/** The same experiment, looked at in the same way. */
export const sameDocument = (one: State, other: State): boolean =>
  JSON.stringify([one.document, one.view]) === JSON.stringify([other.document, other.view]);

/** What is no key of the view is left out. */
export function viewOf(given: State["view"]): View {
  return Object.fromEntries(Object.entries(given).filter(([key]) => isViewKey(key)));
}

async function unpacked(packed: string): Promise<SavedModel> {
  // Most frames are never given a trained network.
  const { readModel } = await import("../engine/read_model.ts");
  try {
    return readModel(unpackText(packed, LARGEST_RUN).text);
  } catch (error) {
    if (error instanceof ExperimentError) throw damagedState({ en: error.message, zh: error.zh });
    if (!(error instanceof PackedTextError)) throw error;
    throw damagedState({ en: "The run in the state is damaged.", zh: "状态中的训练已损坏。" });
  }
}
