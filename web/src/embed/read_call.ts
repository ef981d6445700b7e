// SPDX-License-Identifier: Apache-2.0
/** Reads a message of the host. What is no message of this protocol is nothing; what is a wrong one is refused by its id. */
import { isObject } from "../documents/path.ts";
import type { Text } from "../engine/api.ts";
import { badArguments, type CallFault, otherVersion, tooLarge, unknownMethod } from "./fault.ts";
import { measureJson } from "./plain_json.ts";
import {
  type Call,
  type HostMessage,
  isMessage,
  LARGEST_PICTURE,
  LONGEST_RUN,
  METHODS,
  type Method,
  MOST_STEPS,
  PROTOCOL,
  STATE_FORMAT,
} from "./protocol.ts";

export interface RefusedCall {
  readonly type: "refused";
  readonly id: number;
  readonly fault: CallFault;
}

const SMALLEST_PICTURE = 100;
const LONGEST_PATH = 200;

/** The name by which a call wants its answer. */
export const callId = (data: Readonly<Record<string, unknown>>): number | undefined =>
  data.type === "call" && isWhole(data.id, 0, Number.MAX_SAFE_INTEGER) ? data.id : undefined;

export function readMessage(data: unknown): HostMessage | RefusedCall | undefined {
  if (!isMessage(data)) return undefined;
  if (data.type === "hello" && data.downhill === PROTOCOL)
    return { downhill: PROTOCOL, type: "hello" };
  const id = callId(data);
  if (id === undefined) return undefined;
  const refused = (fault: CallFault): RefusedCall => ({ type: "refused", id, fault });
  if (data.downhill !== PROTOCOL) return refused(otherVersion());
  const { method } = data;
  if (typeof method !== "string" || !(METHODS as readonly string[]).includes(method)) {
    return refused(unknownMethod());
  }
  const measured = measureJson(data.arguments);
  if (measured === "too_large") return refused(tooLarge());
  const given = data.arguments;
  if (measured === "no_json" || !Array.isArray(given)) {
    return refused(
      badArguments(
        text("`arguments` is a list of JSON values.", "`arguments` 应为 JSON 值的列表。"),
      ),
    );
  }
  const wrong = CHECKS[method as Method](given);
  if (wrong !== undefined) return refused(badArguments(wrong));
  return { downhill: PROTOCOL, type: "call", id, method, arguments: given } as unknown as Call;
}

type Check = (given: readonly unknown[]) => Text | undefined;

const text = (en: string, zh: string): Text => ({ en, zh });

const isWhole = (value: unknown, from: number, to: number): value is number =>
  Number.isSafeInteger(value) && (value as number) >= from && (value as number) <= to;

const isPath = (value: unknown): boolean =>
  typeof value === "string" && value.length > 0 && value.length <= LONGEST_PATH;

const isObserver = (value: unknown): boolean => isWhole(value, 0, Number.MAX_SAFE_INTEGER);

const only = (holder: object, ...keys: readonly string[]): boolean =>
  Object.keys(holder).every((key) => keys.includes(key));

export function isState(value: unknown): boolean {
  if (!isObject(value) || value.format !== STATE_FORMAT || value.version !== 1) return false;
  const { document, view, step, run, author } = value;
  return (
    only(value, "format", "version", "document", "view", "step", "run", "author") &&
    isObject(document) &&
    isObject(view) &&
    Object.values(view).every((one) => typeof one === "string") &&
    isWhole(step, 0, Number.MAX_SAFE_INTEGER) &&
    (run === undefined || (typeof run === "string" && run.length <= LONGEST_RUN)) &&
    (author === undefined || typeof author === "string")
  );
}

const NONE = text("This method is given nothing.", "此方法没有参数。");
const STATE = text("This is no state of a playground.", "这不是演练场的状态。");
const SILENT = text(
  "The only option is `silent`, true or false.",
  "唯一的选项是 `silent`，取 true 或 false。",
);
const STEPS = text(
  `The number of updates is a whole number from 1 to ${MOST_STEPS}.`,
  `更新次数应为 1 到 ${MOST_STEPS} 的整数。`,
);
const STEP = text(
  "The number of an update is a whole number from 0.",
  "更新的序号应为从 0 起的整数。",
);
const PATH = text(
  `A path is a text of 1 to ${LONGEST_PATH} letters.`,
  `路径应为 1 到 ${LONGEST_PATH} 个字符的文本。`,
);
const VALUE = text("set() is given a path and a value.", "set() 的参数是路径和值。");
const OBSERVER = text(
  "An observation is named by a whole number from 0.",
  "观察以从 0 起的整数命名。",
);
const WIDTH = text(
  `The only option is \`width\`, from ${SMALLEST_PICTURE} to ${LARGEST_PICTURE}.`,
  `唯一的选项是 \`width\`，范围 ${SMALLEST_PICTURE} 到 ${LARGEST_PICTURE}。`,
);

const nothing: Check = (given) => (given.length === 0 ? undefined : NONE);

const CHECKS: Readonly<Record<Method, Check>> = {
  getState: nothing,
  setState: ([state, options, ...rest]) => {
    if (!isState(state)) return STATE;
    if (options === undefined) return rest.length === 0 ? undefined : SILENT;
    const fits =
      isObject(options) &&
      only(options, "silent") &&
      (options.silent === undefined || typeof options.silent === "boolean");
    return fits && rest.length === 0 ? undefined : SILENT;
  },
  setDefaultState: ([...given]) =>
    given.length === 0 || (given.length === 1 && isState(given[0])) ? undefined : STATE,
  reset: nothing,
  play: nothing,
  pause: nothing,
  step: (given) =>
    given.length === 0 || (given.length === 1 && isWhole(given[0], 1, MOST_STEPS))
      ? undefined
      : STEPS,
  seek: (given) =>
    given.length === 1 && isWhole(given[0], 0, Number.MAX_SAFE_INTEGER) ? undefined : STEP,
  set: (given) => (given.length !== 2 ? VALUE : isPath(given[0]) ? undefined : PATH),
  get: (given) => (given.length === 1 && isPath(given[0]) ? undefined : PATH),
  observe: (given) =>
    given.length !== 2 || !isObserver(given[1]) ? OBSERVER : isPath(given[0]) ? undefined : PATH,
  unobserve: (given) => (given.length === 1 && isObserver(given[0]) ? undefined : OBSERVER),
  screenshot: ([options, ...rest]) => {
    if (options === undefined) return rest.length === 0 ? undefined : WIDTH;
    const fits =
      isObject(options) &&
      only(options, "width") &&
      (options.width === undefined ||
        (typeof options.width === "number" &&
          options.width >= SMALLEST_PICTURE &&
          options.width <= LARGEST_PICTURE));
    return fits && rest.length === 0 ? undefined : WIDTH;
  },
  submit: nothing,
  flush: nothing,
  destroy: nothing,
};
