// SPDX-License-Identifier: Apache-2.0
export const en = {
  title: "Data",
  groups: {
    two_classes: "Two classes",
    several: "Several",
    numbers: "Numbers",
    pictures: "Pictures",
    tables: "Tables",
    more: "More data",
    yours: "Yours",
  },
  features: (shown: string) => `${shown} features`,
  samplesAnd: (train: string, validation: string, test: string) =>
    `${train} to train · ${validation} to validate · ${test} to test`,
};
