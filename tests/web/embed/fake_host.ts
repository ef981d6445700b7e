// SPDX-License-Identifier: Apache-2.0
/** A page that holds a frame, without a browser: what it is told is kept, and what it says comes from its own window and origin. */
import { Settings } from "../../../web/src/app/settings.ts";
import { Workspace } from "../../../web/src/app/workspace.ts";
import { connectHost, type HostConnection } from "../../../web/src/embed/connect_host.ts";
import type { FrameWindow, HostEvent } from "../../../web/src/embed/host_channel.ts";
import type { Player } from "../../../web/src/embed/player.ts";
import {
  type EventName,
  type Fault,
  type Method,
  type Methods,
  PROTOCOL,
} from "../../../web/src/embed/protocol.ts";
import type { Engine } from "../../../web/src/engine/api.ts";

export const ORIGIN = "https://course.example";

export interface Heard {
  readonly message: Readonly<Record<string, unknown>>;
  readonly origin: string;
}

export class FakeHost {
  readonly heard: Heard[] = [];
  readonly #listeners = new Set<(event: HostEvent) => void>();
  readonly parent = {
    postMessage: (message: unknown, origin: string) => {
      // As the browser's copy does, it refuses what cannot be cloned.
      this.heard.push({ message: structuredClone(message) as Heard["message"], origin });
    },
  };
  readonly window: FrameWindow = {
    parent: this.parent,
    addEventListener: (_, listener) => void this.#listeners.add(listener),
    removeEventListener: (_, listener) => void this.#listeners.delete(listener),
  };
  #ids = 0;

  get listeners(): number {
    return this.#listeners.size;
  }

  say(data: unknown, { origin = ORIGIN, source = this.parent as unknown } = {}): void {
    const event = { data, origin, source: source as HostEvent["source"] };
    for (const listener of [...this.#listeners]) listener(event);
  }

  messages(type: string): readonly Heard["message"][] {
    return this.heard.map(({ message }) => message).filter((message) => message.type === type);
  }

  events(event: EventName): readonly Readonly<Record<string, unknown>>[] {
    return this.messages("event")
      .filter((message) => message.event === event)
      .map(({ detail }) => detail as Record<string, unknown>);
  }

  subjects(subject: string): readonly Heard["message"][] {
    return this.heard
      .map(({ message }) => message)
      .filter((message) => message.subject === subject);
  }

  /** @throws the Fault of a refusal */
  async call<M extends Method>(
    method: M,
    ...given: Methods[M]["arguments"]
  ): Promise<Methods[M]["answer"]> {
    this.#ids += 1;
    const id = this.#ids;
    this.say({ downhill: PROTOCOL, type: "call", id, method, arguments: given });
    return this.answer(id) as Promise<Methods[M]["answer"]>;
  }

  async answer(id: number): Promise<unknown> {
    for (;;) {
      const found = this.heard.find(({ message }) => message.id === id)?.message;
      if (found?.type === "answer") return found.value;
      if (found?.type === "refusal") throw found.error as Fault;
      await new Promise((resolve) => setImmediate(resolve));
    }
  }
}

export async function workspaceOn(engine: Engine, hash = ""): Promise<Workspace> {
  const workspace = await Workspace.start(engine, new Settings({}, ["en"]), {
    read: () => hash,
    draft: () => undefined,
    replace: () => {},
  });
  await workspace.run.opened;
  return workspace;
}

export interface Frame {
  readonly host: FakeHost;
  readonly workspace: Workspace;
  readonly connection: HostConnection;
}

/** A frame with its workspace on it, and a host that has heard `ready`. */
export async function frameOn(
  engine: Engine,
  { hash = "", ...player }: { readonly hash?: string } & Partial<Player> = {},
): Promise<Frame> {
  const host = new FakeHost();
  const workspace = await workspaceOn(engine, hash);
  const connection = connectHost(
    { settings: workspace.settings, wake: async () => workspace, ...player },
    host.window,
  );
  connection.watch(workspace);
  return { host, workspace, connection };
}
