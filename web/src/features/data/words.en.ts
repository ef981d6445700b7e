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
  files: "CSV, table, pictures …",
  filesHelp: "Your own table or pictures: they stay on this machine",
  onlyHere:
    "This browser keeps no files of this page: its storage is full or not allowed. The table is lost when the page is closed; make room or allow storage, and give it again.",
  features: (shown: string) => `${shown} features`,
  samplesAnd: (train: string, validation: string, test: string) =>
    `${train} to train · ${validation} to validate · ${test} to test`,
};
