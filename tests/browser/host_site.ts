// SPDX-License-Identifier: Apache-2.0
/** Pages of other people, each served from an origin of its own and by a policy of its own, with a frame in them. */
import { readFileSync } from "node:fs";
import { createServer, type Server } from "node:http";

export interface HostPage {
  /** What stands in the body. */
  readonly body: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** A script of the page that runs before its body, as a file beside it: a strict policy allows no other. */
  readonly script?: string;
}

export interface HostSite {
  readonly url: string;
  close(): Promise<void>;
}

/** By 127.0.0.1, which is another site than localhost is. */
export async function hostSite({ body, headers = {}, script = "" }: HostPage): Promise<HostSite> {
  const page = `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>A page</title><link rel="icon" href="data:,"><script src="page.js"></script></head><body>${body}</body></html>`;
  const server = createServer((request, response) => {
    const isScript = request.url === "/page.js";
    const type = isScript ? "text/javascript" : "text/html";
    response.writeHead(200, { ...headers, "Content-Type": `${type}; charset=utf-8` });
    response.end(isScript ? script : page);
  });
  return { url: await listen(server), close: () => closed(server) };
}

/** How pages of other people are served, by what their policy is. */
export const hostHeaders = (
  frames: string,
): Readonly<Record<string, Readonly<Record<string, string>>>> => ({
  plain: {},
  "with a strict policy": {
    "Content-Security-Policy": `default-src 'none'; script-src 'self' ${frames}; style-src 'self'; frame-src ${frames}; img-src data:`,
  },
  isolated: {
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Embedder-Policy": "require-corp",
  },
});

const TYPES: Readonly<Record<string, string>> = {
  html: "text/html",
  css: "text/css",
  js: "text/javascript",
};

/** A folder of examples/, with the address of the example taken for the one of this site. */
export async function exampleSite(
  name: string,
  address: string,
  headers: Readonly<Record<string, string>>,
): Promise<HostSite> {
  const folder = new URL(`../../examples/${name}/`, import.meta.url);
  const server = createServer((request, response) => {
    const file = /^\/(\w+\.(html|css|js))$/.exec(request.url ?? "");
    if (file === null) {
      response.writeHead(404).end();
      return;
    }
    const [, path = "", kind = ""] = file;
    const text = readFileSync(new URL(path, folder), "utf8");
    response.writeHead(200, { ...headers, "Content-Type": `${TYPES[kind]}; charset=utf-8` });
    response.end(text.replaceAll("https://downhill.example/", address));
  });
  return { url: await listen(server), close: () => closed(server) };
}

function listen(server: Server): Promise<string> {
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const address = server.address();
      resolve(`http://127.0.0.1:${typeof address === "object" ? address?.port : ""}/`);
    });
  });
}

const closed = (server: Server): Promise<void> =>
  new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
