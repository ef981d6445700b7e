// SPDX-License-Identifier: Apache-2.0
/** What the author asks of the player, read from the keys of the view. */
import type { View, ViewName } from "../../documents/view_keys.ts";
import { chosen, isOn, listed, written } from "../../documents/view_reading.ts";

export type Part = ViewName<"parts">;
export type Hidden = ViewName<"hide">;
export type Fit = ViewName<"fit">;
export type Persist = ViewName<"persist">;

export interface PlayerOptions {
  readonly parts: readonly Part[];
  /** Places of settings in the document. */
  readonly show: readonly string[];
  readonly hide: ReadonlySet<Hidden>;
  readonly lock: boolean;
  readonly fit: Fit;
  readonly autoplay: boolean;
  /** Whether nothing trains before a prediction. */
  readonly predictsFirst: boolean;
  readonly projector: boolean;
  readonly persist: Persist;
  readonly title: string | undefined;
  readonly alt: string | undefined;
  /** By which frames of one page show one run. */
  readonly run: string | undefined;
  /** What stands out: a command, the place of a setting, or a part. */
  readonly light: string | undefined;
}

export function playerOptions(view: View): PlayerOptions {
  const parts = listed(view, "parts");
  return {
    parts,
    predictsFirst: parts.includes("predict") && chosen(view, "predict") === "first",
    show: listed(view, "show"),
    hide: new Set(listed(view, "hide")),
    lock: isOn(view, "lock"),
    fit: chosen(view, "fit") ?? "frame",
    autoplay: isOn(view, "autoplay"),
    projector: isOn(view, "projector"),
    persist: chosen(view, "persist") ?? "none",
    title: written(view, "title"),
    alt: written(view, "alt"),
    run: written(view, "run") || undefined,
    light: written(view, "light") || undefined,
  };
}
