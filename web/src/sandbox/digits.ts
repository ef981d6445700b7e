// SPDX-License-Identifier: Apache-2.0
/** Numbers that are compared: with as many digits as a 32-bit number has, so that what differs is seen. */
const DIGITS = 9;

export const digits = (value: number): string => Number(value.toPrecision(DIGITS)).toString();
