// SPDX-License-Identifier: Apache-2.0
/** A table before it is learnt from: what was understood, and all that can be said otherwise. */
import { html, nothing, type TemplateResult } from "lit";
import { customElement, property } from "lit/decorators.js";
import { PageElement } from "../../app/page_element.ts";
import { ENCODINGS } from "../../data/csv/encoding.ts";
import { MISSING_POLICIES } from "../../data/csv/options.ts";
import { DELIMITERS } from "../../data/csv/records.ts";
import type { Refused, TableWish, Understood } from "../../data/own/plan.ts";
import { term } from "../../ui/downhill-term.ts";
import { options } from "../../ui/field/controls.ts";
import { cureButtons } from "./cures.ts";
import "./downhill-columns.ts";
import { ownDataOf, type TableStage } from "./store.ts";
import { ownDataStyles } from "./styles.ts";
import { en } from "./words.en.ts";
import { zh } from "./words.zh.ts";

const WORDS = { en, zh };
const AUTOMATIC = "";

@customElement("downhill-table-import")
export class DownhillTableImport extends PageElement {
  static override styles = [...PageElement.styles, ownDataStyles];

  @property({ attribute: false }) stage!: TableStage;

  private get own(): typeof en {
    return WORDS[this.language];
  }

  private readonly change = (wish: TableWish): void => {
    void ownDataOf(this.workspace).read(wish);
  };

  override render() {
    const { own, stage } = this;
    const { reading, side } = stage;
    const store = ownDataOf(this.workspace);
    if (reading === undefined) return html`<p role="status">${own.reading(stage.name)}</p>`;
    const isUnderstood = reading.status === "understood";
    return html`
      ${isUnderstood ? this.renderSize(reading) : this.renderRefused(reading)}
      <div class="line">
        ${reading.names.length === 0 ? nothing : this.renderTarget(reading.names)}
        ${this.renderChoice(own.missing, MISSING_POLICIES, own.policies, stage.wish.missing, (missing) => this.change({ ...stage.wish, missing }))}
        <label class="field">
          <input
            type="checkbox"
            id="standardize"
            .checked=${stage.standardize}
            @change=${(event: Event) => store.standardize((event.target as HTMLInputElement).checked)}
          />
          ${own.standardize}
        </label>
        ${term("standardize", own.standardizeWhy)}
        ${
          side === undefined
            ? nothing
            : html`<button id="as-pictures" @click=${() => void store.asPictures(true)}>${own.asPictures(this.format.integer(side))}</button>`
        }
      </div>
      ${
        isUnderstood
          ? html`<downhill-columns class=${store.busy.value ? "busy" : ""} .columns=${reading.columns} .wish=${reading.wish} .change=${this.change}></downhill-columns>`
          : nothing
      }
      ${isUnderstood ? this.renderNotes(reading) : nothing}
      ${this.renderHow()}
    `;
  }

  private renderSize({ rows, columns, numbers }: Understood): TemplateResult {
    const { format, own } = this;
    const [r, c, n] = [rows, columns.length, numbers].map((count) => format.integer(count));
    return html`<p class="quiet number" id="size">${own.rowsAndColumns(r ?? "", c ?? "", n ?? "")}</p>`;
  }

  private renderRefused({ message, cures }: Refused): TemplateResult {
    const buttons = cures.flatMap((cure) => cureButtons(cure, this.stage.wish, this.own));
    return html`
      <div class="refused" role="alert">
        <p>${this.say(message)}</p>
        <div class="cures">
          ${buttons.map(({ label, wish }) => html`<button @click=${() => this.change(wish)}>${label}</button>`)}
        </div>
      </div>
    `;
  }

  private renderTarget(names: readonly string[]): TemplateResult {
    const { reading, wish } = this.stage;
    const used = reading?.status === "understood" ? reading.wish.target : wish.target;
    const places = names.map((name, index) => ({ id: String(index + 1), label: name }));
    return html`
      <label class="field">
        ${this.own.target}
        <select
          id="target"
          @change=${(event: Event) => {
            const target = Number((event.target as HTMLSelectElement).value);
            this.change({
              ...wish,
              target,
              ignore: wish.ignore.filter((place) => place !== target),
            });
          }}
        >
          ${options(places, String(used))}
        </select>
      </label>
    `;
  }

  private renderChoice<Id extends string>(
    label: string,
    ids: readonly Id[],
    names: Readonly<Record<Id, string>>,
    chosen: Id | typeof AUTOMATIC,
    choose: (id: Id) => void,
    automatic?: () => void,
  ): TemplateResult {
    const all = ids.map((id): { id: string; label: string } => ({ id, label: names[id] }));
    const found = { id: AUTOMATIC, label: this.own.detected };
    return html`
      <label class="field">
        ${label}
        <select
          @change=${(event: Event) => {
            const { value } = event.target as HTMLSelectElement;
            if (value === AUTOMATIC) automatic?.();
            else choose(value as Id);
          }}
        >
          ${options(automatic === undefined ? all : [found, ...all], chosen)}
        </select>
      </label>
    `;
  }

  private renderNotes({ remarks }: Understood): TemplateResult {
    return html`
      <details>
        <summary>${this.own.notes}</summary>
        <ul>${remarks.map((remark) => html`<li>${this.say(remark)}</li>`)}</ul>
      </details>
    `;
  }

  /** What is nearly always found out. */
  private renderHow(): TemplateResult {
    const { own } = this;
    const { wish } = this.stage;
    const { delimiter, encoding, header, decimalComma, ...rest } = wish;
    const codes = Object.fromEntries(ENCODINGS.map((name) => [name, name])) as Record<
      (typeof ENCODINGS)[number],
      string
    >;
    const asked = { delimiter, encoding, header, decimalComma };
    const change = (more: Partial<Record<keyof typeof asked, unknown>>) => {
      const all = { ...asked, ...more };
      const said = Object.entries(all).filter(([, value]) => value !== undefined);
      this.change({ ...rest, ...Object.fromEntries(said) });
    };
    const headerId = header === undefined ? AUTOMATIC : header ? "yes" : "no";
    const comma = decimalComma === undefined ? AUTOMATIC : decimalComma ? "comma" : "point";
    return html`
      <details>
        <summary>${own.how}</summary>
        <div class="line">
          ${this.renderChoice(
            own.delimiter,
            DELIMITERS,
            own.delimiters,
            delimiter ?? AUTOMATIC,
            (id) => change({ delimiter: id }),
            () => change({ delimiter: undefined }),
          )}
          ${this.renderChoice(
            own.header,
            ["yes", "no"],
            own.headers,
            headerId,
            (id) => change({ header: id === "yes" }),
            () => change({ header: undefined }),
          )}
          ${this.renderChoice(
            own.decimals,
            ["comma", "point"],
            own.decimalMarks,
            comma,
            (id) => change({ decimalComma: id === "comma" }),
            () => change({ decimalComma: undefined }),
          )}
          ${this.renderChoice(
            own.encoding,
            ENCODINGS,
            codes,
            encoding ?? AUTOMATIC,
            (id) => change({ encoding: id }),
            () => change({ encoding: undefined }),
          )}
        </div>
      </details>
    `;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "downhill-table-import": DownhillTableImport;
  }
}
