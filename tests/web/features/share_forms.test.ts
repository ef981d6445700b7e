// SPDX-License-Identifier: Apache-2.0
/**
 * Each form as its system shows it: Markdown by a renderer of CommonMark, JSX compiled, directives as the documentation of their systems tells
 * them; of what comes out the tree of HTML counts, not its text.
 */
import MarkdownIt from "markdown-it";
import { type DefaultTreeAdapterTypes, parseFragment } from "parse5";
import { describe, expect, it } from "vitest";
import { inMarkdown, inMarkup } from "../../../web/src/app/markup.ts";
import { decodeLink } from "../../../web/src/documents/link.ts";
import { addressOf } from "../../../web/src/embed/element/address.ts";
import {
  FORM_IDS,
  type FormId,
  formOf,
  isLong,
  LONG_LINK,
  playerAddress,
  type Shared,
} from "../../../web/src/features/share/forms.ts";
import { commonMark, directiveIn, elementOfJsx, SYSTEMS } from "./author_systems.ts";

const SITE = "https://downhill.example/course (1)/it's_here/";

/** As hostile as an honest author may be. */
const TITLE = `"Rings" & 'arms' <b>in</b> *one*_line_ \`\`\` ](x) {y}\n\n:::\n${"\\"}`;
const SHARED: Shared = {
  site: SITE,
  document: { data: { type: "circle", noise: 0.25 }, note: "</iframe><script>&amp;" },
  view: { parts: "chart,map,controls", lock: "yes", title: TITLE, alt: 'Two "rings" & more' },
  title: TITLE,
};
const SAID = TITLE.replace(/\s+/g, " ").trim();

type Node = DefaultTreeAdapterTypes.Element;

/** All elements of a piece of HTML, in their order. */
function elementsOf(html: string): Node[] {
  const within = (node: DefaultTreeAdapterTypes.ParentNode): Node[] =>
    node.childNodes.flatMap((child) => ("tagName" in child ? [child, ...within(child)] : []));
  return within(parseFragment(html));
}

const named = (html: string, name: string): Node[] =>
  elementsOf(html).filter(({ tagName }) => tagName === name);

const attribute = (node: Node | undefined, name: string): string | undefined =>
  node?.attrs.find((one) => one.name === name)?.value;

function textIn(node: DefaultTreeAdapterTypes.ParentNode): string {
  return node.childNodes
    .map((child) => ("value" in child ? child.value : "childNodes" in child ? textIn(child) : ""))
    .join("");
}

/** Markdown without HTML in it. */
const forum = new MarkdownIt({ html: false });
const around = (text: string): string => `A paragraph before.\n${text}\nAnd one behind.`;

const text = (id: FormId, shared = SHARED): string => formOf(id).text(shared);

