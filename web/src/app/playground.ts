// SPDX-License-Identifier: Apache-2.0
/**
 * The page's state as a whole: settings, experiment, run and address. Data flows one way: an element calls an action here,
 * the parser accepts or refuses, the run changes, the stores tell, the elements draw.
 */

import { decodeLink, encodeLink, LinkError } from "../documents/link.ts";
import type { Refusal } from "../documents/refusal.ts";
import type { Engine } from "../engine/api.ts";
import { Observable } from "../sessions/observable.ts";
import { RunStore } from "../sessions/runs.ts";
import { type Change, ExperimentStore } from "./experiment.ts";
import { type Rate, RateLimit } from "./rate_limit.ts";
import type { Settings } from "./settings.ts";

/** The one field that a run takes up while it trains. */
export const LEARNING_RATE = "optimizer.learning_rate";
/**
 * Safari refuses more than 100 changes of the address in 30 s; this allows 90. Few are written at once: what is written only when
 * the page is left comes too late for a reload.
 */
const ADDRESS_RATE: Rate = { burst: 30, pauseMs: 500 };

const MAXIMUM_DICE = 9_999;

/** Where the link stands; the page gives `window`, a test gives its own. */
export interface Address {
  read(): string;
  replace(hash: string): void;
}

export type BrokenLink = Refusal | LinkError;

export class Playground extends Observable {
  /** Why the link was not followed; cleared by the first change. */
  brokenLink: BrokenLink | undefined;
  /** Whether the broken link found an experiment open, which then stays; else the default one is opened. */
  keptOpen = false;
  readonly runs: RunStore;

  private readonly addressWrites = new RateLimit(ADDRESS_RATE, () =>
    this.address.replace(this.link()),
  );
  /** The address is being followed, and must not be written meanwhile. */
  private readings = 0;
  /** The rate the open run started with: a reset goes back to the start, where another rate may stand now. */
  private openedRate: unknown;
  private opened = false;

  private constructor(
    readonly engine: Engine,
    readonly settings: Settings,
    readonly experiment: ExperimentStore,
    private readonly address: Address,
  ) {
    super();
    this.runs = new RunStore(engine);
    void this.runs.setSpeed(settings.speed);
    experiment.onChange = (change) => this.follow(change);
    let { speed } = settings;
    settings.subscribe(() => {
      if (settings.speed !== speed) void this.runs.setSpeed(settings.speed);
      speed = settings.speed;
      this.writeAddress();
    });
  }

  static async start(engine: Engine, settings: Settings, address: Address): Promise<Playground> {
    const experiment = await ExperimentStore.create(engine);
    const playground = new Playground(engine, settings, experiment, address);
    await playground.readAddress();
    return playground;
  }

  /** Follows the link in the address; one that does not hold leaves the experiment that is there. */
  async readAddress(): Promise<void> {
    this.brokenLink = undefined;
    this.keptOpen = this.opened;
    this.readings += 1;
    // What was to be written gives way to what somebody has put there.
    this.addressWrites.cancel();
    try {
      const { document, view } = decodeLink(this.address.read());
      this.settings.follow(view);
      this.brokenLink = await this.experiment.load(document);
    } catch (error) {
      if (!(error instanceof LinkError)) throw error;
      this.brokenLink = error;
    } finally {
      this.readings -= 1;
    }
    if (!this.opened) void this.open();
    this.notify();
  }

  /** Trains on. A run that has ended begins again, with the rate that stands in the form now. */
  async play(): Promise<void> {
    if (this.runs.ended) await this.reset();
    await this.runs.play();
  }

  /** Back to the same initial parameters. */
  async reset(): Promise<void> {
    const rate = this.experiment.experiment.optimizer.learning_rate;
    if (rate === this.openedRate) await this.runs.reset();
    else await this.open(false);
  }

  /** The remedy for numbers that broke: a tenth of the learning rate, from the start. */
  async slowDown(): Promise<void> {
    const rate = Number(this.experiment.experiment.optimizer.learning_rate);
    await this.experiment.set(LEARNING_RATE, Number((rate / 10).toPrecision(3)));
    await this.open(true);
  }

  /** Other data and other initial weights. Small numbers: they are read out in classrooms. */
  async newSeed(): Promise<void> {
    await this.experiment.set("seed", 1 + Math.floor(Math.random() * MAXIMUM_DICE));
  }

  /** A new trainer for the experiment that is there: the run goes on where it was last kept, or else begins anew. */
  async restart(): Promise<void> {
    if (!(await this.runs.revive())) await this.open(false);
  }

  /** The experiment as it stands, for the part of an address behind the #. */
  link(): string {
    return encodeLink({ document: this.experiment.minimal, view: this.settings.view });
  }

  private open(play?: boolean): Promise<void> {
    const { description } = this.experiment;
    this.opened = true;
    this.openedRate = description.experiment.optimizer.learning_rate;
    return this.runs.open(description, play);
  }

  private follow({ description, paths }: Change): void {
    if (paths.length > 0) this.brokenLink = undefined;
    this.writeAddress();
    this.notify();
    const { learning_rate } = description.experiment.optimizer;
    const rateOnly = paths.length > 0 && paths.every((path) => path === LEARNING_RATE);
    // A run that is still being opened knows of no change: the next one begins with the new rate.
    if (rateOnly && typeof learning_rate === "number" && this.runs.ready) {
      this.runs.relabel(description);
      void this.runs.setLearningRate(learning_rate);
    } else {
      void this.open();
    }
  }

  /** What is being read is no news, and a broken link stays there, for its owner may want to mend it. */
  private writeAddress(): void {
    if (this.readings === 0 && this.brokenLink === undefined) this.addressWrites.request();
  }

  /** Writes what a long series of changes still withholds from the address. */
  flushAddress(): void {
    this.addressWrites.flush();
  }
}
