// SPDX-License-Identifier: Apache-2.0
/** What the user gave cannot be used: one line on standard error, exit code 2. Documents are refused by ExperimentError. */
export class InputError extends Error {
  override readonly name = "InputError";
}
