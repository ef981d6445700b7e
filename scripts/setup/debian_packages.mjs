// SPDX-License-Identifier: Apache-2.0
/** Packages of a newer Debian suite, unpacked into a folder of ours; the system is not touched. */
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Failure } from "../lib/failure.mjs";
import { megabytes, say, withHeartbeat } from "../lib/progress.mjs";
import { run } from "../lib/run.mjs";

/** The first suite with Emscripten 6 and Eigen 5. */
const SUITE = "forky";

/**
 * What the packages drag in and the wasm compiler never runs: the C library's headers and gcc's libraries (a wasm
 * program gets Emscripten's own), the suite's Node and Python (the machine's are used), documents and time zones.
 */
const NOT_NEEDED = new RegExp(
  `^(${[
    "binutils.*|libbinutils|libctf.*|libgprofng.*|libsframe.*",
    "ccache|libhiredis.*|libblake3.*|libfmt.*|libhdr-histogram.*",
    "gcc-.*-base|libgcc-.*-dev|libstdc\\+\\+-.*-dev|libobjc.*|libgc1|libgomp1|libitm1|libquadmath0",
    "libasan.*|liblsan.*|libtsan.*|libubsan.*|libhwasan.*",
    "libc6-dev|libc-dev-bin|libc-gconv-modules-extra|linux-libc-dev|libcrypt-dev",
    "libclang1-.*|libicu.*|tzdata|debconf|media-types|netbase|perl.*|libperl.*",
    "nodejs|libnode.*|node-undici|node-corepack|python3.*|libpython3.*",
  ].join("|")})$`,
);

/**
 * Downloads and unpacks packages with all they depend on, but for NOT_NEEDED.
 * @param {{source: {uri: string, keyring: string}, packages: string[], work: string, root: string}} request
 *   `work` is a folder for apt's private state, `root` the one to unpack into.
 */
export async function unpackDebianPackages({ source, packages, work, root }) {
  const env = { APT_CONFIG: writeAptState(work, source) };
  say(`Reading the list of Debian's suite "${SUITE}" ...`);
  await run("apt-get", ["update"], {
    env,
    show: "none",
    failure: "Debian's package list could not be read.",
  });
  const wanted = await listArchives(packages, env);
  const bytes = wanted.reduce((sum, { size }) => sum + size, 0);
  const why = packages.includes("emscripten")
    ? ": a whole compiler (LLVM) that makes WebAssembly"
    : "";
  say(`Downloading ${wanted.length} packages, ${megabytes(bytes)}${why} ...`);
  const archives = join(work, "archives");
  mkdirSync(archives, { recursive: true });
  await withHeartbeat("downloading", () =>
    run("apt-get", ["download", ...wanted.map(({ name, version }) => `${name}=${version}`)], {
      cwd: archives,
      env,
      show: "none",
      failure: "A package of the compiler could not be downloaded.",
    }),
  );
  say("Unpacking them into the cache ...");
  mkdirSync(root, { recursive: true });
  // One archive after another in one shell: dpkg -x is quick, starting it is not.
  await run("sh", ["-c", 'set -e; for deb in *.deb; do dpkg -x "$deb" "$0"; done', root], {
    cwd: archives,
    failure: "A downloaded package could not be unpacked.",
  });
  rmSync(archives, { recursive: true });
}

/** apt with a state of its own: nothing installed, one source, so every dependency is resolved anew. */
function writeAptState(work, { uri, keyring }) {
  for (const folder of ["lists/partial", "cache/archives/partial", "parts"]) {
    mkdirSync(join(work, folder), { recursive: true });
  }
  writeFileSync(join(work, "status"), "");
  writeFileSync(
    join(work, "parts/suite.sources"),
    `Types: deb\nURIs: ${uri}\nSuites: ${SUITE}\nComponents: main\nCheck-Valid-Until: no\nSigned-By: ${keyring}\n`,
  );
  const config = join(work, "apt.conf");
  const settings = {
    "Dir::Etc::SourceList": "/dev/null",
    "Dir::Etc::SourceParts": join(work, "parts"),
    "Dir::Etc::Preferences": "/dev/null",
    "Dir::Etc::PreferencesParts": "/dev/null",
    "Dir::State": work,
    "Dir::State::Lists": join(work, "lists"),
    "Dir::State::Status": join(work, "status"),
    "Dir::Cache": join(work, "cache"),
    "APT::Install-Recommends": "false",
    // The download runs as this user: the sandbox user of apt cannot write into a private folder.
    "APT::Sandbox::User": "",
    // Only the package list: no translations, no contents, no icons.
    "Acquire::Languages": "none",
    "Debug::NoLocking": "true",
    // A machine without a network gets its sentence in seconds.
    "Acquire::Retries": "1",
    "Acquire::http::Timeout": "20",
    "Acquire::https::Timeout": "20",
    "APT::Update::Error-Mode": "any",
  };
  const lines = Object.entries(settings).map(([key, value]) => `${key} "${value}";\n`);
  writeFileSync(config, lines.join(""));
  return config;
}

/** Every archive that an installation would fetch: `'URI' file size hash` lines. */
async function listArchives(packages, env) {
  const { output } = await run("apt-get", ["install", "--print-uris", "-y", ...packages], {
    env,
    show: "none",
    failure: `Debian's suite "${SUITE}" has no installable ${packages.join(", ")} for this machine.`,
  });
  const archives = [...output.matchAll(/^'[^']*' (\S+)_(\S+)_\S+\.deb (\d+)/gm)].map(
    ([, name, version, size]) => ({
      name,
      version: decodeURIComponent(version),
      size: Number(size),
    }),
  );
  const wanted = archives.filter(({ name }) => !NOT_NEEDED.test(name));
  if (wanted.length === 0) throw new Failure("apt listed no package of the compiler to download.");
  return wanted;
}
