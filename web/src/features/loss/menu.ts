// SPDX-License-Identifier: Apache-2.0
/** The one menu of the chart: how it is looked at, and what can be taken from it. */
import { html, nothing, type TemplateResult } from "lit";
import { download } from "../../app/download.ts";
import type { TestSeal } from "../../app/test_seal.ts";
import type { Workspace } from "../../app/workspace.ts";
import type { Format } from "../../locales/format.ts";
import type { Words } from "../../locales/words.ts";
import { icons } from "../../ui/icons.ts";
import { placeBeside } from "../../ui/popovers.ts";
import type { Unit } from "./positions.ts";
import type { LossStore } from "./store.ts";
import type { LossWords } from "./words.ts";

export interface MenuOf {
  readonly store: LossStore;
  readonly workspace: Workspace;
  readonly unit: Unit;
  readonly tableOpen: boolean;
  readonly own: LossWords;
  readonly words: Words;
  readonly format: Format;
  /** A key of the plot, pressed here. */
  press(key: string): void;
  toggleTable(): void;
  picture(): HTMLCanvasElement | undefined;
}

const UNITS: readonly Unit[] = ["epoch", "step"];
const SMOOTHEST = 0.95;

export function renderMenu(menu: MenuOf): TemplateResult {
  const { store, workspace, unit, own, words, format } = menu;
  const smoothing = store.smoothing.value;
  return html`
    <button class="plain" id="more" popovertarget="menu" aria-label=${own.menu} title=${own.menu}>
      ${icons.more}
    </button>
    <div id="menu" popover @toggle=${place} @click=${close}>
      <div class="row" role="group" aria-label=${own.axis}>
        <span>${own.axis}</span>
        <span class="choice">
          ${UNITS.map(
            (one) => html`
              <button
                data-stays
                id="by-${one}"
                aria-pressed=${unit === one}
                @click=${() => {
                  store.unit.value = one;
                }}
              >
                ${words.unit[one]}
              </button>
            `,
          )}
        </span>
      </div>
      <label class="row">
        <span>${own.smoothing}</span>
        <input
          type="range"
          id="smoothing"
          min="0"
          max=${SMOOTHEST}
          step="0.05"
          .value=${String(smoothing)}
          aria-valuetext=${smoothing === 0 ? own.smoothingOff : format.plain(smoothing)}
          @input=${(event: Event) => {
            store.smoothing.value = Number((event.target as HTMLInputElement).value);
          }}
        />
      </label>
      <div class="row zoom">
        <button data-stays id="closer" @click=${() => menu.press("+")}>${icons.plus} ${own.closer}</button>
        <button data-stays id="further" @click=${() => menu.press("-")}>${icons.minus} ${own.further}</button>
      </div>
      <button class="entry-button" id="pin-run" title=${own.pinHelp} ?disabled=${!store.canPin || workspace.run.history.rows < 2} @click=${() => store.pinRun()}>
        ${icons.pin} ${own.pinRun}
      </button>
      ${workspace.run.description.summary.counts.test > 0 && !workspace.testSeal.kept ? renderSeal(workspace.testSeal, own) : nothing}
      <button class="entry-button" id="table" aria-pressed=${menu.tableOpen} @click=${() => menu.toggleTable()}>
        ${icons.table} ${own.table}
      </button>
      <button class="entry-button" id="csv" @click=${() => writeCsv(workspace)}>${icons.file} ${own.csv}</button>
      <button class="entry-button" id="png" @click=${() => writePng(workspace, menu.picture())}>${icons.file} ${own.png}</button>
    </div>
  `;
}

function renderSeal(seal: TestSeal, own: LossWords): TemplateResult {
  return html`
    <button
      class="entry-button"
      id="seal"
      title=${own.sealHelp}
      @click=${() => (seal.sealed ? seal.remove() : seal.seal())}
    >
      ${icons.lock} ${seal.sealed ? own.unseal : own.seal}
    </button>
  `;
}

function place(event: ToggleEvent): void {
  const panel = event.currentTarget as HTMLElement;
  const button = (panel.getRootNode() as ShadowRoot).getElementById("more");
  if (event.newState === "open" && button !== null) placeBeside(panel, button);
}

/** What is done by it closes it; what one tries out stays open. */
function close(event: MouseEvent): void {
  const button = (event.target as Element).closest("button");
  if (button === null || "stays" in button.dataset) return;
  (event.currentTarget as HTMLElement).hidePopover();
}

const nameOf = ({ document, run }: Workspace): string =>
  `${document.experiment.data.type}-${run.state?.step ?? 0}`;

async function writeCsv(workspace: Workspace): Promise<void> {
  const { historyCsv } = await import("../../exporters/history_csv.ts");
  download(`${nameOf(workspace)}.csv`, [historyCsv(await workspace.run.recorded())], "text/csv");
}

async function writePng(
  workspace: Workspace,
  picture: HTMLCanvasElement | undefined,
): Promise<void> {
  const blob = await new Promise<Blob | null>((resolve) =>
    picture === undefined ? resolve(null) : picture.toBlob(resolve, "image/png"),
  );
  if (blob !== null) download(`${nameOf(workspace)}-loss.png`, [blob], "image/png");
}
