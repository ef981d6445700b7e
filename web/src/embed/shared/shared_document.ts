// SPDX-License-Identifier: Apache-2.0
/**
 * Which document the frames of one run show: the one that was set last, in whichever of them. What is set in this one is told to the
 * others; what was set in others is loaded here, unless something newer was set here meanwhile.
 */
import type { Accepted } from "../../app/change.ts";
import type { Workspace } from "../../app/workspace.ts";
import { differences } from "../../documents/difference.ts";
import { newId } from "../../documents/new_id.ts";
import type { ExperimentDocument, Text } from "../../engine/api.ts";
import { type Edition, firstEdition, isNewer } from "./edition.ts";

export class SharedDocument {
  #newest: Edition | undefined;
  /** What the page of this frame shows. */
  #shown: Edition | undefined;
  /** The number of what was set here and not told yet: its run is about to be opened or changed. */
  #untold: number | undefined;
  /** Of another frame, on its way into the page. */
  #coming: Edition | undefined;
  /** Of another frame and in force here: the run that is opened or changed next is of that. */
  #followed: Edition | undefined;
  #workspace: Workspace | undefined;
  #atWork = false;

  /** `fail` is told where the parser of this frame refuses what another one has accepted. */
  constructor(
    private readonly me: string,
    private readonly fail: (message: Text) => void,
  ) {}

  get newest(): Edition | undefined {
    return this.#newest;
  }

  /** What is known now is what the page is about to show, and to open a run of. */
  join(): Edition | undefined {
    this.#shown = this.#newest;
    this.#followed = this.#newest;
    return this.#newest;
  }

  /** From here on what is set in the one is set in the others. */
  follow(workspace: Workspace): void {
    this.#workspace = workspace;
    workspace.document.onAccepted((accepted) => this.#accepted(accepted));
    void this.#keepUp();
  }

  /** What another frame tells. @returns whether it is news */
  take(edition: Edition): boolean {
    if (!isNewer(edition, this.#newest)) return false;
    this.#newest = edition;
    const { me } = this;
    const number = this.#untold;
    if (number !== undefined && isNewer(edition, { number, by: me })) this.#untold = undefined;
    void this.#keepUp();
    return true;
  }

  /** What the page shows of the run is worth nothing: it is to be opened anew. */
  forget(): void {
    this.#shown = undefined;
    void this.#keepUp();
  }

  /** The page opens a run. @returns what is to be told; undefined where it comes to a run that is there */
  opened(document: ExperimentDocument): Edition | undefined {
    const newest = this.#newest;
    if (newest === undefined) return this.#tell(firstEdition(document));
    if (!this.#sets()) return undefined;
    return this.#tell(this.#next({ ...newest, line: newId(), document }));
  }

  /** The page changes the newest run. @returns what is to be told; undefined where it follows another frame */
  changed(document: ExperimentDocument): Edition | undefined {
    const newest = this.#newest;
    if (newest === undefined || !this.#sets()) return undefined;
    if (same(newest.document, document)) {
      this.#untold = undefined;
      this.#shown = newest;
      return undefined;
    }
    return this.#tell(this.#next({ ...newest, document }));
  }

  /** The newest document with another run. @returns what is to be told; undefined where something was set here that has a run of its own */
  restarted(): Edition | undefined {
    const newest = this.#newest;
    if (newest === undefined || this.#untold !== undefined) return undefined;
    return this.#tell(this.#next({ ...newest, line: newId() }));
  }

  /** Whether what the page does now is its own doing: it follows nobody, and nothing newer is on its way to it. */
  #sets(): boolean {
    const followed = this.#followed;
    this.#followed = undefined;
    if (this.#untold !== undefined) return true;
    return followed === undefined && this.#shown === this.#newest;
  }

  #next(edition: Edition): Edition {
    return { ...edition, number: this.#untold ?? edition.number + 1, by: this.me };
  }

  #tell(edition: Edition): Edition {
    this.#untold = undefined;
    this.#newest = edition;
    this.#shown = edition;
    return edition;
  }

  #accepted({ origin }: Accepted): void {
    if (origin === "others") {
      this.#shown = this.#coming;
      this.#followed = this.#coming;
    } else {
      this.#untold = Math.max(this.#newest?.number ?? 0, this.#untold ?? 0) + 1;
      this.#followed = undefined;
    }
  }

  async #keepUp(): Promise<void> {
    if (this.#atWork) return;
    this.#atWork = true;
    try {
      for (let next = this.#missed; next !== undefined; next = this.#missed) await this.#load(next);
    } finally {
      this.#atWork = false;
    }
  }

  get #missed(): Edition | undefined {
    const isHere = this.#workspace === undefined || this.#untold !== undefined;
    return isHere || this.#shown === this.#newest ? undefined : this.#newest;
  }

  async #load(edition: Edition): Promise<void> {
    const workspace = this.#workspace;
    const goesOn = this.#shown?.line === edition.line;
    this.#coming = edition;
    const outcome = await workspace?.document.submit(
      { kind: "load", document: edition.document, ...(goesOn && { goesOn }) },
      { origin: "others" },
    );
    // Otherwise it would be tried again and again.
    if (this.#untold === undefined) this.#shown = edition;
    if (outcome !== undefined && "refusal" in outcome) this.fail(outcome.refusal.message);
    await workspace?.run.opened;
    if (this.#followed === edition) this.#followed = undefined;
  }
}

/** But for the version, which need not be written. */
function same(one: ExperimentDocument, other: ExperimentDocument): boolean {
  const { version: _, ...mine } = one;
  const { version: __, ...others } = other;
  return differences(mine, others).length === 0;
}
