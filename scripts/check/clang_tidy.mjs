// SPDX-License-Identifier: Apache-2.0
/**
 * clang-tidy on our own C++ code.
 *
 * Nine tenths of its time go into the headers of Eigen, nlohmann/json and GoogleTest, for every file anew. So the
 * files of one folder are read as one, all tests as two, and what was found clean is not read again until one of its
 * files, or a header that it includes, changes.
 */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { availableParallelism } from "node:os";
import { dirname, join, relative } from "node:path";
import { cppFiles, withOwnIncludes } from "../lib/cpp_files.mjs";
import { hashOf } from "../lib/hash.mjs";
import { BUILD, cacheFolder, ROOT } from "../lib/paths.mjs";
import { say } from "../lib/progress.mjs";
import { answerOf, run } from "../lib/run.mjs";

const PROGRAM = "clang-tidy-14";

/** It follows paths, and those of tests go through GoogleTest's macros: minutes, for code that runs on every path anyway. */
const WITHOUT_ANALYZER = "--checks=-clang-analyzer-*";

/** @returns {Promise<boolean>} whether all is clean */
export async function checkCppTidy({ dependencies }) {
  const flags = compilerFlags(dependencies);
  // Another clone with the same files finds the same hash.
  const facts = [answerOf(PROGRAM, ["--version"]), ...flags.map((flag) => flag.replace(ROOT, ""))];
  const waiting = groups()
    .map((group) => ({
      ...group,
      hash: hashOf([join(ROOT, ".clang-tidy"), ...withOwnIncludes(group.files)], ...facts),
    }))
    .filter(({ hash }) => !existsSync(markOf(hash)));
  mkdirSync(CLEAN, { recursive: true });
  if (waiting.length > 0) say(`clang-tidy reads ${waiting.length} folders of C++ ...`);
  let clean = true;
  const worker = async () => {
    for (let group = waiting.shift(); group; group = waiting.shift()) {
      const ok = await tidy(group, flags);
      if (ok) writeFileSync(markOf(group.hash), "");
      clean &&= ok;
    }
  };
  await Promise.all(Array.from({ length: Math.min(2, availableParallelism()) }, worker));
  return clean;
}

/** The folders with their .cpp files; what includes Emscripten's headers is beyond an ordinary clang. */
function groups() {
  const files = cppFiles(/\.cpp$/).filter(
    (file) => !/#include <emscripten/.test(readFileSync(file, "utf8")),
  );
  const byFolder = new Map();
  for (const [index, file] of files.entries()) {
    const folder = relative(ROOT, dirname(file)).replaceAll("/", "-");
    const name = folder.startsWith("tests-") ? `tests-${index % 2}` : folder;
    byFolder.set(name, [...(byFolder.get(name) ?? []), file]);
  }
  return [...byFolder].map(([name, files]) => ({ name, files }));
}

async function tidy({ name, files }, flags) {
  const all = join(BUILD, "tidy", `${name}.cpp`);
  mkdirSync(dirname(all), { recursive: true });
  writeFileSync(all, files.map((file) => `#include "${file}"\n`).join(""));
  const { code, output } = await run(
    PROGRAM,
    [
      "--quiet",
      ...(name.startsWith("tests-") ? [WITHOUT_ANALYZER] : []),
      `--config-file=${join(ROOT, ".clang-tidy")}`,
      all,
      "--",
      ...flags,
    ],
    { show: "none", allowFailure: true },
  );
  if (code !== 0) console.log(output.replaceAll(`${ROOT}/`, ""));
  say(`        ${name}: ${code === 0 ? "clean" : "see above"}`);
  return code === 0;
}

/** As CMakeLists.txt has them; double or float makes no difference to what clang-tidy sees. */
function compilerFlags(dependencies) {
  return [
    "-std=c++20",
    `-I${join(ROOT, "src")}`,
    `-I${join(ROOT, "tests/cpp")}`,
    ...[
      "include/eigen3",
      "include",
      "googletest/googletest/include",
      "googletest/googlemock/include",
    ].flatMap((folder) => ["-isystem", join(dependencies, folder)]),
    "-DDOWNHILL_SCALAR=float",
    "-DDOWNHILL_THREADS",
    `-DDOWNHILL_SOURCE_DIR="${ROOT}"`,
  ];
}

/** One empty file for everything that was once found clean, by its hash. */
const CLEAN = join(cacheFolder(), "tidy");
const markOf = (hash) => join(CLEAN, hash);
