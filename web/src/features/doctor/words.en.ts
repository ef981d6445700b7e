// SPDX-License-Identifier: Apache-2.0
export const en = {
  name: "What is going on",
  show: "Show me",
  /** For the first visit. */
  intro:
    "A network begins with random weights, and each update moves them a little way downhill: down the slope of the loss, which is its error.",
  /** While the trainer is on its way. */
  early: "Press play now if you like: training starts as soon as it is here.",
  pressed: "Training starts as soon as it is here.",
  /** What is seen meanwhile is a recording of the very run. */
  recorded: {
    moves:
      "What you see until then is this very run, recorded; the trainer goes on from where it is by then.",
    stands: "What you see is this very run, recorded up to here; the trainer goes on from here.",
  },
  /** Before the first update: what to look at. */
  beginning: {
    single:
      "Press play and watch the loss: there is one parameter alone, and each update moves it by one step of the optimizer.",
    line: "Press play and watch the picture: this network can draw one straight line, and training turns it into place.",
    formulas:
      "Press play and watch the picture: the inputs are bent already, and training finds how much of each to take.",
    edges:
      "Press play and watch the units of layer 1: each draws one straight edge, and the output joins the edges.",
    joined:
      "Press play and watch the units: layer 1 draws straight edges, and the layers behind it join them into the shape of the data.",
    bends: "Press play and watch the curve: each unit of layer 1 adds one bend to it.",
    filters:
      "Press play and watch the filters of layer 1: each looks for one small pattern everywhere in the picture.",
    rows: "Press play and watch the loss: each unit of layer 1 weighs all inputs in its own way.",
  },
  shapes: {
    slope:
      "One parameter alone is learnt; each update moves it by the learning rate times the slope of its loss.",
    single: "One parameter alone is learnt; each update moves it by one step of the optimizer.",
    line: "This network draws one straight line; each update turns and shifts it a little.",
    formulas: "The inputs are bent already; each update changes how much of each is taken.",
    edges: "Each unit of layer 1 draws a straight edge; the output joins the edges.",
    joined: "Layer 1 draws straight edges; the layers behind it join them into shapes.",
    bends: "Each unit of layer 1 adds one bend; the output adds them up.",
    filters:
      "Layer 1 looks for strokes and corners; the layers behind it put them together into wholes.",
    rows: "Each unit of layer 1 weighs all inputs in its own way; the output adds up their answers.",
  },
  falling: (length: string) => `The loss halves about every ${length}.`,
  waiting: "The loss hardly falls yet: the network has not found what tells the samples apart.",
  unseen: (validation: string, train: string) =>
    `${validation} of the samples that it never trained on are right, and ${train} of those that it trains on.`,
  update: (share: string) =>
    `Each update changes the weights by about ${share} of their size; 1/1,000 is usual.`,
  learnt: (loss: string) => `The loss is ${loss}: there is little left to learn.`,
};
