// SPDX-License-Identifier: Apache-2.0
/** Programs of the operating system: found on PATH, else installed by apt. */
import { existsSync } from "node:fs";
import { chromiumPath, HEADLESS_CHROMIUM } from "../lib/chromium.mjs";
import { Failure } from "../lib/failure.mjs";
import { say } from "../lib/progress.mjs";
import { answerOf, findProgram, run } from "../lib/run.mjs";

/** What each step needs: the Debian package, and how to see that it is there already. */
const PACKAGES = {
  build: [
    { name: "cmake", present: () => cmakeIsNewEnough() },
    { name: "ninja-build", present: () => findProgram("ninja") },
    { name: "python3", present: () => findProgram("python3") },
    { name: "patchelf", present: () => findProgram("patchelf"), debianOnly: true },
  ],
  native: [
    { name: "g++", present: () => findProgram("g++") },
    { name: "ccache", present: () => findProgram("ccache"), debianOnly: true },
  ],
  check: [
    { name: "clang-format-14", present: () => findProgram("clang-format-14") },
    { name: "clang-tidy-14", present: () => findProgram("clang-tidy-14") },
  ],
  docs: [{ name: "doxygen", present: () => findProgram("doxygen") }],
  // The tests run the scripts that are exported for it.
  pytorch: [{ name: "python3-torch", present: () => hasPyTorch() }],
  browser: [
    { name: HEADLESS_CHROMIUM, present: () => chromiumPath() },
    // Without it screenshots show empty boxes for Chinese.
    {
      name: "fonts-noto-cjk",
      present: () => existsSync("/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc"),
      debianOnly: true,
    },
  ],
};

/** CMakePresets.json version 6 and `add_subdirectory(... SYSTEM)` came with 3.25. */
function cmakeIsNewEnough() {
  const [major, minor] = (answerOf("cmake", ["--version"])?.match(/(\d+)\.(\d+)/) ?? [])
    .slice(1)
    .map(Number);
  return major > 3 || (major === 3 && minor >= 25);
}

/** A python3 of one's own may stand before the system's, which has the package. */
function hasPyTorch() {
  return ["python3", "/usr/bin/python3"].some(
    (python) => answerOf(python, ["-c", "import torch"]) !== undefined,
  );
}

/** @param {("build" | "native" | "check" | "pytorch" | "browser")[]} purposes */
export async function ensureSystemPackages(purposes) {
  const apt = findProgram("apt-get");
  const missing = purposes
    .flatMap((purpose) => PACKAGES[purpose])
    .filter(({ debianOnly }) => apt || !debianOnly)
    .filter(({ present }) => !present())
    .map(({ name }) => name);
  if (missing.length === 0) return;
  const list = missing.join(" ");
  if (!apt) {
    throw new Failure(
      `This system has no apt to install ${list}: install them with its own package manager, then run the same command again.`,
    );
  }
  const command = [
    ...becomeAdministrator(list),
    ...["env", "DEBIAN_FRONTEND=noninteractive", apt, "-o", "DPkg::Lock::Timeout=300"],
  ];
  say(`Installing from this system's packages: ${list} ...`);
  const aptGet = (...args) =>
    run(command[0], [...command.slice(1), ...args], {
      show: (line) => (/^(Get:|Setting up )/.test(line) ? `        ${line}` : undefined),
      failure: `apt-get could not install ${list}: see its message above.`,
    });
  await aptGet("update");
  await aptGet("install", "-y", "--no-install-recommends", ...missing);
}

/** The words to put before apt-get: none for root, sudo for others. */
function becomeAdministrator(list) {
  if (process.getuid?.() === 0) return [];
  const sudo = findProgram("sudo");
  // Without a terminal sudo cannot ask for a password: -n fails instead of hanging.
  const asks = process.stdin.isTTY ? [] : ["-n"];
  if (sudo && (process.stdin.isTTY || answerOf(sudo, ["-n", "true"]) !== undefined)) {
    return [sudo, ...asks];
  }
  throw new Failure(
    `Missing packages need an administrator: run "apt-get install ${list}" as root, then run the same command again.`,
  );
}
