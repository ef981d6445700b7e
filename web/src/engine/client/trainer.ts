// SPDX-License-Identifier: Apache-2.0
/** One living trainer as its owner sees it: calls that end when it dies, and a watch over its start. */
import { type Attempt, EngineError, internalFault } from "../contract/engine_error.ts";
import type { BuildName, ModuleInfo } from "../contract/module_info.ts";
import {
  type LoadStep,
  type ServicePort,
  START_LIMIT_MS,
  type StartOptions,
} from "../contract/protocol.ts";
import type { FindTable } from "../contract/tables.ts";
import type { Text } from "../contract/text.ts";
import { within } from "../timeout.ts";
import { Heartbeat } from "./heartbeat.ts";
import type { Place, World } from "./world.ts";

/** The trainer's own limit comes first; this one is for a trainer that is blocked and cannot tell. */
const BLOCKED_LIMIT_MS = START_LIMIT_MS + 1_000;

const CLOSE_LIMIT_MS = 1_000;

/** Steps in which a trainer may block; the others wait for the network. */
const BLOCKING_STEPS: readonly (LoadStep | "done")[] = ["start", "handshake", "self_test"];

const GONE: Text = { en: "its worker has ended.", zh: "它的 Worker 已结束。" };

export class Trainer {
  readonly service: ServicePort;
  readonly #place: Place;
  readonly #waiting = new Set<(error: EngineError) => void>();
  readonly #heartbeat: Heartbeat | undefined;
  #watch: ReturnType<typeof setTimeout> | undefined;
  #death: EngineError | undefined;
  /** At its owner's wish: its end is no loss. */
  #closing = false;

  constructor(
    world: World,
    private readonly owner: { crashed(message: Text, hung?: Attempt): void },
  ) {
    this.#place = world.bringUp((message) => this.crash(message));
    this.service = this.#place.service;
    if (!this.#place.remote) return;
    this.#heartbeat = new Heartbeat(
      () => this.service.ping(),
      (seconds) => {
        this.#place.hangs?.();
        this.#lose({
          en: `it did not answer for ${seconds} seconds.`,
          zh: `${seconds} 秒没有响应。`,
        });
      },
    );
  }

  async start(options: StartOptions, tables?: FindTable): Promise<ModuleInfo> {
    const crashed = this.share((message: string) => this.crash(internalFault(message)));
    const starting = this.share((name: BuildName, step: LoadStep | "done") =>
      this.#watchStart(name, step),
    );
    const working = this.share((yes: boolean) => {
      if (this.#heartbeat !== undefined) this.#heartbeat.working = yes;
    });
    const find = tables && this.share(tables);
    const { life } = this.#place;
    const all = life === undefined ? options : { ...options, life: life.name };
    const module = await this.call(this.service.start(all, crashed, starting, working, find));
    this.#heartbeat?.start();
    life?.listen(() => this.#lose(GONE));
    return module;
  }

  /** The outcome of a call, or a rejection when the trainer dies first: its answer would never come. */
  call<T>(answer: Promise<T>): Promise<T> {
    if (this.#death !== undefined) {
      answer.catch(() => {});
      return Promise.reject(this.#death);
    }
    return new Promise<T>((resolve, reject) => {
      this.#waiting.add(reject);
      answer.then(resolve, reject).finally(() => this.#waiting.delete(reject));
    });
  }

  share<T extends object>(callback: T): T {
    return this.#place.share(callback);
  }

  release(port: object): void {
    if (this.#death === undefined) this.#place.release(port);
  }

  /** Ends the trainer and tells everybody who waits for it, and its owner. */
  crash(message: Text, hung?: Attempt): void {
    if (this.#death !== undefined) return;
    this.#end(
      new EngineError("crashed", {
        en: `The trainer stopped working: ${message.en}`,
        zh: `训练器已停止工作：${message.zh}`,
      }),
    );
    this.owner.crashed(message, hung);
  }

  /** Nobody told; it is only silent. */
  #lose({ en, zh }: Text): void {
    if (this.#death !== undefined || this.#closing) return;
    const message = { en: `The trainer was lost: ${en}`, zh: `训练器已失去联系：${zh}` };
    this.#end(new EngineError("lost", message));
    this.owner.crashed(message);
  }

  /** Ends the trainer at its owner's wish. */
  kill(): void {
    this.#end(new EngineError("closed", { en: "The engine is closed.", zh: "引擎已关闭。" }));
  }

  async close(): Promise<void> {
    if (this.#death !== undefined) return;
    this.#closing = true;
    // Sessions are deleted and pools ended in order; a trainer that does not answer is ended all the same.
    await within(CLOSE_LIMIT_MS, this.service.close(), "").catch(() => {});
    this.kill();
  }

  #end(death: EngineError): void {
    if (this.#death !== undefined) return;
    this.#death = death;
    clearTimeout(this.#watch);
    this.#heartbeat?.stop();
    this.#place.terminate();
    for (const reject of this.#waiting) reject(death);
    this.#waiting.clear();
  }

  #watchStart(name: BuildName, step: LoadStep | "done"): void {
    clearTimeout(this.#watch);
    if (this.#death !== undefined || !BLOCKING_STEPS.includes(step)) return;
    this.#watch = setTimeout(() => {
      const seconds = BLOCKED_LIMIT_MS / 1000;
      const message = `blocked for ${seconds} seconds`;
      this.#place.hangs?.();
      this.crash({ en: message, zh: `${seconds} 秒没有响应` }, { name, step, message });
    }, BLOCKED_LIMIT_MS);
  }
}
