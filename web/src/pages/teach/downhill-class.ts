// SPDX-License-Identifier: Apache-2.0
/** What the class has predicted, against what came: bars, curves or points, with the numbers as a table behind. */
import { css, html, nothing, svg } from "lit";
import { customElement } from "lit/decorators.js";
import type { Palette } from "../../charts/palette.ts";
import type { Curve, PlotContent } from "../../charts/plot.ts";
import { type ClassPicture, classPictureOf } from "../../exercises/class_picture.ts";
import { metricOf } from "../../exercises/metrics.ts";
import "../../ui/downhill-plot.ts";
import { numberTableStyles } from "../../ui/styles/number_table.ts";
import type { DeskLine } from "./desk.ts";
import { DeskElement } from "./desk_element.ts";
import { exerciseIdOf } from "./entry.ts";

type Choice = Extract<ClassPicture, { kind: "choice" }>;
type Curves = Extract<ClassPicture, { kind: "curve" }>;
type Points = Extract<ClassPicture, { kind: "point" }>;

/** Drawn anew so often while receipts come. */
const REDRAW_MS = 1_000;
/** Of the points a student sees which is which: in two dimensions by its place, in one by the height of its line. */
const DASHES = { solid: [], dotted: [2, 4] } as const;

@customElement("downhill-class")
export class DownhillClass extends DeskElement {
  static override styles = [
    ...DeskElement.styles,
    numberTableStyles,
    css`
      .card {
        display: grid;
        gap: var(--space-3);
      }
      h2 {
        font-size: var(--text-title);
      }
      .bars {
        display: grid;
        grid-template-columns: minmax(0, 2fr) minmax(0, 3fr);
        gap: var(--space-2) var(--space-3);
        align-items: center;
        margin: 0;
        padding: 0;
      }
      .bar {
        display: flex;
        align-items: center;
        gap: var(--space-2);
      }
      .bar svg {
        flex: 1;
        block-size: 1.6rem;
        fill: var(--class-5);
        background: var(--sunken);
        border-radius: var(--radius-small);
      }
      .right .bar svg {
        fill: var(--class-2);
      }
      .right .text {
        font-weight: 600;
      }
      .bars > li {
        display: contents;
      }
      .count {
        min-inline-size: 2ch;
        text-align: end;
        font-weight: 600;
      }
      .plot {
        block-size: clamp(240px, 42vh, 460px);
      }
      details table {
        inline-size: auto;
        max-inline-size: 100%;
        margin-block-start: var(--space-2);
      }
      details .scroll {
        position: relative;
        overflow-x: auto;
      }
    `,
  ];

  protected override get redrawPause(): number {
    return this.desk.running ? REDRAW_MS : 0;
  }

  override render() {
    const { own } = this;
    const found = this.picture();
    if (found === undefined) return nothing;
    const { picture, id } = found;
    return html`
      <section class="card" aria-labelledby="class">
        <h2 id="class">${own.classHead(this.titleOf(id))}</h2>
        <p>${this.say(picture.ask)}</p>
        ${picture.kind === "choice" ? this.renderBars(picture) : this.renderPlot(picture)}
        ${picture.kind === "choice" ? nothing : html`<p class="quiet">${picture.kind === "curve" ? own.curveLegend : own.pointLegend}</p>`}
        <p><strong>${own.classSummary(picture.right, picture.total)}</strong></p>
        <details>
          <summary>${own.asTable}</summary>
          <div class="scroll">${this.renderTable(picture, own.classHead(this.titleOf(id)))}</div>
        </details>
      </section>
    `;
  }

  /** Of the exercise that is shown; of all, that which most have. */
  private picture(): { readonly picture: ClassPicture; readonly id: string } | undefined {
    const { desk, view } = this;
    const lines = desk.lines.filter(({ verification }) => verification?.prediction !== undefined);
    const id = view.exercise ?? mostFrequent(lines);
    const here = lines.filter(({ entry }) => exerciseIdOf(entry) === id);
    const [first] = here;
    const exercise = first && desk.exerciseFor(first.entry);
    if (id === undefined || exercise === undefined) return undefined;
    const picture = classPictureOf(
      exercise,
      here.flatMap(({ entry, receipt, verification }) =>
        receipt === undefined || verification === undefined
          ? []
          : [{ number: entry.number, receipt, verification }],
      ),
    );
    return picture && { picture, id };
  }

  private renderBars({ options }: Choice) {
    const { own } = this;
    const most = Math.max(1, ...options.map(({ count }) => count));
    return html`
      <ul class="bars" role="list">
        ${options.map(
          ({ text, count, right }) => html`
            <li class=${right ? "right" : ""}>
              <span class="text">${this.say(text)}${right ? html` ✓ <span class="quiet">${own.rightOne}</span>` : nothing}</span>
              <span class="bar">
                <svg viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true">${svg`<rect width=${(100 * count) / most} height="10"></rect>`}</svg>
                <span class="count number">${count}</span>
              </span>
            </li>
          `,
        )}
      </ul>
    `;
  }

