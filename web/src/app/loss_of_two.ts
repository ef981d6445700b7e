// SPDX-License-Identifier: Apache-2.0
/**
 * The training loss of a model of two parameters, or of one: at any pair of them, on a grid, and along the steps of its optimizer. Where there
 * is one alone, y is 0. It is measured by a run of its own beside the studies, so that the one on the page is not disturbed.
 */
import type { Place, Surface } from "../charts/contour_scale.ts";
import { patched } from "../documents/patch.ts";
import type { Engine, ExperimentDocument, Run, UpdateAnswer } from "../engine/api.ts";

/** A place with its loss; null where that is no number. */
export interface Measured extends Place {
  readonly loss: number | null;
}

/** The next step of an optimizer that has just been started at a place. */
export interface NextStep {
  readonly from: Measured;
  readonly to: Measured;
  readonly rate: number;
  /** Of the batch of this step. */
  readonly gradient: Place;
  /** By how much the slope says that the loss falls: -g · Δθ, which for plain descent is rate · |g|². */
  readonly predicted: number;
}

/** A block of parameters, by its name in a saved model. */
interface Block {
  readonly name: string;
}

/** L-BFGS finds the way down at any scale of the data and whatever the rate on the page. */
const SCOUT = {
  optimizer: { type: "lbfgs" },
  batch_size: "full",
  schedule: "constant",
  clip: "none",
};
const SCOUTED = 25;
/** As far as where this share of the fall is done: where classes are parted, the minimum lies at infinity. */
const FALLEN = 0.95;
/** A picture reaches so many times as far, and the minimum is in it: on a bowl it is 1 / (1 - √0.05) = 1.29 times as far. */
const ROOM = 1.6;
const ROUND = [1, 1.5, 2, 3, 4, 5, 6, 8, 10];

export class LossOfTwo {
  #last: Promise<unknown> = Promise.resolve();

  private constructor(
    private readonly engine: Engine,
    private readonly document: ExperimentDocument,
    private readonly run: Run,
    private readonly blocks: readonly Block[],
    /** 1 or 2. */
    readonly parameters: number,
    readonly start: Measured,
  ) {}

  /** @throws ExperimentError when the document is refused */
  static async open(engine: Engine, document: ExperimentDocument): Promise<LossOfTwo> {
    const run = await engine.open(document, undefined, undefined, "long");
    const { parameters } = await run.save();
    const blocks = parameters.map(({ name }) => ({ name }));
    const { length, 0: x = 0, 1: y = 0 } = await run.parameters();
    const { loss } = await run.evaluate("train");
    return new LossOfTwo(engine, document, run, blocks, length, { x, y, loss: finite(loss) });
  }

