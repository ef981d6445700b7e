// SPDX-License-Identifier: Apache-2.0
/** Serves the built site: `node scripts/serve.mjs [--port N] [--plain]`; --plain sends no isolation headers. */
import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { parseArgs } from "node:util";
import { Failure, main } from "./lib/failure.mjs";
import { listen, wantedPort } from "./lib/listen.mjs";
import { DIST } from "./lib/paths.mjs";
import { createSiteServer } from "./lib/site_server.mjs";

export async function serve({ port, isolated = true }) {
  if (!existsSync(join(DIST, "index.html"))) {
    throw new Failure("There is no dist/ to serve: run `npm run build` first.");
  }
  const server = await listen(() => createSiteServer(DIST, { isolated }), port);
  for (const signal of ["SIGINT", "SIGTERM"]) {
    process.once(signal, () => server.close().then(() => process.exit(0)));
  }
  void compressAhead(server.port);
  return server.port;
}

/** The first visitor need not wait until what every visitor asks for is compressed. */
async function compressAhead(port) {
  const scripts = readdirSync(join(DIST, "assets")).map((name) => `assets/${name}`);
  const modules = ["simd-threads", "simd"].flatMap((name) => [`${name}.js`, `${name}.wasm`]);
  for (const path of ["index.html", ...scripts, ...modules.map((name) => `wasm/${name}`)]) {
    const headers = { "Accept-Encoding": "br" };
    const asked = fetch(`http://localhost:${port}/${path}`, { method: "HEAD", headers });
    await asked.catch(() => {});
  }
}

if (import.meta.url === pathToFileURL(process.argv[1]).href) {
  await main(async () => {
    const { values } = parseArgs({
      options: { port: { type: "string" }, plain: { type: "boolean", default: false } },
    });
    const port = await serve({ port: wantedPort(values.port), isolated: !values.plain });
    console.log(`http://localhost:${port}`);
  });
}
