// SPDX-License-Identifier: Apache-2.0
/** What may be wrong with code that a student has written: where, what, and what helps. */
import { quoted } from "../data/shown.ts";
import type { Text } from "../engine/api.ts";
import { LIMITS } from "./limits.ts";

const MEGABYTES = LIMITS.memory / 2 ** 20;

/** Where a call stood when its answer was no good: step 3, x = 1000. */
export interface Place {
  readonly name: string;
  readonly value: number;
}

export type Fault =
  /** The text is no JavaScript. `detail` is the sentence of the interpreter, which has English alone. */
  | { readonly kind: "syntax"; readonly detail: string }
  | { readonly kind: "missing"; readonly name: string; readonly call: string }
  | { readonly kind: "threw"; readonly error: string; readonly detail: string }
  | { readonly kind: "endless" }
  | { readonly kind: "recursion" }
  | { readonly kind: "memory" }
  /** In letters. */
  | { readonly kind: "long"; readonly most: number }
  /** `got`: what came in place of a number, a list, or rows. */
  | {
      readonly kind: "returned";
      readonly name: string;
      readonly got: Got;
      readonly wanted: Wanted["what"];
    }
  | {
      readonly kind: "length";
      readonly name: string;
      readonly got: number;
      readonly wanted: number;
    }
  /** One of the numbers of a list, counted from 1. */
  | {
      readonly kind: "element";
      readonly name: string;
      readonly number: number;
      readonly got: Got;
    }
  | {
      readonly kind: "not_finite";
      readonly name: string;
      readonly number?: number;
      readonly value: number;
    }
  /** A class that is none, or a point that lies too far away; rows are counted from 1. */
  | { readonly kind: "row"; readonly row: number; readonly why: "class" | "far" };

/** What a call is to answer. */
export type Wanted =
  | { readonly what: "number" }
  | { readonly what: "numbers"; readonly count: number }
  /** As many rows of so many numbers. */
  | { readonly what: "rows"; readonly count: number; readonly width: number };

export const GOT = [
  "undefined",
  "null",
  "boolean",
  "string",
  "number",
  "bigint",
  "symbol",
  "function",
  "promise",
  "list",
  "object",
] as const;
export type Got = (typeof GOT)[number];

export interface Mistake {
  readonly fault: Fault;
  /** In the student's code, from 1. */
  readonly line?: number | undefined;
  readonly column?: number | undefined;
  readonly at?: Place | undefined;
}

export class StudentError extends Error {
  override readonly name = "StudentError";

  constructor(readonly mistake: Mistake) {
    super(mistakeText(mistake).en);
  }
}

/** In a sentence with its cure, and its line before it. */
export function mistakeText({ fault, line, at }: Mistake): Text {
  const said = sentence(fault);
  const en = at === undefined ? "" : ` (${at.name} = ${at.value})`;
  const zh = at === undefined ? "" : `（${at.name} = ${at.value}）`;
  return line === undefined
    ? { en: `${said.en}${en}`, zh: `${said.zh}${zh}` }
    : { en: `Line ${line}${en}: ${said.en}`, zh: `第 ${line} 行${zh}：${said.zh}` };
}

const WHAT: Readonly<Record<Got, Text>> = {
  undefined: { en: "nothing (undefined)", zh: "空（undefined）" },
  null: { en: "null", zh: "null" },
  boolean: { en: "true or false", zh: "布尔值" },
  string: { en: "a text", zh: "字符串" },
  number: { en: "a number", zh: "一个数" },
  bigint: { en: "a BigInt", zh: "BigInt" },
  symbol: { en: "a symbol", zh: "symbol" },
  function: { en: "a function", zh: "函数" },
  promise: { en: "a promise", zh: "Promise" },
  list: { en: "a list", zh: "数组" },
  object: { en: "an object", zh: "对象" },
};

const WANTED: Readonly<Record<Wanted["what"], Text>> = {
  number: { en: "a number", zh: "一个数" },
  numbers: { en: "a list of numbers", zh: "由数组成的数组" },
  rows: { en: "a list of rows [x1, x2, class]", zh: "由 [x1, x2, 类别] 组成的数组" },
};

