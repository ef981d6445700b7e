// SPDX-License-Identifier: Apache-2.0
/** Errors cross between threads as what they are: structured cloning alone leaves of them a message in one language. */
import { type TransferHandler, transferHandlers } from "comlink";
import { EngineError, type EngineFailure } from "./contract/engine_error.ts";
import { ExperimentError } from "./contract/experiment_error.ts";
import type { ModuleInfo } from "./contract/module_info.ts";

/** What Comlink hands to its handler of thrown values. */
interface Thrown {
  readonly value: unknown;
}

/** One of ours as structured cloning carries it. */
export type PackedError =
  | {
      readonly name: "EngineError";
      readonly code: EngineFailure;
      readonly en: string;
      readonly zh: string;
      readonly tried: ModuleInfo["tried"];
    }
  | {
      readonly name: "ExperimentError";
      readonly path: string;
      readonly message: string;
      readonly zh: string;
    };

export function packError(error: unknown): PackedError | undefined {
  if (error instanceof EngineError) {
    const { name, code, message: en, zh, tried } = error;
    return { name, code, en, zh, tried };
  }
  if (error instanceof ExperimentError) {
    const { name, path, message, zh } = error;
    return { name, path, message, zh };
  }
  return undefined;
}

export function unpackError(crossing: PackedError): Error {
  if (crossing.name === "ExperimentError") return new ExperimentError(crossing);
  const { code, en, zh, tried } = crossing;
  return new EngineError(code, { en, zh }, tried);
}

/** To be called once on both sides. What is thrown by others crosses as Comlink does it. */
export function letErrorsCross(): void {
  const others = transferHandlers.get("throw") as TransferHandler<Thrown, unknown>;
  const handler: TransferHandler<Thrown, { readonly ours?: PackedError }> = {
    canHandle: others.canHandle,
    serialize(thrown) {
      // Beside what Comlink makes of it, which is all that a side without this handler reads.
      const [plain, moved] = others.serialize(thrown) as [object, Transferable[]];
      const ours = packError(thrown.value);
      return [ours === undefined ? plain : { ...plain, ours }, moved];
    },
    deserialize(crossing) {
      if (crossing.ours !== undefined) throw unpackError(crossing.ours);
      return others.deserialize(crossing);
    },
  };
  transferHandlers.set("throw", handler);
}
