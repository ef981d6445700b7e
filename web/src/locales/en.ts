// SPDX-License-Identifier: Apache-2.0
/** The page's own words in English. Everything about optimizers, losses, layers, ... comes from the catalog. */

import { BROWSERS } from "../engine/browsers.ts";
import { diagnosis } from "./diagnosis.en.ts";
import type { Like } from "./like.ts";

const count = (value: number, one: string, many: string) => (value === 1 ? one : many);

export const en = {
  // Page
  title: "Downhill — watch a neural network learn",
  tagline: "Watch a neural network learn",
  starting: "Starting the trainer …",
  arriving: (here: string, all: string) => `The trainer is on its way: ${here} of ${all} kB.`,
  goTo: "Go to",
  goToRegion: (name: string) => `Go to: ${name}`,
  playButton: "Play button",
  language: "Language",
  theme: "Theme",
  themeAuto: "Theme: as the system",
  themeLight: "Theme: light",
  themeDark: "Theme: dark",

  licenses: "Licenses",
  lessons: "Lessons",
  menu: "More",
  undo: "Undo the last change",
  redo: "Redo",
  undoOf: (change: string) => `Undo: ${change}`,
  redoOf: (change: string) => `Redo: ${change}`,
  fromTo: (name: string, before: string, after: string) => `${name} ${before} → ${after}`,
  comma: ", ",
  andMore: (list: string, more: string, value: number) =>
    `${list} and ${more} more ${count(value, "change", "changes")}`,
  why: "Why",
  featureMissing:
    "This part could not be loaded. Check the connection, or load the page again: your work is kept.",
  featureComes: "This part is being loaded.",
  tryAgain: "Try again",
  close: "Close",
  exercises: "Exercises",
  teachers: "For teachers",
  playground: "Playground",
  fixedHere: "Stays as it is in this exercise",
  staysAsItIs: "Stays as it is in this exercise.",
  openFile: "Open a file",
  keepRun: "Keep this run",
  keptRuns: "Kept runs",
  exerciseEditor: "Make an exercise",
  speedOfMachine: "Speed of this machine",
  gallery: "Examples with their stories",
  examples: "Examples",
  pages: "More of Downhill",

  share: "Share and embed",
  copyLink: "Copy the link to this experiment",
  linkCopied: "Copied",
  linkTooLargeToCopy:
    "This experiment is larger than a link may carry, so there is none to copy. It stays in this browser.",
  copyByHand: "This page may not use the clipboard. Copy the link from here:",

  // Transport
  controls: "Training",
  play: "Play",
  playAgain: "Play again",
  pause: "Pause",
  waits: "Starts as soon as the trainer is here",
  recorded: "recorded",
  busy: "Making an update that takes long",
  step: "One update",
  stepShort: "Step",
  epochStep: "One epoch",
  epochShort: "Epoch",
  resetHelp: "Back to the same initial weights",
  speed: "Speed",
  speeds: {
    step: "1 update / frame",
    ten_steps: "10 updates / frame",
    epoch: "1 epoch / frame",
    ten_epochs: "10 epochs / frame",
    fastest: "Full speed",
  },
  epochsDone: (value: number) => count(value, "epoch", "epochs"),
  epochs: (shown: string, value: number) => `${shown} ${count(value, "epoch", "epochs")}`,
  updatesDone: (value: number) => count(value, "update", "updates"),
  updates: (shown: string, value: number) => `${shown} ${count(value, "update", "updates")}`,
  updateRate: (updates: string) => `${updates} updates/s`,
  sampleRate: (samples: string) => `${samples} samples/s`,

  // Stage
  stage: "What the network has learned",

  // Charts
  progress: "How training goes",
  loss: "Loss",
  accuracy: "Accuracy",
  training: "Training",
  validation: "Validation",
  test: "Test",
  testHelp: "Measured when training stands still",
  logScale: "log",
  logScaleHelp: "Logarithmic scale for the loss",
  lossSays: (points: string, train: string, validation: string) =>
    `Loss over ${points} recorded points. Now: training ${train}, validation ${validation}.`,
  accuracySays: (points: string, train: string, validation: string) =>
    `Accuracy over ${points} recorded points. Now: training ${train}, validation ${validation}.`,
  chartTable: "Show the chart as a table",
  unit: { epoch: "Epoch", step: "Update" },
  unitAt: { epoch: (at: string) => `Epoch ${at}`, step: (at: string) => `Update ${at}` },
  nothingYet: "Press play to begin",

  // Network
  network: "Network",
  input: "Input",
  output: "Output",
  layer: (number: string) => `Layer ${number}`,
  unitOf: (layer: string, number: string) => `${layer}, unit ${number}`,
  channelOf: (layer: string, number: string) => `${layer}, channel ${number}`,
  row: (number: string) => `Row ${number}`,
  item: (number: string) => `Number ${number}`,

  // Data and settings
  experiment: "The experiment",
  changed: "Changed",
  optimization: "Optimization",
  knobs: "The first settings",
  all: "All",
  allSettings: "All settings",
  allSettingsHelp: "All settings: how it is optimized, when it stops, what is recorded",
  section: "Parts of the page",
  sections: {
    exercise: "Exercise",
    data: "Data",
    network: "Network",
    train: "Train",
    why: "Why",
  },
  more: "More settings",
  moreOf: (name: string) => `More of ${name}`,
  help: (label: string) => `Help: ${label}`,
  toDefault: (label: string) => `${label}: back to the default`,
  newRun: "new run",
  startsOver: "A change begins a new run",
  startsOverHelp: "A change here begins a new run, from update 0; undo brings back the one before.",
  sourceOf: "Source:",
  on: "on",
  off: "off",
  wordFull: "full",
  seedHelp: "Another seed: other data, other initial weights",

  // Messages
  at: (place: string, message: string) => `${place}: ${message}`,
  // What the trainer says to those who write documents, and what the page says instead.
  leaveKeyOut: ", or leave the key out for its default.",
  undoInstead: ", or press ↶ for the default.",
  setBack: (place: string) => `${place} no longer fitted and is as by default again.`,
  setBackTo: (setBack: string, value: string) => `${setBack} It is ${value} now.`,
  crashed: "The trainer stopped unexpectedly. Your experiment is kept.",
  restart: "Start it again",
  details: "Details",
  brokenLink: "This link could not be followed; here is the default experiment instead.",
  brokenLinkKept: "This link could not be followed; the experiment that was open stays.",
  linkTooLong: "The link is longer than any experiment. It may have been damaged on its way.",
  linkTooDeep: (key: string) => `“${key}” is nested too deeply. Remove it from the link.`,
  linkKeyRefused: (key: string) =>
    `“${key}” cannot be part of an experiment. Remove it from the link.`,
  linkKeyTwice: (key: string) => `“${key}” is given twice. Keep one of the two.`,
  linkDamaged: (key: string) =>
    `What stands behind “${key}” cannot be read: the link was damaged on its way. Copy it again, whole.`,
  linkTooLarge: (key: string) =>
    `What stands behind “${key}” is larger than a link may carry. Give the experiment as a file instead.`,
  unavailable: "The trainer could not start.",
  unavailableHelp: `It needs WebAssembly with SIMD: ${BROWSERS.en}.`,
  unavailableDownload:
    "Files of the trainer did not arrive. Check the connection and load the page again.",
  dismiss: "Dismiss",
  draftKept:
    "This experiment is too large for a link. It is kept in this browser, also when the page is loaded again.",
  draftLost:
    "This experiment is too large for a link, and this browser keeps nothing of it. It is lost when the page is closed.",
  lossChange: (before: string, after: string) => `Loss ${before} → ${after}`,
  sayPlaying: "Training.",
  sayPaused: (epochs: string, loss: string) => `Paused after ${epochs}, training loss ${loss}.`,
  sayMoved: (updates: string, epoch: string, loss: string) =>
    `${updates}, epoch ${epoch}, training loss ${loss}.`,
  sayReset: "Back at the start.",
  sayUndone: (change: string) => `Undone: ${change}.`,
  sayRedone: (change: string) => `Done again: ${change}.`,
  sayData: (data: string) => `Data: ${data}.`,
  saySeed: (seed: string) => `Seed ${seed}.`,
  sayLogarithmic: "Logarithmic scale.",
  sayLinear: "Linear scale.",
  sayProgress: (epoch: string, loss: string) => `Epoch ${epoch}, training loss ${loss}.`,

  // Module badge
  threads: (shown: string, value: number) => `${shown} ${count(value, "thread", "threads")}`,
  moduleReasons: {
    best: "This is the fastest trainer for this experiment that your browser can run.",
    forced: "The address asks for this trainer (view.build=…).",
    not_isolated:
      "This page is served or embedded in a way that does not allow threads. Opened by itself on a site that allows them, it uses all processors.",
    no_shared_memory: "This browser does not share memory between threads.",
    no_relaxed_simd:
      "This browser has no relaxed SIMD: the fixed SIMD trainer does the same, a little slower.",
    reproducible:
      "Reproducible arithmetic uses fixed SIMD only, so that the digits are the same on every machine.",
    one_thread: "One thread is all this machine offers, or all that was asked for.",
    shared:
      "All players on this page share one trainer until somebody trains in them: that one gets a trainer of its own, but if it has trained by itself before, only once it begins anew or was out of sight.",
    fallback: "A faster trainer did not start, so this one took over.",
  },
  oneFile:
    "This is Downhill as one file: it trains on one thread and has no MNIST. On a site it has both, and everything can be changed.",
  relaxedSimd: "relaxed SIMD",
  module: "Trainer",
  moduleTried: "Did not start:",

  // Studies
  study: {
    settings: "Settings",
    again: "Start again",
    stop: "Stop",
    goOn: "Go on",
    starting: "Starting the trainer of the study …",
    progress: "How far it is",
    left: (time: string) => `about ${time} left`,
    died: "The trainer of this study stopped. What it had found stays; start it again.",
    earlier: "Settings or experiment have changed since.",
    use: "Use it",
    inUse: "in use",
    trainings: (shown: string, value: number) =>
      `${shown} ${count(value, "training", "trainings")}`,
    trainingsOf: (trainings: string, epochs: string) => `${trainings} of ${epochs} each.`,
    patience: {
      moment: "Takes a moment.",
      seconds: "Takes a few seconds.",
      minute: "Takes up to a minute or so.",
      minutes: "Takes some minutes.",
      long: "Takes longer than a quarter of an hour.",
    },
    ofHidden: (name: string) => `${name} of the hidden layers`,
    columns: {
      steps: "Updates",
      status: "Ended",
      seed: "Seed",
      loss: "Loss",
    },
    statuses: {
      finished: "at its end",
      diverged: "diverged",
      refused: "refused",
      stopped: "stopped early",
      "under way": "under way",
    },
  },

  // The next step of an optimizer
  nextStep: {
    arrow:
      "The dashed arrow is the next step of the optimizer; where that is too short to be seen, its direction.",
    predictedByRate: (symbol: string, rate: string, square: string, fall: string) =>
      `By the slope the loss falls by ${symbol}·‖g‖² = ${rate} · ${square} = ${fall}.`,
    predicted: (fall: string) => `By the slope the loss falls by −g·Δθ = ${fall}.`,
    predictedRise: (rise: string) => `By the slope the loss rises by g·Δθ = ${rise}.`,
    real: (fall: string) => `In fact it falls by ${fall}.`,
    realRise: (rise: string) => `In fact it rises by ${rise}: the step is too long for this slope.`,
    broken: "In fact it leaves every bound: the step is far too long.",
    batch: "The slope is that of the next batch, the loss that of all samples.",
  },

  // Diagnosis
  diagnosis,

  // Drawing a prediction
  pad: {
    plane: "What you expect",
    epoch: "epoch",
    at: {
      loss: (epoch: string) => `Loss after epoch ${epoch}`,
      accuracy: (epoch: string) => `Accuracy after epoch ${epoch}`,
    },
    atShare: {
      loss: (share: string) => `Loss after ${share} of the run`,
      accuracy: (share: string) => `Accuracy after ${share} of the run`,
    },
    ofRun: "end of the run",
    unsaid: "nothing said",
    orMore: (value: string) => `${value} or more`,
    orLess: (value: string) => `${value} or less`,
  },

  // Codes
  qrLarge: "Show it large",
  qrOf: (title: string) => `QR code: ${title}`,
  qrMissing:
    "The QR code could not be made: the text is too long for one, or the page was changed meanwhile. Copy the text.",

  // Shortcuts
  shortcuts: "Keyboard shortcuts",
  checkGradient: "Check the gradient against finite differences",
  shortcutPlay: "Play or pause",
};

export type Words = Like<typeof en>;