/** What its frame shows is what was shared. */
function leadsTo(address: string | undefined, shared = SHARED): void {
  const url = new URL(address ?? "");
  expect(url.href.startsWith(new URL("embed.html", shared.site).href.replace(/\(.*/, ""))).toBe(
    true,
  );
  expect(decodeLink(url.hash)).toEqual({ document: shared.document, view: shared.view });
}

function oneFrame(html: string): void {
  const frames = named(html, "iframe");
  expect(frames).toHaveLength(1);
  leadsTo(attribute(frames[0], "src"));
  expect(attribute(frames[0], "title")).toBe(SAID);
  // Nothing of the author's text has become markup.
  expect(named(html, "b")).toEqual([]);
  expect(named(html, "script")).toEqual([]);
}

describe("a form", () => {
  it("link and playground are addresses, which say the same of the experiment", () => {
    leadsTo(text("link"));
    const whole = new URL(text("playground"));
    expect(whole.pathname.endsWith("/index.html")).toBe(true);
    // What is a matter of the frame means nothing there.
    expect(decodeLink(whole.hash)).toEqual({ document: SHARED.document, view: {} });
  });

  it("iframe is one frame with its name", () => {
    oneFrame(text("iframe"));
  });

  it("markdown is one frame between paragraphs", () => {
    const html = SYSTEMS.markdown(text("markdown"));
    oneFrame(html);
    expect(named(html, "p")).toHaveLength(2);
  });

  it("markdown_link is one link, also where HTML is not taken", () => {
    for (const renderer of [commonMark, forum]) {
      const html = renderer.render(around(`See ${text("markdown_link")}.`));
      const links = named(html, "a");
      expect(links).toHaveLength(1);
      leadsTo(attribute(links[0], "href"));
      expect(links[0] && textIn(links[0])).toBe(SAID);
      expect(named(html, "b")).toEqual([]);
    }
  });

  it("element makes the frame that was shared, and holds a link for readers without scripts", () => {
    const html = commonMark.render(around(`\n${text("element")}\n`));
    const [script] = named(html, "script");
    expect(attribute(script, "src")).toBe(new URL("downhill.js", SITE).href);
    expect(script && textIn(script)).toBe("");
    const playgrounds = named(html, "downhill-playground");
    expect(playgrounds).toHaveLength(1);
    const [playground] = playgrounds;
    const address = addressOf(
      { getAttribute: (name) => attribute(playground, name) ?? null },
      Object.keys(SHARED.view),
      { base: "https://page.example/", home: attribute(script, "src") },
    );
    const { document, view } = decodeLink(address.hash);
    expect(document).toEqual(SHARED.document);
    // An element grows with what is in it.
    expect(view).toEqual({ ...SHARED.view, fit: "height" });
    const [way] = named(html, "a");
    expect(decodeLink(new URL(attribute(way, "href") ?? "").hash).document).toEqual(
      SHARED.document,
    );
    expect(way && textIn(way)).toBe(SAID);
  });

  it("myst is a frame with a name and a caption", () => {
    const { name, argument, options, body } = directiveIn(text("myst"));
    expect(name).toBe("iframe");
    leadsTo(argument);
    expect(options).toEqual({ width: "100%", title: SAID });
    const caption = commonMark.render(body);
    expect(elementsOf(caption).map(({ tagName }) => tagName)).toEqual(["p"]);
    expect(textIn(parseFragment(caption)).trim()).toBe(SAID);
  });

  it("myst_widget is a model of the element's attributes", () => {
    const { name, argument, body } = directiveIn(text("myst_widget"));
    expect(name).toBe("anywidget");
    expect(argument).toBe(new URL("downhill.mjs", SITE).href);
    const { document, src, ...view } = JSON.parse(body);
    expect(document).toEqual(SHARED.document);
    expect(view).toEqual(SHARED.view);
    expect(src).toBe(new URL("embed.html", SITE).href);
  });

  it("mdx is an element of JSX", async () => {
    expect(await elementOfJsx(text("mdx"))).toMatchObject({ tag: "iframe", children: [] });
    oneFrame(await SYSTEMS.mdx(text("mdx")));
  });

  it("quarto is one block of HTML", () => {
    oneFrame(SYSTEMS.quarto(text("quarto")));
  });

  it("liascript is a page in the course, by two question marks before a link", () => {
    const html = commonMark.render(text("liascript"));
    expect(html.startsWith("<p>??<a ")).toBe(true);
    const links = named(html, "a");
    expect(links).toHaveLength(1);
    leadsTo(attribute(links[0], "href"));
    expect(links[0] && textIn(links[0])).toBe(SAID);
  });

  it("pretext is an interactive with its description, well-formed", () => {
    const xml = text("pretext");
    // Every & begins a name of XML, and all that opens closes.
    expect(xml.replace(/&(amp|lt|gt|quot|#39);/g, "")).not.toContain("&");
    const open: string[] = [];
    for (const [, end, name = ""] of xml.matchAll(/<(\/?)([a-z]+)(?: [a-z]+="[^"<]*")*>/g)) {
      if (end === "") open.push(name);
      else expect(open.pop()).toBe(name);
    }
    expect(open).toEqual([]);
    const [interactive] = named(xml, "interactive");
    leadsTo(attribute(interactive, "iframe"));
    expect(interactive && textIn(interactive).trim()).toBe('Two "rings" & more');
    expect(xml).toContain(`<caption>${inMarkup(SAID)}</caption>`);
  });

  it("lms is one frame with what editors of Moodle and Canvas leave of it", () => {
    const html = text("lms");
    oneFrame(html);
    // Source: Canvas, canvas_sanitize.rb, "iframe" and :all.
    const kept =
      "src width height name align frameborder scrolling sandbox allowfullscreen style class id title";
    const [frame] = named(html, "iframe");
    for (const { name } of frame?.attrs ?? []) expect(kept.split(" ")).toContain(name);
  });

  it("anywidget is Python with the values of the document", () => {
    const python = text("anywidget", {
      ...SHARED,
      document: { early: { patience: null, restore: true, sizes: [1, 2] }, name: 'a"\n\\' },
    });
    expect(python).toContain(
      String.raw`document = traitlets.Dict({"early": {"patience": None, "restore": True, "sizes": [1, 2]}, "name": "a\"\n\\"})`,
    );
    expect(python).toContain(`parts = traitlets.Unicode("chart,map,controls").tag(sync=True)`);
    expect(python).toContain(`_esm = ${JSON.stringify(new URL("downhill.mjs", SITE).href)}`);
  });

  it("is there for each of the list", () => {
    for (const id of FORM_IDS) expect(text(id).length).toBeGreaterThan(40);
  });
});

it("of an experiment that is as by default the link is bare", () => {
  const shared = { site: "https://downhill.example/", document: {}, view: {}, title: "Spiral" };
  expect(playerAddress(shared)).toBe("https://downhill.example/embed.html");
  expect(text("element", shared)).toContain("<downhill-playground>");
});

it("a link is long beyond what other systems carry", () => {
  const of = (length: number): Shared => ({
    ...SHARED,
    view: { alt: "x".repeat(length) },
    document: {},
  });
  const rest = playerAddress(of(0)).length;
  expect(isLong(of(LONG_LINK - rest))).toBe(false);
  expect(isLong(of(LONG_LINK - rest + 1))).toBe(true);
});

it("all signs of Markdown stand for themselves", () => {
  const signs = "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~";
  expect(textIn(parseFragment(commonMark.render(inMarkdown(signs)))).trim()).toBe(signs);
});
