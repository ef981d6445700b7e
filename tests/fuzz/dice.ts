// SPDX-License-Identifier: Apache-2.0
import { randomNumbers } from "../web/fixtures/random.ts";

/** What is drawn for input number `index` of this seed. */
export function diceOf(seed: number, index: number): Dice {
  return new Dice(randomNumbers(Math.imul(seed, 0x9e3779b1) ^ Math.imul(index, 0x85ebca6b)));
}

/** Choices, drawn from a stream of numbers from 0 to 1. */
export class Dice {
  constructor(readonly next: () => number) {}
  chance = (share: number): boolean => this.next() < share;
  /** A whole number below `count`. */
  upTo = (count: number): number => Math.floor(this.next() * count);
  one = <T>(list: readonly T[]): T => list[this.upTo(list.length)] as T;
}
