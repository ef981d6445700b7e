// SPDX-License-Identifier: Apache-2.0
export const en = {
  intro:
    "Choose what readers see. What is set on the page goes along. Nothing is sent anywhere: you copy a text, or save a file.",
  choices: "What readers see",
  /** By the keys of the view. */
  keys: {
    parts: "Parts, in their order",
    show: "Settings that readers may turn",
    hide: "Left out",
    lock: "Locked: to be watched, not changed",
    fit: "Height",
    autoplay: "Begins by itself when it is first seen",
    predict: "The part Predict",
    projector: "For the wall of a classroom: large letters, thick lines",
    persist: "What a reader has done is kept",
    title: "Title above it",
    alt: "Told to readers who do not see it",
    lang: "Language",
    theme: "Colours",
    notation: "Symbols of formulas",
  },
  values: {
    hide: {
      counter: "Counter of epochs",
      reset: "Start again",
      step: "One update",
      epoch: "One epoch",
      speed: "Speed",
      link: "The way to all of Downhill",
      badge: "How many threads train",
    },
    fit: {
      frame: "Everything fits the frame",
      width: "As high as it needs; the frame scrolls",
      height: "As high as it needs; the page is asked for it",
    },
    predict: {
      ask: "Asks for the curve",
      first: "Nothing trains before the curve is locked",
    },
    persist: {
      none: "Not at all",
      local: "In the reader's browser",
      host: "By the page or course around it",
    },
    lang: { en: "English", zh: "Chinese" },
    theme: { auto: "As the reader's system has it", light: "Light", dark: "Dark" },
  },
  /** Without a value. */
  without: {
    lang: "The reader's own",
    persist: "By a page or course that asks for it",
    alt: "Without it, a sentence made from the run",
    title: "Without it, no line for it",
  },
  earlier: (part: string) => `${part}: earlier`,
  later: (part: string) => `${part}: later`,
  preview: "Preview",
  width: "Width of the preview",
  pixels: (count: string) => `${count} px`,
  full: "Full width",
  /** Names the frame of the preview. */
  live: (title: string) => `Preview: ${title}`,
  take: "Take it along",
  form: "Form",
  forms: {
    link: "Link to what is chosen here",
    playground: "Link to the whole playground",
    iframe: "HTML: a frame",
    element: "HTML: an element that talks with the page",
    markdown: "Markdown with HTML: a frame",
    markdown_link: "Markdown: a link",
    myst: "MyST and Jupyter Book: a frame",
    myst_widget: "MyST and Jupyter Book: a widget",
    mdx: "Docusaurus and other MDX",
    quarto: "Quarto",
    liascript: "LiaScript",
    pretext: "PreTeXt",
    lms: "Moodle or Canvas: HTML of a page",
    anywidget: "Notebook (Jupyter, marimo, Colab)",
  },
  text: "The text to copy",
  copy: "Copy",
  copied: "Copied",
  copyByHand: "This page may not use the clipboard. The text is selected: copy it with Ctrl+C.",
  qr: "QR code",
  close: "Close",
  threads: {
    page: "Threads: yes, as on this page.",
    frame:
      "Threads: in Chrome and Edge, and in pages that are isolated themselves. In other browsers it trains on one thread, a little slower with large networks.",
    none: "Threads: none, for the host of this page does not allow them. It trains on one thread, a little slower with large networks.",
  },
  length: (characters: string) => `Its link has ${characters} characters.`,
  long: (characters: string, most: string) =>
    `Its link has ${characters} characters. Chats, mail and courses cut links of more than ${most}. Give the experiment as a file instead: whoever drops it on this page has it.`,
  tooLarge:
    "This experiment is larger than a link can carry. Give it as a file: whoever drops it on this page has it.",
  file: "Save the experiment as a file",
  saved: (name: string) => `${name} is written.`,
  scormHelp:
    "A package with everything in it, for the course to keep what each reader does. It works without this site, on one thread.",
  ownData: (name: string) =>
    `The data “${name}” are in this browser alone: links only name them. Give their file along; whoever opens the link is asked for it.`,
  local:
    "This address is of this computer alone. For readers, put the folder dist/ on a host and open the page there.",
};
