import { symlinkSync } from "node:fs";
import { request } from "node:http";
import { join } from "node:path";
import { brotliDecompressSync, gunzipSync } from "node:zlib";
import { expect, onTestFinished, test } from "vitest";
import { encodingFor } from "../../scripts/lib/compressed.mjs";
import { checkPort, listen, wantedPort } from "../../scripts/lib/listen.mjs";
import { createSiteServer } from "../../scripts/lib/site_server.mjs";
import { temporaryFolder, writeFiles } from "./temporary.mjs";

const SCRIPT = "export const answer = 42;\n".repeat(100);
const BUILD = "0123456789abcdef";

/** Serves a small site beside a secret file; ask() sends a path as it is, without tidying it up. */
async function serveSite(options) {
  const folder = temporaryFolder();
  writeFiles(folder, {
    "secret.txt": "secret",
    "site/index.html": "<p>page</p>",
    "site/downhill.html": "<p>player</p>",
    "site/wasm/simd.wasm": "wasm",
    "site/wasm/simd.mjs": "export {}",
    "site/wasm/built.mjs": `export {};\nModule.build="${BUILD}";\n`,
    "site/assets/index-A1b2C3_4.js": SCRIPT,
    "site/assets/picture.png": SCRIPT,
    "site/plain.js": SCRIPT,
    "site/sub/index.html": "<p>sub</p>",
  });
  symlinkSync(join(folder, "secret.txt"), join(folder, "site/link.txt"));
  const server = await listen(() => createSiteServer(join(folder, "site"), options), 0);
  onTestFinished(() => server.close());
  return (path, { method = "GET", headers = {} } = {}) =>
    new Promise((fulfil, reject) => {
      request({ host: "127.0.0.1", port: server.port, path, method, headers }, (response) => {
        const chunks = [];
        response.on("data", (chunk) => chunks.push(chunk));
        response.on("end", () =>
          fulfil({
            status: response.statusCode,
            headers: response.headers,
            bytes: Buffer.concat(chunks),
            text: Buffer.concat(chunks).toString(),
          }),
        );
      })
        .on("error", reject)
        .end();
    });
}

test("the page comes with the headers that allow threads", async () => {
  const ask = await serveSite();
  const { status, headers, text } = await ask("/");
  expect([status, text]).toEqual([200, "<p>page</p>"]);
  expect(headers).toMatchObject({
    "content-type": "text/html; charset=utf-8",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-embedder-policy": "require-corp",
    "cross-origin-resource-policy": "cross-origin",
    "document-isolation-policy": "isolate-and-require-corp",
    "x-content-type-options": "nosniff",
  });
  expect(headers["content-security-policy"]).toContain("script-src 'self' 'wasm-unsafe-eval'");
  expect(headers["content-security-policy"]).not.toMatch(/unsafe-inline|'unsafe-eval'/);
});

test("a page that holds everything itself says its policy itself", async () => {
  const ask = await serveSite();
  const { status, headers } = await ask("/downhill.html");
  expect(status).toBe(200);
  expect(headers["content-security-policy"]).toBeUndefined();
});

test("no header keeps a page out of the frames of others, also of pages on a disk", async () => {
  const ask = await serveSite();
  const { headers } = await ask("/");
  expect(headers["content-security-policy"]).not.toContain("frame-ancestors");
  expect(headers["x-frame-options"]).toBeUndefined();
});

test("a plain server sends no isolation headers", async () => {
  const ask = await serveSite({ isolated: false });
  const { headers } = await ask("/");
  expect(Object.keys(headers).filter((name) => /cross-origin|isolation/.test(name))).toEqual([]);
});

test.each([
  ["/wasm/simd.wasm", "application/wasm"],
  ["/wasm/simd.mjs", "text/javascript; charset=utf-8"],
])("%s has the type that browsers insist on", async (path, type) => {
  const ask = await serveSite();
  expect((await ask(path)).headers["content-type"]).toBe(type);
});

test.each([
  ["/../secret.txt"],
  ["/%2e%2e/secret.txt"],
  ["/..%2fsecret.txt"],
  ["/sub/..%2f..%2fsecret.txt"],
  ["/..%5csecret.txt"],
  ["/%2fetc/passwd"],
  ["/link.txt"],
  ["/index.html%00.txt"],
  ["/%ff"],
  ["//secret.txt"],
])("%s reaches nothing outside the site", async (path) => {
  const ask = await serveSite();
  const { status, text } = await ask(path);
  expect([400, 404]).toContain(status);
  expect(text).not.toContain("secret");
});

