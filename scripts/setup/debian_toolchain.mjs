// SPDX-License-Identifier: Apache-2.0
/** Emscripten from Debian's packages, made to run from a private folder on an older system. */
import {
  closeSync,
  existsSync,
  lstatSync,
  openSync,
  readdirSync,
  readSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { Failure } from "../lib/failure.mjs";
import { filesBelow } from "../lib/hash.mjs";
import { say } from "../lib/progress.mjs";
import { answerOf, run } from "../lib/run.mjs";

/** @returns {string} the folder of emcc, ready to run */
export async function prepareDebianToolchain(root, cache) {
  const emscripten = join(root, "usr/share/emscripten");
  if (!existsSync(join(emscripten, "emcc")))
    throw new Failure("Debian's package emscripten holds no emcc.");
  say("Making the compiler run on this system (its own C library stays in the private folder) ...");
  const llvm = newestLlvm(root);
  await pointToOwnLibraries(root, llvm);
  // emcc's JavaScript tools import acorn, which Debian keeps where only its own Node looks.
  const modules = join(root, "usr/share/node_modules");
  if (!existsSync(modules)) symlinkSync("nodejs", modules);
  writeFileSync(
    join(emscripten, ".emscripten"),
    `LLVM_ROOT = '${join(llvm, "bin")}'\nBINARYEN_ROOT = '${join(root, "usr")}'\n` +
      `NODE_JS = '${process.execPath}'\nCACHE = '${cache}'\n`,
  );
  return emscripten;
}

/** usr/lib/llvm-21 today: the suite moves on, so the version is read, not written. */
function newestLlvm(root) {
  const lib = join(root, "usr/lib");
  const versions = readdirSync(lib)
    .map((name) => Number(name.match(/^llvm-(\d+)$/)?.[1]))
    .filter((version) => version > 0)
    .sort((a, b) => b - a);
  if (versions.length === 0) throw new Failure("Debian's package emscripten brought no LLVM.");
  return join(lib, `llvm-${versions[0]}`);
}

/**
 * The programs start with the loader and the libraries they came with, not with the older ones of the system.
 * DT_RPATH (not RUNPATH) also serves the libraries' own dependencies, but only of libraries without a RUNPATH.
 */
async function pointToOwnLibraries(root, llvm) {
  const libraries = libraryFolder(root);
  const rpath = `${libraries}:${join(llvm, "lib")}`;
  const loader = readdirSync(libraries).find((name) => /^ld-linux.*\.so\.\d+$/.test(name));
  if (!loader) throw new Failure("Debian's package libc6 brought no loader.");
  const programs = [join(llvm, "bin"), join(root, "usr/bin")].flatMap(filesBelow).filter(isElf);
  const shared = [libraries, join(llvm, "lib")]
    .flatMap(filesBelow)
    .filter((file) => /\.so(\.|$)/.test(file) && !lstatSync(file).isSymbolicLink() && isElf(file))
    .filter((file) => answerOf("patchelf", ["--print-rpath", file]));
  const patch = (args, files) =>
    run("patchelf", ["--force-rpath", "--set-rpath", rpath, ...args, ...files], {
      show: "none",
      failure: "patchelf could not adapt the compiler's programs.",
    });
  await patch(["--set-interpreter", join(libraries, loader)], programs);
  if (shared.length > 0) await patch([], shared);
}

/** usr/lib/x86_64-linux-gnu, or what it is called on another processor. */
function libraryFolder(root) {
  const lib = join(root, "usr/lib");
  const triple = readdirSync(lib).find((name) => existsSync(join(lib, name, "libc.so.6")));
  if (!triple) throw new Failure("Debian's package libc6 brought no libc.so.6.");
  return join(lib, triple);
}

function isElf(file) {
  const magic = Buffer.alloc(4);
  const descriptor = openSync(file, "r");
  readSync(descriptor, magic, 0, 4, 0);
  closeSync(descriptor);
  return magic.toString("latin1") === "\x7fELF";
}
