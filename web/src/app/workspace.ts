// SPDX-License-Identifier: Apache-2.0
/**
 * What is on the page: the document, the run on it, the settings and the address. Data flows one way: a command asks something
 * here, the parser accepts or refuses, the run changes, signals tell, elements draw.
 */
import { effect, type ReadonlySignal, signal, untracked } from "@preact/signals-core";
import { blockWith } from "../charts/parameter_block.ts";
import { isDrawn } from "../data/drawn_points.ts";
import { takesUp } from "../documents/goes_on.ts";
import { within } from "../documents/path.ts";
import type { Description, Engine, ExperimentDocument, SavedModel, Text } from "../engine/api.ts";
import { startFrom } from "../engine/model_start.ts";
import { type Cure, cured } from "../sessions/diagnosis/cure.ts";
import { RunSession, type RunWishes } from "../sessions/run_session.ts";
import type { StudySession } from "../sessions/study_session.ts";
import type { Arrival } from "./arriving_engine.ts";
import { Attention } from "./attention.ts";
import type { Accepted, Coming, Outcome } from "./change.ts";
import { DocumentStore } from "./document_store.ts";
import type { DroppedFile } from "./dropped_file.ts";
import type { FirstPage } from "./first_page.ts";
import type { Notice } from "./notice.ts";
import type { WantedFirst } from "./predict_first.ts";
import type { Recording } from "./recordings.ts";
import { type Address, Router } from "./router.ts";
import type { Settings } from "./settings.ts";
import { Studies } from "./studies.ts";
import { TestSeal } from "./test_seal.ts";

/** The parts of the page that change places with each other on a phone, in their order. */
export const SECTIONS = ["exercise", "data", "network", "train", "why"] as const;
export type Section = (typeof SECTIONS)[number];

/** Of what leads back to the start: its button, and its step in the history. */
export const RESET: Text = { en: "Reset", zh: "重置" };
const MAXIMUM_DICE = 9_999;

/** A weight by its number in the flat block, and the layer that it belongs to. */
export interface WeightPlace {
  readonly layer: number;
  readonly parameter: number;
}

/** What a run begins with that the document does not tell. */
type From = Pick<RunWishes, "saved" | "weights" | "recorded" | "seen">;

/** Training, or one of the moves that end by themselves. */
interface Pressed {
  readonly is: "play" | "move";
}

/** What there is before the trainer is. */
export interface Early {
  readonly first: FirstPage | undefined;
  /** Of the experiment in the address, where the build has recorded it. */
  readonly recording?: Recording | undefined;
  /** Of any other, until the parser has read it. */
  readonly sketch?: Description | undefined;
  /** How much of the trainer is here; undefined when it is. */
  readonly arrival: ReadonlySignal<Arrival | undefined>;
}

const NOTHING_EARLY: Early = { first: undefined, arrival: signal(undefined) };

export class Workspace {
  readonly #current;
  readonly studies: Studies;
  /** The dialog that is open, by the name of its feature. */
  readonly dialog = signal<string | undefined>(undefined);
  /** The panel that is open in the dock, by the name of its feature. */
  readonly tab = signal<string | undefined>(undefined);
  /** Whether all settings stand beside the first ones. */
  readonly settingsOpen = signal(false);
  /** Of a page that has no room for all its parts the one below the picture. */
  readonly section = signal<Section | undefined>(undefined);
  /** What the page has to say of what was just done; the visitor puts it away. */
  readonly notice = signal<Notice | undefined>(undefined);
  /** Tables and pictures that were dropped on the page or chosen: for whoever reads data, and takes them away. */
  readonly droppedData = signal<readonly DroppedFile[]>([]);
  /** An exercise that was dropped on the page or chosen, as its file has it: for the editor, which takes it away. */
  readonly droppedExercise = signal<Readonly<Record<string, unknown>> | undefined>(undefined);
  /** What is marked in every picture. */
  readonly attention = new Attention();
  readonly testSeal = new TestSeal();
  /** What is wanted before anything trains. */
  readonly wantedFirst = signal<WantedFirst | undefined>(undefined);
  /** Waited for before anything trains: it may want another trainer. */
  beforeTraining: () => Promise<void> = async () => {};
  /** Waited for before a run begins that trains from its first moment. */
  beforePlaying: () => Promise<void> = async () => {};

  /** What was pressed and waits for its trainer; nothing any more once pause was pressed. */
  readonly #pressed = signal<readonly Pressed[]>([]);

