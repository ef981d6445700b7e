// SPDX-License-Identifier: Apache-2.0
/** Entry of the page: starts the engine and shows the playground on it. */
import { createEngine } from "./engine/engine.ts";
import { startPage } from "./start.ts";

void startPage((view) =>
  createEngine({
    ...(view.build === undefined ? {} : { build: view.build }),
    ...(view.threads === undefined ? {} : { threads: view.threads }),
  }),
);
