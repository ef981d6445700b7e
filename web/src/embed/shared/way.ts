// SPDX-License-Identifier: Apache-2.0
/**
 * How the frames of one run find each other: by a channel that all frames of the origin hear. Of pages that nobody sees nothing is said and
 * nothing heard, so that the page in another tab has a run of its own. In a frame of another site browsers deny locks and storage, but
 * not this.
 */

import { newId } from "../../documents/new_id.ts";
import { checksumOf } from "../../engine/checksum.ts";
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

/** @param experiment what the author has written: frames of another one are of another run. Undefined where frames have no way to each other. */
export function wayOf(run: string, experiment: string): Way | undefined {
  // A page without an origin of its own is heard by nobody.
  if (location.origin === "null" || !("BroadcastChannel" in globalThis)) return undefined;
  const channel = new BroadcastChannel(`downhill ${run} ${checksumOf(experiment)}`);
  const me = newId();
  const isSeen = () => document.visibilityState === "visible";
  const post = (message: Unsigned) => {
    if (isSeen()) channel.postMessage(posted({ ...message, from: me } as SharedMessage));
  };
  const baton = new Baton(me, post, Date.now, isSeen);
  return {
    me,
    post,
    listen: (take) => {
      channel.onmessage = ({ data, origin }) => {
        if (!isSeen() || origin !== location.origin) return;
        const message = readShared(data);
        if (message !== undefined && !baton.take(message)) take(message);
      };
    },
    close: () => {
      baton.giveUp();
      channel.close();
    },
    baton,
  };
}
