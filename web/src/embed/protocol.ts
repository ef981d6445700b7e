// SPDX-License-Identifier: Apache-2.0
/**
 * What a host page and an embedded frame say to each other by postMessage, version 1. The build makes the published JSON schema of
 * these types. It imports nothing: the element that hosts load is to stay a few kB.
 */

/** Grows when a message changes its meaning; what is only added, such as another event, leaves it as it is. */
export const PROTOCOL = 1;

export const STATE_FORMAT = "downhill-state";

/** Of one message to the frame. */
export const MESSAGE_LIMITS = {
  /** Letters of all its texts together. */
  characters: 2 ** 20,
  /** Values in it, nested ones counted. */
  values: 50_000,
  depth: 24,
} as const;
/** So many messages in a row without a wait, and so many a second on the long run. */
export const MESSAGE_RATE = { burst: 100, perSecond: 50 } as const;
/** Observations at a time. */
export const MOST_OBSERVERS = 32;
/** Updates that one call of step() or seek() makes. */
export const MOST_STEPS = 100_000;
/** Of a packed run in a state, in letters. What is larger is left out: the document alone tells of it. */
export const LONGEST_RUN = 2 ** 19;
/** Width and height of a picture, and height of a frame, in CSS pixels. */
export const LARGEST_PICTURE = 2_400;
export const TALLEST_FRAME = 4_000;

export type Json =
  | null
  | boolean
  | number
  | string
  | readonly Json[]
  | { readonly [key: string]: Json };

/** Everything to go on from later, in this page or another; JSON. */
export interface State {
  readonly format: typeof STATE_FORMAT;
  readonly version: 1;
  /** The experiment: what differs from the defaults. */
  readonly document: { readonly [key: string]: Json };
  /** How it is looked at: the `view.` keys, without that word. */
  readonly view: { readonly [key: string]: string };
  /** Updates made so far. @asType integer @minimum 0 */
  readonly step: number;
  /**
   * The trained network with all that its next step depends on: a saved model, as the page writes it to a file, deflated and in base64url.
   * Left out before the first step, after training diverged, and where it would be longer than 524288 letters.
   * @maxLength 524288
   */
  readonly run?: string;
  /** Names the document that the author gave: a state that a reader has left is not loaded into another one unasked. */
  readonly author?: string;
}

/** Where training stands. */
export interface Standing {
  readonly status: "ready" | "finished" | "diverged";
  readonly playing: boolean;
  /** @asType integer @minimum 0 */
  readonly step: number;
  /** @asType integer @minimum 0 */
  readonly epoch: number;
  readonly train_loss: number | null;
  readonly validation_loss: number | null;
}

/** What went wrong, as a sentence, and what to do. */
export interface Fault {
  readonly code: FaultCode;
  readonly message: string;
  readonly cure: string;
  /** The place in the document that it is about. */
  readonly path?: string;
}

export type FaultCode =
  /** The document does not hold, in the place `path`. */
  | "refused"
  | "unknown_path"
  | "unknown_method"
  | "bad_arguments"
  /** The message is of a version that this frame does not speak. */
  | "version"
  | "too_large"
  | "too_many"
  | "no_exercise"
  | "not_checked"
  /** Nothing trains before the reader's prediction. */
  | "predict_first"
  | "no_picture"
  /** No trainer starts in this browser, or under this host's policy; or the exercise, or a part of its page, did not arrive. */
  | "unavailable"
  /** The trainer died; reset() and play() start another. */
  | "crashed"
  /** destroy() was called, or the element was taken off the page. */
  | "destroyed"
  /** Of the element: nothing has answered within ten seconds. */
  | "no_answer"
  /** An attribute of the element, or a key of the frame's address, that makes no sense. */
  | "bad_attribute"
  | "internal";

/** The methods: what each is given, and what it answers. The places have no names: the schema would take them for needed. */
export interface Methods {
  getState: { readonly arguments: readonly []; readonly answer: State };
  /** `silent`: raises neither `change` nor `commit`. */
  setState: {
    readonly arguments: readonly [State, SetStateOptions?];
    readonly answer: null;
  };
  /** What reset() goes back to; without a state: what is there now. */
  setDefaultState: { readonly arguments: readonly [State?]; readonly answer: null };
  /** Back to the author's start. */
  reset: { readonly arguments: readonly []; readonly answer: Standing };
  play: { readonly arguments: readonly []; readonly answer: Standing };
  pause: { readonly arguments: readonly []; readonly answer: Standing };
  step: { readonly arguments: readonly [StepCount?]; readonly answer: Standing };
  /** To the update of this number, back or ahead, with the digits that it had or will have. Of several that wait the newest counts. */
  seek: { readonly arguments: readonly [StepNumber]; readonly answer: Standing };
  set: { readonly arguments: readonly [Path, Json]; readonly answer: null };
  get: { readonly arguments: readonly [Path]; readonly answer: Json };
  observe: {
    readonly arguments: readonly [Path, ObserverId];
    readonly answer: null;
  };
  unobserve: { readonly arguments: readonly [ObserverId]; readonly answer: null };
  /** A PNG as a data: address. */
  screenshot: {
    readonly arguments: readonly [PictureOptions?];
    readonly answer: string;
  };
  /** Checks the work on an exercise as it stands, and hands it in. Refused with `no_exercise` where the frame holds none. */
  submit: { readonly arguments: readonly []; readonly answer: Marked };
  /** Tells everything that is still to be told. Afterwards the frame may be taken away. */
  flush: { readonly arguments: readonly []; readonly answer: { readonly hadState: boolean } };
  destroy: { readonly arguments: readonly []; readonly answer: null };
}
export type Method = keyof Methods;

