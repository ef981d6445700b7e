// SPDX-License-Identifier: Apache-2.0
/** The worker of the browser, of one page or of several: the trainer's service behind Comlink, and nothing else. */
import { expose, proxy, transfer } from "comlink";
import { browserClock } from "../clock.ts";
import type { Shown } from "../contract/protocol.ts";
import { letErrorsCross } from "../error_crossing.ts";
import { holdWhileAlive } from "../life_lock.ts";
import { siteTables } from "../site_tables.ts";
import { detectFeatures } from "./detect.ts";
import { webSource } from "./source_web.ts";
import { type SharedModules, TrainerService } from "./trainer_service.ts";

/** The arrays of a frame are copies already: they move instead of being copied again. */
function moved(shown: Shown): Shown {
  // Answers of probes are numbers without arrays of their own: they are copied.
  const views = shown.views.flatMap(({ answer }) =>
    ArrayBuffer.isView(answer)
      ? [answer]
      : "values" in answer && ArrayBuffer.isView(answer.values)
        ? [answer.values]
        : [],
  );
  const kept = shown.kept === undefined ? [] : [shown.kept];
  const arrays = [shown.frame.history, ...views, ...kept];
  return transfer(
    shown,
    arrays.map((array) => array.buffer as ArrayBuffer),
  );
}

// A rejection that nobody handles is silent on the page's side; thrown from a task it reaches the worker's error event.
self.addEventListener("unhandledrejection", (event) => {
  setTimeout(() => {
    throw event.reason;
  });
});

/** `shared`: of a worker that serves several pages. */
const serve = (port?: MessagePort, shared?: SharedModules): void =>
  expose(
    new TrainerService({
      features: {
        ...detectFeatures(navigator.hardwareConcurrency ?? 1, self.crossOriginIsolated === true),
        several: shared !== undefined,
      },
      clock: browserClock(),
      source: webSource,
      lend: proxy,
      move: moved,
      tables: ({ data }) => siteTables(data),
      live: holdWhileAlive,
      ...(shared && { shared }),
    }),
    port,
  );

letErrorsCross();
if ("onconnect" in self) {
  const shared: SharedModules = { loaded: new Map(), users: new Set() };
  self.addEventListener("connect", (event) => serve((event as MessageEvent).ports[0], shared));
} else {
  serve();
}
