// SPDX-License-Identifier: Apache-2.0
/** What the network is fed of data of one feature or two: a switch for each formula, with its picture over the plane. */
import { css, html, nothing } from "lit";
import { customElement, state } from "lit/decorators.js";
import { PageElement } from "../../app/page_element.ts";
import { divergingTable } from "../../charts/field_image.ts";
import { readPalette } from "../../charts/palette.ts";
import { Picture } from "../../charts/picture.ts";
import { inputMap } from "../../charts/unit_picture.ts";
import { oneStop } from "../../ui/one_stop.ts";
import { networkWords } from "./words.ts";

const PATH = "data.inputs";
/** Pixels along each side of a picture. */
const SIZE = 36;

@customElement("downhill-inputs")
export class DownhillInputs extends PageElement {
  static override styles = [
    ...PageElement.styles,
    css`
      .inputs {
        display: grid;
        grid-template-columns: repeat(auto-fill, minmax(128px, 1fr));
        gap: var(--space-1);
        margin-block: var(--space-2);
      }
      button {
        display: flex;
        align-items: center;
        justify-content: flex-start;
        gap: var(--space-2);
        min-block-size: var(--touch);
        padding: var(--space-1);
        text-align: start;
        overflow-wrap: anywhere;
      }
      button[aria-pressed="true"] {
        border-color: var(--ink);
        font-weight: 600;
      }
      button[aria-pressed="false"] canvas {
        opacity: 0.45;
      }
      canvas {
        flex: none;
        inline-size: 36px;
        block-size: 36px;
        border-radius: var(--radius-small);
      }
      p {
        display: flex;
        gap: var(--space-1);
        font-size: var(--text-small);
      }
      .error {
        color: var(--danger);
      }
    `,
  ];

  /** What was asked for and is not in force yet: the next touch goes on from there. */
  @state() private wished: readonly string[] | undefined;

  private get inputs() {
    return this.workspace.document.description.summary.inputs ?? [];
  }

  private get chosen(): readonly string[] {
    return this.wished ?? this.inputs.filter(({ chosen }) => chosen).map(({ id }) => id);
  }

  override render() {
    const { words, inputs, chosen } = this;
    const own = networkWords(this.language);
    const { document, settings } = this.workspace;
    // The pictures have the colours of the theme.
    void settings.dark;
    const problem = document.problems.get(PATH);
    return html`
      <p>${own.inputsSay}</p>
      <div class="inputs" role="toolbar" aria-label=${own.chooseInputs} ${oneStop()}>
        ${inputs.map(({ id, name }) => {
          const isChosen = chosen.includes(id);
          const isLast = isChosen && chosen.length === 1;
          return html`
            <button
              data-input=${id}
              aria-pressed=${isChosen}
              title=${isLast ? own.lastInput : name}
              ?disabled=${isLast || document.fixed(PATH)}
              @click=${() => void this.toggle(id)}
            >
              <canvas width=${SIZE} height=${SIZE} aria-hidden="true"></canvas>${name}
            </button>
          `;
        })}
      </div>
      <p class="quiet">${words.startsOverHelp}</p>
      ${problem === undefined ? nothing : html`<p class="error" role="alert">${this.labels.said(problem, PATH, false)}</p>`}
    `;
  }

  override updated(): void {
    const { summary } = this.workspace.document.description;
    const table = divergingTable(readPalette());
    const picture = new Picture();
    for (const [index, canvas] of [...this.renderRoot.querySelectorAll("canvas")].entries()) {
      const map = inputMap(summary, this.inputs[index], SIZE);
      const context = canvas.getContext("2d");
      if (map === undefined || context === null) continue;
      picture.scalar(map, { low: -1, high: 1 }, table);
      picture.draw(context, { x: 0, y: 0, width: SIZE, height: SIZE }, false);
    }
  }

  private async toggle(id: string): Promise<void> {
    const { chosen } = this;
    const wished = this.inputs
      .map((input) => input.id)
      .filter((one) => chosen.includes(one) !== (one === id));
    this.wished = wished;
    await this.workspace.document.set(PATH, wished);
    if (this.wished === wished) this.wished = undefined;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "downhill-inputs": DownhillInputs;
  }
}
