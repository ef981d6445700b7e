// SPDX-License-Identifier: Apache-2.0
/** Where a run stands, to tell whether it is another place by now: by updates, by another document, or by hand. */
import type { Description } from "../engine/api.ts";
import type { Halt } from "../sessions/motions.ts";
import type { RunSession } from "../sessions/run_session.ts";

export interface RunPlace {
  readonly run: RunSession;
  readonly step: number;
  readonly description: Description;
  /** The last change by hand, where nothing has moved since. */
  readonly edit: Halt | undefined;
}

export function placeOf(run: RunSession): RunPlace {
  const { state, description, halt } = run;
  const edit = halt?.by === "edit" ? halt : undefined;
  return { run, step: state?.step ?? 0, description, edit };
}

export const samePlace = (one: RunPlace, other: RunPlace | undefined): boolean =>
  one.run === other?.run &&
  one.step === other.step &&
  one.description === other.description &&
  one.edit === other.edit;