  private renderPlot(picture: Curves | Points) {
    const { settings } = this.context;
    const drawn = picture.kind === "curve" ? picture.curves.length : picture.points.length;
    const what =
      picture.kind === "curve"
        ? this.say(metricOf(picture.metric).name)
        : picture.came.map((value) => this.format.datum(value)).join(this.own.comma);
    return html`
      <downhill-plot
        class="plot"
        .content=${(palette: Palette) => (picture.kind === "curve" ? this.curves(picture, palette) : this.points(picture, palette))}
        .dark=${settings.dark}
        .says=${this.own.chartSays(drawn, what)}
      ></downhill-plot>
    `;
  }

  private curves({ curves, came, metric, levels }: Curves, palette: Palette): PlotContent {
    const { own, format } = this;
    const write = (value: number) => format.mark(value);
    const curve = (points: readonly (readonly number[])[]) => ({
      x: points.map(([x = 0]) => x),
      y: points.map(([, y = 0]) => y),
    });
    const behind: Curve[] = curves.map(({ points }) => ({
      ...curve(points),
      label: "",
      colour: palette.validation,
      dash: DASHES.solid,
      as: "faint",
    }));
    const room = 0.06 * (levels.max - levels.min || 1);
    return {
      curves: [
        ...behind,
        { ...curve(came), label: own.came, colour: palette.train, dash: DASHES.solid },
      ],
      x: { title: own.epoch, logarithmic: false, write },
      y: { title: this.say(metricOf(metric).name), logarithmic: false, write },
      levels: { min: levels.min - room, max: levels.max + room },
    };
  }

  private points({ points, came }: Points, palette: Palette): PlotContent {
    const { own, format } = this;
    const write = (value: number) => format.datum(value);
    const two = (came.length || points[0]?.at.length) === 2;
    const x = { title: own.parameter(1), logarithmic: false, write };
    const dots = {
      label: own.predicted,
      colour: palette.validation,
      dash: DASHES.solid,
      as: "dots" as const,
      x: points.map(({ at: [first = 0] }) => first),
      y: points.map(({ at, number }) => (two ? (at[1] ?? 0) : number)),
    };
    const outcome = {
      label: own.came,
      colour: palette.train,
      dash: DASHES.solid,
      as: "dots" as const,
      x: [came[0] ?? 0],
      y: [came[1] ?? 0],
    };
    return {
      curves: two && came.length === 2 ? [dots, outcome] : [dots],
      x,
      y: { title: two ? own.parameter(2) : own.student, logarithmic: false, write },
      whole: true,
      ...(came[0] === undefined ? {} : { places: [{ at: came[0], label: own.came }] }),
      ...(two && came[1] !== undefined ? { level: { at: came[1], label: "" } } : {}),
    };
  }

  private renderTable(picture: ClassPicture, caption: string) {
    const { own, format } = this;
    if (picture.kind === "choice") {
      return html`
        <table>
          <caption class="hidden">${caption}</caption>
          <thead><tr><th scope="col">${own.option}</th><th scope="col">${own.count}</th><th scope="col">${own.outcome}</th></tr></thead>
          <tbody>
            ${picture.options.map(({ text, count, right }) => html`<tr><th scope="row">${this.say(text)}</th><td>${count}</td><td>${right ? own.rightOne : ""}</td></tr>`)}
          </tbody>
        </table>
      `;
    }
    const all = picture.kind === "curve" ? picture.curves : picture.points;
    const names = new Map(this.desk.lines.map((line) => [line.entry.number, this.nameOf(line)]));
    const at = (one: (typeof all)[number]) =>
      "at" in one
        ? one.at.map((value) => format.datum(value)).join(this.own.comma)
        : `… ${format.datum(one.points.at(-1)?.[1])}`;
    const came =
      picture.kind === "curve"
        ? `… ${format.datum(picture.came.at(-1)?.[1])}`
        : picture.came.map((value) => format.datum(value)).join(this.own.comma);
    return html`
      <table>
        <caption class="hidden">${caption}</caption>
        <thead><tr><th scope="col">${own.student}</th><th scope="col">${own.predicted}</th><th scope="col">${own.distance}</th></tr></thead>
        <tbody>
          <tr><th scope="row">${own.came}</th><td>${came}</td><td></td></tr>
          ${all.map((one) => html`<tr><th scope="row">${names.get(one.number)}</th><td>${at(one)}</td><td>${one.distance === null ? own.none : format.datum(one.distance)}${one.right ? " ✓" : ""}</td></tr>`)}
        </tbody>
      </table>
    `;
  }
}

function mostFrequent(lines: readonly DeskLine[]): string | undefined {
  const counts = new Map<string, number>();
  for (const { entry } of lines) {
    const id = exerciseIdOf(entry) ?? "";
    counts.set(id, (counts.get(id) ?? 0) + 1);
  }
  return [...counts].sort(([, a], [, b]) => b - a)[0]?.[0];
}

declare global {
  interface HTMLElementTagNameMap {
    "downhill-class": DownhillClass;
  }
}
