// SPDX-License-Identifier: Apache-2.0
/** Words of the field that a newcomer meets on the page, each said in a sentence or two. The Chinese ones name what else they are called. */
import type { Text } from "../engine/api.ts";
import type { Language } from "./language.ts";

export interface Term {
  readonly name: Text;
  readonly says: Text;
  /** As it is written within sentences; none for a word that is only explained where it stands as a name. */
  readonly written?: { readonly [L in Language]: readonly string[] };
}

export const TERMS = {
  loss: {
    name: { en: "Loss", zh: "损失（loss）" },
    says: {
      en: "One number for how wrong the network is, averaged over the samples. Training makes it smaller.",
      zh: "衡量网络错得有多厉害的一个数，对样本取平均。训练就是让它变小。又称代价（cost）。",
    },
  },
  epoch: {
    name: { en: "Epoch", zh: "轮（epoch）" },
    says: {
      en: "One pass over all training samples, in as many updates as there are batches.",
      zh: "把全部训练样本过一遍；有多少个小批量，就更新多少次。又称回合、轮次、迭代周期。",
    },
    written: { en: ["epoch", "epochs"], zh: [] },
  },
  update: {
    name: { en: "Update", zh: "更新（步）" },
    says: {
      en: "One step downhill: the gradient of one batch tells how each weight changes. Also called a step or an iteration.",
      zh: "下降一步：用一个小批量的梯度决定每个权重怎样改变。又称一步（step）、一次迭代。",
    },
  },
  batch: {
    name: { en: "Batch", zh: "小批量（batch）" },
    says: {
      en: "The samples that one update is made from. Few make updates quick and noisy, many make them slow and steady.",
      zh: "一次更新所用的样本。样本少，更新快但抖动大；样本多，更新慢但平稳。",
    },
    written: { en: ["batch", "batches"], zh: ["小批量"] },
  },
  training: {
    name: { en: "Training part", zh: "训练集" },
    says: {
      en: "The samples that the weights are changed by.",
      zh: "用来改变权重的样本。",
    },
  },
  held_out: {
    name: { en: "Held out", zh: "留出的样本" },
    says: {
      en: "Kept from training, so that they tell whether the network has understood or only learnt by heart.",
      zh: "不参与训练的样本，用来看网络是真的学会了，还是只记住了训练样本。",
    },
    written: { en: ["held out"], zh: [] },
  },
  validation: {
    name: { en: "Validation part", zh: "验证集" },
    says: {
      en: "Held out from training and looked at all along: settings are chosen by it.",
      zh: "不参与训练，但训练中一直在看：根据它来选择设置。又称开发集（dev set）。",
    },
    written: { en: ["validation"], zh: ["验证"] },
  },
  test: {
    name: { en: "Test part", zh: "测试集" },
    says: {
      en: "Held out until the end, and no setting is chosen by it: how well the network does on what is new.",
      zh: "留到最后才看，不用它选择任何设置：反映网络在全新样本上的表现。",
    },
  },
  logit: {
    name: { en: "Logit", zh: "logit（未规范化的输出）" },
    says: {
      en: "A raw score of the output, any number: the logistic function or softmax makes a probability of it.",
      zh: "输出层的原始得分，可以是任意数；经 logistic 函数或 softmax 变成概率。",
    },
    written: { en: ["logit", "logits"], zh: ["logit"] },
  },
  tanh: {
    name: { en: "tanh", zh: "tanh（双曲正切）" },
    says: {
      en: "Bends any number smoothly into −1 to 1; far from 0 it is flat, and little gradient comes through.",
      zh: "把任意数平滑地压到 −1 到 1 之间；离 0 很远处几乎是平的，梯度难以通过。",
    },
    written: { en: ["tanh"], zh: ["tanh"] },
  },
  relu: {
    name: { en: "ReLU", zh: "ReLU（修正线性单元）" },
    says: {
      en: "Lets positive numbers through and makes 0 of negative ones.",
      zh: "正数原样通过，负数变为 0。又称整流线性单元。",
    },
    written: { en: ["ReLU"], zh: ["ReLU"] },
  },
  sigmoid: {
    name: { en: "Sigmoid", zh: "sigmoid（logistic 函数）" },
    says: {
      en: "Bends any number smoothly into 0 to 1, as a probability.",
      zh: "把任意数平滑地压到 0 到 1 之间，可看作概率。",
    },
    written: { en: ["sigmoid"], zh: ["sigmoid"] },
  },
  gradient: {
    name: { en: "Gradient", zh: "梯度" },
    says: {
      en: "How the loss changes with each weight: it points uphill, and an update goes the other way.",
      zh: "损失随每个权重的变化率：它指向上坡方向，更新则朝相反方向走。",
    },
    written: { en: ["gradient", "gradients"], zh: ["梯度"] },
  },
  seed: {
    name: { en: "Seed", zh: "随机种子" },
    says: {
      en: "The number from which all chance follows. The same seed gives the same data, first weights and batches, on every machine.",
      zh: "一切随机都由它产生。种子相同，数据、初始权重和小批量就相同，在任何机器上都一样。",
    },
    written: { en: ["seed"], zh: ["种子"] },
  },
  standardize: {
    name: { en: "Standardize", zh: "标准化" },
    says: {
      en: "Shift and scale each column to mean 0 and deviation 1, so that no unit of measure outweighs another.",
      zh: "把每一列平移、缩放到均值 0、标准差 1，使任何一列都不因单位而压过别的列。又称 z-score。",
    },
  },
} as const satisfies Record<string, Term>;

export type TermId = keyof typeof TERMS;

const ALL = Object.entries(TERMS) as [TermId, Term][];

/** A piece of a sentence, and the term that it is. */
export interface Piece<Id extends string = TermId> {
  readonly text: string;
  readonly term?: Id;
}

const isLetter = (sign: string | undefined): boolean => /^[a-z0-9_-]$/i.test(sign ?? " ");

/** Where a term stands first, as a word of its own. */
function find(text: string, { written }: Term, language: Language): { at: number; length: number } {
  let first = { at: -1, length: 0 };
  for (const word of written?.[language] ?? []) {
    for (let at = text.indexOf(word); at !== -1; at = text.indexOf(word, at + 1)) {
      // A Chinese word may stand between letters; one of letters may not stand within another.
      const isWhole =
        !isLetter(word[0]) || (!isLetter(text[at - 1]) && !isLetter(text[at + word.length]));
      if (!isWhole) continue;
      if (first.at === -1 || at < first.at) first = { at, length: word.length };
      break;
    }
  }
  return first;
}

/** A sentence with the terms of the page in it, each where it stands first. */
export const withTerms = (text: string, language: Language): Piece[] =>
  withTermsOf(ALL, text, language);

/** The same with other terms. Where two begin at one place the longer one counts. */
export function withTermsOf<Id extends string>(
  terms: readonly (readonly [Id, Term])[],
  text: string,
  language: Language,
): Piece<Id>[] {
  const found = terms
    .map(([term, entry]) => ({ term, ...find(text, entry, language) }))
    .filter(({ at }) => at !== -1)
    .sort((one, other) => one.at - other.at || other.length - one.length);
  const pieces: Piece<Id>[] = [];
  let done = 0;
  for (const { term, at, length } of found) {
    if (at < done) continue;
    if (at > done) pieces.push({ text: text.slice(done, at) });
    pieces.push({ text: text.slice(at, at + length), term });
    done = at + length;
  }
  if (done < text.length) pieces.push({ text: text.slice(done) });
  return pieces;
}
