// SPDX-License-Identifier: Apache-2.0
/**
 * The keys of the address that say how to look at the experiment, once: reader, tables of the documentation and attributes of the
 * element follow. They stand behind `view.`, and are no part of the document. What each does is told in `view_words.ts`.
 */
import { THREADS_LIMIT } from "../engine/threads.ts";

/** What a value may be. A list is written with commas. */
export type ViewValue =
  | { readonly kind: "choice"; readonly values: readonly string[] }
  /** `yes` or `no`; nothing after the sign of equality is `yes`, as an attribute without a value is. */
  | { readonly kind: "switch" }
  /** Of these names; without `values` the experiment decides which there are. `ordered`: what comes first is shown first. */
  | { readonly kind: "list"; readonly values?: readonly string[]; readonly ordered?: true }
  | { readonly kind: "text"; readonly longest: number }
  | { readonly kind: "number"; readonly least: number; readonly most: number };

export type ViewPage = "playground" | "player";

interface Declared {
  readonly value: ViewValue;
  /** As without the key; absent where the experiment, the browser or the visitor decides. */
  readonly otherwise?: string;
  readonly pages: readonly ViewPage[];
  /** Links that were written before there was `view.` have it bare. */
  readonly bare?: true;
  /** Who shares an experiment is asked for it; what is not asked for is shared as the page has it. */
  readonly asked?: true;
}

const BOTH = ["playground", "player"] as const satisfies readonly ViewPage[];
const PLAYGROUND = ["playground"] as const satisfies readonly ViewPage[];
const PLAYER = ["player"] as const satisfies readonly ViewPage[];

export const VIEW = {
  lang: {
    value: { kind: "choice", values: ["en", "zh"] },
    pages: BOTH,
    bare: true,
    asked: true,
  },
  theme: {
    value: { kind: "choice", values: ["auto", "light", "dark"] },
    otherwise: "auto",
    pages: BOTH,
    bare: true,
    asked: true,
  },
  notation: {
    value: { kind: "choice", values: ["d2l", "nndl", "ng"] },
    otherwise: "d2l",
    pages: BOTH,
    asked: true,
  },
  build: {
    value: { kind: "choice", values: ["simd", "relaxed", "simd-threads", "relaxed-threads"] },
    pages: BOTH,
    bare: true,
  },
  speed: {
    value: { kind: "choice", values: ["step", "ten_steps", "epoch", "ten_epochs", "fastest"] },
    otherwise: "epoch",
    pages: BOTH,
    bare: true,
  },
  scale: {
    value: { kind: "choice", values: ["linear", "log"] },
    otherwise: "linear",
    pages: BOTH,
    bare: true,
  },
  threads: { value: { kind: "number", least: 1, most: THREADS_LIMIT }, pages: BOTH, bare: true },
  output: {
    value: { kind: "choice", values: ["map", "curve", "fit", "confusion", "space", "draw"] },
    pages: BOTH,
    bare: true,
  },
  map: {
    value: { kind: "list", values: ["axes", "line", "test", "discrete"] },
    otherwise: "axes,line",
    pages: BOTH,
    bare: true,
  },
  weights: { value: { kind: "text", longest: 19 }, pages: BOTH },
  preset: { value: { kind: "text", longest: 60 }, pages: BOTH },
  offline: { value: { kind: "switch" }, otherwise: "yes", pages: PLAYGROUND },
  parts: {
    value: {
      kind: "list",
      values: [
        "map",
        "chart",
        "network",
        "controls",
        "predict",
        "gradients",
        "landscape",
        "be_the_optimizer",
        "race",
        "step_by_step",
        "restarts",
        "search",
      ],
      ordered: true,
    },
    otherwise: "map,chart,controls",
    pages: PLAYER,
    asked: true,
  },
  show: {
    value: { kind: "list" },
    otherwise: "optimizer.learning_rate",
    pages: PLAYER,
    asked: true,
  },
  hide: {
    value: {
      kind: "list",
      values: ["counter", "reset", "step", "epoch", "speed", "link", "badge"],
    },
    otherwise: "",
    pages: PLAYER,
    asked: true,
  },
  lock: { value: { kind: "switch" }, otherwise: "no", pages: PLAYER, asked: true },
  fit: {
    value: { kind: "choice", values: ["frame", "width", "height"] },
    otherwise: "frame",
    pages: PLAYER,
    asked: true,
  },
  autoplay: { value: { kind: "switch" }, otherwise: "yes", pages: PLAYER, asked: true },
  predict: {
    value: { kind: "choice", values: ["ask", "first"] },
    otherwise: "ask",
    pages: PLAYER,
    asked: true,
  },
  projector: { value: { kind: "switch" }, otherwise: "no", pages: PLAYER, asked: true },
  persist: {
    value: { kind: "choice", values: ["none", "local", "host"] },
    pages: PLAYER,
    asked: true,
  },
  title: { value: { kind: "text", longest: 120 }, pages: PLAYER, asked: true },
  alt: { value: { kind: "text", longest: 1_000 }, pages: PLAYER, asked: true },
  run: { value: { kind: "text", longest: 40 }, pages: PLAYER },
  light: { value: { kind: "text", longest: 200 }, pages: PLAYER },
} as const satisfies Readonly<Record<string, Declared>>;

export type ViewKey = keyof typeof VIEW;

/** In the order of the link. */
export const VIEW_KEYS = Object.keys(VIEW) as readonly ViewKey[];

/** What the address says, as it stands there. */
export type View = Partial<Record<ViewKey, string>>;

/** The names that a key with a closed list of them takes. */
export type ViewName<Key extends ViewKey> = (typeof VIEW)[Key]["value"] extends {
  readonly values: readonly (infer Name)[];
}
  ? Name
  : never;

export const isViewKey = (key: string): key is ViewKey => Object.hasOwn(VIEW, key);

/** Whether older links have it without `view.`. */
export const isBareKey = (key: ViewKey): boolean => "bare" in VIEW[key];

/** Its declaration, for those who go through all of them. */
export const declaredView = (key: ViewKey): Declared => VIEW[key];
