// SPDX-License-Identifier: Apache-2.0
/** Which column somebody probably wants to have predicted: one that is called so, else the last one, as most tables have it. */

const NAMED =
  /^(target|targets|label|labels|class|classes|species|outcome|diagnosis|y|标签|类别|目标|结果)$/i;

export const isTargetName = (name: string): boolean => NAMED.test(name.trim());

/** More would keep somebody waiting who has to say it anyway. */
const TRIED = 4;

/** Places from 1, the likeliest first. */
export function likelyTargets(names: readonly string[], ignored: readonly number[]): number[] {
  const places = names.map((_, index) => index + 1);
  const named = places.filter((place) => isTargetName(names[place - 1] ?? ""));
  const fromTheEnd = [...places].reverse();
  const likely = [...new Set([...named, ...fromTheEnd])];
  return likely.filter((place) => !ignored.includes(place)).slice(0, TRIED);
}

/** More values are a scale, not names. */
const MOST_CODES = 10;

/** Whether numbers are the codes of classes: few, whole, and without gaps from 0 or 1, as 0 and 1 for no and yes. */
export function areCodes(targets: ArrayLike<number>): boolean {
  const seen = new Set<number>();
  for (let i = 0; i < targets.length; i += 1) {
    seen.add(targets[i] ?? 0);
    if (seen.size > MOST_CODES) return false;
  }
  const values = [...seen].sort((a, b) => a - b);
  const [first = 0] = values;
  return (
    (first === 0 || first === 1) && seen.size > 1 && values.every((value, i) => value === first + i)
  );
}
