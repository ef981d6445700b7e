// SPDX-License-Identifier: Apache-2.0
/** Emscripten compiles its C and C++ libraries at the first link of each kind: done here, where it is said why. */
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { say, withHeartbeat } from "../lib/progress.mjs";
import { run } from "../lib/run.mjs";

/** A program that pulls in what ours does: containers, exceptions, threads' primitives, embind. */
const PROGRAM = `#include <emscripten/bind.h>
#include <cmath>
#include <condition_variable>
#include <stdexcept>
#include <string>
#include <thread>
std::string Probe(double x) {
  if (x < 0) throw std::runtime_error("negative");
  std::mutex mutex;
  std::lock_guard lock(mutex);
  return std::to_string(std::tanh(x));
}
EMSCRIPTEN_BINDINGS(probe) { emscripten::function("probe", &Probe); }
`;

/** As in cmake/flags.cmake and cmake/module.cmake: other flags would ask for other libraries. */
const COMMON_FLAGS = [
  "-std=c++20",
  "-O3",
  "-lembind",
  "-fwasm-exceptions",
  "-sAUTO_NATIVE_LIBRARIES=0",
];

/** The two kinds of link of CMakeLists.txt: with threads and without; tests also use the file system. */
const KINDS = [
  { name: "for one thread", flags: ["-sALLOW_MEMORY_GROWTH"] },
  { name: "for threads", flags: ["-pthread"] },
];

/** "cache:INFO: generating system library: sysroot/lib/.../libc.a... (this will be ...)" without the rest. */
function libraryOf(line) {
  const library = line.match(/generating system library: \S*?([\w.+-]+\.a)\b/)?.[1];
  return library && `        ${library}`;
}

export async function buildSystemLibraries(emscripten, folder) {
  const work = join(folder, "probe");
  mkdirSync(work, { recursive: true });
  writeFileSync(join(work, "probe.cpp"), PROGRAM);
  for (const { name, flags } of KINDS) {
    say(
      `Compiling Emscripten's C++ standard library ${name}: about a minute, kept for all later builds ...`,
    );
    await withHeartbeat("compiling the standard library", () =>
      run(join(emscripten, "em++"), ["probe.cpp", "-o", "probe.mjs", ...COMMON_FLAGS, ...flags], {
        cwd: work,
        show: (line) => libraryOf(line),
        failure: "Emscripten could not compile its standard library.",
      }),
    );
  }
  rmSync(work, { recursive: true });
}
