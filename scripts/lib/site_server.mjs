// SPDX-License-Identifier: Apache-2.0
/** A small server of static files, with the headers that the page needs for threads. */
import { createReadStream, realpathSync, statSync } from "node:fs";
import { createServer } from "node:http";
import { basename, extname, join, sep } from "node:path";
import { contentPolicyOf } from "./content_policy.mjs";

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

/**
 * Shared memory, and so threads, is given to isolated pages only. The first two isolate a page of its own, the last
 * one a page embedded by a site that sends none of these; CORP lets such a site embed it at all.
 */
export const ISOLATION = {
  "Cross-Origin-Opener-Policy": "same-origin",
  "Cross-Origin-Embedder-Policy": "require-corp",
  "Cross-Origin-Resource-Policy": "cross-origin",
  "Document-Isolation-Policy": "isolate-and-require-corp",
};

const ALWAYS = {
  "X-Content-Type-Options": "nosniff",
  "Referrer-Policy": "no-referrer",
  // A rebuilt page is seen at the next reload; unchanged files are answered by 304.
  "Cache-Control": "no-cache",
};

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
  return (request, response) => {
    const refuse = (status, extra = {}) => {
      const policy = { "Content-Security-Policy": contentPolicyOf("") };
      response.writeHead(status, {
        ...headers,
        ...policy,
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
    const { size, mtimeMs } = found.facts;
    const tag = `"${size.toString(36)}-${Math.round(mtimeMs).toString(36)}"`;
    const type = TYPES[extname(found.file)] ?? "application/octet-stream";
    const policy = { "Content-Security-Policy": contentPolicyOf(basename(found.file)) };
    const file = { ...headers, ...policy, "Content-Type": type, ETag: tag };
    if (request.headers["if-none-match"] === tag) {
      response.writeHead(304, file);
      return response.end();
    }
    response.writeHead(200, { ...file, "Content-Length": size });
    if (request.method === "HEAD") return response.end();
    createReadStream(found.file)
      .on("error", () => response.destroy())
      .pipe(response);
  };
}

/** The file of an address, or the status to refuse it with. Nothing outside the folder is ever found. */
function find(folder, address) {
  let path;
  if (!address.startsWith("/")) return { status: 400 };
  try {
    // URL() takes "..", also written %2e%2e, out of the path; an encoded slash is decoded after that.
    path = decodeURIComponent(new URL(`http://localhost${address}`).pathname);
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
    return facts.isFile() ? { file, facts } : { status: 404 };
  } catch {
    return { status: 404 };
  }
}
