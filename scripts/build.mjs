// SPDX-License-Identifier: Apache-2.0
/** `npm run build`: the static site in dist/, to be served from any folder of any host, and the Node package. */
import { pathToFileURL } from "node:url";
import { buildModules } from "./build/modules.mjs";
import { buildNodePackage, buildSite } from "./build/page.mjs";
import { buildTypes } from "./build/types.mjs";
import { main } from "./lib/failure.mjs";
import { say } from "./lib/progress.mjs";
import { setUp } from "./setup.mjs";

/** @param {{tests?: boolean}} options as for setUp */
export async function build(options) {
  const toolchain = await setUp(options);
  await buildModules(toolchain);
  await buildTypes();
  await buildSite();
  await buildNodePackage();
  return toolchain;
}

if (import.meta.url === pathToFileURL(process.argv[1]).href) {
  await main(async () => {
    await build();
    say("Built: dist/ is the site, build/node/ the Node package.");
  });
}
