// SPDX-License-Identifier: Apache-2.0
/** The form of the C++ code, by .clang-format. Version 14, Debian 12's: others break lines elsewhere. */
import { cppFiles } from "../lib/cpp_files.mjs";
import { run } from "../lib/run.mjs";

const PROGRAM = "clang-format-14";

export async function checkCppFormat() {
  const files = cppFiles();
  if (files.length === 0) return true;
  const { code } = await run(PROGRAM, ["--dry-run", "--Werror", ...files], { allowFailure: true });
  return code === 0;
}

export async function mendCppFormat() {
  const files = cppFiles();
  if (files.length > 0) await run(PROGRAM, ["-i", ...files]);
}
