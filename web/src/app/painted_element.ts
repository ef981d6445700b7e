// SPDX-License-Identifier: Apache-2.0
/** An element with a canvas that is as fine as the screen, in the colours of the theme, drawn again when what it shows has changed. */
import { signal } from "@preact/signals-core";
import { query } from "lit/decorators.js";
import { type Palette, readPalette } from "../charts/palette.ts";
import { unhurried } from "../ui/calm.ts";
import { PageElement } from "./page_element.ts";

/** In pixels of the page. */
export interface Extent {
  readonly width: number;
  readonly height: number;
}

/** Pixels of the screen for one of the page; more cannot be told apart. */
const FINEST = 2;

export abstract class PaintedElement extends PageElement {
  @query("canvas") protected canvas!: HTMLCanvasElement;

  readonly #extent = signal<Extent>({ width: 0, height: 0 });
  #palette: Palette | undefined;
  #dark: boolean | undefined;
  #drawnAt = Number.NEGATIVE_INFINITY;
  readonly #sizes = new ResizeObserver(() => this.#resize());

  /** On a canvas that is clear. Whatever signals it reads, it is called again when they change. */
  protected abstract draw(
    context: CanvasRenderingContext2D,
    extent: Extent,
    palette: Palette,
  ): void;

  override connectedCallback(): void {
    super.connectedCallback();
    if (this.hasUpdated) this.#sizes.observe(this.canvas);
  }

  override disconnectedCallback(): void {
    this.#sizes.disconnect();
    super.disconnectedCallback();
  }

  override firstUpdated(): void {
    this.#sizes.observe(this.canvas);
  }

  #resize(): void {
    const { clientWidth: width, clientHeight: height } = this.canvas;
    if (width > 0 && height > 0) this.#extent.value = { width, height };
  }

  protected override paint(): void {
    const { run, settings } = this.workspace;
    const { dark } = settings;
    const extent = this.#extent.value;
    const context = this.hasUpdated && extent.width > 0 ? this.canvas.getContext("2d") : null;
    if (context === null) return;
    if (this.#palette === undefined || this.#dark !== dark) {
      this.#dark = dark;
      this.#palette = readPalette();
    }
    // For those who want less motion; the last picture comes when it stands still.
    const now = performance.now();
    if (run.playing && now - this.#drawnAt < unhurried(0)) return;
    this.#drawnAt = now;
    const ratio = Math.min(FINEST, devicePixelRatio);
    const { width, height } = extent;
    const [wide, high] = [Math.round(width * ratio), Math.round(height * ratio)];
    if (this.canvas.width !== wide) this.canvas.width = wide;
    if (this.canvas.height !== high) this.canvas.height = high;
    context.setTransform(ratio, 0, 0, ratio, 0, 0);
    context.clearRect(0, 0, width, height);
    this.draw(context, extent, this.#palette);
  }
}
