// SPDX-License-Identifier: Apache-2.0
/** To the update of a number: from the nearest kept state before it, with the digits that it had or will have. */
import type { Workspace } from "../app/workspace.ts";
import { badArguments } from "./fault.ts";
import { MOST_STEPS } from "./protocol.ts";

/** @throws CallFault where it lies too far ahead; then training stands where it is */
export async function seek(workspace: Workspace, step: number): Promise<void> {
  const { run } = workspace;
  await run.opened;
  if (run.playing) await workspace.pause();
  const here = run.state?.step ?? 0;
  const kept = (await run.snapshots()).filter((snapshot) => snapshot.step <= step);
  const nearest = kept.reduce((best, one) => (one.step > best.step ? one : best), {
    step: 0,
    mark: undefined as number | undefined,
  });
  const ahead = here <= step;
  if (step - Math.max(nearest.step, ahead ? here : 0) > MOST_STEPS) throw tooFar();
  if (!ahead || nearest.step > here) {
    if (nearest.mark === undefined) await workspace.reset();
    else await run.restore(nearest.mark);
  }
  const left = step - (workspace.run.state?.step ?? 0);
  if (left > 0) await workspace.step(left);
}

const tooFar = () =>
  badArguments({
    en: `That is more than ${MOST_STEPS} updates ahead of everything that is kept.`,
    zh: `目标比已保存的位置超前了 ${MOST_STEPS} 次以上的更新。`,
  });
