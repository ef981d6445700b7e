// SPDX-License-Identifier: Apache-2.0
/** Gives a package for learning systems (scorm_package.ts) as a file, and says what came of it. */
import type { Text } from "../engine/api.ts";
import { download } from "./download.ts";

export const PACK: Text = {
  en: "Download for Moodle or Canvas (SCORM 1.2)",
  zh: "下载 Moodle 或 Canvas 课件（SCORM 1.2）",
};

export const PACKING: Text = { en: "Making the package …", zh: "正在生成课件…" };

export async function downloadPackage(
  name: string,
  make: () => Promise<Uint8Array>,
): Promise<Text> {
  try {
    const zip = await make();
    const file = `${name}.scorm.zip`;
    download(file, [zip as BlobPart], "application/zip");
    return {
      en: `${file} is written. Upload it to the course as a SCORM package.`,
      zh: `已写入 ${file}。请作为 SCORM 课件上传到课程。`,
    };
  } catch (error) {
    // A PackageError, whose class comes with what makes the package.
    return error instanceof Error && "file" in error
      ? {
          en: `The package could not be made: ${error.file} is missing on this site. Where it is served from its sources, run npm run build and open it with npm start.`,
          zh: `无法生成课件：本网站缺少 ${error.file}。若网站直接从源码运行，请先执行 npm run build，再用 npm start 打开。`,
        }
      : {
          en: `The package could not be made: ${error}. Reload the page, and try again.`,
          zh: `无法生成课件：${error}。请重新加载页面后再试。`,
        };
  }
}
