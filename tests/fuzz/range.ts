// SPDX-License-Identifier: Apache-2.0
/** Which inputs are tried: set by `npm run fuzz`, and as few as continuous integration has time for without it. */
const given = (name: string, otherwise: number) => {
  const text = process.env[`DOWNHILL_FUZZ_${name}`];
  return text === undefined || text === "" ? otherwise : Number(text);
};

export const COUNT = given("COUNT", 20_000);
export const SEED = given("SEED", 1);
export const FROM = given("FROM", 0);
