// SPDX-License-Identifier: Apache-2.0
/** Values as Python writes them. */

export type PythonValue =
  | number
  | boolean
  | string
  | null
  | readonly PythonValue[]
  | { readonly [key: string]: PythonValue };

const isList = (value: PythonValue): value is readonly PythonValue[] => Array.isArray(value);

export function pythonText(value: PythonValue): string {
  if (value === null) return "None";
  if (typeof value === "boolean") return value ? "True" : "False";
  if (typeof value === "number" || typeof value === "string") return JSON.stringify(value);
  if (isList(value)) return `[${value.map(pythonText).join(", ")}]`;
  const entries = Object.entries(value).map(
    ([key, one]) => `${JSON.stringify(key)}: ${pythonText(one)}`,
  );
  return `{${entries.join(", ")}}`;
}

/** `lr=0.1, momentum=0.9`. */
export function keywords(values: Readonly<Record<string, PythonValue>>): string {
  return Object.entries(values)
    .map(([name, value]) => `${name}=${pythonText(value)}`)
    .join(", ");
}
