/** The set-up as a process of its own, on machines that lack something: one sentence, exit code 1, no stack trace. */
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { expect, onTestFinished, test, vi } from "vitest";
import { ROOT } from "../../scripts/lib/paths.mjs";
import { ensureSystemPackages } from "../../scripts/setup/system_packages.mjs";
import { temporaryFolder, writeFiles } from "./temporary.mjs";

const TOOLS = {
  "bin/cmake": "#!/bin/sh\necho cmake version 3.25.1",
  "bin/ninja": "#!/bin/sh",
  "bin/python3": "#!/bin/sh",
  "bin/patchelf": "#!/bin/sh",
  "bin/dpkg": "#!/bin/sh",
};

/** Runs the set-up with nothing on PATH but the given programs, and with an empty cache. */
function setUpWith(files) {
  const folder = temporaryFolder();
  writeFiles(folder, { "bin/.keep": "", "cache/downhill/.keep": "", ...files });
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [join(ROOT, "scripts/setup.mjs")],
    {
      encoding: "utf8",
      env: { PATH: join(folder, "bin"), XDG_CACHE_HOME: join(folder, "cache") },
    },
  );
  return { status, stdout, stderr, cache: join(folder, "cache/downhill") };
}

const sentences = (stderr) => stderr.trim().split("\n");

test("no apt, and tools are missing: their names", () => {
  const { status, stderr } = setUpWith({});
  expect(status).toBe(1);
  expect(sentences(stderr)).toEqual([
    "downhill: This system has no apt to install cmake ninja-build python3: install them with its own package manager, then run the same command again.",
  ]);
});

test("not root, and no sudo: the command for the administrator", async () => {
  const folder = temporaryFolder();
  writeFiles(folder, { ...TOOLS, "bin/apt-get": "#!/bin/sh", "bin/ninja": "not a program" });
  vi.stubEnv("PATH", join(folder, "bin"));
  vi.spyOn(process, "getuid").mockReturnValue(1000);
  onTestFinished(() => {
    vi.unstubAllEnvs();
    vi.restoreAllMocks();
  });
  await expect(ensureSystemPackages(["build"])).rejects.toThrow(
    'Missing packages need an administrator: run "apt-get install ninja-build" as root, then run the same command again.',
  );
});

/** The rest of the way needs a Debian machine's package source. */
const onDebian = test.runIf(existsSync("/usr/share/keyrings/debian-archive-keyring.gpg"));

onDebian("no network: what to do", () => {
  const aptGet = "#!/bin/sh\necho 'Err: Temporary failure resolving mirror.example' >&2\nexit 100";
  const { status, stderr } = setUpWith({ ...TOOLS, "bin/apt-get": aptGet });
  expect(status).toBe(1);
  expect(sentences(stderr)).toEqual([
    "downhill: The network does not answer: connect this machine to the internet (or set its proxy), then run the same command again.",
  ]);
});

onDebian("a full disk: where, and how much is needed", () => {
  const aptGet =
    "#!/bin/sh\necho 'E: Write error - write (28: No space left on device)' >&2\nexit 100";
  const { status, stderr } = setUpWith({ ...TOOLS, "bin/apt-get": aptGet });
  expect(status).toBe(1);
  expect(sentences(stderr)[0]).toMatch(/^downhill: The disk is full: make room for about 3 GB in /);
});

onDebian("what a killed set-up left is removed, and its lock taken over", () => {
  const { stdout, cache } = setUpWith({
    ...TOOLS,
    "bin/apt-get": "#!/bin/sh\nexit 100",
    "cache/downhill/lock": JSON.stringify({ pid: 2 ** 30, started: "1" }),
    "cache/downhill/toolchain-0badcafe/root/half": "half",
  });
  expect(stdout).toContain("Removing what an unfinished set-up left (toolchain-0badcafe)");
  expect(existsSync(join(cache, "toolchain-0badcafe"))).toBe(false);
  expect(existsSync(join(cache, "toolchain.json"))).toBe(false);
  expect(existsSync(join(cache, "lock"))).toBe(false);
});
