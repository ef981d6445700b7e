// SPDX-License-Identifier: Apache-2.0
/**
 * A small learning system: a package is unpacked and launched in a frame of a page that has the API of SCORM 1.2 and keeps what it is told.
 * Served without any header of ours, and .mjs and .wasm without a type, as Moodle does.
 */
import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import type { FrameLocator, Page } from "@playwright/test";
import { unzipSync } from "fflate";

const TYPES: Readonly<Record<string, string>> = {
  html: "text/html; charset=utf-8",
  js: "application/x-javascript",
  css: "text/css",
  json: "application/json",
  svg: "image/svg+xml",
};

/** The run-time environment, as far as one attempt needs it; values are there again at the next launch. */
const COURSE = `<!doctype html><title>Course</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<body style="margin:0"><script>
  const values = JSON.parse(sessionStorage.cmi ?? '{"cmi.core.lesson_status":"not attempted"}');
  let running = false;
  window.API = {
    LMSInitialize: () => { running = true; return "true"; },
    LMSFinish: () => { running = false; window.API.LMSCommit(); sessionStorage.finished = "yes"; return "true"; },
    LMSGetValue: (element) => values[element] ?? "",
    LMSSetValue: (element, value) => {
      if (!running || (element === "cmi.suspend_data" && value.length > 4096)) return "false";
      values[element] = value;
      return "true";
    },
    LMSCommit: () => { sessionStorage.cmi = JSON.stringify(values); return "true"; },
    LMSGetLastError: () => "0",
  };
</script><iframe title="Content" src="package/sco.html" style="border:0;width:100%;max-width:700px" height="560"></iframe>`;

/** What the system holds of the learner in this page. */
export interface Attempted {
  readonly status: string | undefined;
  readonly score: string | undefined;
  readonly suspended: string | undefined;
}

export class LearningSystem {
  #files: Readonly<Record<string, Uint8Array>> = {};
  readonly #server = createServer((request, response) => {
    const path = decodeURIComponent((request.url ?? "/").replace(/\?.*/, "").slice(1));
    if (path === "") {
      response.writeHead(200, { "Content-Type": TYPES.html });
      response.end(COURSE);
      return;
    }
    const content = this.#files[path.replace(/^package\//, "")];
    const type = TYPES[path.split(".").at(-1) ?? ""] ?? "document/unknown";
    response.writeHead(content === undefined ? 404 : 200, { "Content-Type": type });
    response.end(content);
  });

  async start(): Promise<void> {
    await new Promise<void>((resolve) => this.#server.listen(0, "127.0.0.1", resolve));
  }
  async stop(): Promise<void> {
    await new Promise<void>((resolve) => {
      this.#server.close(() => resolve());
      this.#server.closeAllConnections();
    });
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}/`;
  }

  /** What the teacher uploads. @returns the names of the files in it */
  upload(zip: string): readonly string[] {
    this.#files = unzipSync(readFileSync(zip));
    return Object.keys(this.#files);
  }

  /** What the package shows in the course that is open in this page. */
  content(page: Page): FrameLocator {
    return page.frameLocator("iframe").frameLocator("#player");
  }

  async kept(page: Page): Promise<Attempted> {
    const values = await page.evaluate(() => JSON.parse(sessionStorage.cmi ?? "{}"));
    return {
      status: values["cmi.core.lesson_status"],
      score: values["cmi.core.score.raw"],
      suspended: values["cmi.suspend_data"],
    };
  }
}
