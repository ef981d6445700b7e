// SPDX-License-Identifier: Apache-2.0
/** What each method of the protocol does with a workspace. */
import type { Edit, Outcome } from "../app/change.ts";
import type { Workspace } from "../app/workspace.ts";
import { isViewKey } from "../documents/view_keys.ts";
import type { Catalog, Kind } from "../engine/api.ts";
import { badArguments, onlyRead, refusedFault, unavailable, unknownPath } from "./fault.ts";
import type { Json, State } from "./protocol.ts";
import { applyState, viewOf } from "./state.ts";
import { RUN_PREFIX, VIEW_PREFIX, valueAt } from "./values.ts";

/** The reader's own choice, whatever the author's start says. */
const READERS = ["lang", "theme"] as const;

/** @throws CallFault */
export async function setValue(workspace: Workspace, path: string, value: Json): Promise<void> {
  if (path.startsWith(VIEW_PREFIX)) {
    await setView(workspace, path.slice(VIEW_PREFIX.length), value);
  } else if (path.startsWith(RUN_PREFIX)) {
    throw onlyRead(path);
  } else {
    accepted(await workspace.document.submit(editOf(workspace, path, value), { origin: "host" }));
  }
}

/** Another optimizer begins with its own numbers, not with those of the one before: a type is chosen, everything else is set. */
function editOf({ document }: Workspace, path: string, value: Json): Edit {
  const place = path.replace(/\.type$/, "");
  const of = place === path ? undefined : kindAt(document.catalog, place);
  return of === undefined || typeof value !== "string"
    ? { kind: "set", path, value }
    : { kind: "choose", path: place, of, type: value };
}

const LAYER = /^model\.layers\[\d+\]$/;

function kindAt(catalog: Catalog, place: string): Kind | undefined {
  if (LAYER.test(place)) return "layer";
  const field = catalog.document.find(({ id }) => id === place);
  return field?.type === "group"
    ? field.fields?.find(({ inline }) => inline === true)?.kind
    : field?.kind;
}

/** @throws CallFault */
export function getValue(workspace: Workspace, path: string): Json {
  const value = valueAt(workspace, path);
  if (value === undefined) throw unknownPath(path);
  return value;
}

async function setView({ settings }: Workspace, key: string, value: Json): Promise<void> {
  if (!isViewKey(key)) throw unknownPath(VIEW_PREFIX + key);
  if (typeof value === "object" && value !== null) {
    throw badArguments({
      en: "A key of the view is a text, a number, true or false, or null for its default.",
      zh: "视图的键应为文本、数字、true 或 false，或用 null 表示默认。",
    });
  }
  const { [key]: _, ...others } = settings.view;
  const written = value === true ? "yes" : value === false ? "no" : String(value);
  await settings.follow(value === null ? others : { ...others, [key]: written });
}

/** Back to the author's start, in the language and the colours that the reader has chosen. */
export async function resetTo(workspace: Workspace, start: State): Promise<void> {
  const { settings, document } = workspace;
  const view = { ...viewOf(start.view) };
  for (const key of READERS) {
    const chosen = settings.view[key];
    if (chosen !== undefined) view[key] = chosen;
  }
  const same = JSON.stringify(document.minimal) === JSON.stringify(start.document);
  if (same && start.run === undefined) {
    await workspace.reset();
    await settings.follow(view);
    await workspace.run.opened;
  } else {
    await applyState(workspace, { ...start, view: view as State["view"] });
  }
}

/** @throws CallFault where it is not in force now */
export function accepted(outcome: Outcome): void {
  if (outcome.status === "refused") throw refusedFault(outcome.refusal);
  if (outcome.status === "failed") throw unavailable(outcome.refusal.message);
}
