// SPDX-License-Identifier: Apache-2.0
/** The official Emscripten SDK, for systems without Debian's packages. */
import { join } from "node:path";
import { Failure } from "../lib/failure.mjs";
import { say } from "../lib/progress.mjs";
import { run } from "../lib/run.mjs";

const VERSION = "6.0.5";

/** @returns {Promise<string>} the folder of emcc */
export async function installEmsdk(folder) {
  const emsdk = join(folder, "emsdk");
  try {
    say(`Fetching the official Emscripten SDK ${VERSION} ...`);
    await run("git", [
      "clone",
      "--quiet",
      "--depth",
      "1",
      "https://github.com/emscripten-core/emsdk.git",
      emsdk,
    ]);
    await run(join(emsdk, "emsdk"), ["install", VERSION], { cwd: emsdk });
    await run(join(emsdk, "emsdk"), ["activate", VERSION], { cwd: emsdk });
  } catch (error) {
    throw new Failure(
      `No Emscripten 6 on PATH, no Debian packages here, and the official SDK could not be fetched (${error.message}) ` +
        'Install Emscripten 6 or newer by hand (emscripten.org, "Download and install") and put emcc on PATH.',
    );
  }
  return join(emsdk, "upstream/emscripten");
}