test("what is not there is a 404, and the server goes on", async () => {
  const ask = await serveSite();
  expect((await ask("/nothing.js")).status).toBe(404);
  expect((await ask("/")).status).toBe(200);
});

test("a folder's address gets its slash", async () => {
  const ask = await serveSite();
  const { status, headers } = await ask("/sub");
  expect([status, headers.location]).toEqual([301, "./sub/"]);
  expect((await ask("/sub/")).text).toBe("<p>sub</p>");
});

test("an unchanged file is not sent again", async () => {
  const ask = await serveSite();
  const { headers } = await ask("/");
  const again = await ask("/", { headers: { "If-None-Match": headers.etag } });
  expect([again.status, again.text]).toEqual([304, ""]);
});

test.each([
  ["gzip, deflate, br", "br", brotliDecompressSync],
  ["gzip, br;q=0", "gzip", gunzipSync],
])("%s gets what is large and text as %s", async (accepted, encoding, decompress) => {
  const ask = await serveSite();
  const asking = { headers: { "Accept-Encoding": accepted } };
  const { headers, bytes } = await ask("/plain.js", asking);
  expect(headers).toMatchObject({
    "content-encoding": encoding,
    "content-type": "text/javascript; charset=utf-8",
    "content-length": String(bytes.length),
    vary: "Accept-Encoding",
  });
  expect(bytes.length).toBeLessThan(SCRIPT.length / 2);
  expect(decompress(bytes).toString()).toBe(SCRIPT);
  const again = { ...asking.headers, "If-None-Match": headers.etag };
  expect((await ask("/plain.js", { headers: again })).status).toBe(304);
  // The same name for other bytes would mix them up in a cache.
  expect((await ask("/plain.js")).headers.etag).not.toBe(headers.etag);
});

test.each([
  ["/plain.js", {}],
  ["/assets/picture.png", { "Accept-Encoding": "br" }],
])("%s for %o comes as it is", async (path, headers) => {
  const ask = await serveSite();
  const answer = await ask(path, { headers });
  expect(answer.headers["content-encoding"]).toBeUndefined();
  expect(answer.text).toBe(SCRIPT);
});

test("a file that changes is compressed anew", async () => {
  const folder = temporaryFolder();
  writeFiles(folder, { "page.js": SCRIPT });
  const server = await listen(() => createSiteServer(folder), 0);
  onTestFinished(() => server.close());
  const ask = async () => (await fetch(`http://localhost:${server.port}/page.js`)).text();
  expect(await ask()).toBe(SCRIPT);
  writeFiles(folder, { "page.js": `${SCRIPT}//` });
  expect(await ask()).toBe(`${SCRIPT}//`);
});

test.each([
  ["", undefined],
  ["gzip", "gzip"],
  ["br;q=1.0, gzip;q=0.8, *;q=0.1", "br"],
  ["*", "br"],
  ["identity", undefined],
  ["br;q=0", undefined],
  ["deflate;q=, BR", "br"],
])("of %s it takes %s", (accepted, encoding) => {
  expect(encodingFor(accepted)).toBe(encoding);
});

test.each([
  ["/assets/index-A1b2C3_4.js", true],
  [`/wasm/built.mjs?${BUILD}`, true],
  // Of another build than was asked for: kept under this address it would be found again.
  ["/wasm/built.mjs?fedcba9876543210", false],
  ["/wasm/built.mjs", false],
  ["/", false],
])("%s is kept by the browser without a question: %s", async (path, kept) => {
  const ask = await serveSite();
  const { headers } = await ask(path);
  expect(headers["cache-control"]).toBe(kept ? "public, max-age=31536000, immutable" : "no-cache");
});

test("HEAD sends no body, and nothing can be written", async () => {
  const ask = await serveSite();
  expect((await ask("/", { method: "HEAD" })).text).toBe("");
  expect((await ask("/", { method: "POST" })).status).toBe(405);
});

test("a port in use is one sentence with the cure", async () => {
  const server = await listen(() => createSiteServer(temporaryFolder()), 0);
  onTestFinished(() => server.close());
  await expect(checkPort(server.port)).rejects.toThrow(
    `Port ${server.port} is in use: stop the program that has it, or choose another port, as in PORT=${server.port + 1} npm start.`,
  );
});

test.each([["abc"], ["-1"], ["65536"], ["80.5"]])("%s is refused as a port", (port) => {
  expect(() => wantedPort(port)).toThrow(`"${port}" is no port`);
});

test("the port is 8080 unless another one is wanted", () => {
  expect(wantedPort("")).toBe(8080);
  expect(wantedPort("9000")).toBe(9000);
});
