// SPDX-License-Identifier: Apache-2.0
/** The stored tables of this browser: trainers find in them what a document names, and features put there what somebody brings. */
import { TableStore } from "../library/table_store.ts";

export const ownTables = new TableStore();
