// SPDX-License-Identifier: Apache-2.0
/** The version of a file: a newer Downhill may write what this one cannot read. The parser says the same of documents. */
import { ExperimentError } from "./experiment_error.ts";

/** @throws ExperimentError at `path` where the version is another one than `known`. */
export function requireVersion(path: string, version: unknown, known: number): void {
  if (version === known) return;
  const isNewer = typeof version === "number" && version > known;
  throw new ExperimentError({
    path,
    message: isNewer
      ? `is ${version}, from a newer Downhill: this one reads files of version ${known}. Reload the page, or install the newest package.`
      : `is not ${known}, the version of such a file. Save it again with this Downhill.`,
    zh: isNewer
      ? `为 ${version}，来自更新的 Downhill：此版本只能读取版本 ${known} 的文件。请刷新页面，或安装最新的软件包。`
      : `不是此类文件的版本 ${known}。请用此版本的 Downhill 重新保存。`,
  });
}
