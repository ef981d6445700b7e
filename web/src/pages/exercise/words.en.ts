// SPDX-License-Identifier: Apache-2.0
export const en = {
  title: "Exercises",
  intro:
    "Each is a small experiment with a goal. You predict, try, and have it checked; what you hand in is a text that anybody can run again.",
  list: "The exercises of Downhill",
  minutes: (minutes: string) => `${minutes} min`,
  begun: "begun",
  passed: "solved",
  listMissing: "The list did not arrive. Check the connection, and load the page again.",
  other: "Another exercise",
  otherHelp: "A file, or the address of one. You can also drop the file here.",
  file: "Open a file",
  address: "Address of the exercise",
  ask: "Ask for it",
  fetchFrom: (host: string) => `This exercise lies at ${host}.`,
  fetchHelp:
    "It is fetched from there when you agree. The address learns that somebody has asked for it, and nothing else.",
  fetch: (host: string) => `Fetch it from ${host}`,
  fetching: (host: string) => `${host} is asked …`,
  cancel: "Cancel",
  notOpened: "The exercise could not be opened",
  tooLarge: (name: string) => `${name} is larger than an exercise may be. Choose another file.`,
  unreadable: (name: string) => `${name} could not be read. Choose it again.`,
  missing: "The exercise did not arrive. Check the connection, and load the page again.",
  unkept: "The exercise is too large to be kept here: a reload asks for its file again.",
};
