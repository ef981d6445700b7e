// SPDX-License-Identifier: Apache-2.0
/** The trainer as its user holds it, in a browser and in Node. */
import type { Catalog } from "./catalog.ts";
import type { Description } from "./description.ts";
import type { ExperimentSource } from "./document.ts";
import type { Frame } from "./frame.ts";
import type { BuildName, ModuleInfo } from "./module_info.ts";
import type { Run } from "./run.ts";
import type { SavedModel } from "./saved_model.ts";
import type { StudyRun, StudySource } from "./study.ts";
import type { TableSource } from "./tables.ts";
import type { Text } from "./text.ts";

export interface EngineOptions {
  /** Forces one module, for tests and bug reports. */
  readonly build?: BuildName;
  /** A whole number from 1 to THREADS_LIMIT. The default is what the machine offers, up to a limit; see threads.ts. */
  readonly threads?: number;
  /** Folder of the wasm modules; the default is `wasm/` beside the page, or what the package holds. */
  readonly wasm?: string;
  /** Folder of the tables that come with the trainer; the default is `data/` beside the page, or what the package holds. */
  readonly data?: string;
  /** Brings the stored tables that a document names and that lie elsewhere. */
  readonly tables?: TableSource;
}

export interface Engine {
  catalog(): Promise<Catalog>;
  /** The module that serves catalog and validation; a run may use another one, by its arithmetic. */
  readonly module: ModuleInfo;
  /** @throws ExperimentError with path and message when the document is refused. */
  validate(document: ExperimentSource): Promise<Description>;
  /** @throws ExperimentError with path and message when the document is refused. */
  open(
    document: ExperimentSource,
    onFrame?: (frame: Frame) => void,
    /** A saved run of this experiment, to go on where it stood; what `Run.change` takes up may be different. */
    saved?: SavedModel,
    /** Of a run without frames, where there are trainers side by side: whether it is done in a moment, or goes where studies work. */
    work?: "short" | "long",
  ): Promise<Run>;
  /** Race, restarts, search, learning-rate finder, landscape, test function. @throws ExperimentError when the document is refused. */
  study(document: StudySource): Promise<StudyRun>;
  /** A crashed worker: told here, replaced by the next open(). */
  onCrash(listener: (message: Text) => void): void;
  close(): Promise<void>;
}
