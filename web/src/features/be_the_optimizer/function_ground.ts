// SPDX-License-Identifier: Apache-2.0
/** A test function as the ground of the game: its heights are calculated here, the steps of the optimizer are the trainer's. */
import type { LossOfTwo, Measured, NextStep } from "../../app/loss_of_two.ts";
import type { Place, Surface } from "../../charts/contour_scale.ts";
import type { Engine, Experiment } from "../../engine/api.ts";
import { descentOf } from "../../sandbox/reference.ts";
import { type FunctionChoice, testFunction } from "../../sandbox/test_functions.ts";

/** Where one moves: the loss of an experiment, or a test function. */
export type Ground = Pick<
  LossOfTwo,
  "start" | "parameters" | "measure" | "surface" | "descend" | "nextStep" | "reach" | "close"
>;

const AHEAD = 12;

export class FunctionGround implements Ground {
  readonly #heightAt: (place: Place) => number;
  readonly #slopeAt: (place: Place) => Place;
  readonly parameters = 2;

  private constructor(
    private readonly engine: Engine,
    private readonly choice: FunctionChoice,
    private readonly experiment: Experiment,
    readonly start: Measured,
    private readonly shown: Surface,
  ) {
    const { value, gradient } = known(choice);
    this.#heightAt = value;
    this.#slopeAt = gradient;
  }

  /** From where this function is usually begun, with the optimizer of the experiment. */
  static async open(
    engine: Engine,
    choice: FunctionChoice,
    experiment: Experiment,
  ): Promise<FunctionGround> {
    const { result, path, values } = await descentOf(engine, {
      ...asked(choice, experiment),
      steps: 1,
    });
    const { x, y, value } = result.surface as Pick<Surface, "x" | "y"> & {
      value: Surface["values"];
    };
    const [start = { x: 0, y: 0 }] = path;
    const [height = Number.NaN] = values;
    return new FunctionGround(
      engine,
      choice,
      experiment,
      { ...start, loss: finite(height) },
      { x, y, values: value },
    );
  }

  measure(place: Place): Promise<Measured> {
    return Promise.resolve({ ...place, loss: finite(this.#heightAt(place)) });
  }

  surface(x: readonly number[], y: readonly number[]): Promise<Surface> {
    const values = y.map((up) => x.map((right) => finite(this.#heightAt({ x: right, y: up }))));
    return Promise.resolve({ x, y, values });
  }

  async descend(steps: number): Promise<readonly Measured[]> {
    return await this.#walk(this.start, steps);
  }

  async nextStep(place: Place): Promise<NextStep | undefined> {
    // Beyond the bounds of a start there is no next step. As far as a game goes: a schedule follows the length.
    const [from, to] = await this.#walk(place, AHEAD).catch(() => []);
    if (from === undefined || to === undefined) return undefined;
    const gradient = this.#slopeAt(from);
    const predicted = -(gradient.x * (to.x - from.x) + gradient.y * (to.y - from.y));
    return { from, to, rate: Number(this.experiment.optimizer.learning_rate), gradient, predicted };
  }

  /** All that is usually shown of it. */
  reach(): Promise<number> {
    const { x, y } = this.shown;
    const far = (axis: readonly number[], middle: number) =>
      Math.max(...axis.map((one) => Math.abs(one - middle)));
    return Promise.resolve(Math.max(far(x, this.start.x), far(y, this.start.y)));
  }

  close(): Promise<void> {
    return Promise.resolve();
  }

  /** Shorter where it diverges. */
  async #walk({ x, y }: Place, steps: number): Promise<readonly Measured[]> {
    const source = { ...asked(this.choice, this.experiment), x, y, steps };
    const { path, values } = await descentOf(this.engine, source);
    return path.map((place, at) => ({ ...place, loss: finite(values[at] ?? Number.NaN) }));
  }
}

const asked = (choice: FunctionChoice, { optimizer, schedule, seed }: Experiment) => ({
  function: choice,
  optimizer,
  schedule,
  seed,
});

const finite = (height: number): number | null => (Number.isFinite(height) ? height : null);

function known(choice: FunctionChoice) {
  const found = testFunction(choice);
  if (found === undefined) throw new Error(`There is no test function ${choice.type}.`);
  return found;
}
