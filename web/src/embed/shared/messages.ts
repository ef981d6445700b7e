// SPDX-License-Identifier: Apache-2.0
/** What frames of one run say to each other, version 1. Beside JSON there are typed arrays in it, as structured cloning carries them. */
import { isObject } from "../../documents/path.ts";
import type { Frame, SavedModel, ViewAnswer, ViewSpec } from "../../engine/api.ts";
import type { PackedError } from "../../engine/error_crossing.ts";
import { PROTOCOL } from "../protocol.ts";
import type { Edition } from "./edition.ts";

/** What can be asked of the frame that has the trainer: of its run, but for the first three. */
export const ASKED = [
  "attach",
  "change",
  "validate",
  "state",
  "points",
  "play",
  "pause",
  "step",
  "epoch",
  "reset",
  "setPace",
  "snapshot",
  "snapshots",
  "restore",
  "history",
  "evaluate",
  "confusion",
  "predict",
  "samples",
  "parameters",
  "setParameters",
  "probe",
  "save",
] as const;
export type Asked = (typeof ASKED)[number];

/** Where a run was kept: another trainer goes on from there. */
export interface Kept {
  /** Absent where nothing had begun, or what there was cannot be kept. */
  readonly saved?: SavedModel | undefined;
  readonly playing: boolean;
}

export type SharedMessage = { readonly from: string } /** Of the baton. */ & (
  | { readonly kind: "claim" }
  | { readonly kind: "mine"; readonly since: number }
  | { readonly kind: "free" }
  | { readonly kind: "hello" }
  | { readonly kind: "bye" }
  /** The newest document that I know. `serves`: and its run is open here, where what was asked and not answered may be asked again. */
  | ({
      readonly kind: "here";
      readonly kept?: Kept | undefined;
      readonly serves?: boolean;
    } & Edition)
  | {
      readonly kind: "ask";
      readonly line: string;
      readonly id: number;
      readonly method: Asked;
      readonly given: readonly unknown[];
    }
  | { readonly kind: "answer"; readonly to: string; readonly id: number; readonly value: unknown }
  | {
      readonly kind: "refusal";
      readonly to: string;
      readonly id: number;
      readonly error: PackedError;
    }
  | { readonly kind: "want"; readonly line: string; readonly view: number; readonly spec: ViewSpec }
  | { readonly kind: "release"; readonly view: number }
  | {
      readonly kind: "view";
      readonly to: string;
      readonly view: number;
      readonly answer: ViewAnswer;
    }
  | {
      readonly kind: "frame";
      readonly line: string;
      readonly frame: Frame;
      readonly except?: string;
    }
  /** `left`: and the trainer is let go. */
  | { readonly kind: "kept"; readonly line: string; readonly kept: Kept; readonly left?: boolean }
);

/** As it goes on its way. */
export const posted = (message: SharedMessage) =>
  ({ ...message, downhill: PROTOCOL, type: "shared" }) as const;

type Check = (value: unknown) => boolean;

const LONGEST_NAME = 64;
const isName: Check = (value) =>
  typeof value === "string" && value.length > 0 && value.length <= LONGEST_NAME;
/** Of a question that is of no run in particular it is empty. */
const isLine: Check = (value) => value === "" || isName(value);
const isNumber: Check = (value) => Number.isSafeInteger(value) && (value as number) >= 0;
const isFlag: Check = (value) => typeof value === "boolean";
const anything: Check = () => true;
const optional =
  (check: Check): Check =>
  (value) =>
    value === undefined || check(value);
const isFrame: Check = (value) =>
  isObject(value) &&
  isObject(value.state) &&
  typeof value.playing === "boolean" &&
  isNumber(value.history_from) &&
  value.history instanceof Float64Array;
const isKept: Check = (value) =>
  isObject(value) && typeof value.playing === "boolean" && optional(isObject)(value.saved);

/** Of each kind every member that it has. */
const SHAPES: Readonly<Record<SharedMessage["kind"], Readonly<Record<string, Check>>>> = {
  claim: {},
  mine: { since: isNumber },
  free: {},
  hello: {},
  bye: {},
  here: {
    number: isNumber,
    by: isName,
    line: isName,
    document: isObject,
    author: isObject,
    kept: optional(isKept),
    serves: optional(isFlag),
  },
  ask: {
    line: isLine,
    id: isNumber,
    method: (value) => (ASKED as readonly unknown[]).includes(value),
    given: Array.isArray,
  },
  answer: { to: isName, id: isNumber, value: anything },
  refusal: { to: isName, id: isNumber, error: isObject },
  want: { line: isName, view: isNumber, spec: isObject },
  release: { view: isNumber },
  view: { to: isName, view: isNumber, answer: isObject },
  frame: { line: isName, frame: isFrame, except: optional(isName) },
  kept: { line: isName, kept: isKept, left: optional(isFlag) },
};

/** What is none is nothing. */
export function readShared(data: unknown): SharedMessage | undefined {
  if (!isObject(data) || data.downhill !== PROTOCOL || data.type !== "shared") return undefined;
  const { kind, from } = data;
  if (!isName(from) || typeof kind !== "string" || !Object.hasOwn(SHAPES, kind)) return undefined;
  const shape = SHAPES[kind as SharedMessage["kind"]];
  const fits = Object.entries(shape).every(([name, check]) => check(data[name]));
  return fits ? (data as unknown as SharedMessage) : undefined;
}
