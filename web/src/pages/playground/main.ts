// SPDX-License-Identifier: Apache-2.0
/** Entry of the page: starts a trainer for forms and one for the run, and shows the playground on it. */
import { ownTables } from "../../app/own_tables.ts";
import { createLanes, engineOver } from "../../engine/engine.ts";
import { startPage } from "./start.ts";

void startPage((wish) => engineOver(createLanes({ tables: ownTables.find, ...wish })));
