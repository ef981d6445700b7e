// SPDX-License-Identifier: Apache-2.0
/** What was found of the run, and what helps, as sentences. All numbers are written as everywhere on the page. */
import { untracked } from "@preact/signals-core";
import { formatOf } from "../locales/format.ts";
import { Labels } from "../locales/labels.ts";
import type { Language } from "../locales/language.ts";
import { pick, wordsOf } from "../locales/words.ts";
import { type Cure, USUAL_UPDATE } from "../sessions/diagnosis/cure.ts";
import type { Finding } from "../sessions/diagnosis/finding.ts";
import type { Workspace } from "./workspace.ts";

/** The page, as far as sentences name what stands on it. */
interface Page {
  readonly document: Pick<Workspace["document"], "catalog" | "experiment">;
  readonly run: Pick<Workspace["run"], "state">;
}

export class DiagnosisText {
  private readonly words;
  private readonly format;

  constructor(
    private readonly page: Page,
    private readonly language: Language,
  ) {
    this.words = wordsOf(language);
    this.format = formatOf(language);
  }

  /** The cause, with its number. */
  sentence(finding: Finding): string {
    const { format } = this;
    const { findings } = this.words.diagnosis;
    const real = (value: number) => format.real(value);
    const pair = (one: number, other: number) =>
      format.reals(one, other) as readonly [string, string];
    const rate = format.plain(Number(this.experiment.optimizer.learning_rate));
    switch (finding.ailment) {
      case "diverged": {
        const at = format.integer(finding.step);
        const layer = this.layer(finding.layer);
        if (finding.cause === undefined) return findings.diverged(at, layer, rate);
        return findings.divergedBy(at, layer, this.sentence(finding.cause));
      }
      case "warned":
        return this.labels.said(
          { path: finding.warning.path, message: finding.warning.message },
          "",
          false,
        );
      case "alike":
        return findings.alike(this.layer(finding.layer));
      case "unscaled":
        return findings.unscaled(real(finding.reach));
      case "risen":
        return findings.risen(...pair(finding.start, finding.loss), rate);
      case "exploding":
        return findings.exploding(real(finding.times), this.layer(finding.layer));
      case "overfitting": {
        const [best, now] = pair(finding.best, finding.now);
        return findings.overfitting(best, this.time(finding.at), now);
      }
      case "dead": {
        const { share, units, layer } = finding;
        const dead = format.integer(Math.round(share * units));
        return findings.dead(dead, format.integer(units), this.layer(layer));
      }
      case "vanishing":
        return findings.vanishing(
          real(finding.stands.loss),
          this.layer(finding.layer),
          this.part(finding.share),
          this.layer(finding.last),
        );
      case "saturated":
        return findings.saturated(
          real(finding.stands.loss),
          this.layer(finding.layer),
          format.share(finding.share),
        );
      case "straight":
        return findings.straight(real(finding.stands.loss));
      case "jumping":
        return findings.jumping(...pair(finding.low, finding.high), rate);
      case "batches":
        return findings.batches(this.optimizer);
      case "stuck":
        return findings.stuck(real(finding.stands.loss), this.time(finding.stands.length));
      case "slow": {
        const times = round(USUAL_UPDATE / finding.update);
        return findings.slow(this.part(finding.update), format.mark(times));
      }
      case "finished":
        return pick(this.state?.message ?? NOTHING, this.language);
    }
  }

  /** On its button. */
  label({ remedy, value, afresh }: Cure): string {
    const { cures } = this.words.diagnosis;
    const { format } = this;
    switch (remedy) {
      case "rate": {
        const rate = format.plain(value ?? Number.NaN);
        return afresh ? cures.rateAgain(rate) : cures.rate(rate);
      }
      case "longer":
        return value === undefined ? cures.longer : cures.longerTo(this.end(value));
      default:
        return cures[remedy];
    }
  }

  /** In a sentence: "layer 2", "the output layer". */
  layer(index: number | undefined): string {
    const { diagnosis } = this.words;
    const place = index ?? 0;
    if (this.labels.layer(place) === this.words.output) return diagnosis.outputLayer;
    return diagnosis.layer(this.format.integer(place + 1));
  }

  /** One part in so many; of what is no small part its share. */
  part(share: number): string {
    const parts = round(1 / share);
    const { format } = this;
    if (parts <= 1) return format.share(share);
    return `1/${parts < FEW_DIGITS ? format.integer(parts) : format.mark(parts)}`;
  }

  /** So many epochs or updates, as the history counts. */
  time(length: number): string {
    const { words, format } = this;
    const whole = Math.round(length);
    const shown = format.integer(whole);
    const { unit } = this.experiment.record;
    return unit === "epoch" ? words.epochs(shown, whole) : words.updates(shown, whole);
  }

  /** Where a longer run would end: steps where steps have ended it. */
  private end(value: number): string {
    const { words, format } = this;
    const shown = format.integer(value);
    const steps = this.state?.reason === "steps";
    return steps ? words.updates(shown, value) : words.epochs(shown, value);
  }

  private get experiment() {
    return this.page.document.experiment;
  }

  /** Of the moment: it changes with each frame, and what was found does not. */
  private get state() {
    return untracked(() => this.page.run.state);
  }

  private get labels(): Labels {
    return new Labels(this.page.document.catalog, this.experiment, this.language);
  }

  private get optimizer(): string {
    const { type } = this.experiment.optimizer;
    const entry = this.page.document.catalog.kinds.optimizer.find(({ id }) => id === type);
    return entry === undefined ? type : pick(entry.label, this.language);
  }
}

/** Below this a number is read faster with all its zeros. */
const FEW_DIGITS = 1e9;

const NOTHING = { en: "", zh: "" };

/** One digit says how much. */
const round = (value: number): number => Number(value.toPrecision(1));
