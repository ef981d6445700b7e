// SPDX-License-Identifier: Apache-2.0
/** The trainer behind its wall (wall.ts): JSON text in, JSON text and views out. A call for numbers or for a state that is refused throws an ExperimentError. */

/** 32-bit numbers that a layer of the document begins with. */
export interface StartNumbers {
  readonly layer: number;
  readonly bytes: Uint8Array;
}

/** A training session in C++. Views die at the next call: whoever asks for one copies it at once. */
export interface WasmSession {
  /** `{"experiment", "minimal", "summary"}` or `{"error"}`. */
  describe(): string;
  /** RunState. Stops at `max_steps` (0: ends the record under way), after `budget_ms`, or at the end of training. */
  run(max_steps: number, budget_ms: number): string;
  state(): string;
  reset(): void;
  /** Goes on by this document: what describe() says of it, or `{"error"}`. */
  change(text: string, starts?: readonly StartNumbers[]): string;
  history(from_row: number): Float64Array;
  /** Every recorded point since the last call, as wide as history, also those that history thins away. The first call begins. */
  take_recorded(): Float64Array;
  points(): Float32Array;
  map(
    width: number,
    height: number,
    x_min: number,
    x_max: number,
    y_min: number,
    y_max: number,
  ): Float32Array;
  curve(count: number, x_min: number, x_max: number): Float32Array;
  confusion(part: number): Float32Array;
  /** Of the bytes of 32-bit features in original units, sample by sample; empty where they are no whole samples, or too many at once. */
  predict(features: Uint8Array): Float32Array;
  /** Features and targets in original units, sample by sample: `count` at the most, and so many as fit. */
  samples(part: number, first: number, count: number): Float32Array;
  evaluate(part: number): string;
  /**
   * The answer to a question (src/probes), or `{"error"}`; `null` where the step that it describes is not made within `budget_ms` (0: no
   * limit): ask again. Any other call that changes the run ends that.
   */
  probe(question: string, budget_ms: number): string;
  parameters(): Float32Array;
  /** The bytes of 32-bit numbers for a block of parameters. Empty, or `{"error"}`. */
  set_parameters(block: string, values: Uint8Array): string;
  statistics(): Float32Array;
  /** ModelDescription of saved_model.ts. */
  model(): string;
  /** Where the run stands, for resume, piece by piece, each to be copied at once; none of a run that has diverged. */
  save(write: (piece: Uint8Array) => void): void;
  /** `read` fills the view with what such pieces hold from `offset` on. Empty, or `{"error"}`. */
  resume(size: number, read: (offset: number, into: Uint8Array) => void): string;
  delete(): void;
}

/** A study in C++ (src/studies). */
export interface WasmStudy {
  /** `{"kind", "title", "document"}` or `{"error"}`. */
  describe(): string;
  /** `{"finished", "progress"}` after about so many milliseconds of work. */
  run(budget_ms: number): string;
  /** StudyResult: what is known so far. */
  result(): string;
  delete(): void;
}

export interface WasmModule {
  build(): string;
  validate(text: string): string;
  /** Room for the file of a stored table, to be filled at once; empty where the memory does not suffice. */
  table_room(bytes: number): Uint8Array;
  /** Reads what is in the room, and keeps it by this hash. Empty, or `{"error"}`. */
  add_table(sha256: string): string;
  readonly Session: new (
    text: string,
    threads: number,
    starts?: readonly StartNumbers[],
  ) => WasmSession;
  readonly Study: new (text: string, threads: number) => WasmStudy;
  /** Emscripten's thread pool; absent in the modules of one thread. */
  readonly PThread?: { terminateAllThreads(): void };
}

/** What a module is started with: the members of Emscripten's `Module` that we set. */
export interface ModuleOptions {
  /** Threads that work on a step, the calling one included; the pool holds one less. */
  readonly threads: number;
  /** Emscripten's hook: gets the imports, hands back the instance. We compile ourselves, see loader.ts. */
  instantiateWasm(
    imports: WebAssembly.Imports,
    receive: (instance: WebAssembly.Instance, module: WebAssembly.Module) => void,
  ): object;
}

/** The default export of a glue file, behind the wall. */
export interface ModuleFactory {
  (options: ModuleOptions): Promise<WasmModule>;
  /** The build that the file says it is of (scripts/build/module_files.mjs); of a compiler's own file there is none. */
  readonly build?: string;
}
