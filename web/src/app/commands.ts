// SPDX-License-Identifier: Apache-2.0
/** What can be done on the page, once: buttons, keys, the list of shortcuts and hosts derive from it. */
import type { Words } from "../locales/words.ts";
import { chooseFiles } from "./download.ts";
import { exerciseOf } from "./exercise_of.ts";
import { checkGradient } from "./gradient_check.ts";
import { REGIONS, type Region, type RegionId } from "./regions.ts";
import { saidStep } from "./said_step.ts";
import { showPlace } from "./show_place.ts";
import type { Workspace } from "./workspace.ts";

export interface Command {
  readonly id: string;
  /** As KeyboardEvent.key names it; `Control+` stands for the command key too. Capitals and small letters are the same key. */
  readonly keys?: readonly string[];
  /** In a list. */
  name(words: Words): string;
  /** On a button, where that says more. */
  label?(words: Words, workspace: Workspace): string;
  enabled(workspace: Workspace): boolean;
  run(workspace: Workspace): unknown;
}

const always = () => true;
const notEnded = ({ run }: Workspace) => !run.ended;

/** By number, from the first on. */
const GO_TO = REGIONS.map((region: Region & (typeof REGIONS)[number], at) => ({
  id: goTo(region.id),
  keys: [String(at + 1)],
  name: (words: Words) => words.goToRegion(region.name(words)),
  // What is open over the page keeps the focus.
  enabled: (workspace: Workspace) =>
    workspace.dialog.value === undefined && isThere(region, workspace),
  run: (workspace: Workspace) => showPlace(workspace, region),
}));

/** Whether the page has this part. */
export const isThere = ({ ofExercise }: Region, workspace: Workspace): boolean =>
  ofExercise !== true || exerciseOf(workspace).value !== undefined;

/** The command that takes the focus there. */
export function goTo<Id extends RegionId>(region: Id): `go_to_${Id}` {
  return `go_to_${region}`;
}

function toggleDialog({ dialog }: Workspace, feature: string): void {
  dialog.value = dialog.value === feature ? undefined : feature;
}

export const COMMANDS = [
  {
    id: "play",
    keys: ["Space"],
    name: (words) => words.shortcutPlay,
    label: (words, { run }) =>
      run.playing ? words.pause : run.ended ? words.playAgain : words.play,
    enabled: always,
    run: (workspace) => {
      const { run, pressed } = workspace;
      const plays = pressed === "play" || (run.playing && !run.pausing);
      return plays ? workspace.pause() : workspace.play();
    },
  },
  {
    id: "step",
    keys: ["S"],
    name: (words) => words.step,
    enabled: notEnded,
    run: (workspace) => workspace.step(),
  },
  {
    id: "epoch",
    keys: ["E"],
    name: (words) => words.epochStep,
    enabled: notEnded,
    run: (workspace) => workspace.epoch(),
  },
  {
    id: "reset",
    keys: ["R"],
    name: (words) => words.resetHelp,
    enabled: always,
    run: (workspace) => workspace.reset(),
  },
  {
    id: "new_seed",
    keys: ["N"],
    name: (words) => words.seedHelp,
    enabled: ({ document }) => !document.fixed("seed"),
    run: (workspace) => workspace.newSeed(),
  },
  {
    id: "undo",
    keys: ["Control+Z"],
    name: (words) => words.undo,
    label: (words, workspace) => {
      const change = saidStep(workspace, workspace.document.undone.value);
      return change === undefined ? words.undo : words.undoOf(change);
    },
    enabled: ({ document }) => document.canUndo.value,
    run: ({ document }) => document.undo(),
  },
  {
    id: "redo",
    keys: ["Control+Shift+Z", "Control+Y"],
    name: (words) => words.redo,
    label: (words, workspace) => {
      const change = saidStep(workspace, workspace.document.redone.value);
      return change === undefined ? words.redo : words.redoOf(change);
    },
    enabled: ({ document }) => document.canRedo.value,
    run: ({ document }) => document.redo(),
  },
  {
    id: "logarithmic_loss",
    keys: ["L"],
    name: (words) => words.logScaleHelp,
    enabled: always,
    run: ({ settings }) => settings.setLogarithmic(!settings.logarithmic),
  },
  {
    id: "check_gradient",
    keys: ["G"],
    name: (words) => words.checkGradient,
    enabled: ({ run, document }) => run.ready && document.description.summary.parameters > 0,
    run: (workspace) => checkGradient(workspace),
  },
  {
    id: "open_file",
    keys: ["Control+O"],
    name: (words) => words.openFile,
    enabled: always,
    run: async (workspace) => {
      const files = await chooseFiles();
      const { openDropped } = await import("./dropped.ts");
      await openDropped(
        workspace,
        files.map((file) => ({ path: file.name, file })),
      );
    },
  },
  {
    id: "keep",
    keys: ["K"],
    name: (words) => words.keepRun,
    enabled: ({ run }) => run.begun,
    run: async (workspace) => {
      const { keepRun } = await import("./keeping.ts");
      await keepRun(workspace);
    },
  },
  {
    id: "runs",
    keys: ["B"],
    name: (words) => words.keptRuns,
    enabled: always,
    run: (workspace) => toggleDialog(workspace, "runs"),
  },
  {
    id: "gallery",
    keys: ["X"],
    name: (words) => words.gallery,
    enabled: always,
    run: (workspace) => toggleDialog(workspace, "gallery"),
  },
  {
    id: "share",
    keys: ["H"],
    name: (words) => words.share,
    // Its link would be one to the experiment; and the page of exercises shows no page in a frame.
    enabled: (workspace) => exerciseOf(workspace).value === undefined,
    run: (workspace) => toggleDialog(workspace, "share"),
  },
  {
    id: "exercise_editor",
    name: (words) => words.exerciseEditor,
    // The page of an exercise is for whoever solves it.
    enabled: (workspace) => exerciseOf(workspace).value === undefined,
    run: (workspace) => workspace.editExercise(),
  },
  {
    id: "speed",
    name: (words) => words.speedOfMachine,
    enabled: ({ run }) => run.ready,
    run: (workspace) => toggleDialog(workspace, "speed"),
  },
  {
    id: "all_settings",
    keys: ["A"],
    name: (words) => words.allSettings,
    enabled: always,
    run: ({ settingsOpen, section }) => {
      settingsOpen.value = !settingsOpen.value;
      if (settingsOpen.value) section.value = "train";
    },
  },
  {
    id: "keys",
    keys: ["?"],
    name: (words) => words.shortcuts,
    enabled: always,
    run: (workspace) => toggleDialog(workspace, "keys"),
  },
  ...GO_TO,
] as const satisfies readonly Command[];

export type CommandId = (typeof COMMANDS)[number]["id"];

const BY_ID = new Map<string, Command>(COMMANDS.map((command) => [command.id, command]));

export function commandOf(id: CommandId): Command {
  const command = BY_ID.get(id);
  if (command === undefined) throw new Error(`There is no command ${id}.`);
  return command;
}

export function labelOf(id: CommandId, words: Words, workspace: Workspace): string {
  const command = commandOf(id);
  return command.label?.(words, workspace) ?? command.name(words);
}

/** What is not enabled does nothing. */
export function perform(id: CommandId, workspace: Workspace): void {
  const command = commandOf(id);
  if (command.enabled(workspace)) void command.run(workspace);
}

/** For `aria-keyshortcuts`. */
export const keysOf = (id: CommandId): string => commandOf(id).keys?.join(" ") ?? "";
