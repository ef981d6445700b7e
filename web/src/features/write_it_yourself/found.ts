// SPDX-License-Identifier: Apache-2.0
/** What came of the code, in pictures and numbers: the sentence stands above. */
import { computed } from "@preact/signals-core";
import { html, nothing, type TemplateResult } from "lit";
import type { Ghost } from "../../charts/contour_map.ts";
import type { Place } from "../../charts/contour_scale.ts";
import { dashOf } from "../../charts/identity.ts";
import type { Palette } from "../../charts/palette.ts";
import type { PlotContent } from "../../charts/plot.ts";
import type { Format } from "../../locales/format.ts";
import type { Language } from "../../locales/language.ts";
import { pick } from "../../locales/words.ts";
import type { CurveAnswer, CurveTask } from "../../sandbox/curve_tasks.ts";
import type { NetworkAnswer } from "../../sandbox/network_task.ts";
import type { Difference, OptimizerAnswer, OptimizerTask } from "../../sandbox/optimizer_task.ts";
import type { ScheduleAnswer, ScheduleTask } from "../../sandbox/schedule_task.ts";
import "../../ui/downhill-contours.ts";
import "../../ui/downhill-plot.ts";
import { digits } from "../../sandbox/digits.ts";
import { foundTable, swatch } from "../../ui/found_table.ts";
import type { Finding } from "./store.ts";
import type { en } from "./words.en.ts";

export interface Say {
  readonly own: typeof en;
  readonly language: Language;
  readonly format: Format;
  readonly dark: boolean;
}

/** Each with its colour and its dashes; the code's is the first. */
const [YOURS, OURS] = [0, 1] as const;
const NOWHERE = computed(() => undefined);
const NO_PLACES = computed((): readonly Place[] => []);
/** Of an activation all is seen within; of a loss what lies between its kinks. */
const SEEN = 6;

export const nameOf = (finding: Finding, { language }: Say): string =>
  finding.against === undefined ? "" : pick(finding.against.label, language);

/** Whether it agrees, or where it does not, with both numbers; undefined of a dataset, which nothing is compared with. */
export function sentence(finding: Finding, say: Say): string | undefined {
  const { answer } = finding.performance;
  const { own, format } = say;
  const name = nameOf(finding, say);
  switch (answer?.type) {
    case "optimizer":
    case "network": {
      const { first, compared } = answer;
      if (first === undefined) return own.agree.optimizer(format.integer(compared), name);
      const { step, parameter, yours, ours } = first;
      const place = parameterName(parameter, finding);
      const where = own.differ.optimizer(format.integer(step), place, name);
      const both = [yours, ours].map((list) => digits(list[parameter] ?? Number.NaN));
      return where + own.numbers(both[0] ?? "", both[1] ?? "");
    }
    case "schedule": {
      const { first, rates } = answer;
      if (first === undefined) return own.agree.schedule(format.integer(rates.length), name);
      const where = own.differ.schedule(format.integer(first.step), name);
      return where + own.numbers(digits(first.yours), digits(first.ours));
    }
    case "activation":
    case "loss":
      return curveSentence(answer, name, say);
    default:
      return undefined;
  }
}

function curveSentence({ type, first, values }: CurveAnswer, name: string, say: Say): string {
  const { own, format } = say;
  if (first === undefined) return own.agree[type](format.integer(values.length), name);
  const { x, target } = first.point;
  const place =
    target === undefined
      ? `x = ${digits(x)}`
      : `${own.output.toLowerCase()} = ${digits(x)}, ${own.target(digits(target))}`;
  const [yours, ours] = [digits(first.yours), digits(first.ours)];
  return first.what === "derivative"
    ? own.differ.derivative(place) + own.slopes(yours, ours)
    : own.differ.value(place, name) + own.numbers(yours, ours);
}

const parameterName = (index: number, { network }: Finding): string =>
  network === undefined ? (index === 0 ? "x" : "y") : (network.places[index] ?? String(index));

export function isAgreed({ performance: { answer } }: Finding): boolean {
  return answer !== undefined && "first" in answer && answer.first === undefined;
}

export function renderFound(finding: Finding, say: Say): TemplateResult | typeof nothing {
  const { task } = finding;
  const { answer } = finding.performance;
  if (answer?.type === "optimizer" && task.type === "optimizer") {
    return renderRace(finding, task, answer, say);
  }
  if (answer?.type === "network") return renderNetwork(finding, answer, say);
  if (answer?.type === "schedule" && task.type === "schedule") {
    return renderSchedule(finding, task, answer, say);
  }
  if (
    (answer?.type === "activation" || answer?.type === "loss") &&
    (task.type === "activation" || task.type === "loss")
  ) {
    return renderCurve(finding, task, answer, say);
  }
  return nothing;
}

function renderRace(
  finding: Finding,
  task: OptimizerTask,
  { first, path, values, next }: OptimizerAnswer,
  say: Say,
): TemplateResult | typeof nothing {
  const { own } = say;
  const { descent } = finding;
  if (descent === undefined) return nothing;
  const name = nameOf(finding, say);
  const [start] = path;
  return html`
    ${renderFirst(finding, first, say)}
    ${legend(name, say)}
    <div class="pictures">
      <downhill-contours
        .surface=${descent.surface}
        .traces=${[
          { places: task.path, colour: OURS, dash: dashOf(OURS) },
          { places: path, colour: YOURS, dash: dashOf(YOURS) },
        ]}
        .minima=${descent.minima}
        .start=${start}
        .at=${NO_PLACES}
        .now=${NOWHERE}
        .ghost=${ghostOf(path, next)}
        .axes=${["x", "y"]}
        .height=${own.value}
        .says=${own.saysRace(name)}
        .dark=${say.dark}
      ></downhill-contours>
      ${plot(
        say,
        own.saysValues(name),
        { x: own.step, y: own.value, logarithmic: values.every((one) => one > 0) },
        [
          { label: own.ours(name), colour: OURS, y: descent.values },
          { label: own.yours, colour: YOURS, y: values },
        ],
      )}
    </div>
  `;
}

