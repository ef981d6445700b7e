// SPDX-License-Identifier: Apache-2.0
/** The diagnosis of the run on the screen, once for all who show it. */
import { computed, effect, type ReadonlySignal, signal, untracked } from "@preact/signals-core";
import type { Description } from "../engine/api.ts";
import { Examination } from "../sessions/diagnosis/examination.ts";
import type { Finding } from "../sessions/diagnosis/finding.ts";
import type { Remark } from "../sessions/diagnosis/remarks.ts";
import { perWorkspace } from "./per_workspace.ts";
import type { Workspace } from "./workspace.ts";

export interface Diagnosis {
  readonly finding: ReadonlySignal<Finding | undefined>;
  readonly remarks: ReadonlySignal<readonly Remark[]>;
}

export const diagnosisOf = perWorkspace((workspace: Workspace): Diagnosis => {
  const { catalog } = workspace.document;
  const usualRate = ({ experiment }: Description) => {
    const entry = catalog.kinds.optimizer.find(({ id }) => id === experiment.optimizer.type);
    return Number(entry?.fields.find(({ id }) => id === "learning_rate")?.default);
  };
  const examination = signal<Examination | undefined>(undefined);
  // For as long as the workspace: another run is another patient.
  effect(() => {
    const { run } = workspace;
    const mine = untracked(() => new Examination(run, usualRate));
    examination.value = mine;
    return () => mine.dispose();
  });
  return {
    finding: computed(() => examination.value?.finding.value),
    remarks: computed(() => examination.value?.remarks.value ?? []),
  };
});
