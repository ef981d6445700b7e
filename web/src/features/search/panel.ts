// SPDX-License-Identifier: Apache-2.0
/** A search over a space of settings: trials as dots and as a table while they come in, each a click from the experiment. */
import { html, nothing, type TemplateResult } from "lit";
import { customElement } from "lit/decorators.js";
import { StoredStudyPanel } from "../../app/stored_study_panel.ts";
import { EPOCHS } from "../../app/study_form.ts";
import { valueName, variableName } from "../../app/variable_names.ts";
import type { Palette } from "../../charts/palette.ts";
import type { Curve, PlotContent } from "../../charts/plot.ts";
import { valueNow } from "../../documents/variable.ts";
import type { StudyResult } from "../../engine/api.ts";
import type { StudySession } from "../../sessions/study_session.ts";
import "../../ui/downhill-plot.ts";
import { options } from "../../ui/field/controls.ts";
import { foundTable } from "../../ui/found_table.ts";
import { dotsOver, isWide } from "./dots.ts";
import { curvesOf, type Drawn, type Trial, trialsOf } from "./found.ts";
import { MOST_NETWORKS, networksOf } from "./space.ts";
import { renderSpace } from "./space_form.ts";
import { PANEL, type SearchStore, searchOf } from "./store.ts";
import { searchStyles } from "./styles.ts";
import { en } from "./words.en.ts";
import { zh } from "./words.zh.ts";

export const tag = "downhill-search";

/** In the place of a setting: the trials are curves over the epochs. */
const EPOCH = "";
/** Rows of the table; the rest is worse. */
const ROWS = 50;

@customElement(tag)
export class DownhillSearch extends StoredStudyPanel<typeof en, SearchStore> {
  static override styles = [...StoredStudyPanel.styles, searchStyles];

  protected readonly panel = PANEL;
  protected readonly sentences = { en, zh };
  protected readonly storeOf = searchOf;

  protected override get amiss(): string | undefined {
    const networks = networksOf(this.store.rows);
    const { own, format } = this;
    return networks > MOST_NETWORKS
      ? own.tooManyNetworks(format.integer(networks), format.integer(MOST_NETWORKS))
      : undefined;
  }

  private get halves(): boolean {
    return this.form.shown("strategy") === "successive_halving";
  }

  /** Rounds of halving take about as many updates each, the last one those of the few that train to their end. */
  protected cost() {
    const { own, format } = this;
    const trials = Number(this.form.shown("trials")) || 2;
    if (!this.halves) return this.costOfTrainings(trials);
    const factor = Number(this.form.shown("factor")) || 2;
    const rounds = Math.ceil(Math.log(trials) / Math.log(factor));
    const { time } = this.costOfTrainings((trials * (rounds + 1)) / factor ** rounds);
    const epochs = this.epochs(Number(this.form.shown(EPOCHS)));
    return { work: own.halving(format.integer(trials), format.integer(factor), epochs), time };
  }

