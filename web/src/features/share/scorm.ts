// SPDX-License-Identifier: Apache-2.0
/** The experiment on the page as a package for learning systems, with the player as it lies on this site. */
import { packagedPage } from "../../app/scorm_package.ts";
import { encodeLink } from "../../documents/link.ts";
import type { Experiment } from "../../engine/api.ts";
import type { FindTable } from "../../engine/contract/tables.ts";
import type { Shared } from "./forms.ts";

/** Of a package nothing but its pages lies beside it: there is no whole playground to go to. */
const NOT_THERE = "link";

export interface PackedExperiment {
  readonly shared: Shared;
  readonly experiment: Experiment;
  /** Brings the data of this browser. */
  readonly table: FindTable;
}

/** @throws PackageError naming the file that could not be had */
export function scormPackage({ shared, experiment, table }: PackedExperiment): Promise<Uint8Array> {
  const hidden = new Set([...(shared.view.hide ?? "").split(","), NOT_THERE].filter(Boolean));
  // The learning system keeps what is done: by SPLICE, which the page around the player speaks.
  const view = { ...shared.view, hide: [...hidden].join(","), persist: "host" };
  return packagedPage({
    site: shared.site,
    page: "embed.html",
    link: encodeLink({ document: shared.document, view }),
    title: shared.title,
    view,
    data: experiment.data,
    table,
  });
}
