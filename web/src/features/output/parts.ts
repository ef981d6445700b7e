// SPDX-License-Identifier: Apache-2.0
/** The part of the data that is looked at: the visitor's choice, which outlives the picture. */
import { signal } from "@preact/signals-core";
import { html, type TemplateResult } from "lit";
import { perWorkspace } from "../../app/per_workspace.ts";
import type { Workspace } from "../../app/workspace.ts";
import { PARTS, type Part } from "../../engine/api.ts";
import type { OutputWords } from "./words.ts";

/** What was held out tells more than what was trained on; the test part is not for steering by. */
const PREFERRED: readonly Part[] = ["validation", "train", "test"];

/** Of the parts that have samples, the one wished for or else the one that tells most. */
export function shownPart(
  counts: Readonly<Partial<Record<Part, number>>> | undefined,
  wish: Part | undefined,
): Part | undefined {
  const has = (part: Part) => (counts?.[part] ?? 0) > 0;
  return wish !== undefined && has(wish) ? wish : PREFERRED.find(has);
}

const wishOf = perWorkspace(() => signal<Part | undefined>(undefined));

/** The part that is shown now. Reads signals. */
export const partOf = (workspace: Workspace): Part | undefined =>
  shownPart(openCounts(workspace), wishOf(workspace).value);

/** Samples of each part; none of one that is sealed. */
export function openCounts({ run, testSeal }: Workspace): Readonly<Record<Part, number>> {
  const { counts } = run.description.summary;
  return testSeal.isOpen(run) ? counts : { ...counts, test: 0 };
}

export function partSelect(workspace: Workspace, own: OutputWords): TemplateResult {
  const counts = openCounts(workspace);
  const shown = partOf(workspace);
  return html`
    <select
      id="part"
      aria-label=${own.part}
      @change=${(event: Event) => {
        wishOf(workspace).value = (event.target as HTMLSelectElement).value as Part;
      }}
    >
      ${PARTS.filter((part) => counts[part] > 0).map(
        (part) =>
          html`<option value=${part} .selected=${part === shown}>${own.parts[part]}</option>`,
      )}
    </select>
  `;
}
