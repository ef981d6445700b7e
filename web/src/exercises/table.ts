// SPDX-License-Identifier: Apache-2.0
/** What the table of receipts says, in words: on the teacher's page, on the command line, and in what is copied from them. */
import type { Text } from "../engine/api.ts";
import type { Row } from "./marking.ts";

export const COLUMNS = [
  "name",
  "exercise",
  "checks",
  "prediction",
  "looks",
  "runs",
  "changes",
  "reproduces",
] as const;
export type Column = (typeof COLUMNS)[number];

export const HEADS: Readonly<Record<Column, Text>> = {
  name: { en: "name", zh: "姓名" },
  exercise: { en: "exercise", zh: "练习" },
  checks: { en: "checks", zh: "检查" },
  prediction: { en: "prediction", zh: "预测" },
  looks: { en: "looks", zh: "看测试集" },
  runs: { en: "runs", zh: "训练次数" },
  changes: { en: "changes", zh: "每次改动" },
  reproduces: { en: "reproduces", zh: "可重现" },
};

const same = (text: string): Text => ({ en: text, zh: text });
const NOTHING = same("-");
const plain = (value: number | null): Text => (value === null ? NOTHING : same(String(value)));

/** `twin`: the name on the first receipt of the same work. */
export function cellsOf(row: Row, twin?: string): Readonly<Record<Column, Text>> {
  const { name, exercise, passed, checks, looks, runs, changes } = row;
  return {
    name: same(name || "-"),
    exercise: same(exercise),
    checks:
      passed === null
        ? NOTHING
        : { en: `${passed} of ${checks}`, zh: `${checks} 项中通过 ${passed} 项` },
    prediction: predictionSaid(row),
    looks: plain(looks),
    runs: plain(runs),
    changes: plain(changes),
    reproduces: joined([row.reproduces ? YES : NO, ...remarksOf(row, twin)]),
  };
}

const YES: Text = { en: "yes", zh: "是" };
const NO: Text = { en: "no", zh: "否" };
export const reproducesSaid = ({ reproduces }: Pick<Row, "reproduces">): Text =>
  reproduces ? YES : NO;

export const PREDICTED: Readonly<Record<NonNullable<Row["prediction"]>, Text>> = {
  right: { en: "right", zh: "正确" },
  near: { en: "near", zh: "接近" },
  off: { en: "off", zh: "不符" },
};

/** `near (0.02 off)`, `off by 0.4`, `right`. */
export function predictionSaid({ prediction, distance }: Row): Text {
  const by = distance === null ? undefined : String(Number(distance.toPrecision(3)));
  switch (prediction) {
    case null:
      return NOTHING;
    case "right":
      return PREDICTED.right;
    case "near":
      return by === undefined ? PREDICTED.near : { en: `near (${by} off)`, zh: `接近（差 ${by}）` };
    case "off":
      return by === undefined ? PREDICTED.off : { en: `off by ${by}`, zh: `不符（差 ${by}）` };
  }
}

/** Why it does not reproduce, and whose work it is too. */
export const remarksOf = ({ faults }: Pick<Row, "faults">, twin?: string): readonly Text[] => [
  ...faults,
  ...(twin === undefined
    ? []
    : [{ en: `the same as ${twin || "-"}`, zh: `与 ${twin || "-"} 相同` }]),
];

/** As one sentence after the other, in either language. */
export const joined = (texts: readonly Text[]): Text => ({
  en: texts.map(({ en }) => en).join("; "),
  zh: texts.map(({ zh }) => zh).join("；"),
});

export function summaryOf(rows: readonly Row[]): Text {
  const good = rows.filter(({ reproduces }) => reproduces).length;
  return {
    en: `${good} of ${rows.length} reproduce. This proves that the numbers belong together, not who has handed them in.`,
    zh: `${rows.length} 份中有 ${good} 份可以重现。这说明其中的数彼此一致，并不说明是谁提交的。`,
  };
}
