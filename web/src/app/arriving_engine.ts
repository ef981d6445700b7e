// SPDX-License-Identifier: Apache-2.0
/**
 * The trainer while it is on its way: what is known without it is answered at once, all else as soon as it is there. Nothing that is
 * asked early is lost.
 */
import { signal } from "@preact/signals-core";
import type {
  Catalog,
  Description,
  Engine,
  ExperimentDocument,
  ExperimentSource,
} from "../engine/api.ts";

/** What is known of the trainer that is on its way. */
export interface Known {
  catalog(): Promise<Catalog>;
  /** What the parser says of a document, where that is known. */
  description(document: ExperimentDocument): Description | undefined;
}

export class ArrivingEngine implements Engine {
  readonly #here = signal<Engine | undefined>(undefined);

  constructor(
    private readonly coming: Promise<Engine>,
    private readonly known: Known,
  ) {
    coming.then(
      (engine) => {
        this.#here.value = engine;
      },
      () => {},
    );
  }

  get arrived(): boolean {
    return this.#here.value !== undefined;
  }

  get module() {
    const engine = this.#here.value;
    if (engine === undefined) throw new Error("The trainer is not there yet.");
    return engine.module;
  }

  /** A file that does not arrive is no loss: the trainer has it too. */
  catalog(): Promise<Catalog> {
    return this.known.catalog().catch(async () => (await this.coming).catalog());
  }

  async validate(document: ExperimentSource): Promise<Description> {
    const known = typeof document === "object" ? this.known.description(document) : undefined;
    return known ?? (await this.coming).validate(document);
  }

  async open(...asked: Parameters<Engine["open"]>) {
    return (await this.coming).open(...asked);
  }

  async study(...asked: Parameters<Engine["study"]>) {
    return (await this.coming).study(...asked);
  }

  onCrash(listener: Parameters<Engine["onCrash"]>[0]): void {
    this.coming.then(
      (engine) => engine.onCrash(listener),
      () => {},
    );
  }

  async close(): Promise<void> {
    const engine = await this.coming.catch(() => undefined);
    await engine?.close();
  }
}

export interface Arrival {
  /** Of the module that the trainer is made of. */
  readonly bytes: number;
  /** So many there will be; undefined where nobody knows. */
  readonly all: number | undefined;
  /** Whether it has taken so long that a word on it helps. */
  readonly late: boolean;
}
