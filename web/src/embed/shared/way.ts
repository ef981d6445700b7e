// SPDX-License-Identifier: Apache-2.0
/**
 * How the frames of one run find each other: by a channel that all frames of the origin hear, or else by the element of the page that holds
 * them. Of pages that nobody sees nothing is said and nothing heard, so that the page in another tab has a run of its own. In a frame of
 * another site browsers deny locks, and mostly not this.
 */

import { newId } from "../../documents/new_id.ts";
import { checksumOf } from "../../engine/checksum.ts";
import { type FrameWindow, HostChannel } from "../host_channel.ts";
import { isMessage, LINKED } from "../protocol.ts";
import { TokenBucket } from "../token_bucket.ts";
import { Baton } from "./baton.ts";
import { posted, readShared, type SharedMessage } from "./messages.ts";

type Unsigned = SharedMessage extends infer One
  ? One extends unknown
    ? Omit<One, "from">
    : never
  : never;

export interface Way {
  /** The name of this frame among the others. */
  readonly me: string;
  /** To the others; never to this frame itself. */
  post(message: Unsigned): void;
  listen(take: (message: SharedMessage) => void): void;
  close(): void;
  readonly baton: Pick<Baton, "request" | "wanted" | "giveUp" | "onLost">;
}

/** What carries messages to all other frames of a run, and brings what they say. */
interface Carrier {
  post(message: object): void;
  listen(take: (data: unknown) => void): void;
  close(): void;
}

/** Of one message in a row without a wait, and on the long run: pictures and curves of several frames are far less. */
const RATE = { burst: 2_000, perSecond: 1_000 } as const;

/** @param experiment what the author has written: frames of another one are of another run. Undefined where frames have no way to each other. */
export function wayOf(run: string, experiment: string): Way | undefined {
  const name = `${run} ${checksumOf(experiment)}`;
  const carrier = channelOf(name) ?? elementOf(name);
  return carrier && wayBy(carrier);
}

function wayBy(carrier: Carrier): Way {
  const me = newId();
  const isSeen = () => document.visibilityState === "visible";
  const post = (message: Unsigned) => {
    if (isSeen()) carrier.post(posted({ ...message, from: me } as SharedMessage));
  };
  const baton = new Baton(me, post, Date.now, isSeen);
  return {
    me,
    post,
    listen: (take) =>
      carrier.listen((data) => {
        const message = isSeen() ? readShared(data) : undefined;
        if (message !== undefined && !baton.take(message)) take(message);
      }),
    close: () => {
      baton.giveUp();
      carrier.close();
    },
    baton,
  };
}

/** Undefined where the browser denies it: to pages without an origin of their own, and with storage where all cookies of others are blocked. */
function channelOf(name: string): Carrier | undefined {
  if (globalThis.origin === "null" || !("BroadcastChannel" in globalThis)) return undefined;
  let channel: BroadcastChannel;
  try {
    channel = new BroadcastChannel(`downhill ${name}`);
  } catch {
    return undefined;
  }
  return {
    post: (message) => channel.postMessage(message),
    listen: (take) => {
      channel.onmessage = ({ data, origin }) => {
        if (origin === globalThis.origin) take(data);
      };
    },
    close: () => channel.close(),
  };
}

/** By the element that holds the frame, which passes it on to its like on the page; undefined in any other frame. */
function elementOf(name: string): Carrier | undefined {
  if (window.name !== LINKED) return undefined;
  const bucket = new TokenBucket(RATE);
  let heard: (data: unknown) => void = () => {};
  const channel = new HostChannel(window as unknown as FrameWindow, (data) => {
    if (!isMessage(data) || data.type !== "shared" || data.run !== name) return false;
    if (bucket.take()) heard(data);
    return true;
  });
  if (!channel.held) return undefined;
  return {
    post: (message) => channel.post({ ...message, type: "shared", run: name }),
    listen: (take) => {
      heard = take;
    },
    close: () => channel.close(),
  };
}
