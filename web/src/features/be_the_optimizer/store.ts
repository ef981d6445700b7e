// SPDX-License-Identifier: Apache-2.0
/** The game: where one stands, what is seen, and what the optimizer makes of the same number of moves. Kept while the panel is closed. */
import { batch, computed, effect, type Signal, signal, untracked } from "@preact/signals-core";
import { LossOfTwo, type Measured, type NextStep } from "../../app/loss_of_two.ts";
import { perWorkspace } from "../../app/per_workspace.ts";
import type { Workspace } from "../../app/workspace.ts";
import type { Place, Surface } from "../../charts/contour_scale.ts";
import type { Description } from "../../engine/api.ts";
import { functionChoice } from "../../sandbox/test_functions.ts";
import { type Axes, axesAround, inFog, reachFor, unseen } from "./fog.ts";
import { FunctionGround, type Ground } from "./function_ground.ts";
import { groundOf, KeptGames } from "./kept.ts";

/** The loss of the experiment on the page, where that has one parameter or two; all else are test functions by their ids. */
export const EXPERIMENT = "experiment";
/** Where momentum shows. */
const FIRST_FUNCTION = "ravine";
const USUAL = 12;
const LENGTHS = [6, USUAL, 24];
/** As a share of the picture's side: shorter than the dot is wide. */
const CRAWLS = 0.04;
/** A run of so few steps is as long as a game. */
const LONGEST = 40;

export class OptimizerGame {
  readonly #way = signal<readonly Measured[]>([]);
  readonly #descent = signal<readonly Measured[] | undefined>(undefined);
  readonly #ghost = signal<NextStep | undefined>(undefined);
  readonly #surface = signal<Surface | undefined>(undefined);
  readonly #axes = signal<Axes | undefined>(undefined);
  readonly #moves = signal(USUAL);
  readonly #fog = signal(true);
  readonly #ghosts = signal(false);
  readonly #stopped = signal(false);
  readonly #broken = signal(false);
  readonly #chosenOn: Signal<string>;
  readonly #games: KeptGames;
  readonly target = signal<Place | undefined>(undefined);
  #reach = 1;
  /** Whether the whole surface was seen before the end. */
  #looked = false;
  #loss: Promise<Ground> | undefined;
  #of: Description | undefined;
  #openOn: string | undefined;
  #last: Promise<void> = Promise.resolve();
  /** Of the moves: what they are made on (`groundOf`), and how that is chosen. */
  #ground: { readonly on: string; readonly id: string } | undefined;

  readonly #seen = computed((): Surface | undefined => {
    const axes = this.#axes.value;
    const surface = this.#surface.value ?? (axes && unseen(axes));
    if (surface === undefined || !this.#fog.value || this.over) return surface;
    return inFog(surface, this.#way.value);
  });

  constructor(private readonly workspace: Workspace) {
    this.#games = new KeptGames(workspace.settings.remembers);
    this.#chosenOn = signal(this.#games.chosen(this.#beside) ?? EXPERIMENT);
  }

