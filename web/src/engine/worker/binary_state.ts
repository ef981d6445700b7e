// SPDX-License-Identifier: Apache-2.0
/** The state of a run as one block of bytes. It crosses the wall in pieces, so that the module needs no room for a second copy. */
import type { WasmSession } from "./wasm_module.ts";

/** Empty for a run that has diverged. @throws ExperimentError where it is refused. */
export function savedState(session: WasmSession): Uint8Array {
  const pieces: Uint8Array[] = [];
  session.save((piece) => pieces.push(piece.slice()));
  const whole = new Uint8Array(pieces.reduce((size, piece) => size + piece.length, 0));
  let offset = 0;
  for (const piece of pieces) {
    whole.set(piece, offset);
    offset += piece.length;
  }
  return whole;
}

/** Empty, or the text of the refusal; then the run is at its start. */
export function resumeFrom(session: WasmSession, state: Uint8Array): string {
  return session.resume(state.length, readFrom(state));
}

/** How the wall reads bytes of ours. */
export function readFrom(bytes: Uint8Array): (offset: number, into: Uint8Array) => void {
  return (offset, into) => into.set(bytes.subarray(offset, offset + into.length));
}
