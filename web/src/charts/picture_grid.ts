// SPDX-License-Identifier: Apache-2.0
/** Several small pictures of one shape in a square, side by side. */

interface Extent {
  readonly width: number;
  readonly height: number;
}

export interface Place extends Extent {
  readonly x: number;
  readonly y: number;
}

const GAP = 4;

/** Places for `count` pictures of `height` x `width` numbers, as large as they can be. */
export function gridOf(count: number, height: number, width: number, extent: Extent): Place[] {
  const across = Math.max(1, Math.ceil(Math.sqrt(count)));
  const down = Math.max(1, Math.ceil(count / across));
  const roomX = (extent.width - (across - 1) * GAP) / across;
  const roomY = (extent.height - (down - 1) * GAP) / down;
  const unit = Math.min(roomX / width, roomY / height);
  const [wide, high] = [unit * width, unit * height];
  const left = (extent.width - across * wide - (across - 1) * GAP) / 2;
  const top = (extent.height - down * high - (down - 1) * GAP) / 2;
  return Array.from({ length: count }, (_, index) => ({
    x: left + (index % across) * (wide + GAP),
    y: top + Math.floor(index / across) * (high + GAP),
    width: wide,
    height: high,
  }));
}
