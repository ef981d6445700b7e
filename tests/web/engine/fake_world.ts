/** A world whose trainers live in this process and have no wasm. */
import type { BuildName } from "../../../web/src/engine/api.ts";
import type { Place, World } from "../../../web/src/engine/client/world.ts";
import type { ServicePort } from "../../../web/src/engine/contract/protocol.ts";
import { whenReleased } from "../../../web/src/engine/life_lock.ts";
import type { ModuleSource } from "../../../web/src/engine/worker/loader.ts";
import {
  type SharedModules,
  TrainerService,
} from "../../../web/src/engine/worker/trainer_service.ts";
import { catalog } from "../fixtures/catalog.ts";
import { FakeClock } from "./fake_clock.ts";
import { type FakeBehaviour, fakeFactory } from "./fake_module.ts";

const EMPTY = new WebAssembly.Module(new Uint8Array([0, 0x61, 0x73, 0x6d, 1, 0, 0, 0]));

/** `modify` may break the service of each life. */
export class FakeWorld implements World {
  lives = 0;
  terminated = 0;
  hung = 0;
  readonly reported: unknown[] = [];

  constructor(
    private readonly behaviour: FakeBehaviour = {},
    private readonly modify: (service: TrainerService, life: number) => ServicePort = (s) => s,
    /** Whether its silence is listened for. */
    private readonly remote = false,
    /** One place for several users. */
    private readonly shared?: SharedModules,
    private readonly live?: (name: string) => Promise<() => void>,
  ) {}

  bringUp(): Place {
    this.lives += 1;
    const clock = new FakeClock();
    const source: ModuleSource = {
      importGlue: async (name: BuildName) =>
        fakeFactory({
          onCost: (ms) => clock.pass(ms),
          ...this.behaviour,
          relaxed: name.startsWith("relaxed"),
          threads: name.endsWith("-threads"),
        }) as never,
      compile: async () => EMPTY,
    };
    const service = new TrainerService({
      features: {
        webassembly: true,
        simd: true,
        relaxed: true,
        isolated: true,
        shared_memory: true,
        cores: 2,
        several: this.shared !== undefined,
      },
      clock,
      tables: () => () => undefined,
      source: () => source,
      lend: (port) => port,
      move: (frame) => frame,
      ...(this.shared && { shared: this.shared }),
      ...(this.live && { live: this.live }),
    });
    return {
      service: this.modify(service, this.lives),
      remote: this.remote,
      ...(this.live && {
        life: { name: "life", listen: (gone: () => void) => void whenReleased("life", gone) },
      }),
      hangs: () => {
        this.hung += 1;
      },
      terminate: () => {
        this.terminated += 1;
      },
      share: (callback) => callback,
      release: () => {},
    };
  }

  async show(draw: () => void): Promise<void> {
    draw();
    await new Promise((resolve) => setImmediate(resolve));
  }

  async catalog() {
    return catalog;
  }

  report(error: unknown): void {
    this.reported.push(error);
  }
}
