// SPDX-License-Identifier: Apache-2.0
/** `npm run build`: the static site in dist/, to be served from any folder of any host, and the package. */
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { buildElement } from "./build/element.mjs";
import { buildFirstPage } from "./build/first_page.mjs";
import { buildModules } from "./build/modules.mjs";
import { buildOneFile } from "./build/one_file.mjs";
import { buildPackage, buildSite } from "./build/page.mjs";
import { buildProtocolSchema } from "./build/protocol_schema.mjs";
import { buildTables } from "./build/tables.mjs";
import { buildTypes } from "./build/types.mjs";
import { main } from "./lib/failure.mjs";
import { withLock } from "./lib/lock.mjs";
import { BUILD } from "./lib/paths.mjs";
import { say } from "./lib/progress.mjs";
import { setUp } from "./setup.mjs";

/** Two builds at once in one checkout would write the same files: the second one waits. */
export async function build(toolchain) {
  await withLock(join(BUILD, "lock"), async () => {
    await buildModules(toolchain);
    await buildTables();
    await buildTypes();
    await buildPackage();
    await buildFirstPage();
    await buildProtocolSchema();
    await buildElement();
    await buildOneFile();
    await buildSite();
  });
}

if (import.meta.url === pathToFileURL(process.argv[1]).href) {
  await main(async () => {
    await build(await setUp());
    say("Built: dist/ is the site, build/node/ and build/browser/ the package.");
  });
}
