// SPDX-License-Identifier: Apache-2.0
/** The diagnosis of the run on the screen, once for all who show it. */
import { computed, type ReadonlySignal, signal, untracked } from "@preact/signals-core";
import type { Description } from "../engine/api.ts";
import { type Doctor, Examination } from "../sessions/diagnosis/examination.ts";
import type { Finding } from "../sessions/diagnosis/finding.ts";
import type { Remark } from "../sessions/diagnosis/remarks.ts";
import { askedOnce } from "./asked_once.ts";
import { perWorkspace } from "./per_workspace.ts";
import type { Workspace } from "./workspace.ts";

export interface Diagnosis {
  readonly finding: ReadonlySignal<Finding | undefined>;
  readonly remarks: ReadonlySignal<readonly Remark[]>;
  /** The examination of the run that is on the screen now. */
  readonly current: ReadonlySignal<Examination>;
}

const diagnose = signal<Doctor["diagnose"]["value"]>(undefined);
const DOCTOR: Doctor = {
  diagnose,
  call: askedOnce(async () => {
    diagnose.value = (await import("../sessions/diagnosis/diagnose.ts")).diagnose;
  }),
};

export const diagnosisOf = perWorkspace((workspace: Workspace): Diagnosis => {
  const { catalog } = workspace.document;
  const usualRate = ({ experiment }: Description) => {
    const entry = catalog.kinds.optimizer.find(({ id }) => id === experiment.optimizer.type);
    return Number(entry?.fields.find(({ id }) => id === "learning_rate")?.default);
  };
  const begin = () => untracked(() => new Examination(workspace.run, usualRate, DOCTOR));
  const current = signal(begin());
  // For as long as the workspace: another run is another patient.
  workspace.current.subscribe((run) => {
    if (current.peek().run === run) return;
    current.peek().dispose();
    current.value = begin();
  });
  return {
    finding: computed(() => current.value.finding.value),
    remarks: computed(() => current.value.remarks.value),
    current,
  };
});
