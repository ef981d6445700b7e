// SPDX-License-Identifier: Apache-2.0
/** `npm start`: installs what is missing, builds what has changed, and serves the page. */
import { build } from "./build.mjs";
import { main } from "./lib/failure.mjs";
import { checkPort, wantedPort } from "./lib/listen.mjs";
import { say } from "./lib/progress.mjs";
import { serve } from "./serve.mjs";
import { setUp } from "./setup.mjs";

await main(async () => {
  const port = wantedPort();
  await checkPort(port);
  await build(await setUp());
  await serve({ port });
  say(`Downhill is at http://localhost:${port} (Ctrl+C ends it).`);
});
