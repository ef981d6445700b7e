// SPDX-License-Identifier: Apache-2.0
/** This machine's own Debian source: where its packages come from, so that no host is written down here. */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

const KEYRING = "/usr/share/keyrings/debian-archive-keyring.gpg";

/**
 * @param {string} folder apt's configuration, other than /etc/apt only in tests
 * @returns {{uri: string, keyring: string} | undefined} undefined on a machine that is not Debian
 */
export function findDebianSource(folder = "/etc/apt", keyring = KEYRING) {
  if (!existsSync(keyring)) return undefined;
  const parts = join(folder, "sources.list.d");
  const files = [
    join(folder, "sources.list"),
    ...(existsSync(parts) ? readdirSync(parts).map((name) => join(parts, name)) : []),
  ].filter((file) => existsSync(file) && /\.(list|sources)$/.test(file));
  for (const file of files) {
    const text = readFileSync(file, "utf8");
    const uri = file.endsWith(".sources") ? uriOfStanzas(text) : uriOfLines(text);
    if (uri) return { uri, keyring };
  }
  return undefined;
}

/** The archive itself: not debian-security, not somebody else's repository. */
const isArchive = (uri) => /\/debian\/?$/.test(uri);

/** The one-line form: `deb [options] URI suite components`. */
function uriOfLines(text) {
  for (const line of text.split("\n")) {
    const match = line.match(/^\s*deb\s+(?:\[[^\]]*\]\s+)?(\S+)\s+\S+\s+.*\bmain\b/);
    if (match && isArchive(match[1])) return match[1];
  }
  return undefined;
}

/** The deb822 form: stanzas of `Field: value`, separated by empty lines. */
function uriOfStanzas(text) {
  for (const stanza of text.split(/\n\s*\n/)) {
    const field = (name) => stanza.match(new RegExp(`^${name}:\\s*(.*)$`, "im"))?.[1]?.trim();
    if (!/\bdeb\b/.test(field("Types") ?? "") || !/\bmain\b/.test(field("Components") ?? ""))
      continue;
    if (/^no$/i.test(field("Enabled") ?? "")) continue;
    const uri = field("URIs")?.split(/\s+/).find(isArchive);
    if (uri) return uri;
  }
  return undefined;
}
