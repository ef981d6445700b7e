// SPDX-License-Identifier: Apache-2.0
/** Real runs as the page sees them: trained epoch by epoch, looked into now and then, diagnosed after each. */
import { createEngine } from "../../../web/node/engine.ts";
import type { Engine, Experiment, Run, Written } from "../../../web/src/engine/api.ts";
import { cured } from "../../../web/src/sessions/diagnosis/cure.ts";
import { diagnose } from "../../../web/src/sessions/diagnosis/diagnose.ts";
import type { Finding } from "../../../web/src/sessions/diagnosis/finding.ts";
import { Looks, reachOf, type Signs } from "../../../web/src/sessions/diagnosis/signs.ts";
import { RunHistory } from "../../../web/src/sessions/history.ts";

/** A look into the layers makes the next step itself, as the view of a playing run does. */
const LOOK_EVERY = 3;

export class Patient {
  readonly looks = new Looks();
  readonly history: RunHistory;

  private constructor(
    readonly run: Run,
    private readonly usualRate: number,
  ) {
    this.history = new RunHistory(run.description.experiment.record.unit);
  }

  static async admit(engine: Engine, document: Written<Experiment>): Promise<Patient> {
    const run = await engine.open(document as Record<string, unknown>);
    const { optimizer } = (await engine.catalog()).kinds;
    const entry = optimizer.find(({ id }) => id === run.description.experiment.optimizer.type);
    const rate = entry?.fields.find(({ id }) => id === "learning_rate")?.default;
    return new Patient(run, Number(rate));
  }

  async signs(): Promise<Signs> {
    this.history.append(0, await this.run.history());
    const { run, usualRate, history, looks } = this;
    return {
      description: run.description,
      usualRate,
      state: await run.state(),
      history,
      looks,
      reach: reachOf(run.description),
    };
  }

  /** Trains to this epoch at most. @returns each finding with the epoch at which it was made first */
  async live(epochs: number, until: (found: Finding) => boolean = () => false) {
    const complaints = new Map<Finding["ailment"], { epoch: number; finding: Finding }>();
    for (let epoch = 0; epoch < epochs; epoch += 1) {
      if (epoch % LOOK_EVERY === 0) this.looks.add(await this.run.probe({ type: "layers" }));
      const state = await this.run.epoch();
      const finding = diagnose(await this.signs());
      if (finding !== undefined && !complaints.has(finding.ailment)) {
        complaints.set(finding.ailment, { epoch: state.epoch, finding });
        if (until(finding)) break;
      }
      if (state.status !== "ready") break;
    }
    return complaints;
  }

  /** The loss after so many epochs of the experiment that the cure makes. */
  async lossAfter(engine: Engine, { cure }: Finding, epochs: number): Promise<number> {
    if (cure === undefined) throw new Error("There is no cure.");
    const run = await engine.open(cured(this.run.description, cure));
    for (let epoch = 0; epoch < epochs; epoch += 1) await run.epoch();
    const { train_loss } = await run.state();
    await run.close();
    return train_loss ?? Number.NaN;
  }
}

export const hospital = () => createEngine();
