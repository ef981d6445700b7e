// SPDX-License-Identifier: Apache-2.0
/**
 * Contestants measured side by side: each has one window in every round, and rounds follow each other, so that whatever else the machine does
 * meets all of them alike. What counts is the median of a contestant's windows.
 */

export function median(numbers) {
  if (numbers.length === 0) return undefined;
  const sorted = [...numbers].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

/** Larger steps than asked for at once would make a window of a first, cold call. */
const GROWTH = 8;

/** Whose single step takes so many windows is measured once: minutes of waiting would tell no more of it. */
const SLOW = 8;

/**
 * So many steps as fill the window; on the way there it warms up.
 * @param {(steps: number) => Promise<number>} run answers seconds
 * @returns {Promise<{steps: number, slow?: number}>} slow: the seconds of its step, where that is far longer than a window
 */
async function stepsFor(run, seconds) {
  let steps = 1;
  let warm = 0;
  // What is compiled at the first call says nothing of the others.
  await run(steps);
  for (;;) {
    const taken = await run(steps);
    warm += taken;
    if (steps === 1 && taken > SLOW * seconds) return { steps, slow: taken };
    const wanted = Math.max(1, Math.round((steps * seconds) / Math.max(taken, 1e-6)));
    // A compiler that works beside us is done after a few windows; who takes a window for one step is not asked twice.
    if (warm >= 2 * seconds && wanted <= 2 * steps) return { steps: wanted };
    steps = Math.max(1, Math.min(wanted, steps * GROWTH));
  }
}

/**
 * @template {{run: (steps: number) => Promise<number>, perStep: number, whole?: number}} Contestant perStep: samples, or what else is counted;
 *   whole: steps that belong together, such as those of an epoch that ends with a record: a window is made of so many, or a multiple
 * @param {Contestant[]} contestants
 * @param {{rounds: number, seconds: number}} windows
 * @returns {Promise<Map<Contestant, {rate: number, low: number, high: number} | {failed: string}>>} per second
 */
export async function race(contestants, { rounds, seconds }) {
  const results = new Map();
  const runners = [];
  for (const one of contestants) {
    try {
      const { steps, slow } = await stepsFor(one.run, seconds);
      const { whole = 1 } = one;
      const rates = slow !== undefined && whole === 1 ? [one.perStep / slow] : [];
      runners.push({ one, steps: Math.ceil(steps / whole) * whole, rates, once: rates.length > 0 });
    } catch (error) {
      results.set(one, { failed: sentence(error) });
    }
  }
  for (let round = 0; round < rounds; round += 1) {
    for (const runner of runners.filter(({ once }) => !once)) {
      const taken = await runner.one.run(runner.steps);
      runner.rates.push((runner.steps * runner.one.perStep) / taken);
    }
    // Nobody always follows the same neighbour's heat.
    runners.push(runners.shift());
  }
  for (const { one, rates } of runners) {
    results.set(one, { rate: median(rates), low: Math.min(...rates), high: Math.max(...rates) });
  }
  return results;
}

/** One line of whatever was thrown. */
export const sentence = (error) => String(error?.message ?? error).split("\n")[0];
