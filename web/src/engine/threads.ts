// SPDX-License-Identifier: Apache-2.0
/** How many threads work on a step: what may be asked for, and what is taken when nobody asks. */

/** A pool of one megabyte stacks must fit into the fixed memory of the modules with threads. */
export const THREADS_LIMIT = 32;

/** More threads than this gain nothing on the steps of small networks. */
export const MOST_BY_DEFAULT = 8;

export function isThreadCount(threads: number): boolean {
  return Number.isInteger(threads) && threads >= 1 && threads <= THREADS_LIMIT;
}

/**
 * One core is left to the page, but of two both are taken: drawing needs a small part of one, and half of the machine would
 * lie idle.
 */
export function defaultThreads(cores: number): number {
  return cores <= 2 ? Math.max(1, cores) : Math.min(cores - 1, MOST_BY_DEFAULT);
}
