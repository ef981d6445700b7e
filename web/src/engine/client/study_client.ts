// SPDX-License-Identifier: Apache-2.0
/** A study as its owner holds it: every method asks the trainer's side, and none waits for a dead one. */
import type { ModuleInfo } from "../contract/module_info.ts";
import type { OpenedStudy, StudyPort } from "../contract/protocol.ts";
import type { StudyDescription, StudyProgress, StudyResult, StudyRun } from "../contract/study.ts";
import type { Text } from "../contract/text.ts";
import { Port } from "./port.ts";
import type { Trainer } from "./trainer.ts";

export class StudyClient implements StudyRun {
  readonly description: StudyDescription;
  readonly module: ModuleInfo;
  readonly #port: Port<StudyPort>;

  constructor(
    private readonly trainer: Trainer,
    host: StudyPort,
    opened: OpenedStudy,
    title: Text,
    private readonly harmless: <Told extends readonly unknown[]>(
      listener: (...told: Told) => unknown,
    ) => (...told: Told) => void,
  ) {
    this.#port = new Port(trainer, host, { en: "This study is closed.", zh: "这项研究已关闭。" });
    this.description = { ...opened.description, title };
    this.module = opened.module;
  }

  async run(
    options: { signal?: AbortSignal; onProgress?: (progress: StudyProgress) => void } = {},
  ): Promise<StudyResult> {
    const { signal, onProgress } = options;
    const abort = () => void this.#port.ask((host) => host.pause()).catch(() => {});
    signal?.addEventListener("abort", abort, { once: true });
    try {
      if (!signal?.aborted) {
        const progress = onProgress && this.trainer.share(this.harmless(onProgress));
        await this.#port.ask((host) => host.run(progress));
      }
      return await this.result();
    } finally {
      signal?.removeEventListener("abort", abort);
    }
  }

  result(): Promise<StudyResult> {
    return this.#port.ask((host) => host.result());
  }

  close(): Promise<void> {
    return this.#port.close();
  }
}
