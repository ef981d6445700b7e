/** Tests in Debian's Chromium, against the built site. */
import { defineConfig } from "@playwright/test";
import { ISOLATED, PLAIN } from "./tests/browser/servers.ts";

export default defineConfig({
  testDir: "tests/browser",
  outputDir: "test-results",
  // A page that loads keeps little more than one core busy. What a test waits for it waits for as long as it takes.
  workers: 2,
  forbidOnly: process.env.CI !== undefined,
  reporter: [["list"]],
  // These end what hangs; how long a test takes is the machine's affair, and a busy one is no fault.
  timeout: 180_000,
  expect: { timeout: 30_000 },
  use: {
    baseURL: ISOLATED.url,
    browserName: "chromium",
    // A page that a test sees is the one that was built; offline.spec.ts has it.
    serviceWorkers: "block",
    launchOptions: {
      // Playwright's own download is not wanted: scripts/setup installs the system's Chromium.
      executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium-headless-shell",
      args: [
        // Chromium refuses to start its sandbox as root, which is what containers run as.
        "--no-sandbox",
        // No look-ups of the browser's own services: the tests run without a network.
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
      ],
    },
    // Traces take as long as the tests, and slow the page: a change lost by a quick reload went unseen.
    trace: process.env.DOWNHILL_TRACE === undefined ? "off" : "retain-on-failure",
  },
  webServer: [
    { command: `node scripts/serve.mjs --port ${ISOLATED.port}`, url: ISOLATED.url },
    { command: `node scripts/serve.mjs --port ${PLAIN.port} --plain`, url: PLAIN.url },
  ],
});
