// SPDX-License-Identifier: Apache-2.0
/** Waiting that ends. */

/** The promise's outcome, or a rejection with `message` when it takes longer than `limit_ms`. */
export function within<T>(limit_ms: number, promise: Promise<T>, message: string): Promise<T> {
  return new Promise<T>((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error(message)), limit_ms);
    promise.then(resolve, reject).finally(() => clearTimeout(timer));
  });
}
