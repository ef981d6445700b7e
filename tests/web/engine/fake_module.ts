/** A module without wasm: deterministic, fast to set up, and able to fail where a test wants it. */
import type { RunState, Summary } from "../../../web/src/engine/api.ts";
import { SELF_TEST_LOSS } from "../../../web/src/engine/worker/self_test.ts";
import type {
  ModuleOptions,
  WasmModule,
  WasmSession,
  WasmStudy,
} from "../../../web/src/engine/worker/wasm_module.ts";

export interface FakeBehaviour {
  readonly relaxed?: boolean;
  readonly threads?: boolean;
  /** Steps that fit into one millisecond of budget. */
  readonly stepsPerMs?: number;
  /** Training ends here. */
  readonly lastStep?: number;
  /** Milliseconds that each row of a map takes on the clock given to onCost. */
  readonly rowCost?: number;
  readonly onCost?: (ms: number) => void;
  /** The loss that the self-test sees. */
  readonly loss?: number;
  /** Every pixel of a map; "step": as many as there were updates. */
  readonly pixel?: number | "step";
  /** Throws as wasm does on a trap, at this step. */
  readonly trapAtStep?: number;
  /** Slices that the record at the end of each call to run(), and after a reset, takes beyond it. */
  readonly recordSlices?: number;
  /** Calls that the step which a probe describes takes beyond the first. */
  readonly probeSlices?: number;
}

export const FAKE_SUMMARY: Summary = {
  task: "binary",
  classes: 2,
  class_names: ["0", "1"],
  feature_names: ["x1", "x2"],
  target_name: "y",
  features: 2,
  outputs: 1,
  parameters: 4,
  counts: { train: 80, validation: 10, test: 10 },
  steps_per_epoch: 8,
  range: { x_min: -1, x_max: 1, y_min: -1, y_max: 1 },
  layers: [],
};

export class FakeSession implements WasmSession {
  step_number = 0;
  learning_rate = 0.1;
  /** Heights of the maps that were asked for. */
  readonly maps: number[] = [];
  deleted = false;
  /** Slices that the record under way still takes. */
  #record = 0;
  /** Of the update under way. */
  passes = 0;

  constructor(
    readonly text: string,
    readonly threads: number,
    private readonly behaviour: FakeBehaviour = {},
  ) {}

  describe(): string {
    const experiment = JSON.parse(this.text);
    if (experiment.seed === "bad") return refusal;
    return JSON.stringify({ experiment, minimal: {}, summary: FAKE_SUMMARY, warnings: [] });
  }

  run(max_steps: number, budget_ms: number): string {
    if (this.deleted) throw new Error("used after delete()");
    const { stepsPerMs = 10, lastStep = Number.POSITIVE_INFINITY, trapAtStep } = this.behaviour;
    if (this.#record > 0) {
      this.#record -= 1;
      return this.state();
    }
    this.#record = this.behaviour.recordSlices ?? 0;
    this.passes = 0;
    const done = Math.min(max_steps, stepsPerMs * budget_ms, lastStep - this.step_number);
    this.step_number += done;
    this.behaviour.onCost?.(done / stepsPerMs);
    if (trapAtStep !== undefined && this.step_number >= trapAtStep) {
      throw new WebAssembly.RuntimeError("unreachable");
    }
    return this.state();
  }

  state(): string {
    const finished = this.step_number >= (this.behaviour.lastStep ?? Number.POSITIVE_INFINITY);
    const state: RunState = {
      status: finished ? "finished" : "ready",
      step: this.step_number,
      epoch: Math.floor(this.step_number / FAKE_SUMMARY.steps_per_epoch),
      samples: this.step_number * 10,
      learning_rate: this.learning_rate,
      recording: this.#record > 0,
      passes: this.passes,
      epoch_end:
        (Math.floor(this.step_number / FAKE_SUMMARY.steps_per_epoch) + 1) *
        FAKE_SUMMARY.steps_per_epoch,
      rows: this.step_number + 1,
      thinnings: 0,
      train_loss: this.behaviour.loss ?? SELF_TEST_LOSS,
      validation_loss: 1,
    };
    return JSON.stringify(state);
  }

  reset(): void {
    this.step_number = 0;
    this.#record = this.behaviour.recordSlices ?? 0;
  }

  change(text: string): string {
    if (this.passes > 0) throw new Error("changed within an update");
    const { optimizer } = JSON.parse(text);
    if (!(optimizer.learning_rate > 0)) return refusal;
    this.learning_rate = optimizer.learning_rate;
    return JSON.stringify({
      experiment: JSON.parse(text),
      minimal: {},
      summary: FAKE_SUMMARY,
      warnings: [],
    });
  }

  history(from_row: number): Float64Array {
    const rows = this.step_number + 1 - from_row;
    return new Float64Array(rows * 8).map((_, i) => (i % 8 === 0 ? from_row + i / 8 : 1));
  }