  /** What is seen of the loss; undefined until the start is there. */
  get seen(): Surface | undefined {
    return this.#seen.value;
  }
  /** The start, and where each move led. */
  get way(): readonly Measured[] {
    return this.#way.value;
  }
  get here(): Measured | undefined {
    return this.way.at(-1);
  }
  get made(): number {
    return Math.max(0, this.way.length - 1);
  }
  /** What it is played on. */
  get on(): string {
    const chosen = this.#chosenOn.value;
    if (this.grounds.includes(chosen)) return chosen;
    return this.hasExperiment ? EXPERIMENT : FIRST_FUNCTION;
  }
  get grounds(): readonly string[] {
    const functions = this.workspace.document.catalog.kinds.test_function.map(({ id }) => id);
    return this.hasExperiment ? [EXPERIMENT, ...functions] : functions;
  }
  private get hasExperiment(): boolean {
    return this.workspace.document.description.summary.parameters <= 2;
  }
  /** One or two. */
  get parameters(): number {
    return this.on === EXPERIMENT ? this.workspace.document.description.summary.parameters : 2;
  }
  get moves(): number {
    return this.#moves.value;
  }
  get lengths(): readonly number[] {
    return [...new Set([...LENGTHS, this.#moves.value])].sort((a, b) => a - b);
  }
  get fog(): boolean {
    return this.#fog.value;
  }
  get ghosts(): boolean {
    return this.#ghosts.value;
  }
  /** Whether all of the optimizer's way is too short to be seen: its rate is that of the page, and the hand's reach is not. */
  get crawls(): boolean {
    const axes = this.#axes.value;
    const descent = this.#descent.value;
    const [start] = this.way;
    if (axes === undefined || start === undefined || descent === undefined) return false;
    const side = (axes.x.at(-1) ?? 1) - (axes.x[0] ?? 0);
    const far = Math.max(...descent.map(({ x, y }) => Math.hypot(x - start.x, y - start.y)));
    // Where the slope is 0 no rate moves it.
    return far > 0 && far < CRAWLS * side;
  }
  get looked(): boolean {
    return this.#looked;
  }
  get over(): boolean {
    return this.made > 0 && (this.#stopped.value || this.made >= this.#moves.value);
  }
  /** Of the optimizer, once the game is over. */
  get descent(): readonly Measured[] | undefined {
    return this.#descent.value;
  }
  get ghost(): NextStep | undefined {
    return this.#ghosts.value ? this.#ghost.value : undefined;
  }
  get broken(): boolean {
    return this.#broken.value;
  }
  get ready(): boolean {
    return this.here !== undefined;
  }

  /** While it is looked at: the experiment may change. @returns what ends it */
  follow(): () => void {
    const end = effect(() => {
      const { description } = this.workspace.document;
      void this.on;
      untracked(() => void this.#attempt(() => this.#begin(description)));
    });
    return () => {
      end();
      const loss = this.#loss;
      this.#loss = this.#of = undefined;
      void loss?.then((one) => one.close()).catch(() => {});
    };
  }

  /** The optimizer and its numbers stay those of the page. */
  setOn(on: string): void {
    this.#chosenOn.value = on;
  }

  setMoves(moves: number): void {
    this.#moves.value = moves;
    void this.#attempt(() => this.#settle());
  }

  setFog(fog: boolean): void {
    this.#fog.value = fog;
    if (!fog && !this.over) this.#looked = true;
    // Before the start is there it would be kept without it, in place of the game that was kept.
    if (this.ready) this.#keep();
  }

  setGhosts(on: boolean): void {
    if (on && this.workspace.holdsBack()) return;
    this.#ghosts.value = on;
    void this.#attempt(() => this.#haunt());
  }

  /** To the target, or to this place. */
  async move(to = this.target.peek()): Promise<void> {
    if (to === undefined || this.workspace.holdsBack()) return;
    await this.#attempt(async () => {
      if (this.over || !this.ready) return;
      const measured = await (await this.#loss)?.measure(to);
      if (measured === undefined) return;
      batch(() => {
        this.#way.value = [...this.#way.peek(), measured];
        this.target.value = to;
      });
      await this.#settle();
    });
  }

  /** The optimizer has its turn before all moves are made. */
  async stop(): Promise<void> {
    if (this.made === 0) return;
    this.#stopped.value = true;
    await this.#attempt(() => this.#settle());
  }

  async again(): Promise<void> {
    this.#set([]);
    const { description } = this.workspace.document;
    if (this.#broken.peek()) this.#loss = this.#of = undefined;
    await this.#attempt(() => this.#begin(description, true));
  }

  /** One after the other, however hasty; what goes wrong is told, and a new game begins anew. */
  #attempt(act: () => Promise<void>): Promise<void> {
    this.#last = this.#last.then(act).then(
      () => {
        this.#broken.value = false;
      },
      () => {
        this.#broken.value = true;
      },
    );
    return this.#last;
  }

  async #begin(description: Description, anew = false): Promise<void> {
    const { on } = this;
    const ground = { on, id: groundOf(description.experiment, on) };
    const same = ground.id === this.#ground?.id && !anew;
    if (this.#of !== description || this.#openOn !== on || this.#loss === undefined) {
      const before = this.#loss;
      void before?.then((one) => one.close()).catch(() => {});
      this.#of = description;
      this.#openOn = on;
      this.#loss = this.#open(description, on);
    }
    const loss = await this.#loss;
    if (this.#of !== description || this.#openOn !== on) return;
    if (!same || this.#way.peek().length === 0) {
      await this.#setOut(loss, description, ground, anew);
    }
    await this.#settle();
    this.#survey(loss);
  }

  #open({ minimal, experiment }: Description, on: string): Promise<Ground> {
    const { engine, document } = this.workspace;
    const choice = on === EXPERIMENT ? undefined : functionChoice(document.catalog, { type: on });
    return choice === undefined
      ? LossOfTwo.open(engine, minimal)
      : FunctionGround.open(engine, choice, experiment);
  }

  /** To the start, or to where a game before a reload had come. */
  async #setOut(
    loss: Ground,
    { experiment }: Description,
    ground: { readonly on: string; readonly id: string },
    anew: boolean,
  ): Promise<void> {
    const kept = anew ? undefined : this.#games.game(ground.on, ground.id);
    const { steps } = experiment.stop;
    const given = typeof steps === "number" && steps > 1 && steps <= LONGEST ? steps : USUAL;
    const [reach, ...measured] = await Promise.all([
      loss.reach(),
      ...(kept?.places ?? []).map((place) => loss.measure(place)),
    ]);
    const way = [loss.start, ...measured];
    this.#ground = ground;
    this.#reach = way.reduce((wide, place) => reachFor(loss.start, wide, place), reach);
    batch(() => {
      if (!anew) this.#moves.value = kept?.moves ?? given;
      if (kept !== undefined) this.#fog.value = kept.fog;
      this.#set(way, kept?.stopped);
      this.#looked = kept?.looked ?? !this.#fog.peek();
      this.#surface.value = undefined;
      this.#axes.value = axesAround(loss.start, this.#reach, loss.parameters);
    });
  }

  #set(way: readonly Measured[], stopped = false): void {
    batch(() => {
      this.#way.value = way;
      this.target.value = way.at(-1);
      this.#stopped.value = stopped;
      this.#descent.value = undefined;
      this.#ghost.value = undefined;
    });
  }

