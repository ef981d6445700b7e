// SPDX-License-Identifier: Apache-2.0
/** Whether the trainer will take the table. */
import type { Column } from "./column.ts";
import { fault } from "./fault.ts";
import { checkName } from "./header.ts";
import { MAXIMUM_COLUMNS, MAXIMUM_NUMBERS, MAXIMUM_TEXT } from "./limits.ts";
import type { TableData } from "./table_data.ts";

export function checkTarget({ name: column, type }: Column, classNames: readonly string[]): void {
  if (type === "number" || classNames.length > 1) return;
  throw fault(
    { column },
    {
      en: `the target has one class only, "${classNames[0] ?? ""}", so there is nothing to tell apart. Give rows of two or more.`,
      zh: `目标只有一个类别“${classNames[0] ?? ""}”，没有可区分的内容。请提供两个以上类别的行。`,
    },
  );
}

export function checkNames(
  names: readonly string[],
  classNames: readonly string[],
  target: Column,
): void {
  if (names.length > MAXIMUM_COLUMNS) {
    throw fault(
      {},
      {
        en: `the table would have ${names.length} columns, more than ${MAXIMUM_COLUMNS}. Ignore columns of classes.`,
        zh: `表格会有 ${names.length} 列，超过 ${MAXIMUM_COLUMNS} 列。请忽略一些类别列。`,
      },
    );
  }
  for (const name of names) checkName(name, { column: name.split("=")[0] ?? name });
  for (const name of classNames) checkName(name, { column: target.name });
}

export function checkSize(rows: number, names: readonly string[]): void {
  const numbers = rows * names.length;
  if (numbers <= MAXIMUM_NUMBERS) return;
  const most = Math.floor(MAXIMUM_NUMBERS / names.length);
  throw fault(
    {},
    {
      en: `${rows} rows of ${names.length} numbers are ${numbers}, more than ${MAXIMUM_NUMBERS}. Ignore columns, or keep ${most} rows.`,
      zh: `${rows} 行、每行 ${names.length} 个数，共 ${numbers} 个，超过 ${MAXIMUM_NUMBERS} 个。请忽略一些列，或只保留 ${most} 行。`,
    },
  );
}

/** Very many long names beside very many numbers. */
export function checkText({ columns, values, class_names }: TableData): void {
  const names = new TextEncoder().encode(JSON.stringify([columns, class_names]));
  const size = values.length + names.length;
  if (size <= MAXIMUM_TEXT) return;
  throw fault(
    {},
    {
      en: `the table has ${size} bytes as text, more than ${MAXIMUM_TEXT}. Shorten the names of the columns, or ignore some.`,
      zh: `表格写成文本有 ${size} 字节，超过 ${MAXIMUM_TEXT} 字节。请缩短列名，或忽略一些列。`,
    },
  );
}
