// SPDX-License-Identifier: Apache-2.0
/**
 * Debian's PyTorch multiplies with whatever BLAS the system has, and that may be the reference one, ten times as slow as what everybody uses. So it
 * is given OpenBLAS for the measurement: unpacked into the cache, so that nothing else on the system changes.
 */
import { existsSync, mkdirSync, readdirSync, renameSync, rmSync } from "node:fs";
import { join } from "node:path";
import { cacheFolder } from "../../scripts/lib/paths.mjs";
import { findProgram, run } from "../../scripts/lib/run.mjs";

const PACKAGE = "libopenblas0-serial";

/** @returns {Promise<string | undefined>} the folder with its libblas.so.3; undefined where there is no apt, or it did not come */
export async function openBlasFolder() {
  const folder = join(cacheFolder(), "openblas");
  if (!existsSync(folder)) {
    if (findProgram("apt-get") === undefined || findProgram("dpkg-deb") === undefined) {
      return undefined;
    }
    const work = `${folder}.${process.pid}`;
    mkdirSync(work, { recursive: true });
    await run("apt-get", ["download", PACKAGE], { cwd: work, show: "none", allowFailure: true });
    const file = readdirSync(work).find((name) => name.endsWith(".deb"));
    if (file === undefined) {
      rmSync(work, { recursive: true });
      return undefined;
    }
    await run("dpkg-deb", ["-x", join(work, file), work], { show: "none" });
    renameSync(work, folder);
  }
  const libraries = join(folder, "usr/lib");
  const [machine] = readdirSync(libraries);
  return join(libraries, machine, "openblas-serial");
}
