// SPDX-License-Identifier: Apache-2.0
/**
 * A bundler's plugin: the templates of elements without what nobody sees. Spaces in a row are as good as one in HTML, and so is a comment in
 * CSS; where spaces count, as in <pre>, the template does not stand between these two tags.
 */

const TAGS = new Set(["html", "svg", "css"]);

/** @returns {import("vite").Plugin} */
export function leanTemplates() {
  return {
    name: "lean-templates",
    apply: "build",
    enforce: "post",
    transform: {
      filter: { id: /\/web\/src\/.*\.ts$/, code: /\b(html|svg|css)`/ },
      handler(code) {
        let lean = "";
        let from = 0;
        for (const { start, end, css } of textsOf(this.parse(code))) {
          lean += code.slice(from, start) + (css ? leanCss : leanHtml)(code.slice(start, end));
          from = end;
        }
        return { code: lean + code.slice(from), map: null };
      },
    },
  };
}

const leanHtml = (text) => text.replace(/\s+/g, " ");

const leanCss = (text) =>
  text
    .replace(/\/\*[\s\S]*?\*\//g, "")
    .replace(/\s+/g, " ")
    .replace(/ ?([{};]) ?/g, "$1")
    .replace(/;}/g, "}");

/** The pieces of text in the templates of a syntax tree, in their order. */
function textsOf(tree) {
  const texts = [];
  const visit = (node) => {
    if (typeof node !== "object" || node === null) return;
    if (node.type === "TaggedTemplateExpression" && TAGS.has(node.tag.name)) {
      const css = node.tag.name === "css";
      for (const { start, end } of node.quasi.quasis) texts.push({ start, end, css });
    }
    for (const inner of Object.values(node)) {
      if (typeof inner === "object") visit(inner);
    }
  };
  visit(tree);
  return texts.sort((one, other) => one.start - other.start);
}
