// SPDX-License-Identifier: Apache-2.0
export const en = {
  intro: (parameters: number) =>
    `${parameters === 1 ? "One parameter is yours now: bring the loss down by moving it." : "Two parameters are yours now: bring the loss down by moving them."} Then the optimizer makes the same number of moves from the same start, and the lower loss wins.`,
  ground: "On",
  experiment: "the loss of this experiment",
  onFunction: " Here the loss is the value of a test function, which needs no data.",
  sight: "You see",
  sights: { fog: "in the fog", contours: "the whole surface" },
  length: "Moves",
  ghost: "Next step of the optimizer",
  again: "Start again",
  waiting: "The ground is being measured …",
  broken: "The trainer that measures the loss has stopped. Start again.",
  height: "Training loss",
  value: "Value",
  says: (x: string, y: string) =>
    `The plane of ${x} and ${y}, with your way. The moves stand in the table.`,
  saysOver: (x: string, y: string) =>
    `The plane of ${x} and ${y} with lines of equal loss, your way and the optimizer's. The moves stand in the table.`,
  saysLine: (x: string) =>
    `The loss over ${x}, as far as it is seen, with your moves. They stand in the table.`,
  saysLineOver: (x: string) =>
    `The loss over ${x}, with your moves and the optimizer's. They stand in the table.`,
  pickHelp:
    "Click or tap where to go; arrow keys aim too, with Shift finely. Enter, a double click or the button makes the move.",
  start: (loss: string, moves: string) => `You stand at a loss of ${loss}, with ${moves} moves.`,
  moved: (move: string, moves: string, loss: string) => `Move ${move} of ${moves}: loss ${loss}`,
  down: (by: string) => `, down by ${by}.`,
  up: (by: string) => `, up by ${by}.`,
  same: ", as before.",
  /** Where nothing can be compared. */
  fullStop: ".",
  noLoss: "a number beyond every bound",
  to: "Go to",
  move: "Move there",
  noNumber: (name: string) => `${name} is to be a number, such as 1.5.`,
  stop: "Stop here: the optimizer's turn",
  turn: "The optimizer has its turn …",
  result: (moves: string, yours: string, optimizer: string, its: string) =>
    `After ${moves} moves: you ${yours}, ${optimizer} ${its}.`,
  verdicts: {
    ahead: "You are lower.",
    behind: "The optimizer is lower.",
    even: "As good as even.",
    diverged: "The optimizer has lost its way: with this learning rate it diverges.",
  },
  why: {
    fog: "In the fog you knew the loss where you had been, and no more. The optimizer was told the slope at each place, too: which way is down, and how steep.",
    contours:
      "You saw the whole surface. The optimizer never does: at each place it is told the slope there, and no more.",
  },
  tryRate: "Change the learning rate, and it walks again from the same start; your moves stay.",
  crawls: (rate: string) =>
    `With its learning rate of ${rate} all its steps together are hardly longer than a dot here. Your hand reaches any place; the optimizer goes as far as its rate lets it. Give it ten times as much: it walks again from the same start, and your moves stay.`,
  yours: "You",
  yoursOf: (what: string) => `Your ${what}`,
  itsOf: (optimizer: string, what: string) => `${optimizer}: ${what}`,
  columns: { move: "Move", loss: "Loss" },
  table: "Move by move",
  marks: "The ring is where you aim, the dot is where you stand.",
};
