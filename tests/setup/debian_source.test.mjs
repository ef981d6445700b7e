import { join } from "node:path";
import { expect, test } from "vitest";
import { findDebianSource } from "../../scripts/setup/debian_source.mjs";
import { temporaryFolder, writeFiles } from "./temporary.mjs";

const STANZAS = `Types: deb
# a comment
URIs: http://mirror.example/debian-security
Suites: bookworm-security
Components: main

Types: deb
URIs: http://mirror.example/debian
Suites: bookworm bookworm-updates
Components: main contrib
`;

function findIn(files) {
  const folder = temporaryFolder();
  writeFiles(folder, { keyring: "", ...files });
  return findDebianSource(folder, join(folder, "keyring"))?.uri;
}

test.each([
  ["stanzas, the archive after the security updates", { "sources.list.d/debian.sources": STANZAS }],
  ["lines", { "sources.list": "# cdrom\ndeb http://mirror.example/debian bookworm main\n" }],
  [
    "lines with options",
    {
      "sources.list":
        "deb [arch=amd64 signed-by=/k] http://mirror.example/debian bookworm contrib main",
    },
  ],
  [
    "somebody else's repository first",
    {
      "sources.list.d/a.list": "deb https://other.example/apt stable main",
      "sources.list.d/b.sources": STANZAS,
    },
  ],
])("the archive is found in %s", (_, files) => {
  expect(findIn(files)).toBe("http://mirror.example/debian");
});

test.each([
  ["no source", {}],
  ["Ubuntu's", { "sources.list": "deb http://mirror.example/ubuntu noble main" }],
  [
    "a source that is switched off",
    { "sources.list.d/d.sources": `Enabled: no\n${STANZAS.split("\n\n")[1]}` },
  ],
  ["sources of sources", { "sources.list": "deb-src http://mirror.example/debian bookworm main" }],
])("%s is none", (_, files) => {
  expect(findIn(files)).toBeUndefined();
});

test("without Debian's keyring there is no source to trust", () => {
  const folder = temporaryFolder();
  writeFiles(folder, { "sources.list": "deb http://mirror.example/debian bookworm main" });
  expect(findDebianSource(folder, join(folder, "keyring"))).toBeUndefined();
});
