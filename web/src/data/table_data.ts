// SPDX-License-Identifier: Apache-2.0
/** The `data` part of an experiment that carries its own table (src/datasets/table.cpp). */
export interface TableData {
  readonly type: "table";
  /** Features, and the target at the end. */
  readonly columns: readonly string[];
  /** Row by row, the target last: 32-bit floats as base64. */
  readonly values: string;
  /** Of the target, numbered from 0; none for a target that is a number. */
  readonly class_names: readonly string[];
}