  protected override placeName(path: string): string {
    const [, place, inside] = /^space\["([^"]+)"\](?:\.values\[\d+\](.+))?/.exec(path) ?? [];
    // Of a whole network the path leads on to what is refused of it.
    if (place !== undefined && inside !== undefined) return this.labels.place(`${place}${inside}`);
    if (place === undefined) {
      const name = super.placeName(path);
      // What a trial is refused for is told by its place in the experiment.
      return name === path ? this.labels.place(path) : name;
    }
    return this.nameOf({
      path: place,
      variable: this.store.variables.find((one) => one.path === place),
    });
  }

  protected renderSettings(): TemplateResult {
    const { own, language } = this;
    return html`
      ${renderSpace(this.store, { own, language })}
      ${this.field("strategy")} ${this.field("trials")} ${this.halves ? this.field("factor") : nothing}
      ${this.field(EPOCHS)} ${this.field("measure")}
    `;
  }

  protected renderFound(result: StudyResult, session: StudySession): TemplateResult {
    const { own, format, store } = this;
    const { drawn, trials } = trialsOf(result, session.source, store.variables);
    /** -1: over the epochs. */
    const over = drawn.findIndex(({ path }) => path === store.over.value);
    const best = this.best(trials, drawn);
    const { label } = this.measureOf(result);
    const choose = (event: Event) => {
      store.over.value = (event.target as HTMLSelectElement).value;
    };
    const settings = [
      { id: EPOCH, label: own.epoch },
      ...drawn.map((one) => ({ id: one.path, label: this.nameOf(one) })),
    ];
    return html`
      ${session.running && best !== undefined ? html`<p class="so-far">${best}</p>` : nothing}
      <div class="found">
        <div class="plotted">
          <div class="tools">
            <label>${own.over}
              <select id="over" @change=${choose}>${options(settings, drawn[over]?.path ?? EPOCH)}</select>
            </label>
            ${over === -1 ? html`<span class="whole">${own.bestCurve}</span>` : nothing}
            ${over !== -1 && trials.some(isCut) ? html`<span class="whole">${own.whole}</span><span class="cut">${own.cut}</span>` : nothing}
          </div>
          <downhill-plot
            .content=${(palette: Palette) =>
              over === -1
                ? this.curves(palette, result, trials)
                : this.content(palette, trials, { drawn, over, result })}
            .dark=${this.workspace.settings.dark}
            .says=${own.says(label, settings[over + 1]?.label ?? "")}
          ></downhill-plot>
        </div>
        <div>
          ${this.renderTable(result, drawn, trials.slice(0, ROWS))}
          ${trials.length > ROWS ? html`<p class="note">${own.rest(format.integer(trials.length - ROWS))}</p>` : nothing}
        </div>
      </div>
    `;
  }

  protected override message(result: StudyResult, session: StudySession): string {
    const { drawn, trials } = trialsOf(result, session.source, this.store.variables);
    return this.best(trials, drawn) ?? super.message(result, session);
  }

  /** In what the best one differs from the experiment as it is; undefined before there is one. */
  private best([first]: readonly Trial[], drawn: readonly Drawn[]): string | undefined {
    const { own, format } = this;
    if (first === undefined || first.measure === null) return undefined;
    const { experiment } = this.workspace.document;
    const told = drawn.flatMap((one, index) => {
      if (one.variable === undefined) return [];
      const found = this.written(one, first.values[index]);
      const now = this.written(one, valueNow(one.variable, experiment));
      return found === now ? [] : [own.insteadOf(this.nameOf(one), found, now)];
    });
    const shown = format.integer(first.number);
    return told.length === 0 ? own.bestIsNow(shown) : own.best(shown, told.join(own.between));
  }

  private nameOf({ path, variable }: Drawn): string {
    return variable === undefined ? this.labels.place(path) : variableName(variable, this.language);
  }

  private written({ variable }: Drawn, value: unknown): string {
    if (variable === undefined) return String(value);
    return valueName(this.store.catalog, variable, bare(value), this.language);
  }

  /** Of each trial as it goes, the best of all in front of the others. */
  private curves(palette: Palette, result: StudyResult, trials: readonly Trial[]): PlotContent {
    const { own, format } = this;
    const { write, label } = this.measureOf(result);
    const [best] = trials;
    const curves = curvesOf(result, trials).map(({ trial, epochs, values }): Curve => {
      const isBest = trial === best?.number && best.measure !== null;
      return {
        label: own.trialNumber(format.integer(trial)),
        colour: isBest ? (palette.classes[0] ?? palette.text) : palette.text,
        dash: [],
        x: epochs,
        y: values,
        as: isBest ? "line" : "faint",
      };
    });
    const measured = curves.flatMap(({ y }) => y.filter((value) => typeof value === "number"));
    return {
      curves,
      x: { title: own.epoch, logarithmic: false, write: (value, all) => format.mark(value, all) },
      y: { title: label, logarithmic: isWide(measured), write },
    };
  }

  private content(
    palette: Palette,
    trials: readonly Trial[],
    of: { readonly drawn: readonly Drawn[]; readonly over: number; readonly result: StudyResult },
  ): PlotContent {
    const { own, format } = this;
    const { write, label } = this.measureOf(of.result);
    const drawn = of.drawn[of.over];
    if (drawn === undefined) return { curves: [], x: NO_AXIS, y: NO_AXIS };
    const dots = dotsOver(trials, of.over);
    const [whole = "", cut = ""] = [palette.classes[0], palette.classes[1]];
    const now = drawn.variable && valueNow(drawn.variable, this.workspace.document.experiment);
    const place = dots.place(now);
    return {
      curves: [
        {
          label: own.cut,
          colour: cut,
          dash: [],
          as: "dots",
          ...dots.of(isCut),
        },
        {
          label: own.whole,
          colour: whole,
          dash: [],
          as: "dots",
          ...dots.of((trial) => !isCut(trial)),
        },
      ],
      x: {
        title: this.nameOf(drawn),
        logarithmic: dots.logarithmic,
        write: (value, all) =>
          dots.names === undefined
            ? format.mark(value, all)
            : Number.isInteger(value) && dots.names[value - 1] !== undefined
              ? this.written(drawn, dots.names[value - 1])
              : "",
      },
      y: { title: label, logarithmic: dots.steep, write },
      ...(place === undefined ? {} : { places: [{ at: place, label: own.now }] }),
    };
  }

  private renderTable(
    result: StudyResult,
    drawn: readonly Drawn[],
    trials: readonly Trial[],
  ): TemplateResult {
    const { own, format, words } = this;
    const { label, write } = this.measureOf(result);
    const rows = trials.map(({ number, measure, steps, status, values, change }, index) => ({
      cells: [
        format.integer(number),
        write(measure),
        ...drawn.map((one, at) => this.written(one, values[at])),
        format.integer(steps),
        this.statusWord(status),
      ],
      best: index === 0 && measure !== null,
      action: this.useButton(change, own.use(format.integer(number))),
    }));
    const { steps, status } = words.study.columns;
    const columns = [own.trial, label, ...drawn.map((one) => this.nameOf(one)), steps, status];
    return foundTable(own.table, columns, rows);
  }
}

const isCut = ({ status }: Trial): boolean => status === "stopped";

/** A component by its name alone: of its numbers those that were drawn have columns of their own. */
const bare = (value: unknown): unknown =>
  typeof value === "object" && value !== null && "type" in value ? value.type : value;

const NO_AXIS = { title: "", logarithmic: false, write: String };

declare global {
  interface HTMLElementTagNameMap {
    "downhill-search": DownhillSearch;
  }
}
