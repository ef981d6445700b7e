// SPDX-License-Identifier: Apache-2.0
/** What planes of a loss and test functions share: the surface with the path, the way along it, and the table behind the picture. */
import { computed, signal } from "@preact/signals-core";
import { html, nothing, type TemplateResult } from "lit";
import { query } from "lit/decorators.js";
import { StudyPanel } from "../../app/study_panel.ts";
import type { Place } from "../../charts/contour_scale.ts";
import type { ExperimentDocument, StudyResult } from "../../engine/api.ts";
import "../../ui/downhill-contours.ts";
import { foundTable } from "../../ui/found_table.ts";
import type { DownhillPlayer } from "./downhill-player.ts";
import "./downhill-player.ts";
import { foundOf, lastStep, type Path, type PathPoint, placesAt, thinned } from "./found.ts";
import { landscapeOf } from "./store.ts";
import { landscapeStyles } from "./styles.ts";
import { en } from "./words.en.ts";
import { zh } from "./words.zh.ts";

const WORDS = { en, zh };
/** Rows of the table: enough to read the course of the path aloud. */
const ROWS = 20;
const LAST = Number.POSITIVE_INFINITY;

export abstract class LandscapePanel extends StudyPanel {
  static override styles = [...StudyPanel.styles, landscapeStyles];

  @query("downhill-player") protected player!: DownhillPlayer | null;

  /** The point of the path that is looked at; the last one where nobody has chosen. */
  protected readonly index = signal(LAST);
  protected readonly found = computed(() => {
    const { result } = this;
    return result && foundOf(result);
  });
  protected readonly at = computed((): readonly Place[] =>
    placesAt(this.found.value?.paths ?? [], this.index.value),
  );

  protected get own() {
    return WORDS[this.language];
  }

  protected get store() {
    return landscapeOf(this.workspace);
  }

  protected get panel(): string {
    return this.store.panel;
  }

  protected get intro(): string {
    return this.own.intro[this.store.view];
  }

  /** Before there is a surface there is nothing to show. */
  protected override get result(): StudyResult | undefined {
    const { result } = this.session ?? {};
    return result?.surface === undefined ? undefined : result;
  }

  protected override source(): ExperimentDocument {
    return this.store.source();
  }

  protected override ask(source = this.source()): void {
    this.index.value = LAST;
    super.ask(source);
  }

  /** Beside the picture, which has more need of the height. */
  protected override renderMessage(): TemplateResult | typeof nothing {
    return nothing;
  }

  protected renderSentence(result: StudyResult): TemplateResult | typeof nothing {
    const { session } = this;
    return session === undefined ? nothing : super.renderMessage(result, session);
  }

  /** What its axes are, and what its height is. */
  protected abstract axes(): readonly [x: string, y: string];
  protected abstract get height(): string;

  protected renderPlayer(path: Path): TemplateResult {
    const { own } = this;
    return html`
      <downhill-player
        .at=${this.index}
        .count=${path.length}
        .label=${own.along}
        .playLabel=${own.play}
        .pauseLabel=${own.pause}
        .tell=${(index: number) => this.tell(path[index], lastStep(path))}
      ></downhill-player>
    `;
  }

  /** Behind the picture, for who would rather read it. */
  protected renderPath(path: Path): TemplateResult {
    const { own, format } = this;
    const rows = thinned(path, ROWS).map(({ step, x, y, value }) => ({
      cells: [format.integer(step), format.real(x), format.real(y), format.real(value)],
    }));
    return html`
      <details>
        <summary>${own.table}</summary>
        ${foundTable(own.table, [own.update, ...this.axes(), this.height], rows)}
      </details>
    `;
  }

  private tell(point: PathPoint | undefined, last: number): string {
    const { own, format } = this;
    if (point === undefined) return "";
    const { step, value } = point;
    // Of several, each has a height of its own.
    if ((this.found.value?.paths.length ?? 1) > 1) {
      return own.tellStep(format.integer(step), format.integer(last));
    }
    return own.tell(format.integer(step), format.integer(last), this.height, format.real(value));
  }
}
