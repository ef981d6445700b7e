// SPDX-License-Identifier: Apache-2.0
/** A site with nothing but the engine, bundled into a temporary folder and served with and without isolation. */
import { cpSync, mkdtempSync, rmSync } from "node:fs";
import type { Server } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "vite";
import { buildDefines, writeModules } from "../../scripts/build/module_files.mjs";
import { createSiteServer } from "../../scripts/lib/site_server.mjs";
import { BUILD_TARGET } from "../../web/src/engine/browsers.ts";

const inRoot = (path: string) => fileURLToPath(new URL(`../../${path}`, import.meta.url));

export interface EngineSite {
  readonly isolated: string;
  readonly plain: string;
  close(): Promise<void>;
}

export async function engineSite(): Promise<EngineSite> {
  const folder = mkdtempSync(join(tmpdir(), "downhill-engine-"));
  await build({
    configFile: false,
    root: inRoot("tests/browser/engine_page"),
    base: "./",
    logLevel: "error",
    build: { outDir: folder, emptyOutDir: true, target: BUILD_TARGET, assetsInlineLimit: 0 },
    worker: { format: "es" },
    define: buildDefines(),
  });
  await writeModules(join(folder, "wasm"));
  cpSync(inRoot("dist/data"), join(folder, "data"), { recursive: true });
  const site = await served(folder);
  return {
    ...site,
    async close() {
      await site.close();
      rmSync(folder, { recursive: true });
    },
  };
}

/** A folder, with the headers that isolate a page and without. */
export async function served(folder: string): Promise<EngineSite> {
  const servers = [true, false].map((isolated) => createSiteServer(folder, { isolated }));
  const [isolated = "", plain = ""] = await Promise.all(servers.map(addressOf));
  return {
    isolated,
    plain,
    async close() {
      await Promise.all(servers.map((server) => new Promise((resolve) => server.close(resolve))));
    },
  };
}

function addressOf(server: Server): Promise<string> {
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(0, "localhost", () => {
      const address = server.address();
      const port = typeof address === "object" ? address?.port : undefined;
      resolve(`http://localhost:${port}/`);
    });
  });
}
