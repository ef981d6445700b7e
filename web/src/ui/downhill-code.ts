// SPDX-License-Identifier: Apache-2.0
/**
 * An editor for a few lines of JavaScript. Its styles are constructed sheets of the shadow root that it stands in, which the content policy
 * of the page allows. Tab indents; after Escape it leaves.
 */
import { defaultKeymap, history, historyKeymap, indentWithTab } from "@codemirror/commands";
import { javascript } from "@codemirror/lang-javascript";
import {
  bracketMatching,
  HighlightStyle,
  indentOnInput,
  syntaxHighlighting,
} from "@codemirror/language";
import { Annotation, EditorState, StateEffect, StateField } from "@codemirror/state";
import { Decoration, type DecorationSet, EditorView, keymap, lineNumbers } from "@codemirror/view";
import { tags } from "@lezer/highlight";
import { css, html, type PropertyValues } from "lit";
import { customElement, property, query } from "lit/decorators.js";
import { TOUCH } from "./styles/media.ts";
import { UiElement } from "./ui_element.ts";

const LOOK = EditorView.theme({
  "&": {
    color: "var(--ink)",
    backgroundColor: "var(--surface)",
    fontSize: "var(--code-size)",
    border: "1px solid var(--control-line)",
    borderRadius: "var(--radius-small)",
  },
  "&.cm-focused": { outline: "2px solid var(--focus)", outlineOffset: "1px" },
  ".cm-scroller": { fontFamily: "ui-monospace, monospace", lineHeight: "1.5" },
  ".cm-content": { caretColor: "var(--ink)", minBlockSize: "13.5em" },
  ".cm-gutters": {
    color: "var(--ink-3)",
    backgroundColor: "var(--sunken)",
    borderInlineEnd: "1px solid var(--line)",
  },
  ".cm-mistake": { backgroundColor: "var(--danger-surface)" },
  ".cm-cursor": { borderInlineStartColor: "var(--ink)" },
  "&.cm-focused .cm-matchingBracket, .cm-matchingBracket": {
    backgroundColor: "var(--note-surface)",
    color: "inherit",
  },
});

/** Told apart by weight and slant too. */
const COLOURS = HighlightStyle.define([
  { tag: tags.keyword, fontWeight: "650" },
  { tag: tags.comment, color: "var(--ink-3)", fontStyle: "italic" },
  { tag: [tags.number, tags.string, tags.bool], color: "var(--focus)" },
]);

const markLine = StateEffect.define<number | undefined>();
/** The line of a mistake, until the text is changed there. */
const markedLine = StateField.define<DecorationSet>({
  create: () => Decoration.none,
  update(marked, transaction) {
    for (const effect of transaction.effects) {
      if (!effect.is(markLine)) continue;
      const line = effect.value;
      const { doc } = transaction.state;
      if (line === undefined || line < 1 || line > doc.lines) return Decoration.none;
      return Decoration.set([Decoration.line({ class: "cm-mistake" }).range(doc.line(line).from)]);
    }
    return marked.map(transaction.changes);
  },
  provide: (field) => EditorView.decorations.from(field),
});

/** Text that the page sets: nobody has typed it. */
const given = Annotation.define<true>();

@customElement("downhill-code")
export class DownhillCode extends UiElement {
  static override styles = [
    ...UiElement.styles,
    css`
      :host {
        --code-size: var(--text-small);
        min-inline-size: 0;
      }
      @media ${TOUCH} {
        :host {
          --code-size: var(--text-large);
        }
      }
    `,
  ];

  /** Another text takes the place of what stands there, as one step that can be undone. An event `write` tells what is typed. */
  @property() code = "";
  /** What the text is of. That of another subject has a history of its own: undo does not bring one's text into the other. */
  @property() subject = "";
  @property() label = "";
  @property() help = "";
  /** Where something is wrong, from 1. */
  @property({ attribute: false }) mistake: number | undefined;
  @query("#editor") private place!: HTMLElement;
  private view: EditorView | undefined;

  override disconnectedCallback(): void {
    this.view?.destroy();
    this.view = undefined;
    super.disconnectedCallback();
  }

  override connectedCallback(): void {
    super.connectedCallback();
    if (this.hasUpdated) this.requestUpdate();
  }

  override render() {
    return html`<div id="editor"></div>`;
  }

  override updated(changed: PropertyValues<this>): void {
    const view = this.view ?? this.begin();
    if (this.view !== undefined && changed.has("subject")) view.setState(this.state());
    this.view = view;
    const { contentDOM, state } = view;
    contentDOM.setAttribute("aria-label", this.label);
    contentDOM.setAttribute("aria-description", this.help);
    const text = state.doc.toString();
    if (text !== this.code) {
      view.dispatch({
        changes: { from: 0, to: text.length, insert: this.code },
        annotations: given.of(true),
      });
    }
    view.dispatch({ effects: markLine.of(this.mistake) });
  }

  /** The cursor at the beginning of a line. */
  goTo(line: number): void {
    const { view } = this;
    if (view === undefined) return;
    const { from } = view.state.doc.line(Math.min(line, view.state.doc.lines));
    view.dispatch({ selection: { anchor: from }, scrollIntoView: true });
    view.focus();
  }

  private begin(): EditorView {
    return new EditorView({
      parent: this.place,
      root: this.renderRoot as ShadowRoot,
      state: this.state(),
    });
  }

  private state(): EditorState {
    return EditorState.create({
      doc: this.code,
      extensions: [
        lineNumbers(),
        history(),
        indentOnInput(),
        bracketMatching(),
        javascript(),
        syntaxHighlighting(COLOURS),
        EditorState.tabSize.of(2),
        EditorView.lineWrapping,
        markedLine,
        LOOK,
        keymap.of([
          { key: "Mod-Enter", run: () => this.told("run") },
          ...defaultKeymap,
          ...historyKeymap,
          indentWithTab,
        ]),
        EditorView.updateListener.of(({ docChanged, state, transactions }) => {
          if (!docChanged) return;
          this.code = state.doc.toString();
          if (transactions.some((one) => one.annotation(given))) return;
          this.dispatchEvent(new CustomEvent<string>("write", { detail: this.code }));
        }),
      ],
    });
  }

  private told(name: "run"): true {
    this.dispatchEvent(new CustomEvent(name));
    return true;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "downhill-code": DownhillCode;
  }
}