export interface SetStateOptions {
  readonly silent?: boolean;
}
export interface PictureOptions {
  readonly width?: PictureWidth;
}
/** @asType integer @minimum 1 @maximum 100000 */
export type StepCount = number;
/** @asType integer @minimum 0 */
export type StepNumber = number;
/** @asType integer @minimum 0 @maximum 9007199254740991 */
export type ObserverId = number;
/** In CSS pixels. @minimum 100 @maximum 2400 */
export type PictureWidth = number;
/**
 * `optimizer.learning_rate`, `model.layers[0].units`: a place in the document. `view.lang`: a key of the view.
 * `run.step`, `run.epoch`, `run.status`, `run.playing`, `run.learning_rate`, `run.train_loss`, `run.validation_loss`,
 * `run.test_loss`, `run.train_accuracy`, `run.validation_accuracy`, `run.test_accuracy`: where training stands; these are only read.
 * @minLength 1 @maxLength 200
 */
export type Path = string;
/** @asType integer @minimum 0 @maximum 9007199254740991 */
export type CallId = number;

/** What the checker says of the work on an exercise. */
export interface Marked {
  /** The share of the checks that pass. @minimum 0 @maximum 1 */
  readonly score: number;
  /** All of them. */
  readonly passed: boolean;
  /** What is handed in, and runs again at the teacher's; null where it cannot be written. */
  readonly receipt: string | null;
}

/** What the frame tells by itself. */
export interface Events {
  /** It answers from now on. */
  ready: { readonly protocol: typeof PROTOCOL };
  error: Fault;
  /** Something is in force that was not before. `user`: a reader did it, not the host. */
  change: { readonly path: string; readonly value: Json; readonly user: boolean };
  /** A good moment to save: after a change is done, and where training comes to a standstill. */
  commit: Standing;
  /** At most four times a second. */
  step: Standing;
  /** At most four times a second. */
  epoch: Standing;
  /** `reason`: of the stop rule. */
  finish: Standing & { readonly reason: string };
  diverge: Standing;
  /** Of an exercise: its work was checked, whoever asked for it. */
  check: Marked;
  /** Of an exercise: its work was handed in as it was checked, by submit() or by a reader who took the receipt along. */
  submit: Marked;
  /** The height that the content has, in CSS pixels. */
  resize: {
    /** @asType integer @minimum 0 @maximum 4000 */
    readonly height: number;
  };
}
export type EventName = keyof Events;

interface Message {
  readonly downhill: typeof PROTOCOL;
}

/** The name of a frame whose element passes on what frames of one run say to each other (type `shared`). */
export const LINKED = "downhill";

/** To the frame. */
export type HostMessage = Hello | Call;

/** Are you there? A frame that is ready says `ready` once more. */
export interface Hello extends Message {
  readonly type: "hello";
}
export type Call = { [M in Method]: CallOf<M> }[Method];
export interface CallOf<M extends Method> extends Message {
  readonly type: "call";
  readonly id: CallId;
  readonly method: M;
  readonly arguments: Methods[M]["arguments"];
}

/** From the frame. */
export type FrameMessage = Loading | Told | Answer | Refusal | Observed;

/** Its script runs. What follows is `ready`, or `error`. */
export interface Loading extends Message {
  readonly type: "loading";
}
export type Told = { [E in EventName]: ToldOf<E> }[EventName];
export interface ToldOf<E extends EventName> extends Message {
  readonly type: "event";
  readonly event: E;
  readonly detail: Events[E];
}
export interface Answer extends Message {
  readonly type: "answer";
  readonly id: CallId;
  readonly value: Json;
}
export interface Refusal extends Message {
  readonly type: "refusal";
  readonly id: CallId;
  readonly error: Fault;
}
/** What is observed has come to another value. */
export interface Observed extends Message {
  readonly type: "value";
  readonly observer: ObserverId;
  readonly value: Json;
}

/** Whether it means to be a message of this protocol, of whatever version. */
export const isMessage = (data: unknown): data is { readonly [key: string]: unknown } =>
  typeof data === "object" && data !== null && "downhill" in data && "type" in data;

/** Names with spaces between them, which take the least room in what hosts load. */
type Words<Line extends string> = Line extends `${infer First} ${infer More}`
  ? First | Words<More>
  : Line;
const METHOD_NAMES =
  "getState setState setDefaultState reset play pause step seek set get observe unobserve screenshot submit flush destroy";
/** All of them, and no other. */
type Complete = [Method] extends [Words<typeof METHOD_NAMES>]
  ? [Words<typeof METHOD_NAMES>] extends [Method]
    ? Method
    : never
  : never;

/** Every method and every event: the element and the tests go through them. */
export const METHODS = METHOD_NAMES.split(" ") as readonly Complete[];
export const EVENTS: readonly EventName[] = Object.keys({
  ready: true,
  error: true,
  change: true,
  commit: true,
  step: true,
  epoch: true,
  finish: true,
  diverge: true,
  check: true,
  submit: true,
  resize: true,
} satisfies Record<EventName, true>) as EventName[];