/** The next step of the code, from where it has come to. */
function ghostOf(path: readonly Place[], to: Place | undefined): Ghost | undefined {
  const from = path.at(-1);
  return from === undefined || to === undefined ? undefined : { from, to };
}

/** Of a network those beside the one that differs, which may be thousands, are left out. */
function renderFirst(
  finding: Finding,
  first: Difference | undefined,
  { own }: Say,
): TemplateResult | typeof nothing {
  if (first === undefined) return nothing;
  const rows = first.ours.map((ours, index) => ({
    cells: [
      parameterName(index, finding),
      digits(first.yours[index] ?? Number.NaN),
      digits(ours),
      digits(first.before[index] ?? Number.NaN),
      digits(first.gradient[index] ?? Number.NaN),
    ],
    best: index === first.parameter,
  }));
  const shown = finding.network === undefined ? rows : rows.filter(({ best }) => best);
  const columns = [own.parameter, own.yours, own.trainers, own.before, own.gradient];
  return foundTable(own.firstNumber, columns, shown);
}

/** Two trainings from one start, on the same batches. */
function renderNetwork(
  finding: Finding,
  { first }: NetworkAnswer,
  say: Say,
): TemplateResult | typeof nothing {
  const { own } = say;
  const { network } = finding;
  if (network === undefined) return nothing;
  const name = nameOf(finding, say);
  const { ours, yours } = network;
  const logarithmic = [...ours, ...yours].every((one) => one > 0);
  return html`
    ${renderFirst(finding, first, say)}
    ${legend(name, say)}
    <div class="pictures">
      ${plot(say, own.saysLosses(name), { x: own.step, y: own.loss, logarithmic }, [
        { label: own.ours(name), colour: OURS, y: ours },
        { label: own.yours, colour: YOURS, y: yours },
      ])}
    </div>
  `;
}

function renderSchedule(
  finding: Finding,
  { ours }: ScheduleTask,
  { rates }: ScheduleAnswer,
  say: Say,
): TemplateResult {
  const { own } = say;
  const name = nameOf(finding, say);
  return html`
    ${legend(name, say)}
    <div class="pictures">
      ${plot(say, own.saysCurve(name), { x: own.step, y: own.rate, logarithmic: false }, [
        { label: own.ours(name), colour: OURS, y: ours },
        { label: own.yours, colour: YOURS, y: rates },
      ])}
    </div>
  `;
}

function renderCurve(
  finding: Finding,
  { points, ours }: CurveTask,
  { type, first, values, slopes }: CurveAnswer,
  say: Say,
): TemplateResult {
  const { own } = say;
  const name = nameOf(finding, say);
  // Of a loss one curve for one target: where the first difference is, or any.
  const target = (first?.point ?? points[0])?.target;
  const shown = points
    .map((point, index) => ({ point, index }))
    .filter(({ point }) => point.target === target && Math.abs(point.x) <= SEEN)
    .sort((a, b) => a.point.x - b.point.x);
  const xs = shown.map(({ point }) => point.x);
  const of = (numbers: readonly number[] | undefined) =>
    shown.map(({ index }) => numbers?.[index] ?? null);
  const curves = [
    { label: own.ours(name), colour: OURS, x: xs, y: of(ours) },
    { label: own.yours, colour: YOURS, x: xs, y: of(values) },
    { label: own.derivative, colour: 2, x: xs, y: of(slopes) },
  ];
  const axis = type === "loss" ? own.output : "x";
  return html`
    ${legend(name, say, own.derivative)}
    <div class="pictures">
      ${plot(
        say,
        own.saysCurve(name),
        {
          x: target === undefined ? axis : `${axis} (${own.target(digits(target))})`,
          y: own.value,
          logarithmic: false,
        },
        curves,
      )}
    </div>
  `;
}

interface Drawn {
  readonly label: string;
  readonly colour: number;
  /** Left out: 0, 1, 2, .. */
  readonly x?: readonly number[];
  readonly y: readonly (number | null)[];
}

function plot(
  { format, dark }: Say,
  says: string,
  axes: { readonly x: string; readonly y: string; readonly logarithmic: boolean },
  drawn: readonly Drawn[],
): TemplateResult {
  const content = (palette: Palette): PlotContent => ({
    curves: drawn.map(({ label, colour, x, y }) => ({
      label,
      colour: palette.classes[colour] ?? palette.text,
      dash: dashOf(colour),
      x: x ?? y.map((_, index) => index),
      y,
    })),
    x: { title: axes.x, logarithmic: false, write: (value, all) => format.mark(value, all) },
    y: {
      title: axes.y,
      logarithmic: axes.logarithmic,
      write: (value, all) => format.level(value, all),
    },
  });
  return html`
    <div class="plotted">
      <downhill-plot .content=${content} .dark=${dark} .says=${says}></downhill-plot>
    </div>
  `;
}

function legend(name: string, { own }: Say, third?: string): TemplateResult {
  const lines = [own.yours, own.ours(name), ...(third === undefined ? [] : [third])];
  return html`
    <ul class="legend">
      ${lines.map((line, index) => html`<li>${swatch(index)} ${line}</li>`)}
    </ul>
  `;
}
