// SPDX-License-Identifier: Apache-2.0
/** A small server of static files: compressed, cached for as long as they hold, with the headers that the page needs for threads. */
import { closeSync, createReadStream, openSync, readSync, realpathSync, statSync } from "node:fs";
import { createServer } from "node:http";
import { extname, join, relative, sep } from "node:path";
import { CompressedFiles, encodingFor, isCompressible } from "./compressed.mjs";
import { contentPolicyOf } from "./content_policy.mjs";
import { ISOLATION } from "./isolation.mjs";

const TYPES = {
  ".css": "text/css; charset=utf-8",
  ".csv": "text/csv; charset=utf-8",
  ".html": "text/html; charset=utf-8",
  ".ico": "image/x-icon",
  ".js": "text/javascript; charset=utf-8",
  ".json": "application/json; charset=utf-8",
  ".map": "application/json; charset=utf-8",
  ".mjs": "text/javascript; charset=utf-8",
  ".png": "image/png",
  ".svg": "image/svg+xml",
  ".txt": "text/plain; charset=utf-8",
  // Browsers compile a module while it arrives only under this type.
  ".wasm": "application/wasm",
  ".webmanifest": "application/manifest+json",
  ".woff2": "font/woff2",
};

const ALWAYS = {
  // Everything here is public: modules for notebooks and schemas are read by pages from elsewhere.
  "Access-Control-Allow-Origin": "*",
  "X-Content-Type-Options": "nosniff",
  "Referrer-Policy": "no-referrer",
};

/** A rebuilt page is seen at the next reload; unchanged files are answered by 304. */
const ASKED_AGAIN = "no-cache";
/** An address that names its content needs no question. */
const FOR_EVER = "public, max-age=31536000, immutable";

/** How Vite names what it bundles: by the hash of its content. */
const HASHED = /\/assets\/[^/]+-[\w-]{8}\.\w+$/;
/** How the page asks for a module (web/src/engine/worker/source_web.ts): by its build, which stands in its last bytes. */
const OF_BUILD = /^\?([0-9a-f]{16})$/;
const BUILD_BYTES = 64;

/**
 * @param {string} folder the files to serve
 * @param {{isolated?: boolean}} options isolated: whether to send the headers that allow threads
 */
export function createSiteServer(folder, options = {}) {
  return createServer(siteHandler(folder, options));
}

/** The same as a function that answers one request. */
export function siteHandler(folder, { isolated = true } = {}) {
  const headers = { ...ALWAYS, ...(isolated ? ISOLATION : {}) };
  const compressed = new CompressedFiles();
  return async (request, response) => {
    const refuse = (status, extra = {}) => {
      const policy = { "Content-Security-Policy": contentPolicyOf("") };
      response.writeHead(status, {
        ...headers,
        ...policy,
        "Cache-Control": ASKED_AGAIN,
        "Content-Type": TYPES[".txt"],
        ...extra,
      });
      response.end(`${status}\n`);
    };
    if (request.method !== "GET" && request.method !== "HEAD") {
      return refuse(405, { Allow: "GET, HEAD" });
    }
    const found = find(folder, request.url);
    if (found.status) return refuse(found.status, found.headers);
    const { file, address, facts } = found;
    const { size, mtimeMs } = facts;
    const squeezed = isCompressible(file, size);
    const encoding = squeezed ? encodingFor(request.headers["accept-encoding"]) : undefined;
    const content = `${size.toString(36)}-${Math.round(mtimeMs).toString(36)}`;
    const tag = `"${encoding === undefined ? content : `${content}-${encoding}`}"`;
    const policy = contentPolicyOf(relative(realpathSync(folder), file).split(sep).join("/"));
    const sent = {
      ...headers,
      ...(policy === undefined ? {} : { "Content-Security-Policy": policy }),
      "Cache-Control": namesContent(address, file, size) ? FOR_EVER : ASKED_AGAIN,
      "Content-Type": TYPES[extname(file)] ?? "application/octet-stream",
      ETag: tag,
      // Caches on the way keep one for each.
      ...(squeezed ? { Vary: "Accept-Encoding" } : {}),
      ...(encoding === undefined ? {} : { "Content-Encoding": encoding }),
    };
    if (request.headers["if-none-match"] === tag) {
      response.writeHead(304, sent);
      return response.end();
    }
    if (encoding !== undefined) {
      const bytes = await compressed.of(file, content, encoding).catch(() => undefined);
      if (bytes === undefined) return refuse(404);
      response.writeHead(200, { ...sent, "Content-Length": bytes.length });
      return response.end(request.method === "HEAD" ? undefined : bytes);
    }
    response.writeHead(200, { ...sent, "Content-Length": size });
    if (request.method === "HEAD") return response.end();
    createReadStream(file)
      .on("error", () => response.destroy())
      .pipe(response);
  };
}

/** Whether another content would have another address. An address of another build may be kept by nobody. */
function namesContent({ pathname, search }, file, size) {
  if (HASHED.test(pathname)) return true;
  const [, build] = OF_BUILD.exec(search) ?? [];
  return build !== undefined && lastBytes(file, size).includes(build);
}

function lastBytes(file, size) {
  const length = Math.min(BUILD_BYTES, size);
  const bytes = Buffer.alloc(length);
  try {
    const open = openSync(file);
    readSync(open, bytes, 0, length, size - length);
    closeSync(open);
  } catch {
    // It was there a moment ago; whoever reads it is told.
  }
  return bytes;
}

/** The file of an address, or the status to refuse it with. Nothing outside the folder is ever found. */
function find(folder, asked) {
  let path;
  let address;
  if (!asked.startsWith("/")) return { status: 400 };
  try {
    // URL() takes "..", also written %2e%2e, out of the path; an encoded slash is decoded after that.
    address = new URL(`http://localhost${asked}`);
    path = decodeURIComponent(address.pathname);
  } catch {
    return { status: 400 };
  }
  if (path.includes("\0") || path.includes("\\")) return { status: 400 };
  try {
    const root = realpathSync(folder);
    // A folder's address ends with a slash, so that relative addresses in its index.html are right.
    const file = realpathSync(join(root, path.endsWith("/") ? `${path}index.html` : path));
    if (!file.startsWith(root + sep)) return { status: 404 };
    const facts = statSync(file);
    if (facts.isDirectory())
      return { status: 301, headers: { Location: `./${path.split("/").at(-1)}/` } };
    return facts.isFile() ? { file, address, facts } : { status: 404 };
  } catch {
    return { status: 404 };
  }
}
