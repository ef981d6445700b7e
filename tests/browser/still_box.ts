// SPDX-License-Identifier: Apache-2.0
import type { Locator } from "@playwright/test";
import { expect } from "./playground_page.ts";

/** Frames without a move: a page that is putting itself together moves what is below. */
const STILL_FRAMES = 12;

export type Box = NonNullable<Awaited<ReturnType<Locator["boundingBox"]>>>;

/** Where an element is on the screen, in CSS pixels, once it has come to rest: for what the mouse does by coordinates. */
export async function stillBox(locator: Locator): Promise<Box> {
  let box: Box | null = null;
  await expect(async () => {
    const before = await locator.boundingBox();
    await locator.page().evaluate(
      (frames) =>
        new Promise<void>((resolve) => {
          const next = (left: number) =>
            left === 0 ? resolve() : requestAnimationFrame(() => next(left - 1));
          next(frames);
        }),
      STILL_FRAMES,
    );
    box = await locator.boundingBox();
    expect(box).not.toBeNull();
    expect(box).toEqual(before);
  }).toPass();
  if (box === null) throw new Error("The element is not on the screen.");
  return box;
}
