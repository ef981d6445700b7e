// SPDX-License-Identifier: Apache-2.0
/** Frames of one run without a browser: with a channel and a baton that only pretend, and trainers that do too. */
import { expect, vi } from "vitest";
import { RestingEngine } from "../../../web/src/app/resting_engine.ts";
import { Settings } from "../../../web/src/app/settings.ts";
import { Workspace } from "../../../web/src/app/workspace.ts";
import { encodeLink } from "../../../web/src/documents/link.ts";
import { posted, readShared, type SharedMessage } from "../../../web/src/embed/shared/messages.ts";
import { SharedEngine } from "../../../web/src/embed/shared/shared_engine.ts";
import type { Way } from "../../../web/src/embed/shared/way.ts";
import type { Engine } from "../../../web/src/engine/api.ts";
import { FakeEngine } from "../fakes/fake_engine.ts";
import { catalog } from "../fixtures/catalog.ts";

/** The page that the frames are on. */
export class Page {
  readonly #hearing = new Map<object, (message: SharedMessage) => void>();
  #queue: { readonly who: object; readonly taken: () => void }[] = [];
  #holder: object | undefined;
  #frames = 0;

  /** Of what is said, that which nobody hears. */
  isLost: (message: SharedMessage) => boolean = () => false;

  /** What anybody says on the channel. */
  say(data: unknown, from: object = {}): void {
    const copy = structuredClone(data);
    setImmediate(() => {
      const message = readShared(copy);
      if (message === undefined || this.isLost(message)) return;
      for (const [who, take] of [...this.#hearing]) if (who !== from) take(message);
    });
  }

  way(): { readonly way: Way; readonly remove: () => void } {
    const me = {};
    const giveUp = () => {
      this.#queue = this.#queue.filter(({ who }) => who !== me);
      if (this.#holder === me) this.#holder = undefined;
      this.#pass();
    };
    const name = `frame ${this.#frames}`;
    this.#frames += 1;
    const way: Way = {
      me: name,
      post: (message) => this.say(posted({ ...message, from: name } as SharedMessage), me),
      listen: (take) => void this.#hearing.set(me, take),
      close: () => void this.#hearing.delete(me),
      baton: {
        request: (taken) => {
          if (this.#holder === me || this.#queue.some(({ who }) => who === me)) return;
          this.#queue.push({ who: me, taken });
          this.#pass();
        },
        wanted: async () => this.#queue.length > 0,
        giveUp,
        onLost: () => {},
      },
    };
    // Of a frame that is taken away nothing is heard any more.
    const remove = () => {
      this.#hearing.delete(me);
      giveUp();
    };
    return { way, remove };
  }

  /** When everything is said that there was to say, and answered. */
  #pass(): void {
    setTimeout(async () => {
      for (let turn = 0; turn < 4; turn += 1) await new Promise(setImmediate);
      if (this.#holder !== undefined) return;
      const next = this.#queue.shift();
      this.#holder = next?.who;
      next?.taken();
    }, 40);
  }
}

export async function frame(page: Page, hash = "", start?: () => Promise<Engine>) {
  const { way, remove } = page.way();
  const begun = await frameBy(way, hash, start);
  await vi.waitFor(() => expect(begun.workspace.run.ready).toBe(true));
  return { ...begun, remove };
}
export type Frame = Awaited<ReturnType<typeof frame>>;

/** By any way; its run may not be open yet. */
export async function frameBy(way: Way, hash = "", start?: () => Promise<Engine>) {
  const trainers: FakeEngine[] = [];
  const engine = new RestingEngine(async () => {
    if (start !== undefined) return start();
    const trainer = new FakeEngine();
    trainers.push(trainer);
    return trainer;
  });
  const shared = new SharedEngine(engine, way, { catalog: async () => catalog });
  const joined = await shared.join();
  const read = () =>
    joined === undefined ? hash : encodeLink({ document: joined.document, view: {} });
  const workspace = await Workspace.start(shared, new Settings({}, ["en"]), {
    read,
    draft: () => undefined,
  });
  shared.follow(workspace);
  const trainer = () => {
    const last = trainers.at(-1);
    if (last === undefined) throw new Error("It has no trainer.");
    return last;
  };
  return { shared, workspace, trainers, trainer, joined };
}

export async function two(hash = "") {
  const page = new Page();
  const first = await frame(page, hash);
  const second = await frame(page);
  return { page, first, second };
}

export const stands = ({ workspace: { run } }: Frame) => ({
  step: run.state?.step,
  loss: run.state?.train_loss,
  rows: run.history.rows,
  playing: run.playing,
});

export const agree = (...frames: readonly Frame[]) =>
  vi.waitFor(() => {
    const [one, ...others] = frames.map(stands);
    for (const other of others) expect(other).toEqual(one);
  });
