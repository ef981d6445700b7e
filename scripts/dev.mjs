// SPDX-License-Identifier: Apache-2.0
/** `npm run dev`: the page from its sources; an edit of web/ is seen at once, one of src/ as soon as it is compiled. */
import { existsSync } from "node:fs";
import { join, relative } from "node:path";
import { pathToFileURL } from "node:url";
import { build } from "./build.mjs";
import { Failure, main } from "./lib/failure.mjs";
import { ISOLATION } from "./lib/isolation.mjs";
import { checkPort, wantedPort } from "./lib/listen.mjs";
import { DIST, ROOT } from "./lib/paths.mjs";
import { say } from "./lib/progress.mjs";
import { siteHandler } from "./lib/site_server.mjs";
import { setUp } from "./setup.mjs";

/** What only the build makes (modules, data, licenses) comes from dist/. */
const builtFiles = {
  name: "built-files",
  configureServer({ middlewares }) {
    const answer = siteHandler(DIST);
    middlewares.use((request, response, next) => {
      const { pathname } = new URL(request.url, "http://localhost");
      const isSource = pathname === "/" || existsSync(join(ROOT, "web", pathname));
      if (isSource || !existsSync(join(DIST, pathname))) next();
      else answer(request, response);
    });
  },
};

/** One build at a time; what changes during one is built by the next. */
function watchTrainer({ watcher, ws }, toolchain) {
  const folder = join(ROOT, "src");
  let building = false;
  let changed = false;
  const rebuild = async () => {
    changed = true;
    if (building) return;
    building = true;
    while (changed) {
      changed = false;
      try {
        await build(toolchain);
        ws.send({ type: "full-reload" });
      } catch (error) {
        if (!(error instanceof Failure)) throw error;
        console.error(error.message);
      }
    }
    building = false;
  };
  watcher.add(folder);
  watcher.on("all", (event, file) => {
    const isOurs = !relative(folder, file).startsWith("..");
    if (isOurs && (event === "change" || event === "unlink")) void rebuild();
  });
}

/** Not yet listening. */
export async function sourceServer(port) {
  const { createServer } = await import("vite");
  return createServer({
    configFile: join(ROOT, "vite.config.ts"),
    plugins: [builtFiles],
    server: { port, strictPort: true, headers: ISOLATION },
  });
}

// At the end: what stands above is there only when all of it was read.
if (import.meta.url === pathToFileURL(process.argv[1]).href) {
  await main(async () => {
    const port = wantedPort();
    await checkPort(port);
    const toolchain = await setUp();
    await build(toolchain);
    const server = await sourceServer(port);
    await server.listen();
    watchTrainer(server, toolchain);
    say(`Downhill is at http://localhost:${port} from its sources (Ctrl+C ends it).`);
  });
}
