// SPDX-License-Identifier: Apache-2.0
/**
 * What systems that authors write in make of the text of a form: the HTML of a page. Sources: CommonMark 0.31; mystmd.org, "Directives", and
 * its theme, which gives a frame the shape 10:6; MDX 3; Pandoc, raw blocks; LiaScript, `lia-embed`, which shows in a frame what no provider of
 * oEmbed knows; PreTeXt, "Interactives", 600 px of a page's width being 100 %.
 */
import MarkdownIt from "markdown-it";
import { transformWithOxc } from "vite";
import type { FormId } from "../../../web/src/features/share/forms.ts";

/** Markdown with HTML in it, as pages of authors are. */
export const commonMark = new MarkdownIt("commonmark");

const markdown = (text: string): string =>
  commonMark.render(`A paragraph before.\n${text}\nAnd one behind.`);

/** Blocks that are marked as HTML go into the page as they stand. */
const quarto = new MarkdownIt("commonmark");
quarto.renderer.rules.fence = (tokens, index) => {
  const { info, content } = tokens[index] ?? {};
  return info === "{=html}" ? (content ?? "") : "";
};

interface Directive {
  readonly name: string;
  readonly argument: string;
  readonly options: Readonly<Record<string, string>>;
  readonly body: string;
}

/** A line with its argument, lines of options, and what is in it. */
export function directiveIn(text: string): Directive {
  const [first = "", ...lines] = text.split("\n");
  const [, name = "", argument = ""] = /^:::\{(\w+)\} (\S+)$/.exec(first) ?? [];
  const end = lines.indexOf(":::");
  if (end !== lines.length - 1) throw new Error("The directive does not end with its last line.");
  const inner = lines.slice(0, end);
  const begin = inner.findIndex((line) => !/^:\w+: /.test(line));
  const options = inner
    .slice(0, begin)
    .map((line) => /^:(\w+): (.*)$/.exec(line)?.slice(1) as [string, string]);
  const body = inner.slice(begin).join("\n").trim();
  return { name, argument, options: Object.fromEntries(options), body };
}

const attribute = (name: string, value: string): string =>
  ` ${name}="${value.replaceAll("&", "&amp;").replaceAll('"', "&quot;").replaceAll("<", "&lt;")}"`;

function mystFrame(text: string): string {
  const { argument, options, body } = directiveIn(text);
  const { width = "70%", title = "" } = options;
  return `<figure style="text-align: center"><div style="position: relative; display: inline-block; padding-bottom: 60%; width: min(max(${width}, 500px), 100%)">
<iframe width="100%" height="100%"${attribute("src", argument)}${attribute("title", title)} allow="autoplay" allowfullscreen
  style="width: 100%; height: 100%; position: absolute; top: 0; left: 0; border: none"></iframe></div>
<figcaption>${commonMark.render(body)}</figcaption></figure>`;
}

function mystWidget(text: string): string {
  const { argument, body } = directiveIn(text);
  return `<div id="widget"></div><script type="module">
import widget from ${JSON.stringify(argument)};
const values = ${body.replaceAll("<", "\\u003c")};
const model = { get: (name) => values[name], set() {}, on() {}, off() {}, save_changes() {} };
widget.render({ model, el: document.querySelector("#widget") });
</script>`;
}

/** What React is given for an element. */
export interface ReactElement {
  readonly tag: string;
  readonly properties: Readonly<Record<string, string | Readonly<Record<string, string>>>>;
  readonly children: readonly unknown[];
}

export async function elementOfJsx(text: string): Promise<ReactElement> {
  const { code } = await transformWithOxc(`export default ${text};`, "page.jsx", {
    jsx: { runtime: "classic", pragma: "made" },
  });
  const module = `const made = (tag, properties, ...children) => ({ tag, properties, children });\n${code}`;
  const { default: made } = await import(`data:text/javascript,${encodeURIComponent(module)}`);
  return made;
}

async function mdx(text: string): Promise<string> {
  const { tag, properties } = await elementOfJsx(text);
  const written = Object.entries(properties).map(([name, value]) => {
    if (typeof value === "string") return attribute(name, value);
    const lines = Object.entries(value).map(([property, one]) => `${property}: ${one}`);
    return attribute(name, lines.join("; "));
  });
  return `<${tag}${written.join("")}></${tag}>`;
}

const liaScript = (text: string): string =>
  commonMark
    .render(text)
    .replace(
      /\?\?<a href="([^"]*)">.*?<\/a><!-- style="([^"]*)" -->/,
      `<lia-embed style="display: block; $2"><iframe src="$1" style="width: 680px; height: 458px;" allowfullscreen loading="lazy"></iframe></lia-embed>`,
    );

/** What is escaped in XML stays escaped in HTML. */
function preText(text: string): string {
  const [, caption = ""] = /<caption>(.*?)<\/caption>/.exec(text) ?? [];
  const [, address = "", percent = "", across = "", down = ""] =
    /<interactive iframe="([^"]*)" width="(\d+)%" aspect="(\d+):(\d+)">/.exec(text) ?? [];
  const width = (600 * Number(percent)) / 100;
  const height = (width * Number(down)) / Number(across);
  return `<figure class="figure"><div class="interactive"><iframe src="${address}" width="${width}" height="${height}"></iframe></div><figcaption>${caption}</figcaption></figure>`;
}

const asItStands = (text: string): string => text;

/** Forms that stand in a page, each as it is seen there. */
export const SYSTEMS = {
  iframe: asItStands,
  element: asItStands,
  markdown,
  markdown_link: markdown,
  myst: mystFrame,
  myst_widget: mystWidget,
  mdx,
  quarto: (text) => quarto.render(`Before.\n\n${text}\n\nBehind.`),
  liascript: liaScript,
  pretext: preText,
  lms: asItStands,
} as const satisfies Partial<Record<FormId, (text: string) => string | Promise<string>>>;
