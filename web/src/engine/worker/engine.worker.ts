// SPDX-License-Identifier: Apache-2.0
/** The worker of the browser: the trainer's service behind Comlink, and nothing else. */
import { expose, proxy, transfer } from "comlink";
import { browserClock } from "../clock.ts";
import type { Frame, Present } from "../contract/frame.ts";
import type { HostPort, Opened, Reply } from "../contract/protocol.ts";
import { detectFeatures } from "./detect.ts";
import { webSource } from "./source_web.ts";
import { TrainerService } from "./trainer_service.ts";

class WorkerService extends TrainerService {
  /** The arrays of a frame are copies already: they move instead of being copied again. */
  override open(text: string, present?: Present): Promise<Reply<Opened>> {
    return super.open(text, present && ((frame) => present(transfer(frame, arraysOf(frame)))));
  }

  override async host(id: number): Promise<HostPort> {
    return proxy(await super.host(id));
  }
}

function arraysOf(frame: Frame): ArrayBuffer[] {
  const arrays = [frame.history, frame.map?.values, frame.curve, frame.confusion];
  return arrays.filter((array) => array !== undefined).map((array) => array.buffer as ArrayBuffer);
}

// A rejection that nobody handles is silent on the page's side; thrown from a task it reaches the worker's error event.
self.addEventListener("unhandledrejection", (event) => {
  setTimeout(() => {
    throw event.reason;
  });
});

expose(
  new WorkerService({
    features: detectFeatures(navigator.hardwareConcurrency ?? 1, self.crossOriginIsolated === true),
    clock: browserClock(),
    source: webSource,
  }),
);
