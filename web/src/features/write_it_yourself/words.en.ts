// SPDX-License-Identifier: Apache-2.0
import type { Subject } from "../../sandbox/subjects.ts";

const subjects: Readonly<Record<Subject, string>> = {
  optimizer: "An optimizer's step",
  schedule: "A learning-rate schedule",
  activation: "An activation and its derivative",
  loss: "A loss and its gradient",
  dataset: "A dataset",
};

const tasks: Readonly<Record<Subject, string>> = {
  optimizer:
    "step gets the parameters and their gradients, and returns the new parameters. state is an object that stays from step to step, t counts from 1. Each step is compared with the trainer's; then both race from the same start.",
  schedule:
    "schedule returns the learning rate of step t, which counts from 0. Its whole curve is compared with the trainer's.",
  activation:
    "derivative is compared with differences of activation, also at extreme places, and activation with the trainer's.",
  loss: "gradient is the slope of loss by the output: it is compared with differences, and loss with the trainer's.",
  dataset:
    "generate returns n rows [x1, x2, class], the classes numbered from 0 to 5. Random numbers come from random(); they are the same at each run.",
};

const hints: Readonly<Record<Subject, string>> = {
  optimizer:
    "In the first step state is empty. Give it one velocity a parameter, let each take up its gradient, and step along the velocity instead of the gradient:",
  schedule: "The cosine falls from 1 to -1 while its angle goes from 0 to π:",
  activation:
    "Left of 0 it is a straight line with a small slope, and so its derivative is that slope:",
  loss: "Half a parabola in the middle, a line outside; they meet at |r| = 1 with the same slope. The gradient is r, cut at -1 and 1:",
  dataset: "A place on a ring is an angle and a radius:",
};

export const en = {
  subject: "What you write",
  subjects,
  tasks,
  hints,
  hint: "Hint",
  editor: (subject: string) => `${subject}, in JavaScript`,
  editorHelp: "Tab indents. Escape, then Tab leaves the editor. Ctrl+Enter runs it.",
  against: "Compare with",
  againstOn: (optimizer: string, rate: string, ground: string) =>
    `Compare with ${optimizer}, rate ${rate}, on ${ground}`,
  ground: "Where it walks",
  grounds: { function: "On a test function", experiment: "On the network of this page" },
  onNetwork: (optimizer: string, parameters: string, steps: string) =>
    `Compared with ${optimizer} as this page trains: its ${parameters} parameters, its batches, its learning rate, for ${steps} steps. The gradients are the trainer's; those of the race are taken where your steps have led.`,
  tooLarge: (parameters: string, most: string) =>
    `The network of this page has ${parameters} parameters, and code is run on ${most} at most. Make it smaller, or take a test function.`,
  saysLosses: (name: string) => `The training loss after each step: with yours, and with ${name}.`,
  loss: "Training loss",
  run: "Run and compare",
  working: "At work …",
  startOver: "Begin again",
  ready:
    "Nothing leaves this page: the code runs in an interpreter of its own, with limits of time and memory.",
  notComparable: (optimizer: string) =>
    `${optimizer} cannot be written as one step of its gradient: it asks for the loss elsewhere, averages its path, or goes by signs alone. Choose another one.`,
  broken: "The interpreter could not be loaded. Is the network there? Run it again.",
  goTo: (line: string) => `Go to line ${line}`,
  changed: "The code has changed since.",
  logged: "What it logged",
  yours: "Yours",
  trainers: "The trainer's",
  ours: (name: string) => `${name}, the trainer's`,
  agree: {
    optimizer: (steps: string, name: string) =>
      `All ${steps} steps agree with the trainer's ${name}, to the last digit that its 32-bit numbers have.`,
    schedule: (steps: string, name: string) =>
      `The rates of all ${steps} steps agree with ${name}.`,
    activation: (points: string, name: string) =>
      `The derivative agrees with the differences at all ${points} places, and the values with ${name}.`,
    loss: (points: string, name: string) =>
      `The gradient agrees with the differences at all ${points} places, and the values with ${name}.`,
  },
  differ: {
    optimizer: (step: string, parameter: string, name: string) =>
      `The first number that differs from ${name}: step ${step}, parameter ${parameter}.`,
    schedule: (step: string, name: string) =>
      `The first rate that differs from ${name}: step ${step}.`,
    derivative: (place: string) => `The derivative differs first at ${place}.`,
    value: (place: string, name: string) =>
      `The derivative fits, but the value differs from ${name} first at ${place}.`,
  },
  numbers: (yours: string, ours: string) => ` Yours ${yours}, the trainer's ${ours}.`,
  slopes: (yours: string, differences: string) =>
    ` Yours ${yours}, the differences say ${differences}.`,
  firstNumber: "The first number that differs",
  parameter: "Parameter",
  before: "Before",
  gradient: "Gradient",
  step: "Step",
  rate: "Learning rate",
  value: "Value",
  output: "Output",
  target: (target: string) => `target ${target}`,
  derivative: "Derivative",
  saysRace: (name: string) => `Two paths on the contours: yours, and that of ${name}.`,
  saysValues: (name: string) => `The value after each step: yours, and that of ${name}.`,
  saysCurve: (name: string) => `Your curve beside that of ${name}.`,
  saysPoints: "The points, each with the colour and the shape of its class.",
  points: (points: string, classes: string) => `${points} points of ${classes} classes.`,
  oneClass: "To train on them there must be two classes at least.",
  train: "Train on it",
  trained: "The experiment now stands on these points.",
};