function sentence(fault: Fault): Text {
  switch (fault.kind) {
    case "syntax":
      return {
        en: `This is no JavaScript yet: ${quoted(fault.detail, 120)}. Look for a bracket, comma or quotation mark that is missing, here or on the line above.`,
        zh: `这里还不是合法的 JavaScript：${quoted(fault.detail, 120)}。请检查本行或上一行是否缺少括号、逗号或引号。`,
      };
    case "missing":
      return {
        en: `There is no function ${fault.name}. Write: function ${fault.call} { … }`,
        zh: `没有名为 ${fault.name} 的函数。请写：function ${fault.call} { … }`,
      };
    case "threw":
      return thrown(fault.error, fault.detail);
    case "endless":
      return {
        en: "The code did not come to an end, and was stopped. Look at this loop: does its condition ever become false?",
        zh: "代码一直没有结束，已被停止。请检查这里的循环：循环条件会变为假吗？",
      };
    case "recursion":
      return {
        en: "A function calls itself without end. Give it a case in which it returns without a call.",
        zh: "函数无休止地调用自身。请给它一个不再调用、直接返回的情形。",
      };
    case "memory":
      return {
        en: `The code wanted more memory than there is for it (${MEGABYTES} MB). Look for a list or a text that grows in a loop.`,
        zh: `代码所需内存超过了上限（${MEGABYTES} MB）。请检查是否有数组或字符串在循环中不断变长。`,
      };
    case "long":
      return {
        en: `The code has more than ${fault.most} letters, and is not read. Take out what it does not need, such as long lists of numbers.`,
        zh: `代码超过 ${fault.most} 个字符，没有读取。请删去不需要的内容，例如很长的数字列表。`,
      };
    case "returned":
      return returned(fault);
    case "length":
      return {
        en: `${fault.name} returned ${fault.got} instead of ${fault.wanted} of them. Return as many as were asked for, in the same order.`,
        zh: `${fault.name} 返回了 ${fault.got} 个，应为 ${fault.wanted} 个。请按原来的顺序返回同样多个。`,
      };
    case "element":
      return {
        en: `Number ${fault.number} of what ${fault.name} returned is ${WHAT[fault.got].en} instead of a number.`,
        zh: `${fault.name} 返回的第 ${fault.number} 个不是数，而是${WHAT[fault.got].zh}。`,
      };
    case "not_finite":
      return notFinite(fault);
    case "row":
      return fault.why === "class"
        ? {
            en: `The class of point ${fault.row} is none. Use whole numbers from 0 to 5.`,
            zh: `第 ${fault.row} 个点的类别无效。请用 0 到 5 的整数。`,
          }
        : {
            en: `Point ${fault.row} lies too far away. Use numbers from -1000 to 1000.`,
            zh: `第 ${fault.row} 个点太远。请用 -1000 到 1000 的数。`,
          };
  }
}

function returned({ name, got, wanted }: Extract<Fault, { kind: "returned" }>): Text {
  const cure: Text =
    got === "undefined"
      ? { en: `End it with "return …".`, zh: `请在末尾写上“return …”。` }
      : got === "promise"
        ? {
            en: "Leave out async: nothing has to be waited for.",
            zh: "请去掉 async：这里无需等待。",
          }
        : { en: "Look at what stands behind return.", zh: "请检查 return 后面的内容。" };
  return {
    en: `${name} returned ${WHAT[got].en} instead of ${WANTED[wanted].en}. ${cure.en}`,
    zh: `${name} 返回的是${WHAT[got].zh}，应为${WANTED[wanted].zh}。${cure.zh}`,
  };
}

function notFinite({ name, number, value }: Extract<Fault, { kind: "not_finite" }>): Text {
  const place: Text =
    number === undefined
      ? { en: "", zh: "" }
      : { en: `number ${number} of `, zh: `第 ${number} 个数` };
  const cure: Text = Number.isNaN(value)
    ? {
        en: "NaN comes of 0/0, of the root of a negative number, and of anything that is undefined: look for a misspelt name or a first step without memory.",
        zh: "NaN 来自 0/0、负数开方，或参与运算的量为 undefined：请检查是否有名字拼错，或第一步时 state 还是空的。",
      }
    : {
        en: "A number became too large. Rewrite the formula so that exp sees no large argument, or nothing is divided by 0.",
        zh: "某个数过大。请改写公式，避免 exp 的自变量过大，也避免除以 0。",
      };
  return {
    en: `${place.en}${name} returned ${value}. ${cure.en}`.replace(
      /^n/,
      number === undefined ? "n" : "N",
    ),
    zh: `${name} 返回的${place.zh}是 ${value}。${cure.zh}`,
  };
}

/** What students meet most, with its cure; all else as the interpreter says it, in English. */
const KNOWN: readonly { readonly says: RegExp; readonly told: (name: string) => Text }[] = [
  {
    says: /^'?([\w$]+)'? is not defined$/,
    told: (name) => ({
      en: `${name} is not defined. Is it misspelt? Else declare it first: const ${name} = …`,
      zh: `${name} 没有定义。是否拼错了？否则请先声明：const ${name} = …`,
    }),
  },
  {
    says: /^'?([\w$]+)'? is read-only$/,
    told: (name) => ({
      en: `${name} was declared with const and cannot be changed. Declare it with let.`,
      zh: `${name} 由 const 声明，不能改变。请改用 let 声明。`,
    }),
  },
  {
    says: /^cannot read property '?([\w$]+)'? of (?:undefined|null)$/,
    told: (name) => ({
      en: `${name} is asked of something that is not there (undefined). In the first step state is empty: give it its numbers there.`,
      zh: `在不存在的量（undefined）上读取 ${name}。第一步时 state 是空的：请先给它赋初值。`,
    }),
  },
  {
    says: /^(not) a function$/,
    told: () => ({
      en: "What is called here is no function. Is its name misspelt, or an operator missing, as in 2(x)?",
      zh: "这里调用的不是函数。名字是否拼错，或漏了运算符，例如 2(x)？",
    }),
  },
];

function thrown(error: string, detail: string): Text {
  for (const { says, told } of KNOWN) {
    const match = says.exec(detail);
    if (match !== null) return told(quoted(match[1] ?? ""));
  }
  const shown = `${quoted(error)}: ${quoted(detail, 120)}`;
  return { en: `The code failed: ${shown}`, zh: `代码出错：${shown}` };
}
