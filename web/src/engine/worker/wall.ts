// SPDX-License-Identifier: Apache-2.0
/**
 * The wall as src/bindings/module.cpp exports it, and the module that the rest of the worker knows. Nothing is thrown across it:
 * every call gives its answer, or the text `{"error": ...}`, also where no memory is left. Here, and only here, such a text
 * becomes an exception where numbers or a state were asked for. The hand-written twin of the C++ surface: tsc compares it with the
 * types that Emscripten finds.
 */
import { ExperimentError, type Refusal } from "../contract/experiment_error.ts";
import { readFrom } from "./binary_state.ts";
import type {
  ModuleFactory,
  ModuleOptions,
  StartNumbers,
  WasmModule,
  WasmSession,
  WasmStudy,
} from "./wasm_module.ts";

/** What a call of the wall gives: its text or its view, or the text of a refusal. */
type Answer<T> = T | string;

export interface RawSession {
  /** Before open() or change(): what a layer begins with, as 32-bit numbers. Empty, or the refusal, and then nothing is given. */
  start_layer(
    layer: number,
    size: number,
    read: (offset: number, into: Uint8Array) => void,
  ): string;
  /** The description, or the refusal. */
  open(text: string): string;
  run(max_steps: number, budget_ms: number): string;
  state(): string;
  reset(): string;
  change(text: string): string;
  history(from_row: number): Answer<Float64Array>;
  take_recorded(): Answer<Float64Array>;
  points(): Answer<Float32Array>;
  map(
    width: number,
    height: number,
    x_min: number,
    x_max: number,
    y_min: number,
    y_max: number,
  ): Answer<Float32Array>;
  curve(count: number, x_min: number, x_max: number): Answer<Float32Array>;
  confusion(part: number): Answer<Float32Array>;
  predict(features: Uint8Array): Answer<Float32Array>;
  samples(part: number, first: number, count: number): Answer<Float32Array>;
  evaluate(part: number): string;
  probe(question: string, budget_ms: number): string;
  parameters(): Answer<Float32Array>;
  set_parameters(
    block: string,
    size: number,
    read: (offset: number, into: Uint8Array) => void,
  ): string;
  statistics(): Answer<Float32Array>;
  model(): string;
  save(write: (piece: Uint8Array) => void): string;
  resume(size: number, read: (offset: number, into: Uint8Array) => void): string;
  delete(): void;
}

export interface RawStudy {
  open(text: string): string;
  run(budget_ms: number): string;
  result(): string;
  delete(): void;
}

export interface RawModule {
  build(): string;
  validate(text: string): string;
  table_room(bytes: number): Answer<Uint8Array>;
  add_table(sha256: string): string;
  make_session(threads: number): Answer<RawSession>;
  make_study(threads: number): Answer<RawStudy>;
  readonly PThread?: { terminateAllThreads(): void };
}

const REFUSED = '{"error":';

function refused(text: string): ExperimentError {
  return new ExperimentError((JSON.parse(text) as { error: Refusal }).error);
}

/** The answer, unless it is a refusal. */
function given<T>(answer: Answer<T>): T {
  if (typeof answer === "string" && answer.startsWith(REFUSED)) throw refused(answer);
  return answer as T;
}

class Session implements WasmSession {
  readonly #raw: RawSession;
  readonly #description: string;

  constructor(module: RawModule, text: string, threads: number, starts: readonly StartNumbers[]) {
    this.#raw = given(module.make_session(threads));
    this.#description = this.#given(starts) ?? this.#raw.open(text);
  }

  /** The refusal, if any. */
  #given(starts: readonly StartNumbers[]): string | undefined {
    for (const { layer, bytes } of starts) {
      const answer = this.#raw.start_layer(layer, bytes.length, readFrom(bytes));
      if (answer !== "") return answer;
    }
    return undefined;
  }

  describe(): string {
    return this.#description;
  }
  run(max_steps: number, budget_ms: number): string {
    return given(this.#raw.run(max_steps, budget_ms));
  }
  state(): string {
    return given(this.#raw.state());
  }
  reset(): void {
    given(this.#raw.reset());
  }
  change(text: string, starts: readonly StartNumbers[] = []): string {
    return this.#given(starts) ?? this.#raw.change(text);
  }
  history(from_row: number): Float64Array {
    return given(this.#raw.history(from_row));
  }
  take_recorded(): Float64Array {
    return given(this.#raw.take_recorded());
  }
  points(): Float32Array {
    return given(this.#raw.points());
  }
  map(...range: Parameters<WasmSession["map"]>): Float32Array {
    return given(this.#raw.map(...range));
  }
  curve(count: number, x_min: number, x_max: number): Float32Array {
    return given(this.#raw.curve(count, x_min, x_max));
  }
  confusion(part: number): Float32Array {
    return given(this.#raw.confusion(part));
  }
  predict(features: Uint8Array): Float32Array {
    return given(this.#raw.predict(features));
  }
  samples(part: number, first: number, count: number): Float32Array {
    return given(this.#raw.samples(part, first, count));
  }
  evaluate(part: number): string {
    return given(this.#raw.evaluate(part));
  }
  probe(question: string, budget_ms: number): string {
    return this.#raw.probe(question, budget_ms);
  }
  parameters(): Float32Array {
    return given(this.#raw.parameters());
  }
  set_parameters(block: string, values: Uint8Array): string {
    return this.#raw.set_parameters(block, values.length, readFrom(values));
  }
  statistics(): Float32Array {
    return given(this.#raw.statistics());
  }
  model(): string {
    return given(this.#raw.model());
  }
  save(write: (piece: Uint8Array) => void): void {
    given(this.#raw.save(write));
  }
  resume(...source: Parameters<WasmSession["resume"]>): string {
    return this.#raw.resume(...source);
  }
  delete(): void {
    this.#raw.delete();
  }
}

class Study implements WasmStudy {
  readonly #raw: RawStudy;
  readonly #description: string;

  constructor(module: RawModule, text: string, threads: number) {
    this.#raw = given(module.make_study(threads));
    this.#description = this.#raw.open(text);
  }

  describe(): string {
    return this.#description;
  }
  run(budget_ms: number): string {
    return given(this.#raw.run(budget_ms));
  }
  result(): string {
    return given(this.#raw.result());
  }
  delete(): void {
    this.#raw.delete();
  }
}

/** The module behind its wall. */
export function walled(raw: RawModule): WasmModule {
  return {
    build: () => given(raw.build()),
    validate: (text) => raw.validate(text),
    table_room: (bytes) => given(raw.table_room(bytes)),
    add_table: (sha256) => raw.add_table(sha256),
    Session: class extends Session {
      constructor(text: string, threads: number, starts: readonly StartNumbers[] = []) {
        super(raw, text, threads, starts);
      }
    },
    Study: class extends Study {
      constructor(text: string, threads: number) {
        super(raw, text, threads);
      }
    },
    ...(raw.PThread === undefined ? {} : { PThread: raw.PThread }),
  };
}

/** The default export of a glue file. */
export interface RawFactory {
  (options: ModuleOptions): Promise<RawModule>;
  /** As of ModuleFactory. */
  readonly build?: string;
}

export function walledFactory(glue: RawFactory): ModuleFactory {
  const factory = async (options: ModuleOptions) => walled(await glue(options));
  return glue.build === undefined ? factory : Object.assign(factory, { build: glue.build });
}
