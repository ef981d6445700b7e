// SPDX-License-Identifier: Apache-2.0
/** An experiment written into downhill.html, as a block of data that no browser runs, and read from it. */

/** As a link says it (web/src/documents/link.ts). */
export interface WrittenExperiment {
  readonly document: Readonly<Record<string, unknown>>;
  readonly view: Readonly<Record<string, string>>;
}

/** Beside the pages of the site. */
const FILE = "downhill.html";
const ID = "experiment";
const BLOCK = /<script type="application\/json" id="experiment">[^<]*<\/script>\n?/;
const HEAD_ENDS = "</head>";

/**
 * @param page downhill.html as the build makes it, or with another experiment in it
 * @throws Error where it is another page
 */
export function withExperiment(page: string, experiment: WrittenExperiment): string {
  const plain = page.replace(BLOCK, "");
  const end = plain.indexOf(HEAD_ENDS);
  if (end < 0) throw new Error("This is not downhill.html: it has no head.");
  // No sign of less: nothing of it ends the block, or begins another.
  const json = JSON.stringify(experiment).replaceAll("<", "\\u003c");
  const block = `<script type="application/json" id="${ID}">${json}</script>\n`;
  return plain.slice(0, end) + block + plain.slice(end);
}

/** Undefined where there is none, or somebody has damaged it. */
export function readExperiment(
  page: Pick<Document, "getElementById">,
): WrittenExperiment | undefined {
  try {
    const { document, view } = JSON.parse(page.getElementById(ID)?.textContent ?? "");
    const isGroup = (value: unknown) => value instanceof Object && !Array.isArray(value);
    return isGroup(document) && isGroup(view) ? { document, view } : undefined;
  } catch {
    return undefined;
  }
}

/** Data that do not lie in the page: a table of this browser alone, and one that is too large. */
const ELSEWHERE: readonly unknown[] = ["stored", "mnist"];

/** Told as a sentence: what to do about it stands in it. */
class PageError extends Error {
  constructor(
    en: string,
    readonly zh: string,
  ) {
    super(en);
    this.name = "PageError";
  }
}

/**
 * downhill.html with this experiment in it.
 * @throws PageError where its data do not fit into a page, or the page does not arrive
 */
export async function experimentPage(document: WrittenExperiment["document"]): Promise<string> {
  const { data } = document;
  if (data instanceof Object && "type" in data && ELSEWHERE.includes(data.type)) {
    throw new PageError(
      "The page has no room for a table of this size. Choose other data.",
      "这个网页放不下这样大的表格。请选择其他数据。",
    );
  }
  const response = await fetch(FILE, { credentials: "same-origin" }).catch(() => undefined);
  if (!response?.ok) {
    throw new PageError(
      `${FILE} did not arrive. Check the connection and try again.`,
      `${FILE} 未能下载。请检查网络连接后重试。`,
    );
  }
  return withExperiment(await response.text(), { document, view: {} });
}
