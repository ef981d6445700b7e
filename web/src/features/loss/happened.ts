// SPDX-License-Identifier: Apache-2.0
/** What happened in the run on the screen, with its place and its words. */
import type { Event } from "../../charts/line_scene.ts";
import type { Catalog } from "../../engine/api.ts";
import type { Format } from "../../locales/format.ts";
import { Labels } from "../../locales/labels.ts";
import type { Language } from "../../locales/language.ts";
import type { RunSession } from "../../sessions/run_session.ts";
import { bestOf, endOf, type Happening, plateausOf } from "./events.ts";
import type { Unit } from "./positions.ts";
import { bucketsOf, CURVES_OF, type Kind, placeOf } from "./scene.ts";
import type { Change } from "./store.ts";
import type { LossWords } from "./words.ts";

const RATE = "optimizer.learning_rate";

export function happened(
  run: RunSession,
  changes: readonly Change[],
  { kind, unit }: { readonly kind: Kind; readonly unit: Unit },
  say: {
    readonly own: LossWords;
    readonly format: Format;
    readonly language: Language;
    readonly catalog: Catalog;
  },
): Event[] {
  const { history, description, state } = run;
  const { own, format, language, catalog } = say;
  const write = (value: number) => (kind === "loss" ? format.real(value) : format.percent(value));
  const validated = description.summary.counts.validation > 0;
  const best = bestOf(history, CURVES_OF[kind][validated ? 1 : 0], kind === "accuracy");
  const plateaus =
    description.experiment.schedule.type === "reduce_on_plateau" ? plateausOf(history) : [];
  const places = bucketsOf(history, "step", { unit }).x;
  const event = (one: Happening): Event => {
    switch (one.kind) {
      case "best":
        return { at: places[one.bucket] ?? 0, value: one.value, label: own.best(write(one.value)) };
      case "rate":
        return { at: places[one.bucket] ?? 0, label: own.plateau(format.datum(one.value)) };
      case "diverged":
        return { at: placeOf(run, one.step, unit), label: own.diverged };
      case "stopped":
        return {
          at: placeOf(run, one.step, unit),
          label: one.reason === "early_stopping" ? own.early : own.stopped,
        };
    }
  };
  const end = endOf(state);
  const changed = changes.map(({ step, paths, experiment }): Event => {
    const labels = new Labels(catalog, experiment, language);
    const words = paths.map((path) => {
      const value = labels.value(path);
      if (path === RATE && value !== undefined) return own.rateAt(value);
      return value === undefined ? labels.place(path) : `${labels.place(path)} ${value}`;
    });
    return { at: placeOf(run, step, unit), label: words.join(", ") };
  });
  return [
    ...changed,
    ...[
      ...plateaus,
      ...(best === undefined ? [] : [best]),
      ...(end === undefined ? [] : [end]),
    ].map(event),
  ];
}
