// SPDX-License-Identifier: Apache-2.0
/** The page's side of the worker that reads QR codes: there while pictures are read, and one after the other. */

import { type Remote, wrap } from "comlink";
import type { Text } from "../../engine/api.ts";
import { ExperimentError } from "../../engine/contract/experiment_error.ts";
import { refusal } from "../../exercises/shape.ts";
import { TOO_MANY_PIXELS } from "./codes.ts";
import type { CodesPort } from "./codes.worker.ts";

/** A picture that is made to be unpacked for ever is given up. */
const PATIENCE_MS = 30_000;

export class CodeReader {
  #worker: Worker | undefined;
  #port: Remote<CodesPort> | undefined;

  /** @throws ExperimentError with what is wrong with the picture */
  readonly read = async (picture: Blob): Promise<readonly string[]> => {
    this.#port ??= this.#start();
    let timer: ReturnType<typeof setTimeout> | undefined;
    const late = new Promise<never>((_, reject) => {
      timer = setTimeout(() => {
        this.close();
        reject(refusal("", TOO_LONG));
      }, PATIENCE_MS);
    });
    try {
      const codes = await Promise.race([this.#port.read(picture), late]);
      if (codes === undefined) throw refusal("", TOO_MANY_PIXELS);
      return codes;
    } catch (error) {
      if (error instanceof ExperimentError) throw error;
      throw refusal("", DAMAGED);
    } finally {
      clearTimeout(timer);
    }
  };

  close(): void {
    this.#worker?.terminate();
    this.#worker = undefined;
    this.#port = undefined;
  }

  #start(): Remote<CodesPort> {
    const worker = new Worker(new URL("./codes.worker.ts", import.meta.url), {
      type: "module",
      name: "codes",
    });
    this.#worker = worker;
    return wrap<CodesPort>(worker);
  }
}

const DAMAGED: Text = {
  en: "is damaged, or a picture of a kind that this browser does not read. Save it as PNG or JPEG.",
  zh: "已损坏，或浏览器无法读取这种图片。请另存为 PNG 或 JPEG。",
};
const TOO_LONG: Text = {
  en: "takes too long to read. Save the picture smaller, or ask for the receipt as text.",
  zh: "读取时间过长。请把图片存得小一些，或索取文字形式的凭据。",
};
