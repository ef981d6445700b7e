// SPDX-License-Identifier: Apache-2.0
/** The forms in which an experiment goes into other pages: for each system the text that it takes. */

import { attributes, inBrackets, inMarkdown, inMarkup, oneLine } from "../../app/markup.ts";
import { encodeLink } from "../../documents/link.ts";
import { declaredView, VIEW_KEYS, type View } from "../../documents/view_keys.ts";
import { type PythonValue, pythonText } from "../../exporters/python_text.ts";

/** What is shared, and how it is to be seen. */
export interface Shared {
  /** Where the pages of Downhill lie, with a slash at the end. */
  readonly site: string;
  /** The experiment: what differs from the defaults. */
  readonly document: Readonly<Record<string, unknown>>;
  readonly view: View;
  /** By what readers are told of the frame who do not see it. */
  readonly title: string;
}

/**
 * Where threads may be had. `page`: where the host of Downhill sends the headers. `frame`: besides, only in browsers of the kin of Chromium, or in
 * a page that is isolated itself. `none`: never.
 */
export type Threads = "page" | "frame" | "none";

interface Form {
  readonly threads: Threads;
  /** Whether it is an address, that a QR code can carry. */
  readonly address?: true;
  text(shared: Shared): string;
}

/** High enough for two pictures side by side with the controls; a frame says of itself only to those who listen how high it ought to be. */
const HEIGHT = "480";
const ALLOW = "cross-origin-isolated; clipboard-write; fullscreen";
/** Of systems that give a frame a shape in place of a height. */
const SHAPE = "4:3";

/** The address of the player. */
export function playerAddress({ site, document, view }: Shared): string {
  return addressOf(site, "embed.html", encodeLink({ document, view }));
}

/** The address of the whole page, by what the view says that the page understands too. */
export function playgroundAddress({ site, document, view }: Shared): string {
  return addressOf(site, "index.html", encodeLink({ document, view: viewOf(view, "playground") }));
}

const addressOf = (site: string, page: string, hash: string): string =>
  `${new URL(page, site).href}${hash === "" ? "" : `#${hash}`}`;

const viewOf = (view: View, page: "playground" | "player"): View =>
  Object.fromEntries(
    VIEW_KEYS.filter((key) => declaredView(key).pages.includes(page)).flatMap((key) =>
      view[key] === undefined ? [] : [[key, view[key]]],
    ),
  );

const ofFrame = (shared: Shared) => ({
  src: playerAddress(shared),
  title: oneLine(shared.title),
  width: "100%",
  height: HEIGHT,
  loading: "lazy",
  allow: ALLOW,
});

const frame = (shared: Shared): string =>
  `<iframe${attributes({ ...ofFrame(shared), style: "border: 0" })}></iframe>`;

const markdownLink = (shared: Shared): string =>
  `[${inMarkdown(oneLine(shared.title))}](${inBrackets(playerAddress(shared))})`;

/** Its frame is named by the title of the view; without one by the element itself. */
function element(shared: Shared): string {
  const { site, document, view, title } = shared;
  const script = attributes({ src: new URL("downhill.js", site).href });
  const link = encodeLink({ document, view: {} });
  const given = attributes({ link: link === "" ? undefined : `#${link}`, ...view });
  const way = attributes({ href: playgroundAddress(shared) });
  return `<script async${script}></script>
<downhill-playground${given}>
  <a${way}>${inMarkup(oneLine(title))}</a>
</downhill-playground>`;
}

/** What a model of a notebook is given: the traits are the attributes of the element. */
const traits = ({ site, document, view }: Shared): Readonly<Record<string, unknown>> => ({
  document,
  ...view,
  src: new URL("embed.html", site).href,
});

function anywidget(shared: Shared): string {
  const given = Object.entries(traits(shared)).map(([name, value]) => {
    const kind = typeof value === "string" ? "Unicode" : "Dict";
    return `    ${name} = traitlets.${kind}(${pythonText(value as PythonValue)}).tag(sync=True)`;
  });
  return `import anywidget, traitlets

class Playground(anywidget.AnyWidget):
    _esm = ${pythonText(new URL("downhill.mjs", shared.site).href)}
${given.join("\n")}
    state = traitlets.Dict(allow_none=True, default_value=None).tag(sync=True)

Playground()`;
}

/**
 * By the order of the list on the page. Sources: CommonMark 0.31, section 4.6 (a frame is a block of HTML up to the next empty line); MyST,
 * directives `iframe` and `anywidget`; MDX 3 (JSX among Markdown); Quarto and Pandoc, raw blocks; LiaScript, "??[]()" for pages;
 * PreTeXt, `interactive` with `iframe`; Canvas, allowlist of its editor, which takes no other attributes of a frame.
 */
export const FORMS = {
  link: { threads: "page", address: true, text: playerAddress },
  playground: { threads: "page", address: true, text: playgroundAddress },
  iframe: { threads: "frame", text: frame },
  element: { threads: "frame", text: element },
  markdown: { threads: "frame", text: (shared) => `\n${frame(shared)}\n` },
  markdown_link: { threads: "page", text: markdownLink },
  myst: {
    threads: "frame",
    // `title` is of mystmd 1.6.5; older ones say that they do not know it, and show the frame.
    text: (shared) => `:::{iframe} ${playerAddress(shared)}
:width: 100%
:title: ${oneLine(shared.title)}

${inMarkdown(oneLine(shared.title))}
:::`,
  },
  myst_widget: {
    threads: "frame",
    text: (shared) => `:::{anywidget} ${new URL("downhill.mjs", shared.site).href}
${JSON.stringify(traits(shared))}
:::`,
  },
  mdx: {
    threads: "frame",
    text: (shared) => `<iframe${attributes(ofFrame(shared))} style={{ border: 0 }} />`,
  },
  quarto: { threads: "frame", text: (shared) => `\`\`\`{=html}\n${frame(shared)}\n\`\`\`` },
  liascript: {
    threads: "frame",
    text: (shared) => `??${markdownLink(shared)}<!-- style="width: 100%; height: ${HEIGHT}px;" -->`,
  },
  pretext: {
    threads: "frame",
    text: (shared) => {
      const title = inMarkup(oneLine(shared.title));
      const given = attributes({ iframe: playerAddress(shared), width: "100%", aspect: SHAPE });
      return `<figure>
  <caption>${title}</caption>
  <interactive${given}>
    <description><p>${shared.view.alt === undefined ? title : inMarkup(oneLine(shared.view.alt))}</p></description>
  </interactive>
</figure>`;
    },
  },
  lms: {
    threads: "frame",
    text: (shared) => {
      const given = attributes({
        src: playerAddress(shared),
        title: oneLine(shared.title),
        width: "100%",
        height: HEIGHT,
        style: "border: 0;",
      });
      return `<p><iframe${given} allowfullscreen></iframe></p>`;
    },
  },
  anywidget: { threads: "frame", text: anywidget },
} as const satisfies Readonly<Record<string, Form>>;

export type FormId = keyof typeof FORMS;
export const FORM_IDS = Object.keys(FORMS) as readonly FormId[];
export const formOf = (id: FormId): Form => FORMS[id];

/** Chats, mail and learning systems cut longer ones. */
export const LONG_LINK = 2_000;

/** The address that is in the text of every form. */
export const isLong = (shared: Shared): boolean => playerAddress(shared).length > LONG_LINK;
