// SPDX-License-Identifier: Apache-2.0
/** A listener of the user's that throws is told once, and training goes on. */
export function harmless<Told extends readonly unknown[]>(
  listener: (...told: Told) => unknown,
  report: (error: unknown) => void,
): (...told: Told) => void {
  let reported = false;
  const tell = (error: unknown) => {
    if (!reported) report(error);
    reported = true;
  };
  return (...told) => {
    try {
      const answer = listener(...told);
      // An async listener throws later.
      if (answer instanceof Promise) answer.catch(tell);
    } catch (error) {
      tell(error);
    }
  };
}
