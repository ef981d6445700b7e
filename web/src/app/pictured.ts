// SPDX-License-Identifier: Apache-2.0
/** What a still picture of the run on the screen needs, asked of the trainer once. */
import { effect, signal } from "@preact/signals-core";
import type { RunPicture } from "../charts/run_painter.ts";
import type { ViewAnswer, ViewKind, ViewSpec } from "../engine/api.ts";
import type { RunSession } from "../sessions/run_session.ts";
import type { Workspace } from "./workspace.ts";

/** Places of the map along a side, where it is to be seen large, and of a curve. */
const MAP_SIZE = 192;
const CURVE_POINTS = 200;
/** A trainer that is busy for longer gives a picture without the map. */
const PATIENCE_MS = 4_000;

const ALWAYS = signal(true);

/** `side`: places of the map. */
export async function pictured({ run, settings }: Workspace, side = MAP_SIZE): Promise<RunPicture> {
  const { description, points, history } = run;
  const { features } = description.summary;
  const square = { kind: "map", width: side, height: side } as const;
  return {
    description,
    samples: points,
    map: features === 2 ? await once(run, square) : undefined,
    curve: features === 1 ? await once(run, { kind: "curve", count: CURVE_POINTS }) : undefined,
    train: history.curves.train_loss,
    validation: history.curves.validation_loss,
    logarithmic: settings.logarithmic,
  };
}

/** The first answer to a view; undefined where there is no trainer, or it takes too long. */
function once<K extends ViewKind>(
  run: RunSession,
  spec: ViewSpec<K>,
): Promise<ViewAnswer<K> | undefined> {
  if (!run.ready) return Promise.resolve(undefined);
  const lease = run.want(spec, ALWAYS);
  return new Promise<ViewAnswer<K> | undefined>((resolve) => {
    const timer = setTimeout(() => resolve(undefined), PATIENCE_MS);
    const end = effect(() => {
      const answer = lease.answer.value;
      if (answer === undefined) return;
      clearTimeout(timer);
      resolve(answer);
      queueMicrotask(() => end());
    });
  }).finally(() => lease.release());
}
