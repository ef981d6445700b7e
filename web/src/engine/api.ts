// SPDX-License-Identifier: Apache-2.0
/**
 * What the engine promises to the page, to Node and to the command line, under one name: contract/ has a file for each concern. What
 * the trainer declares (kinds, ids, hyper-parameters, the canonical document) is generated from its catalog and only passed on.
 * The files of the engine itself import from contract/.
 */
export type * from "#catalog";
export type * from "./contract/catalog.ts";
export type * from "./contract/description.ts";
export type * from "./contract/document.ts";
export type * from "./contract/engine.ts";
export * from "./contract/evaluation.ts";
export type * from "./contract/frame.ts";
export * from "./contract/history.ts";
export type * from "./contract/lanes.ts";
export type * from "./contract/module_info.ts";
export type * from "./contract/probes.ts";
export type * from "./contract/run.ts";
export type * from "./contract/run_state.ts";
export type * from "./contract/samples.ts";
export type * from "./contract/saved_model.ts";
export type * from "./contract/snapshot.ts";
export type * from "./contract/study.ts";
export type * from "./contract/tables.ts";
export type * from "./contract/text.ts";
export * from "./contract/view.ts";
