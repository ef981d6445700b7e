// SPDX-License-Identifier: Apache-2.0
/** `import { createEngine } from "downhill"`: the engine in Node. */
export { type CsvTable, tableFromCsv } from "../src/data/csv/csv.ts";
export type { CsvSource, Encoding } from "../src/data/csv/encoding.ts";
export type { ColumnChoice, CsvOptions, MissingPolicy } from "../src/data/csv/options.ts";
export type { Delimiter } from "../src/data/csv/records.ts";
export type { ColumnOverview, ColumnReport, TableReport } from "../src/data/csv/report.ts";
export { reportSentences } from "../src/data/csv/sentences.ts";
export {
  type DrawnPoint,
  type DrawnPoints,
  dataOfPoints,
  pointsOfData,
} from "../src/data/drawn_points.ts";
export type { ColumnPlace, ColumnReading, Cure } from "../src/data/fault.ts";
export type { TableData } from "../src/data/table.ts";
export * from "../src/engine/api.ts";
export type { EngineFailure } from "../src/engine/contract/engine_error.ts";
export type { Refusal } from "../src/engine/contract/experiment_error.ts";
export { startFrom } from "../src/engine/model_start.ts";
export { readModel } from "../src/engine/read_model.ts";
export { modelText } from "../src/engine/saved_model.ts";
export { type Content, FORMAT_IDS, type FormatId } from "../src/exporters/formats.ts";
export { readSafetensors } from "../src/exporters/safetensors.ts";
export { loadCatalog } from "./catalog_file.ts";
export { createEngine, createLanes, EngineError, ExperimentError } from "./engine.ts";
export { exportModel } from "./export_model.ts";
export { tablesBeside, tablesIn } from "./table_files.ts";
