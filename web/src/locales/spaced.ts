// SPDX-License-Identifier: Apache-2.0

/** A name in Latin letters stands between blanks. */
export function spaced(name: string): string {
  const before = /^[\x21-\x7e]/.test(name) ? " " : "";
  const after = /[\x21-\x7e]$/.test(name) ? " " : "";
  return `${before}${name}${after}`;
}
