// SPDX-License-Identifier: Apache-2.0
/** The player as the page around it may use it. It lies with the frame from the first moment; all that is heavy comes when it is seen. */
import { signal } from "@preact/signals-core";
import type { Settings } from "../../app/settings.ts";
import type { Workspace } from "../../app/workspace.ts";
import type { CallFault } from "../../embed/fault.ts";
import type { ExperimentDocument } from "../../engine/api.ts";

/** What there is once it has begun. */
export interface Begun {
  readonly workspace: Workspace;
  /** What the author made; not what is there, where the run is other frames' too. */
  readonly author: ExperimentDocument;
  /** What of the address makes no sense, and is left out. */
  readonly faults: readonly CallFault[];
  /** From here on things happen by themselves: what the reader has left comes back, or the story begins. */
  live(): Promise<void>;
  /** A state has come: nothing begins by itself any more. */
  settle(): void;
  /** Whether all that was done in it was done by itself. */
  readonly alone: boolean;
  /** Brings the trainer back where it was let go. */
  wake(): Promise<void>;
  /** Lets it go. */
  rest(): Promise<void>;
  /** Lets it go for good. */
  end(): Promise<void>;
  readonly resting: boolean;
  /** What "back to the author's start" comes back to from now on. */
  setStart(document: ExperimentDocument): void;
}

export class Player {
  /** How high the frame ought to be; known once something is shown in a frame that has a width. */
  readonly height = signal<number | undefined>(undefined);
  #beginning: Promise<Begun> | undefined;
  #here: Begun | undefined;
  readonly #begun: ((begun: Begun) => unknown)[] = [];
  readonly #failed: ((error: unknown) => unknown)[] = [];

  constructor(
    readonly settings: Settings,
    private readonly start: (player: Player) => Promise<Begun>,
  ) {}

  /** What there is of it by now. */
  get here(): Begun | undefined {
    return this.#here;
  }

  onBegun(told: (begun: Begun) => unknown): void {
    this.#begun.push(told);
  }

  onFailed(told: (error: unknown) => unknown): void {
    this.#failed.push(told);
  }

  /** Begins it where it has not begun, be it seen or not. @throws EngineError where no trainer starts here */
  begin(): Promise<Begun> {
    if (this.#beginning !== undefined) return this.#beginning;
    const beginning = this.start(this);
    this.#beginning = beginning;
    beginning.then(
      (begun) => {
        this.#here = begun;
        for (const told of this.#begun) told(begun);
        void begun.live();
      },
      (error) => {
        for (const told of this.#failed) told(error);
      },
    );
    return beginning;
  }

  /** Begun, with its trainer at hand. */
  async awake(): Promise<Begun> {
    const begun = await this.begin();
    await begun.wake();
    return begun;
  }

  /** Nobody wants anything of it any more: its trainer ends, with its memory. */
  async end(): Promise<void> {
    const begun = await this.#beginning?.catch(() => undefined);
    await begun?.end();
  }
}
