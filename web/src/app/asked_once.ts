// SPDX-License-Identifier: Apache-2.0
/** What most visits never need is asked for when it is first wanted. What did not arrive is asked for anew the next time. */
export function askedOnce(load: () => Promise<unknown>): () => void {
  let asked = false;
  return () => {
    if (asked) return;
    asked = true;
    load().catch(() => {
      asked = false;
    });
  };
}