  /** After a move: what follows from where one stands. */
  async #settle(): Promise<void> {
    const loss = await this.#loss;
    const [start] = this.#way.peek();
    const { here } = this;
    if (loss === undefined || start === undefined || here === undefined) return;
    this.#keep();
    const reach = reachFor(start, this.#reach, here);
    if (reach > this.#reach) this.#survey(loss, reach);
    const { over, made } = this;
    const descent = over ? await loss.descend(made) : undefined;
    if (made === this.made) this.#descent.value = descent;
    await this.#haunt();
  }

  async #haunt(): Promise<void> {
    const loss = await this.#loss;
    const { here } = this;
    if (!this.#ghosts.peek() || loss === undefined || here === undefined) return;
    const step = await loss.nextStep(here);
    if (here === this.here) this.#ghost.value = step;
  }

  /** Beside the moves, which do not wait for it. */
  #survey(loss: Ground, reach = this.#reach): void {
    if (reach === this.#reach && this.#surface.peek() !== undefined) return;
    this.#reach = reach;
    const axes = axesAround(loss.start, reach, loss.parameters);
    const of = this.#of;
    const show = (surface: Surface) => {
      if (reach !== this.#reach || of !== this.#of) return;
      batch(() => {
        this.#axes.value = axes;
        this.#surface.value = surface;
      });
    };
    // One that was closed meanwhile answers nothing any more.
    loss.surface(axes.x, axes.y).then(show, () => {});
  }

  /** The experiment on the page, also while a function is played on. */
  get #beside(): string {
    return groundOf(this.workspace.document.description.experiment, EXPERIMENT);
  }

  #keep(): void {
    if (this.#ground === undefined) return;
    const { on, id } = this.#ground;
    const [, ...way] = this.#way.peek();
    this.#games.keep(this.#chosenOn.peek(), this.#beside, on, {
      ground: id,
      moves: this.#moves.peek(),
      fog: this.#fog.peek(),
      looked: this.#looked,
      stopped: this.#stopped.peek(),
      places: way.map(({ x, y }) => ({ x, y })),
    });
  }
}

export const gameOf = perWorkspace((workspace) => new OptimizerGame(workspace));
