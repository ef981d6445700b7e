// SPDX-License-Identifier: Apache-2.0
/** Whether anybody has done anything on this page yet, reading on included. */

const SIGNS = ["pointerdown", "keydown", "wheel", "drop"] as const;

export function watchTouched(): () => boolean {
  let touched = false;
  const touch = () => {
    touched = true;
    for (const sign of SIGNS) removeEventListener(sign, touch, true);
  };
  for (const sign of SIGNS) addEventListener(sign, touch, { capture: true, passive: true });
  return () => touched;
}
