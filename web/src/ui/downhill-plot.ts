// SPDX-License-Identifier: Apache-2.0
/** Curves in the colours of the theme. What they are stands in words in `says`; a table stands beside it. */
import { css, html } from "lit";
import { customElement, property, query } from "lit/decorators.js";
import { type Palette, readPalette } from "../charts/palette.ts";
import { isDrawnAlike, Plot, type PlotContent } from "../charts/plot.ts";
import { LANGUAGE_TAGS } from "../locales/language.ts";
import { UiElement } from "./ui_element.ts";

@customElement("downhill-plot")
export class DownhillPlot extends UiElement {
  static override styles = [
    ...UiElement.styles,
    css`
      :host {
        position: relative;
        min-block-size: 190px;
        block-size: 100%;
      }
      canvas {
        position: absolute;
        inset: 0;
      }
      :host([pick]) canvas {
        cursor: crosshair;
      }
    `,
  ];

  /** Made of the palette, so that a change of the theme reaches it. */
  @property({ attribute: false }) content: (palette: Palette) => PlotContent = () => ({
    curves: [],
    x: NO_AXIS,
    y: NO_AXIS,
  });
  @property({ type: Boolean }) dark = false;
  /** Whether a click on it means something: an event `pick` with the place on the x axis. */
  @property({ type: Boolean, reflect: true }) pick = false;
  @property() says = "";
  @query("canvas") private canvas!: HTMLCanvasElement;

  /** What is drawn now, for tests. */
  drawn: PlotContent | undefined;
  private plot: Plot | undefined;
  private look = "";

  override disconnectedCallback(): void {
    this.plot?.destroy();
    this.plot = undefined;
    super.disconnectedCallback();
  }

  override render() {
    return html`<canvas role="img" aria-label=${this.says}></canvas>`;
  }

  override updated(): void {
    const palette = readPalette();
    const look = `${this.language} ${this.dark}`;
    const content = this.content(palette);
    if (this.plot !== undefined && look === this.look) {
      // Whoever shows it is drawn far more often than there is something new in it.
      const isKnown = this.drawn !== undefined && isDrawnAlike(content, this.drawn);
      this.drawn = content;
      if (isKnown) return;
    } else {
      this.look = look;
      this.plot?.destroy();
      this.plot = new Plot(this.canvas, { palette, locale: LANGUAGE_TAGS[this.language] }, (x) => {
        if (this.pick) this.dispatchEvent(new CustomEvent<number>("pick", { detail: x }));
      });
    }
    this.drawn = content;
    this.plot.update(content);
  }
}

const NO_AXIS = { title: "", logarithmic: false, write: String };

declare global {
  interface HTMLElementTagNameMap {
    "downhill-plot": DownhillPlot;
  }
}
