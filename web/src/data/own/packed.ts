// SPDX-License-Identifier: Apache-2.0
/** What lies in an archive or a folder, as far as that decides how it is read. */
import { requireBytes } from "../csv/encoding.ts";
import { pictureFault } from "../pictures/picture.ts";
import { isHidden, isPictureName } from "../pictures/pictures.ts";
import { listed } from "../pictures/zip.ts";
import { MOST_OWN_FILES } from "./plan.ts";

const isTableName = (path: string): boolean => /\.(csv|tsv|data)$/i.test(path);
/** Files by which programs tell their own archives. */
const isWorkbook = (path: string): boolean => /^(xl\/workbook\.\w+|content\.xml)$/.test(path);

/**
 * The one table of an archive; undefined where there are pictures, or nothing to read.
 * @throws ExperimentError where there are several, or it is what a spreadsheet program keeps
 */
export function tableInZip(archive: string, bytes: Uint8Array): string | undefined {
  const seen = listed(archive, bytes).filter(({ name }) => !isHidden(name));
  // Before its pictures, which are no data.
  if (seen.some(({ name }) => isWorkbook(name))) {
    throw pictureFault(archive, {
      en: "is a workbook of a spreadsheet program. Open it there, and save the sheet as CSV.",
      zh: "是电子表格文件。请用表格程序打开，把工作表另存为 CSV。",
    });
  }
  if (seen.some(({ name }) => isPictureName(name))) return undefined;
  const tables = seen.filter(({ name }) => isTableName(name));
  const [table, other] = tables;
  if (table === undefined) return undefined;
  if (other !== undefined) {
    throw pictureFault(archive, {
      en: `holds ${tables.length} tables, like ${table.name} and ${other.name}. Unpack it, and give one of them.`,
      zh: `含有 ${tables.length} 个表格，例如 ${table.name} 和 ${other.name}。请解压后给出其中一个。`,
    });
  }
  // Before it is unpacked.
  requireBytes(table.originalSize);
  return table.name;
}

/** @throws ExperimentError where there are more files than are gone through one by one */
export function requireFewFiles(folder: string, count: number): void {
  if (count <= MOST_OWN_FILES) return;
  throw pictureFault(folder, {
    en: `holds more than ${MOST_OWN_FILES} files. Give a zip of it, or fewer of them.`,
    zh: `包含超过 ${MOST_OWN_FILES} 个文件。请给出它的 zip，或减少文件。`,
  });
}
