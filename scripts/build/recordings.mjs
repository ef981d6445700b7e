// SPDX-License-Identifier: Apache-2.0
/**
 * The beginnings of runs as the trainer makes them, for pages that show them before their trainer is there (web/src/app/recordings.ts): a
 * run before its first update, and what follows as a film. Runs repeat to the last digit, so that the trainer goes on where a film ends.
 */

/** Of the unit that the run records by: as long as the module takes on a slow connection, at the speed of the page. */
const LONGEST = 400;
/** The next moment is so close that what happens between them is less than this share of what has happened. */
const SHARE = 1 / 8;
/** Of larger networks the film would be larger than the module. */
const MOST_PARAMETERS = 500;
/** Of a coordinate: below a pixel of the screen. */
const DIGITS = 4;
/** Of a parameter, of a loss: what is read of them on the page. */
const PARAMETER_DIGITS = 3;
const HISTORY_DIGITS = 6;

const COLUMNS = 8;

/** @returns {Promise<{description: object, run: object | undefined, film: object | undefined}>} */
export async function record(engine, document) {
  const description = await engine.validate(document);
  if (!isFilmed(description)) return { description, run: undefined, film: undefined };
  const run = await engine.open(document);
  const first = await firstMoment(run);
  const film = await filmOf(run);
  await run.close();
  // Numbers that run away have no unit in common.
  return { description, run: first, film: film.end.status === "diverged" ? undefined : film };
}

/** Data that are seen as points, and a network that the page can draw by itself (web/src/sessions/plane_network.ts). */
function isFilmed({ experiment, summary, minimal }) {
  return (
    // What it is fed are the features themselves.
    minimal.data?.inputs === undefined &&
    summary.features <= 2 &&
    summary.parameters <= MOST_PARAMETERS &&
    experiment.model.layers.every(({ type }) => type === "dense")
  );
}

async function firstMoment(run) {
  const { counts } = run.description.summary;
  const state = await run.state();
  const measured = { step: state.step };
  for (const part of Object.keys(counts).filter((name) => counts[name] > 0)) {
    measured[part] = await run.evaluate(part);
  }
  const { standardization, target_standardization } = await run.save();
  return {
    points: rounded(await run.points()),
    state,
    history: Array.from(await run.history(), (value) => (Number.isNaN(value) ? null : value)),
    measured,
    parameters: Array.from(await run.parameters()),
    scales: { standardization, target_standardization },
  };
}

async function filmOf(run) {
  const { experiment, summary } = run.description;
  const unit = experiment.record.unit === "epoch" ? summary.steps_per_epoch : 1;
  const moments = [0];
  const seen = [await run.parameters()];
  let end = await run.state();
  for (let at = 0; at < LONGEST && end.status === "ready"; ) {
    const next = Math.min(LONGEST, at + Math.max(1, Math.floor(at * SHARE)));
    end = await run.step((next - at) * unit);
    at = next;
    moments.push(end.step);
    seen.push(await run.parameters());
  }
  const history = await run.history();
  const rows = Array.from({ length: history.length / COLUMNS }, (_, row) => row);
  return {
    history: Array.from({ length: COLUMNS }, (_, column) => {
      const values = rows.map((row) => history[row * COLUMNS + column]);
      return values.every(Number.isNaN) ? null : series(values, HISTORY_DIGITS);
    }),
    moments,
    parameters: Array.from(seen[0], (_, index) =>
      series(
        seen.map((all) => all[index]),
        PARAMETER_DIGITS,
      ),
    ),
    end,
  };
}

const rounded = (numbers) => Array.from(numbers, (one) => Number(one.toPrecision(DIGITS)));

/** As web/src/sessions/recorded_film.ts reads it: whole units, the largest number with so many digits. */
export function series(values, digits) {
  const most = Math.max(...values.filter(Number.isFinite).map(Math.abs), Number.MIN_VALUE);
  const unit = 10 ** Math.min(0, Math.floor(Math.log10(most)) - digits + 1);
  let before = 0;
  const steps = values.map((value) => {
    if (!Number.isFinite(value)) return null;
    const whole = Math.round(value / unit);
    const step = whole - before;
    before = whole;
    return step;
  });
  return { unit, steps };
}