  #taken = 0;
  take_recorded(): Float64Array {
    const rows = this.history(this.#taken);
    this.#taken += rows.length / 8;
    return rows;
  }

  points(): Float32Array {
    return new Float32Array([0, 0, 1, 0]);
  }

  map(width: number, height: number): Float32Array {
    this.maps.push(height);
    this.behaviour.onCost?.(height * (this.behaviour.rowCost ?? 0));
    const { pixel = 0.5 } = this.behaviour;
    return new Float32Array(width * height).fill(pixel === "step" ? this.step_number : pixel);
  }

  curve(count: number): Float32Array {
    return new Float32Array(count);
  }

  confusion(): Float32Array {
    return new Float32Array([40, 1, 2, 37]);
  }

  predict(): Float32Array {
    return new Float32Array([0.25]);
  }

  samples(): Float32Array {
    return new Float32Array();
  }

  evaluate(): string {
    return JSON.stringify({ loss: 0.5, accuracy: 0.75 });
  }

  parameters(): Float32Array {
    return new Float32Array([1, 2, 3, 4]);
  }

  probe(question: string): string {
    if (JSON.parse(question).type !== "layers") return refusal;
    this.passes += 1;
    if (this.passes <= (this.behaviour.probeSlices ?? 0)) return "null";
    this.passes = 0;
    this.step_number += 1;
    return JSON.stringify({ step: this.step_number, made: true, samples: 1, layers: [] });
  }

  set_parameters(block: string): string {
    if (this.passes > 0) throw new Error("edited within an update");
    return block === "layers[0].weight" ? "" : refusal;
  }

  statistics(): Float32Array {
    return new Float32Array(0);
  }

  model(): string {
    return JSON.stringify({
      steps: this.step_number,
      epochs: 0,
      standardization: { mean: [], scale: [] },
      parameters: [{ name: "layers[0].weight", rows: 1, columns: 2, offset: 0 }],
      statistics: [],
    });
  }

  save(write: (piece: Uint8Array) => void): void {
    this.#record = 0;
    write(new Uint8Array(Float64Array.of(this.step_number, this.learning_rate).buffer));
  }

  resume(size: number, read: (offset: number, into: Uint8Array) => void): string {
    if (size !== 16) return refusal;
    const state = new Uint8Array(size);
    read(0, state);
    this.passes = 0;
    const [step = 0, rate = 0] = new Float64Array(state.buffer);
    this.step_number = step;
    this.learning_rate = rate;
    return "";
  }

  delete(): void {
    this.deleted = true;
  }
}

const refusal = JSON.stringify({
  error: { path: "seed", message: "is no number. Give one.", zh: "不是数，请填写数。" },
});

/** A study of as many milliseconds as it says, with the end that it says, if any. */
export class FakeStudy implements WasmStudy {
  done = 0;
  deleted = false;
  readonly #goal: number;

  constructor(
    readonly text: string,
    private readonly behaviour: FakeBehaviour = {},
  ) {
    this.#goal = JSON.parse(text).milliseconds ?? 100;
  }

  describe(): string {
    const document = JSON.parse(this.text);
    if (document.kind === "bad") return refusal;
    return JSON.stringify({ kind: document.kind, document });
  }

  run(budget_ms: number): string {
    if (this.deleted) throw new Error("used after delete()");
    if (this.behaviour.trapAtStep !== undefined && this.done >= this.behaviour.trapAtStep) {
      throw new WebAssembly.RuntimeError("unreachable");
    }
    this.done = Math.min(this.#goal, this.done + budget_ms);
    this.behaviour.onCost?.(budget_ms);
    return JSON.stringify({ finished: this.done === this.#goal, progress: this.done / this.#goal });
  }

  result(): string {
    const text = `${this.done} ms`;
    const { status } = JSON.parse(this.text);
    return JSON.stringify({
      status,
      message: { en: text, zh: text },
      table: { columns: ["ms"], rows: [[this.done]] },
    });
  }

  delete(): void {
    this.deleted = true;
  }
}

export function fakeModule(behaviour: FakeBehaviour = {}): WasmModule & { disposed: number } {
  const module = {
    disposed: 0,
    build: () =>
      JSON.stringify({
        version: "0",
        relaxed: behaviour.relaxed ?? false,
        threads: behaviour.threads ?? false,
      }),
    validate: (text: string) => new FakeSession(text, 1, behaviour).describe(),
    table_room: (bytes: number) => new Uint8Array(bytes),
    add_table: () => "",
    Session: class extends FakeSession {
      constructor(text: string, threads: number) {
        super(text, threads, behaviour);
      }
    },
    Study: class extends FakeStudy {
      constructor(text: string) {
        super(text, behaviour);
      }
    },
    PThread: {
      terminateAllThreads: () => {
        module.disposed += 1;
      },
    },
  };
  return module;
}

/** A glue's factory that never touches wasm. */
export function fakeFactory(behaviour: FakeBehaviour = {}) {
  return async (_options: ModuleOptions): Promise<WasmModule> => fakeModule(behaviour);
}