  private constructor(
    readonly engine: Engine,
    readonly settings: Settings,
    readonly document: DocumentStore,
    readonly router: Router,
    readonly early: Early,
  ) {
    this.studies = new Studies(engine);
    const recorded =
      document.description === early.recording?.description ? early.recording.run : undefined;
    this.#current = signal(this.#session(false, { recorded }));
    void this.run.open();
    document.onLeaving(async (coming) =>
      this.#carriesOn(coming) || this.#drawsOn(coming) ? undefined : this.run.putAside(),
    );
    document.onAccepted((accepted) => this.#follow(accepted));
    engine.onCrash((message) => this.#current.peek().crashed(message));
    effect(() => {
      const { speed } = settings;
      untracked(() => void this.run.setSpeed(speed));
    });
  }

  static async start(
    engine: Engine,
    settings: Settings,
    address: Address,
    early = NOTHING_EARLY,
  ): Promise<Workspace> {
    const { sketch } = early;
    const document = await DocumentStore.create(engine, sketch);
    const router = new Router(document, settings, address);
    const following = router.follow().then(() => document.begin());
    // What is sketched is on the page at once; what the parser says takes its place.
    if (sketch === undefined) await following;
    return new Workspace(engine, settings, document, router, early);
  }

  /** The run on the screen; another one as soon as the experiment is another. */
  get current(): ReadonlySignal<RunSession> {
    return this.#current;
  }

  get run(): RunSession {
    return this.#current.value;
  }

  /** The study that is at work, or was last. */
  get study(): ReadonlySignal<StudySession | undefined> {
    return this.studies.current;
  }

  /** Whether something is wanted before anything trains, for whoever invites to train. */
  get wantsPrediction(): boolean {
    return this.wantedFirst.value?.waits ?? false;
  }

  /** Asked before anything trains. */
  holdsBack(): boolean {
    return this.wantedFirst.peek()?.holdsBack() ?? false;
  }

  /** Opens the editor, with this exercise or with what is open in it. */
  editExercise(exercise?: Readonly<Record<string, unknown>>): void {
    if (exercise !== undefined) this.droppedExercise.value = exercise;
    this.tab.value = "exercise_editor";
    this.section.value = "why";
  }

  /** What was pressed and waits for its trainer: nothing moves yet. */
  get pressed(): "play" | "move" | undefined {
    const all = this.#pressed.value;
    return all.find(({ is }) => is === "play")?.is ?? all[0]?.is;
  }

  /** Trains on. A run that has ended begins again. */
  async play(): Promise<void> {
    if (this.holdsBack() || !(await this.#alive("play"))) return;
    if (this.run.ended) await this.reset();
    await this.run.play();
  }

  pause(): Promise<void> {
    this.#pressed.value = [];
    return this.run.pause();
  }

  async step(count = 1): Promise<void> {
    if (this.holdsBack() || !(await this.#alive("move"))) return;
    await this.run.step(count);
  }

  async epoch(): Promise<void> {
    if (this.holdsBack() || !(await this.#alive("move"))) return;
    await this.run.epoch();
  }

  /** Begins a study, in the place of the panel's last. */
  ask(panel: string, source: ExperimentDocument): void {
    if (!this.holdsBack()) this.studies.begin(panel, source);
  }

  /** Goes on with a study that was put aside. */
  goOn(session: StudySession): void {
    if (!this.holdsBack()) this.studies.goOn(session);
  }

  /** Back to the same initial parameters. */
  async reset(): Promise<void> {
    const { run } = this;
    // One that has diverged takes nothing up.
    const current = run.description === this.document.description && !run.carried;
    if (run.crash === undefined && current) await run.reset();
    else await this.#beginAnew(run);
  }

  /** In place of a run that no reset leads back to: undo brings it back as it stood. */
  async #beginAnew(run: RunSession): Promise<void> {
    const act = async () => {
      const saved = run.crash === undefined ? await run.putAside() : undefined;
      await this.#open(false);
      return saved && { saved, said: RESET };
    };
    await this.document.submit({ kind: "by_hand", act });
  }

  /**
   * Changes that help, as one step for undo, which brings the run back as it stood. What broke does not mend by itself, so that it
   * begins anew; everything else goes on from here. Then it trains.
   */
  async treat(cure: Cure): Promise<Outcome> {
    const { document } = this;
    const [only, ...others] = cure.changes;
    // A run that has ended takes up nothing any more: what goes on is another one, from its state.
    const live = only !== undefined && others.length === 0 && !cure.afresh && !this.run.ended;
    const goesOn = !live && !cure.afresh;
    const saved = goesOn ? await this.run.putAside() : undefined;
    const outcome = live
      ? await document.set(only.path, only.value)
      : await document.submit({
          kind: "load",
          document: cured(document.description, cure),
          ...(saved && { saved }),
        });
    if ("refusal" in outcome) {
      this.notice.value = { tone: "refused", text: outcome.refusal.message };
    } else {
      await this.play();
    }
    return outcome;
  }

  /**
   * A trained network with its experiment: training goes on where it stood. Of one that was saved without that, as exported files are,
   * the weights are what a new run begins with. Undo brings back the run that was here.
   * @param experiment as the page had it, where the run had begun with other weights than that says
   */
  openModel(
    model: SavedModel,
    experiment: ExperimentDocument = { ...model.experiment },
  ): Promise<Outcome> {
    return this.document.submit(
      model.state === undefined
        ? { kind: "load", document: startFrom({ ...experiment }, model) }
        : { kind: "load", document: experiment, saved: model },
    );
  }

  /** One weight by hand, as one step for undo. Hasty ones wait for each other: each is set among those that stand there then. */
  setWeight(
    { layer, parameter }: WeightPlace,
    value: number,
    say: (before: number) => Text,
  ): Promise<Outcome> {
    const act = async () => {
      const { run } = this;
      const saved = await run.save();
      const parameters = await run.parameters();
      if (saved === undefined || parameters === undefined) return undefined;
      const before = parameters[parameter] ?? Number.NaN;
      const block = blockWith(run.description, parameters, layer, parameter, value);
      const set = await run.setParameters(block.name, block.values);
      return set && before !== value ? { saved, said: say(before) } : undefined;
    };
    return this.document.submit({ kind: "by_hand", act });
  }

  /** Another experiment, in place of the one that is here; undo brings that back with its run. */
  openDocument(document: ExperimentDocument): Promise<Outcome> {
    return this.document.submit({ kind: "load", document });
  }

  /** Other data and other initial weights. Small numbers: they are read out in classrooms. */
  async newSeed(): Promise<void> {
    await this.document.set("seed", 1 + Math.floor(Math.random() * MAXIMUM_DICE));
  }

  /** A new trainer for the experiment that is there: the run goes on where it was last kept, or else begins anew. */
  async restart(): Promise<void> {
    if (!(await this.run.revive())) await this.#open(false);
  }

  /**
   * Whoever presses a button wants a trainer, also where the last one died.
   * @returns whether it is still wanted when that is there
   */
  async #alive(is: Pressed["is"]): Promise<boolean> {
    const wish = { is };
    this.#pressed.value = [...this.#pressed.peek(), wish];
    try {
      if (this.run.crash !== undefined) await this.restart();
      await this.beforeTraining();
      return this.#pressed.peek().includes(wish);
    } finally {
      this.#pressed.value = this.#pressed.peek().filter((one) => one !== wish);
    }
  }

  /**
   * Lets the run go until then, and shows it as it stands; afterwards it goes on with the same bits.
   * @returns whether its trainer is free: a run that cannot be put aside, or has broken, keeps it
   */
  async rest(until: Promise<void>): Promise<boolean> {
    const run = this.#current.peek();
    if (!run.ready) return false;
    if (run.playing) await run.pause();
    const [seen, saved] = await Promise.all([run.seen(), run.putAside()]);
    const free = seen !== undefined && (saved !== undefined || !run.begun);
    if (!free || run.playing || run !== this.#current.peek()) return false;
    const session = this.#session(false, { saved, seen });
    this.#current.value = session;
    const ended = run.dispose();
    void session.open(until.then(() => ended));
    await ended;
    return true;
  }

  #session(play: boolean, from: From = {}): RunSession {
    return untracked(
      () =>
        new RunSession(this.engine, this.document.description, {
          play,
          speed: this.settings.speed,
          ...from,
        }),
    );
  }

  #open(play: boolean, from: From = {}): Promise<void> {
    const before = this.#current.peek();
    const session = this.#session(play, from);
    this.#current.value = session;
    // Whose weights are wanted gives them before its end.
    const ended = from.weights?.then(() => before.dispose()) ?? before.dispose();
    return session.open(play ? ended.then(() => this.beforePlaying()) : ended);
  }

  /** Whether the run goes on with it. One that is still being opened knows of no change: the next one begins with it. */
  #carriesOn({ description, whole, saved }: Coming): boolean {
    const { catalog } = this.document;
    const run = this.#current.peek();
    if (whole || saved !== undefined || !run.ready) return false;
    return takesUp(catalog, run.description.experiment, description.experiment);
  }

  async #change(run: RunSession, description: Description): Promise<void> {
    if (await run.change(description)) return;
    if (this.#current.peek() === run) await this.#open(run.playing);
  }

  /** Points are drawn or erased, and the classes stay: the next run begins with the weights of this one. */
  #drawsOn({ description: now, paths, whole, saved }: Coming): boolean {
    const before = this.#current.peek().description;
    return (
      !whole &&
      saved === undefined &&
      paths.every((path) => within("data", path)) &&
      isDrawn(before.experiment.data) &&
      isDrawn(now.experiment.data) &&
      before.summary.outputs === now.summary.outputs &&
      before.summary.task === now.summary.task
    );
  }

  #follow(accepted: Accepted): void {
    const { description, paths, whole, saved, still, origin } = accepted;
    const sameData = !whole && !paths.some((path) => path === "seed" || within("data", path));
    this.attention.follow(description, sameData);
    const run = this.#current.peek();
    if (this.#carriesOn(accepted)) {
      void this.#change(run, description);
    } else {
      // A run that was put aside stands still until it is told to go on; one of other frames moves as they have it.
      const from = this.#drawsOn(accepted) ? { weights: run.save() } : { saved };
      const stands = saved !== undefined || still === true || origin === "others";
      void this.#open(run.playing && !stands, from);
    }
  }
}
