// SPDX-License-Identifier: Apache-2.0
/**
 * A formula in TeX, as MathML: the browser sets it, so that it needs neither fonts nor styles of its own, and is read out. `\bind{key}{...}`
 * makes a part of it answer to `lit`, and tell of the pointer by an event `point`.
 */
import katex from "katex";
import { css, html, type PropertyValues } from "lit";
import { customElement, property, query } from "lit/decorators.js";
import type { NotationId } from "../locales/notation.ts";
import { renotate } from "./renotate.ts";
import { UiElement } from "./ui_element.ts";

/** KaTeX leaves links in MathML as they are: they carry the keys. Formulas are ours, never a visitor's. */
const OPTIONS = {
  output: "mathml",
  displayMode: true,
  throwOnError: false,
  trust: ({ command }: { readonly command: string }) => command === "\\href",
  macros: { "\\bind": "\\href{#1}{#2}" },
} as const;

@customElement("downhill-formula")
export class DownhillFormula extends UiElement {
  static override styles = [
    ...UiElement.styles,
    css`
      :host {
        overflow: auto hidden;
        scrollbar-width: thin;
      }
      span {
        display: block;
        inline-size: max-content;
      }
      math {
        font-size: var(--text-large);
        /* In a line with the next formula, not in the middle. */
        display: block math;
        text-align: start;
        inline-size: max-content;
        padding-block: 5px;
      }
      [data-key] {
        border-radius: var(--radius-line);
        cursor: default;
      }
      /* \\boxed: Chromium knows no notation of it. */
      menclose {
        border: 1px solid var(--control-line);
        border-radius: var(--radius-line);
        padding-inline: var(--space-1);
      }
      [data-key].lit {
        background: var(--note-surface);
        outline: 2px solid var(--focus);
      }
    `,
  ];

  @property() tex = "";
  /** The book in whose symbols it is set. */
  @property() notation: NotationId = "d2l";
  /** The key that stands out. */
  @property() lit: string | undefined;
  @query("span") private place!: HTMLElement;

  /** What is wider than its place is scrolled by keys too. */
  private readonly sizes = new ResizeObserver(() => {
    if (this.scrollWidth > this.clientWidth) this.tabIndex = 0;
    else this.removeAttribute("tabindex");
  });

  override connectedCallback(): void {
    super.connectedCallback();
    this.sizes.observe(this);
  }

  override disconnectedCallback(): void {
    this.sizes.disconnect();
    super.disconnectedCallback();
  }

  override firstUpdated(): void {
    this.sizes.observe(this.place);
  }

  override render() {
    return html`<span @pointerover=${this.over} @pointerleave=${() => this.tell(undefined)}></span>`;
  }

  override updated(changed: PropertyValues): void {
    if (changed.has("tex")) {
      katex.render(this.tex, this.place, OPTIONS);
      for (const part of this.place.querySelectorAll("[href]")) {
        part.setAttribute("data-key", part.getAttribute("href") ?? "");
        part.removeAttribute("href");
      }
      // What a machine would read besides what stands there.
      this.place.querySelector("annotation")?.remove();
    }
    if (changed.has("tex") || changed.has("notation")) {
      // Its weights are some of many.
      renotate(this.place, this.notation, false);
    }
    for (const part of this.place.querySelectorAll("[data-key]")) {
      part.classList.toggle("lit", part.getAttribute("data-key") === this.lit);
    }
  }

  private over({ target }: Event): void {
    const part = target instanceof Element ? target.closest("[data-key]") : null;
    this.tell(part?.getAttribute("data-key") ?? undefined);
  }

  private tell(key: string | undefined): void {
    this.dispatchEvent(new CustomEvent<string | undefined>("point", { detail: key }));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "downhill-formula": DownhillFormula;
  }
}
