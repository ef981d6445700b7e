// SPDX-License-Identifier: Apache-2.0
import type { Field } from "../../engine/api.ts";

/** Whether a field has what it has by default. Of a component that is its type alone: what stands in it has ways back of its own. */
export function standsAsDefault({ kind, default: usual }: Field, value: unknown): boolean {
  const own = kind === undefined ? (one: unknown) => one : typeOf;
  return JSON.stringify(own(value)) === JSON.stringify(own(usual));
}

/** One without settings is written by its name. */
function typeOf(component: unknown): unknown {
  const isWritten = typeof component === "object" && component !== null && "type" in component;
  return isWritten ? component.type : component;
}
