/** What `npm run dev` serves: the page from its sources. */
import { existsSync } from "node:fs";
import { createServer } from "node:http";
import { expect, onTestFinished, test } from "vitest";
import { sourceServer } from "../../scripts/dev.mjs";
import { listen } from "../../scripts/lib/listen.mjs";

async function freePort() {
  const server = await listen(() => createServer(), 0);
  await server.close();
  return server.port;
}

test("the page and its elements come from the sources, isolated, and edits are sent", async () => {
  const port = await freePort();
  const server = await sourceServer(port);
  onTestFinished(() => server.close());
  await server.listen();
  // The pages are found: else dependencies are found one by one, and the page loads anew for each.
  const inputs = server.config.build.rolldownOptions.input;
  expect(inputs.length).toBeGreaterThan(0);
  for (const input of inputs) expect(existsSync(input)).toBe(true);
  const page = await fetch(`http://localhost:${port}/`);
  expect(page.status).toBe(200);
  expect(page.headers.get("cross-origin-opener-policy")).toBe("same-origin");
  const text = await page.text();
  expect(text).toContain("/@vite/client");
  const [, entry] = /<script type="module" src="\.(\/src\/[^"]+)"/.exec(text) ?? [];
  const script = await fetch(`http://localhost:${port}${entry}`);
  expect(script.status).toBe(200);
  expect(script.headers.get("content-type")).toContain("javascript");
});
