// SPDX-License-Identifier: Apache-2.0
/** What goes wrong in a frame, in the words that its host is told. */
import { type Refusal, sentence } from "../documents/refusal.ts";
import type { Text } from "../engine/api.ts";
import { textOf } from "../engine/contract/engine_error.ts";
import type { Language } from "../locales/language.ts";
import { CHECK_CONNECTION } from "./check_connection.ts";
import type { Fault, FaultCode } from "./protocol.ts";

export class CallFault extends Error {
  override readonly name = "CallFault";

  constructor(
    readonly code: FaultCode,
    readonly text: Text,
    readonly cure: Text,
    readonly path?: string,
  ) {
    super(text.en);
  }

  in(language: Language): Fault {
    const { code, text, cure, path } = this;
    return {
      code,
      message: text[language],
      cure: cure[language],
      ...(path === undefined || path === "" ? {} : { path }),
    };
  }
}

const fault = (code: FaultCode, text: Text, cure: Text, path?: string) =>
  new CallFault(code, text, cure, path);

/** What the parser says: what is wrong, and behind it how to mend it. */
export function refusedFault(refusal: Refusal): CallFault {
  const cure = (language: Language, end: RegExp, otherwise: string): string => {
    const at = refusal.message[language].search(end);
    return at < 0 ? otherwise : refusal.message[language].slice(at).replace(/^[.。]\s*/, "");
  };
  return fault(
    "refused",
    { en: sentence(refusal, "en"), zh: sentence(refusal, "zh") },
    {
      en: cure("en", /\. \S/, "Give another value, or leave it out: then it is as by default."),
      zh: cure("zh", /。\S/, "请换一个值，或省略该项以使用默认值。"),
    },
    refusal.path,
  );
}

/** Anything thrown. What is not foreseen is told as what it is. */
export function faultOf(error: unknown): CallFault {
  if (error instanceof CallFault) return error;
  const text = textOf(error);
  const code = error instanceof Error && "code" in error ? error.code : undefined;
  if (code === "unavailable" || code === "stale" || code === "refused") return unavailable(text);
  if (code === "crashed" || code === "lost") return crashed(text);
  if (code === "closed") return destroyed();
  return fault("internal", text, {
    en: "Load the page again. If it comes back, please report it with this sentence.",
    zh: "请重新载入页面。若再次出现，请附上这句话报告问题。",
  });
}

/** Of the address of the frame; without it the frame is there all the same. */
export const badAddress = (text: Text) =>
  fault("bad_attribute", text, {
    en: "Mend the attribute of the element, or the key behind # in the address of the frame.",
    zh: "请修正该元素的属性，或框架地址中 # 后面的键。",
  });

export const unavailable = (text: Text) =>
  fault("unavailable", text, {
    en: "Use a newer browser, and allow WebAssembly and workers in the frame (the policies `script-src` and `worker-src` of its server).",
    zh: "请使用更新的浏览器，并在框架页的服务器策略（`script-src` 和 `worker-src`）中允许 WebAssembly 和 worker。",
  });

/** What the frame is for did not come over the network. */
export const notArrived = (text: Text) => fault("unavailable", text, CHECK_CONNECTION);

export const crashed = (text: Text) =>
  fault("crashed", text, {
    en: "Call play() or reset(): another trainer is started.",
    zh: "请调用 play() 或 reset()：会启动新的训练器。",
  });

export const destroyed = () =>
  fault(
    "destroyed",
    { en: "This playground has been taken away.", zh: "这个演练场已被移除。" },
    { en: "Put the element on the page again.", zh: "请把该元素重新放到页面上。" },
  );

export const tooMany = () =>
  fault(
    "too_many",
    { en: "Too many messages in a short time.", zh: "短时间内的消息过多。" },
    {
      en: "Wait for the answer of one call before the next, and observe() a value instead of asking for it again and again.",
      zh: "请等一次调用有了答复再调用下一次；需要反复读取的值请用 observe()。",
    },
  );

export const tooLarge = () =>
  fault(
    "too_large",
    { en: "The message is larger than a frame takes.", zh: "消息超出框架可接收的大小。" },
    {
      en: "Keep a state below a million letters: put large tables into a stored table.",
      zh: "请把状态控制在一百万个字符以内：大的表格请用存储表格。",
    },
  );

export const otherVersion = () =>
  fault(
    "version",
    {
      en: "The message is of a version of the protocol that this frame does not speak.",
      zh: "消息的协议版本与此框架不同。",
    },
    {
      en: "Load downhill.js from the same place as the frame.",
      zh: "请从框架所在的同一位置加载 downhill.js。",
    },
  );

export const unknownMethod = () =>
  fault(
    "unknown_method",
    { en: "There is no such method.", zh: "没有这个方法。" },
    { en: "docs/embedding.md lists them all.", zh: "docs/embedding.md 列出了全部方法。" },
  );

export const badArguments = (what: Text) =>
  fault("bad_arguments", what, {
    en: "docs/embedding.md says what each method is given.",
    zh: "docs/embedding.md 说明了每个方法的参数。",
  });

export const unknownPath = (path: string) =>
  fault(
    "unknown_path",
    { en: "There is nothing at this place.", zh: "此处没有内容。" },
    {
      en: "Give a place in the document such as optimizer.learning_rate, a key of the view such as view.lang, or one of run.step, run.train_loss and the like.",
      zh: "请给出文档中的位置（如 optimizer.learning_rate）、视图的键（如 view.lang），或 run.step、run.train_loss 之类。",
    },
    path,
  );

export const onlyRead = (path: string) =>
  fault(
    "bad_arguments",
    { en: "Where training stands can only be read.", zh: "训练所处的状态只能读取。" },
    {
      en: "Move it with play(), pause(), step(), seek() or reset().",
      zh: "请用 play()、pause()、step()、seek() 或 reset() 来改变它。",
    },
    path,
  );

export const noExercise = () =>
  fault(
    "no_exercise",
    {
      en: "There is no exercise in this frame, so there is nothing to hand in.",
      zh: "此框架中没有练习，因此没有可提交的内容。",
    },
    {
      en: "To keep what the reader has made, save what getState() answers.",
      zh: "若要保存读者的成果，请保存 getState() 的答复。",
    },
  );

export const predictFirst = () =>
  fault(
    "predict_first",
    { en: "The reader is to make a prediction first.", zh: "需要先由读者作出预测。" },
    {
      en: "Leave it to the reader to lock the prediction, or to pass it over; then call again.",
      zh: "请等读者锁定或跳过预测后再调用。",
    },
  );

/** `why`: what the trainer says; undefined where something is waited for. */
export const notChecked = (why: Text | undefined) =>
  fault(
    "not_checked",
    why ?? {
      en: "The work was not checked: a prediction is wanted first, or a check is at work.",
      zh: "未检查：需要先作预测，或正在检查中。",
    },
    {
      en: "Listen for `check`, and leave the button of the exercise to the reader.",
      zh: "请监听 `check` 事件，由读者按练习中的按钮。",
    },
  );

export const noPicture = () =>
  fault(
    "no_picture",
    { en: "The browser gave no picture.", zh: "浏览器没有生成图片。" },
    { en: "Ask for a smaller one.", zh: "请换一个更小的宽度。" },
  );

export const damagedState = (detail: Text) =>
  fault("refused", detail, {
    en: "Give back what getState() has answered, unchanged.",
    zh: "请原样交回 getState() 的答复。",
  });
