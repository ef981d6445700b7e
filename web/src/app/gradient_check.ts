// SPDX-License-Identifier: Apache-2.0
/** The gradient beside finite differences, where the run stands: asked by one key, shown in the tab that lays an update open. */
import { signal } from "@preact/signals-core";
import type { GradientCheckAnswer } from "../engine/api.ts";
import type { RunSession } from "../sessions/run_session.ts";
import { perWorkspace } from "./per_workspace.ts";
import type { Workspace } from "./workspace.ts";

export interface CheckedGradient {
  readonly run: RunSession;
  /** Absent while the trainer is at it, and where it refused. */
  readonly answer?: GradientCheckAnswer | undefined;
  readonly working: boolean;
  /** After how many updates. */
  readonly step: number;
}

/** Where it is shown. */
export const CHECK_TAB = "step_by_step";

export const checkedGradient = perWorkspace(() => signal<CheckedGradient | undefined>(undefined));

export async function checkGradient(workspace: Workspace): Promise<void> {
  const { run } = workspace;
  const checked = checkedGradient(workspace);
  workspace.tab.value = CHECK_TAB;
  workspace.section.value = "why";
  const step = run.state?.step ?? 0;
  checked.value = { run, step, working: true };
  const answer = await run.probe({ type: "gradient_check" });
  if (checked.peek()?.run === run) checked.value = { run, step, answer, working: false };
}
