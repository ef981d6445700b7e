// SPDX-License-Identifier: Apache-2.0
/** The C++ libraries as CMake wants them: include/eigen3, include/nlohmann and googletest/, and nothing else. */
import { cpSync, mkdirSync } from "node:fs";
import { join } from "node:path";
import { say } from "../lib/progress.mjs";
import { run } from "../lib/run.mjs";

/** For systems without Debian's packages: the projects' own repositories, at fixed versions. */
const REPOSITORIES = [
  {
    url: "https://gitlab.com/libeigen/eigen.git",
    tag: "5.0.1",
    from: "Eigen",
    to: "include/eigen3/Eigen",
  },
  {
    url: "https://github.com/nlohmann/json.git",
    tag: "v3.12.0",
    from: "include/nlohmann",
    to: "include/nlohmann",
  },
  { url: "https://github.com/google/googletest.git", tag: "v1.17.0", from: ".", to: "googletest" },
];

/**
 * Copies the libraries out of unpacked packages. The packages' own usr/include also holds the C library's headers,
 * which must never come into the search path of a compiler for another machine.
 */
export function collectDependencies(root, folder) {
  mkdirSync(join(folder, "include"), { recursive: true });
  for (const [from, to] of [
    ["usr/include/eigen3", "include/eigen3"],
    ["usr/include/nlohmann", "include/nlohmann"],
    ["usr/src/googletest", "googletest"],
  ]) {
    cpSync(join(root, from), join(folder, to), { recursive: true, dereference: true });
  }
}

export async function cloneDependencies(work, folder) {
  for (const { url, tag, from, to } of REPOSITORIES) {
    const clone = join(work, "clone", to.replaceAll("/", "-"));
    say(`Fetching ${url} ${tag} ...`);
    await run("git", ["clone", "--quiet", "--depth", "1", "--branch", tag, url, clone], {
      failure: `${url} could not be fetched.`,
    });
    cpSync(join(clone, from), join(folder, to), { recursive: true });
  }
}
