// SPDX-License-Identifier: Apache-2.0
/** What a feature keeps while its panel is closed: one for each workspace, made when it is first asked for. */
import type { Workspace } from "./workspace.ts";

export function perWorkspace<T>(make: (workspace: Workspace) => T): (workspace: Workspace) => T {
  const all = new WeakMap<Workspace, T>();
  return (workspace) => {
    const known = all.get(workspace);
    if (known !== undefined) return known;
    const made = make(workspace);
    all.set(workspace, made);
    return made;
  };
}
