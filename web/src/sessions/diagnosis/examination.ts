// SPDX-License-Identifier: Apache-2.0
/**
 * Follows a run with a diagnosis. It looks into the layers seldom: a look costs about one update, and what it tells changes slowly.
 * What it finds stands until the next look, so that no sentence flickers.
 */
import { batch, effect, type ReadonlySignal, signal, untracked } from "@preact/signals-core";
import type { Description, LayersAnswer } from "../../engine/api.ts";
import type { Halt } from "../motions.ts";
import type { RunSession } from "../run_session.ts";
import type { diagnose } from "./diagnose.ts";
import type { Finding } from "./finding.ts";
import { LayerRecord } from "./layer_record.ts";
import { type Remark, remarks } from "./remarks.ts";
import { Looks, reachOf, type Signs, workOfLook } from "./signs.ts";

/** Frames from one look to the next: two thirds of a second of training. */
export const LOOK_EVERY = 40;
/** Some hundredths of a second, in which nothing else gets through: what takes longer is judged by its curves alone. */
const MOST_WORK = 5e7;
/** Numbers of a table that are read for how far they reach. */
const READ_NUMBERS = 200_000;

/** Who tells what is wrong; comes when there may be something. */
export interface Doctor {
  readonly diagnose: ReadonlySignal<typeof diagnose | undefined>;
  /** From here on it is on its way. */
  call(): void;
}

export class Examination {
  readonly #finding = signal<Finding | undefined>(undefined);
  readonly #remarks = signal<readonly Remark[]>([]);
  readonly #looks = new Looks();
  readonly record = new LayerRecord();
  /** Whether a look is on order. */
  readonly #wanted = signal(false);
  readonly #ends: (() => void)[] = [];
  #frames = 0;
  #reach: number | undefined;
  #generation: number | undefined;
  #description: Description | undefined;
  #diagnose: typeof diagnose | undefined;
  #halt: Halt | undefined;
  #ended = false;
  /** Whether the first update is made: what was said before it holds no more. */
  #begun = false;

  constructor(
    readonly run: RunSession,
    /** The default rate of the optimizer. */
    private readonly usualRate: (description: Description) => number,
    private readonly doctor: Doctor,
  ) {
    const lease = run.want({ kind: "layers", bins: 0 }, this.#wanted);
    const taken = effect(() => {
      const look = lease.answer.value;
      if (look === undefined) return;
      untracked(() => this.add(look));
      this.#wanted.value = false;
    });
    const followed = effect(() => this.#follow());
    this.#ends.push(followed, taken, () => lease.release());
  }

  get finding(): ReadonlySignal<Finding | undefined> {
    return this.#finding;
  }

  /** What is true of a run without complaint, the most telling first. */
  get remarks(): ReadonlySignal<readonly Remark[]> {
    return this.#remarks;
  }

  /** A look that somebody else has taken. */
  add(look: LayersAnswer): void {
    this.#looks.add(look);
    this.record.add(look, this.run.description);
  }

  /** All that is known now. */
  signs(): Signs {
    const { description, state, history } = this.run;
    const usualRate = this.usualRate(description);
    return { description, usualRate, state, history, looks: this.#looks, reach: this.#reach };
  }

  dispose(): void {
    for (const end of this.#ends) end();
  }

  /** With each frame, and whenever training comes to a standstill. */
  #follow(): void {
    const { frame, halt, ended, description, generation, playing } = this.run;
    if (frame !== undefined) this.#frames += 1;
    if (generation !== this.#generation) this.#begin(generation);
    const changed = description !== this.#description;
    const begun = untracked(() => this.run.state?.step ?? 0) > 0;
    const begins = begun && !this.#begun;
    this.#begun = begun;
    // The experiment of defaults is known to be well before its first update.
    if (begun || ended || !isDefault(description)) this.doctor.call();
    const diagnose = this.doctor.diagnose.value;
    const comes = diagnose !== this.#diagnose;
    this.#diagnose = diagnose;
    const stopped = halt !== this.#halt || ended !== this.#ended;
    this.#description = description;
    this.#halt = halt;
    this.#ended = ended;
    const due = this.#frames % LOOK_EVERY === 1;
    // What explodes does so in the very first update, which can be looked at before it is made.
    const wanted = (due && playing) || this.#looks.first === undefined;
    if (wanted && workOfLook(description) <= MOST_WORK) this.#wanted.value = true;
    if (changed || begins || stopped || due || comes) untracked(() => this.#examine());
  }

  #begin(generation: number): void {
    if (this.#generation === undefined) void this.#measure(this.run.description);
    this.#generation = generation;
    this.#frames = 0;
    this.#looks.clear();
  }

  #examine(): void {
    const signs = this.signs();
    batch(() => {
      this.#finding.value = this.#diagnose?.(signs);
      this.#remarks.value = remarks(signs);
    });
  }

  /** Tables have no range in their description. Where inputs are standardized it does not matter. */
  async #measure(description: Description): Promise<void> {
    this.#reach = reachOf(description);
    const { features, counts } = description.summary;
    const small = features * counts.train <= READ_NUMBERS;
    if (this.#reach !== undefined || description.experiment.data.standardize || !small) return;
    const samples = await untracked(() => this.run.samples("train"));
    this.#reach = samples?.features.reduce((most, one) => Math.max(most, Math.abs(one)), 0);
  }
}

export const isDefault = ({ minimal }: Pick<Description, "minimal">): boolean =>
  Object.keys(minimal).every((key) => key === "version");