  /** Questions wait for each other: each moves the run. */
  #next<T>(ask: () => Promise<T>): Promise<T> {
    const answer = this.#last.then(ask);
    this.#last = answer.catch(() => {});
    return answer;
  }

  measure(place: Place): Promise<Measured> {
    return this.#next(() => this.#measure(place));
  }

  async #measure({ x, y }: Place): Promise<Measured> {
    const [first = NONE, second] = this.blocks;
    if (second !== undefined) await this.#set(second, y);
    const loss = await this.#set(first, ...this.#ofFirst(x, y));
    return { x, y, loss };
  }

  /** What stands in the first block. */
  #ofFirst(x: number, y: number): number[] {
    return this.parameters === 2 && this.blocks.length === 1 ? [x, y] : [x];
  }

  /** @returns the loss there */
  async #set({ name }: Block, ...values: number[]): Promise<number | null> {
    const set = () => this.run.setParameters(name, Float32Array.from(values));
    // One that has diverged takes no parameters before it is reset.
    const state = await set().catch(async () => {
      await this.run.reset();
      return set();
    });
    return finite(state.train_loss);
  }

  /** Row by row from the lowest y on; other questions come between two rows. */
  async surface(x: readonly number[], y: readonly number[]): Promise<Surface> {
    const values: (number | null)[][] = [];
    for (const below of y) values.push(await this.#next(() => this.#row(x, below)));
    return { x, y, values };
  }

  async #row(x: readonly number[], y: number): Promise<(number | null)[]> {
    const [first = NONE, second] = this.blocks;
    const row: (number | null)[] = [];
    if (second !== undefined) await this.#set(second, y);
    for (const left of x) {
      row.push(await this.#set(first, ...this.#ofFirst(left, y)));
    }
    return row;
  }

  /** So many steps of the experiment's own optimizer, from its start; fewer where it diverges. */
  descend(steps: number): Promise<readonly Measured[]> {
    return this.#next(async () => {
      await this.run.reset();
      return walk(this.run, steps);
    });
  }

  /** Of an optimizer that remembers nothing yet. Undefined where its step cannot be laid open. */
  nextStep(place: Place): Promise<NextStep | undefined> {
    return this.#next(async () => {
      await this.run.reset();
      const from = await this.#measure(place);
      const answer = await this.run.probe({ type: "update" }).catch(() => undefined);
      const step = answer && stepOf(answer);
      if (step === undefined) return undefined;
      const to = await this.#measure(step.to);
      return { ...step, from, to };
    });
  }

  /** How far to each side of the start a picture has to reach, as a round number. */
  async reach(): Promise<number> {
    const document = patched(this.document, { ...SCOUT, stop: null });
    const scout = await this.engine.open(document, undefined, undefined, "long");
    const way = await walk(scout, SCOUTED).finally(() => scout.close());
    return reachOf(way);
  }

  async close(): Promise<void> {
    await this.#next(() => this.run.close());
  }
}

const NONE: Block = { name: "" };
const finite = (loss: number | null | undefined): number | null =>
  typeof loss === "number" && Number.isFinite(loss) ? loss : null;

/** The start, and where each step led. */
async function walk(run: Run, steps: number): Promise<readonly Measured[]> {
  const way: Measured[] = [];
  for (let step = 0; step <= steps; step += 1) {
    const state = step === 0 ? await run.state() : await run.step();
    const [x = Number.NaN, y = 0] = await run.parameters();
    if (state.status === "diverged" || !Number.isFinite(x + y)) break;
    if (step > 0 && state.step < step) break;
    const { loss } = await run.evaluate("train");
    way.push({ x, y, loss: finite(loss) });
  }
  return way;
}

/** What an update says of a model of two parameters, or of one; undefined of any other. */
export function stepOf(
  answer: UpdateAnswer,
): (Pick<NextStep, "rate" | "gradient" | "predicted"> & Record<"at" | "to", Place>) | undefined {
  const flat = (of: "parameters" | "gradient" | "parameters_after") => {
    const numbers = answer.layers.flatMap((layer) => Object.values(layer[of]).flat(2));
    const [x, y = 0] = numbers as readonly number[];
    return numbers.length > 2 || x === undefined ? undefined : { x, y };
  };
  const [at, gradient, to] = [flat("parameters"), flat("gradient"), flat("parameters_after")];
  if (at === undefined || gradient === undefined || to === undefined) return undefined;
  const predicted = -(gradient.x * (to.x - at.x) + gradient.y * (to.y - at.y));
  return { at, to, gradient, rate: answer.learning_rate, predicted };
}

export function reachOf(way: readonly Measured[]): number {
  const [start] = way;
  const losses = way.flatMap(({ loss }) => loss ?? []);
  if (start?.loss == null || losses.length < 2) return 1;
  const enough = start.loss - FALLEN * (start.loss - Math.min(...losses));
  const last = way.findIndex(({ loss }) => loss !== null && loss <= enough);
  const far = way
    .slice(0, last + 1)
    .map(({ x, y }) => Math.max(Math.abs(x - start.x), Math.abs(y - start.y)));
  return roundUp(ROOM * Math.max(...far));
}

/** To a number that is easily read on an axis. */
export function roundUp(value: number): number {
  if (!(value > 0) || !Number.isFinite(value)) return 1;
  const decade = 10 ** Math.floor(Math.log10(value));
  const digit = ROUND.find((one) => one * decade >= value * (1 - 1e-9)) ?? 10;
  return Number((digit * decade).toPrecision(3));
}
